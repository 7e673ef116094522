"""Answers about what is on file: after saving, and when somebody asks."""

from datetime import date, timedelta

from bot import (
    covering,
    escalation,
    fitting,
    identifying,
    in_force,
    linking,
    lookups,
    matching,
    noticing,
    recording,
    references,
    standing,
    steps,
    summarising,
    targets,
)
from bot.cards import Card
from bot.chat import Command, Press, Reply, Whisper
from bot.context import Context, Refused
from bot.fields import one_line
from bot.matching import Forms, Reason, ReasonKind
from bot.standing import Standing
from bot.words import answers, looking, reasons, replies
from bot.words import in_force as words_in_force
from bot.words.answers import Saved
from storage import asked, cases, customers, issues, merges, people, reports, safety
from storage.tables import Case, Customer, Promise, Report

_CHECKED = 8


def answer_card(ctx: Context, report_id: int) -> Card:
    """The answer to a report, as things stand now."""
    report = reports.get(ctx.db, report_id)
    if report is None:
        raise Refused(replies.unknown_button())
    asked = issues.suggestion(ctx.db, report_id)
    possibly = asked is not None and asked.probability < matching.likely_from()
    question = standing.stand(ctx, asked.issue_id) if asked else None
    question = question if question and _worth_asking(question, report, possibly=possibly) else None
    about = question.issue_id if question else report.issue_id
    known = report.customer_id if report.chosen else None
    saved = Saved(
        report=report,
        customer=_customer_label(ctx, report),
        named=_customer_name(ctx, report),
        standing=standing.stand(ctx, report.issue_id),
        question=question,
        possibly=possibly,
        why=_why(ctx, report_id, about),
        why_same=_why_same(ctx, report),
        prompts=_prompts(ctx, report_id),
        household=noticing.household(ctx, report.customer_id) if report.customer_id else (),
        remind_on=_remind_on(ctx, report),
        threat=_may_be_a_threat(ctx, report_id),
        raised=references.safety(raised.id or 0) if (raised := safety.of_report(ctx.db, report_id)) else "",
        agreed=in_force.of_customer(ctx, known) if known else (),
        asked=fitting.asked_of_report(ctx, report_id, known) if known else (),
    )
    return answers.saved_card(saved, ctx.who.staff_id, ctx.service.work, ctx.today)


def show(ctx: Context, press: Press) -> Reply:
    """The text of an issue's reports, to somebody who holds it or manages; looking is recorded."""
    target = targets.read(press.value)
    if target is None or issues.get(ctx.db, target.issue) is None:
        raise Refused(replies.unknown_button())
    if not may_see(ctx, target):
        raise Refused(replies.not_yours())
    recording.note(ctx, "issue.show", references.issue(target.issue))
    about = reports.on_issue(ctx.db, target.issue)
    customer = customers.get(ctx.db, about[0].customer_id or 0) if about else None
    ticked = reports.concerns(ctx.db, [report.id or 0 for report in about])
    card = looking.issue_card(
        target.issue,
        noticing.label(customer) if customer else replies.not_known(),
        about,
        _labels(ctx, ticked),
        people.names(ctx.db),
        ctx.service.work,
        ctx.today,
    )
    return Reply((Whisper(card),))


def may_see(ctx: Context, target: targets.Target) -> bool:
    """Managers, who holds the issue, who replies, and whoever is asked whether their report belongs to it."""
    about = standing.stand(ctx, target.issue)
    if ctx.manages or about.holds(ctx.who.staff_id) or about.owner_id == ctx.who.staff_id:
        return True
    report = reports.get(ctx.db, target.report)
    asked = issues.question(ctx.db, target.report, target.issue)
    may_answer = asked and report and report.reporter_id == ctx.who.staff_id
    return bool(may_answer) or covers(ctx, about)


def covers(ctx: Context, about: standing.Standing) -> bool:
    """Whether the actor stands in today for somebody who holds the issue or replies."""
    concerned = {about.owner_id, *(holder.staff_id for holder in about.holders)}
    return bool(concerned & covering.covered(ctx, ctx.who.staff_id))


def check(ctx: Context, event: Command) -> Reply:
    """Recent contact of one customer; only the actor sees it, and looking is recorded."""
    typed = one_line(event.text)[:150]
    if not typed:
        return Reply((Whisper(looking.check_whom()),))
    found = lookups.search(ctx, typed)
    if not found:
        why = lookups.why_no_names(ctx)
        return Reply((Whisper(looking.rest_card(why) if why else looking.nobody_found(typed)),))
    if len(found) > 1:
        shown = [(c.id or 0, noticing.label(c)) for c in found[:_CHECKED]]
        return Reply((Whisper(looking.which_one(typed, shown, more=len(found) > _CHECKED)),))
    return _checked(ctx, found[0])


def check_one(ctx: Context, press: Press) -> Reply:
    """Recent contact of the customer chosen."""
    target = targets.read(press.value)
    return _checked(ctx, noticing.behind(ctx, target.extra if target else None))


def help_me(ctx: Context, _event: Command) -> Reply:
    """What can be typed."""
    return Reply((Whisper(replies.help_card(ctx.policy)),))


def _checked(ctx: Context, customer: Customer) -> Reply:
    number = customer.id or 0
    recording.note(ctx, "customer.check", references.customer(number))
    days = ctx.policy.windows.issue_days
    recent = reports.of_customers(ctx.db, [number], ctx.when - timedelta(days=days))
    ticked = reports.concerns(ctx.db, [report.id or 0 for report in recent])
    case = cases.open_of(ctx.db, number)
    waiting = [a for a in customers.adjustments(ctx.db, number) if a.answered_at is None]
    found = looking.OnFile(
        number=number,
        label=noticing.label(customer),
        known=noticing.arrangements(ctx, customer),
        recent=recent,
        concerns=_labels(ctx, ticked),
        names=people.names(ctx.db),
        case=_case(ctx, case) if case else None,
        household=noticing.household(ctx, number),
        requests=waiting if ctx.manages else [],
        complains=cases.newest_of(ctx.db, number) is not None,
        merged=merges.into(ctx.db, number) if ctx.manages else None,
        asked=asked.open_of(ctx.db, number) if ctx.manages else [],
        reviews=words_in_force.requests(in_force.of_customer(ctx, number)),
        days=days,
    )
    card = looking.customer_card(found, ctx.service.work, ctx.today)
    return Reply((Whisper(card),))


def _case(ctx: Context, case: Case) -> looking.CaseLine:
    """An open case; where it stands is for managers."""
    reference = references.case(case.id or 0)
    if not ctx.manages:
        return looking.CaseLine(reference)
    stage = escalation.stage(steps.situation(ctx, case))
    return looking.CaseLine(reference, stage.value, steps.value_of(case))


def _worth_asking(question: Standing, report: Report, *, possibly: bool) -> bool:
    """Whether anybody holds it; where it is only possible, a colleague: what is one's own needs no mention."""
    others = any(holder.staff_id != report.reporter_id for holder in question.holders)
    return others if possibly else bool(question.holders)


def _why(ctx: Context, report_id: int, issue_id: int) -> tuple[str, ...]:
    """Why a report may be about an issue, in words; nothing where nobody compared them."""
    issue = issues.get(ctx.db, issue_id)
    if issue is None or issues.suggestion_of(ctx.db, report_id, issue_id) is None:
        return ()
    found = linking.reasons_of(ctx, report_id, issue_id)
    return reasons.sentences(found, _forms(ctx, report_id, issue.customer_id, found))


def _why_same(ctx: Context, report: Report) -> tuple[str, ...]:
    """Why the report was taken for a customer's whom we knew, in words."""
    found = identifying.why_same(ctx, report.id or 0)
    forms = _forms(ctx, report.id or 0, report.customer_id, found)
    return reasons.sentences(found, forms) if found else ()


def _forms(ctx: Context, report_id: int, customer_id: int | None, found: tuple[Reason, ...]) -> Forms | None:
    """Two forms of one first name, where they are among the reasons: whoever reads the answer typed one of them."""
    if customer_id is None or not any(reason.kind is ReasonKind.GIVEN_VARIANT for reason in found):
        return None
    return identifying.forms(ctx, report_id, customer_id)


def _customer_label(ctx: Context, report: Report) -> str:
    customer = customers.get(ctx.db, report.customer_id) if report.customer_id else None
    return noticing.label(customer) if customer else replies.not_known()


def _customer_name(ctx: Context, report: Report) -> str:
    customer = customers.get(ctx.db, report.customer_id) if report.customer_id else None
    return looking.named(customer) if customer else replies.not_known()


def _prompts(ctx: Context, report_id: int) -> tuple[str, ...]:
    ticked = reports.concerns(ctx.db, [report_id]).get(report_id, [])
    known = (ctx.policy.concerns[key].prompt for key in ticked if key in ctx.policy.concerns)
    return tuple(prompt for prompt in known if prompt)


def _may_be_a_threat(ctx: Context, report_id: int) -> bool:
    ticked = reports.concerns(ctx.db, [report_id]).get(report_id, [])
    return any(ctx.policy.concerns[key].threat for key in ticked if key in ctx.policy.concerns)


def _remind_on(ctx: Context, report: Report) -> date | None:
    to_come = [promise.due_on for promise in _promises(ctx, report) if promise.reminded_at is None]
    return summarising.reminded_on(ctx, to_come[0]) if to_come else None


def _promises(ctx: Context, report: Report) -> list[Promise]:
    return [p for p in reports.promises_of(ctx.db, report.reporter_id) if p.report_id == report.id]


def _labels(ctx: Context, ticked: dict[int, list[str]]) -> dict[int, list[str]]:
    return {number: [ctx.policy.label(key) for key in keys] for number, keys in ticked.items()}
