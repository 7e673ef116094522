"""After the conversation: what is agreed with the customer, or decided, is put before a second person."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot import (
    drafting,
    escalation,
    kinds,
    limits,
    noticing,
    proposals,
    proposing,
    references,
    replacing,
    steps,
)
from bot.cards import Form, Option
from bot.chat import Ask, Change, Press, Refresh, Reply, Submission, Values
from bot.context import Context, Corrected
from bot.fields import Reader
from bot.grounds import was_reached
from bot.kinds import Offered
from bot.situation import AGREED, EASED
from bot.stages import waiting
from bot.steps import About
from bot.words import agreeing as words
from bot.words import kinds as kind_words
from bot.words import mistakes
from bot.workdays import WorkCalendar, months_after
from storage import cases, customers, people, reports
from storage.audit import Json
from storage.records import number_of
from storage.tables import Restriction

STEP = "restriction.agree"
CHANGES_THE_FORM = frozenset({"kind", "closed", "routes"})
AUGUST = 8
"""When schools and most colleagues are away."""
_ISSUES = 50


def open_form(ctx: Context, press: Press) -> Reply:
    """Ask what is agreed; days and what still gets through are filled in."""
    about = steps.about(ctx, STEP, press.value)
    values = {
        **_defaults(ctx),
        **replacing.to_change(ctx, about),
        **drafting.kept(ctx, STEP, about.reference),
    }
    return Reply((Ask(_form(ctx, about, values, {})),))


def look(ctx: Context, event: Change) -> Reply:
    """Keep what is filled in; show what a kind asks for once it is chosen, and which ways would be closed.

    Where somebody was faster meanwhile, the submission says so: nothing is shown over what is being written.
    """
    kept = drafting.keep_all(ctx, event)
    if event.field not in CHANGES_THE_FORM and _asked(event.fields) == _drawn(event.fields):
        return Reply()
    about = (steps.read(ctx, event.value) if kept else None) or steps.about(ctx, STEP, event.value)
    return Reply((Refresh(replace(_form(ctx, about, event.fields, {}), value=event.value)),))


def agree(ctx: Context, event: Submission) -> Reply:
    """Put a restriction before those who may decide on it; nothing is in force yet."""
    about = steps.about(ctx, STEP, event.value)
    form = Reader(event.fields, ctx.service.work)
    read = _read(ctx, about, form)
    if form.errors or read is None:
        raise Corrected(_form(ctx, about, form.fields, form.errors))
    proposed = proposing.propose(ctx, about, STEP, read, _answers(read))
    assumed = (
        kind_words.said(read.kind, kinds.terms_of(read), {})
        if kinds.issues_assumed(event.fields, read.kind)
        else ""
    )
    return proposing.answered(ctx, [proposed], moved=read.review_on != form.day("review"), assumed=assumed)


def review_day(work: WorkCalendar, start: date, months: int) -> date:
    """The day of a review so many months after the start, moved earlier out of August and days without work."""
    return moved_earlier(work, months_after(start, months), start)


def moved_earlier(work: WorkCalendar, usual: date, after: date) -> date:
    """This day, or the last before it on which people are here; the day itself where that is not after `after`."""
    day = usual
    while day.month == AUGUST or not work.works(day):
        day = date.fromordinal(day.toordinal() - 1)
    return day if day > after else usual


def read_review(ctx: Context, form: Reader, start: date | None, months: int) -> date | None:
    """A review after the start and at most so many months later: never open-ended.

    Moved earlier out of August and days without work, as the usual day is.
    """
    review = form.day("review", required=True)
    if start and review and review <= start:
        form.errors["review"] = words.REVIEW_BEFORE
    if start and review and review > months_after(start, months):
        form.errors["review"] = words.review_late(months)
    if review and review <= ctx.today:
        form.errors["review"] = words.REVIEW_BEFORE
    if start and review and "review" not in form.errors:
        return moved_earlier(ctx.service.work, review, max(start, ctx.today))
    return review


def _read(ctx: Context, about: About, form: Reader) -> Restriction | None:
    kind = form.choice("kind", kinds.AGREED, required=True)
    terms = kinds.read(form, kind, offered(ctx, about)) if kind else {}
    told = kind in kinds.AGREED and kinds.AGREED[kind].told
    details = form.long("details", required=told, limit=limits.REASONS)
    if kind and "kind" not in form.errors and _waits_already(ctx, about, kind, (terms, details)):
        form.errors["kind"] = words.WAITS
    agreement = _read_agreement(about, form)
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    proportionate = form.long("proportionate", required=True, limit=limits.REASONS)
    exceptions = form.long("exceptions", required=True, limit=limits.REASONS)
    replaces = form.choice("replaces", replacing.keys(about)) if replacing.keys(about) else ""
    start = _read_start(ctx, form)
    review = read_review(ctx, form, start, ctx.policy.walk.longest_review_months)
    if start is None or review is None:
        return None
    return Restriction(
        case_id=about.case.id or 0,
        customer_id=about.case.customer_id,
        kind=kind,
        details=details,
        terms=json.dumps(terms, sort_keys=True),
        agreement=agreement,
        reasons=reasons,
        proportionate=proportionate,
        exceptions=exceptions,
        starts_on=start,
        review_on=review,
        replaces=int(replaces) if replaces else None,
        proposed_by=ctx.who.staff_id,
        proposed_at=ctx.when,
    )


def _read_agreement(about: About, form: Reader) -> str:
    """Whether they agreed; while a request of theirs waits for an answer, only to less than what is in force."""
    eases = (EASED,) if replacing.keys(about) else ()
    agreement = form.choice("agreement", (*words.AGREEMENT, *eases), required=True)
    if agreement in AGREED and not was_reached(about.now):
        form.errors["agreement"] = words.NOT_REACHED
    if agreement == EASED and not form.raw("replaces"):
        form.errors["replaces"] = words.EASES_NOTHING
    if agreement in words.AGREEMENT and about.now.adjustments:
        form.errors["agreement"] = words.FIRST_AN_ANSWER
    return agreement


def _waits_already(ctx: Context, about: About, kind: str, what: tuple[kinds.Terms, str]) -> bool:
    """Whether the same is proposed, or approved and not in force yet: the same in full, or a kind that holds once."""
    numbers = {each.number for each in waiting(about.now) if each.kind == kind}
    rows = [row for row in cases.restrictions(ctx.db, number_of(about.case)) if row.id in numbers]
    return any(kind in kinds.ONCE or (kinds.terms_of(row), row.details) == what for row in rows)


def _asked(fields: Values) -> set[str]:
    """What the chosen kind asks for in particular."""
    kind = kind_words.typed(fields, "kind")
    return set(kinds.AGREED[kind].asks) if kind in kinds.AGREED else set()


def _drawn(fields: Values) -> set[str]:
    """What the open form asks for a kind."""
    return {name for kind in kinds.AGREED.values() for name in kind.asks if name in fields}


def _read_start(ctx: Context, form: Reader) -> date | None:
    start = form.day("start", required=True)
    if start and start < ctx.today:
        form.errors["start"] = words.START_PAST
    if start and start > months_after(ctx.today, ctx.policy.walk.review_months):
        form.errors["start"] = words.START_FAR
    return start


def _answers(row: Restriction) -> dict[str, str]:
    """What was answered, by field, for the case's history."""
    terms: Mapping[str, Json] = json.loads(row.terms)
    return {
        **{name: ",".join(map(str, v)) if isinstance(v, list) else str(v) for name, v in terms.items() if v},
        "kind": row.kind,
        "replaces": str(row.replaces or ""),
        "details": row.details,
        "agreement": row.agreement,
        "reasons": row.reasons,
        "proportionate": row.proportionate,
        "start": row.starts_on.isoformat(),
        "review": row.review_on.isoformat(),
        "exceptions": row.exceptions,
    }


def _defaults(ctx: Context) -> Values:
    work = ctx.service.work
    start = work.next_working(ctx.today)
    return {
        "start": start.isoformat(),
        "review": review_day(work, start, ctx.policy.walk.review_months).isoformat(),
        "exceptions": kind_words.ALWAYS,
    }


def _form(ctx: Context, about: About, values: Values, errors: Mapping[str, str]) -> Form:
    customer_id = about.case.customer_id
    customer = customers.get(ctx.db, customer_id)
    label = noticing.label(customer) if customer else references.customer(customer_id)
    kind = kind_words.typed(values, "kind")
    ticked = {name: kind_words.chosen(values, name) for name in ("closed", "routes")}
    placed = proposals.in_place(ctx, customer_id)
    closes = proposals.closes_a_need(ctx, customer_id, kind, ticked) if kind in kinds.AGREED else ()
    return replacing.asked(
        words.agree_form(about.value, label, offered(ctx, about), values, errors, placed, closes),
        about,
        values,
        errors,
    )


def offered(ctx: Context, about: About) -> Offered:
    """What a form about this customer can offer."""
    logged = reports.history(ctx.db, about.case.customer_id)
    newest = {report.issue_id: report.issue for report in reversed(logged)}
    issues = sorted(newest.items(), reverse=True)[:_ISSUES]
    listed = tuple(Option(references.issue(number), _line(number, said)) for number, said in issues)
    opened_on = references.issue(about.case.issue_id) if about.case.issue_id else ""
    return Offered(colleagues(ctx), listed, _closed_already(ctx, about), opened_on)


def colleagues(ctx: Context) -> tuple[Option, ...]:
    """Who works here, and who of them is away."""
    away = {a.staff_id for a in people.absences_from(ctx.db, ctx.today) if a.first_day <= ctx.today}
    return tuple(
        Option(str(staff.id), staff.name, mistakes.AWAY if staff.id in away else "")
        for staff in people.working(ctx.db)
    )


def _closed_already(ctx: Context, about: About) -> frozenset[str]:
    """The routes that other restrictions of the case close, or would if they were approved."""
    numbers = {kept.number for kept in escalation.open_restrictions(about.now)}
    return kinds.closed_by(
        row for row in cases.restrictions(ctx.db, number_of(about.case)) if row.id in numbers
    )


def _line(number: int, said: str) -> str:
    return f"{references.issue(number)} · {said}"[:75]
