"""A complaint about how the policy was used: somebody who had no part in the decisions looks at it (POLICY, the walk)."""

from bot import casework, lettering, limits, noticing, recording, references, roles, steps, targets
from bot.cards import Form
from bot.chat import Ask, Nudge, Press, Replace, Reply, Submission, Values, Whisper
from bot.context import Context, Corrected, Refused
from bot.fields import Reader
from bot.letters import gathering
from bot.letters.facts import ComplaintFacts
from bot.steps import About
from bot.words import complaining as words
from bot.words import deciding, mistakes, replies
from bot.words.letters import complaint as letter_words
from storage import cases, complaints, customers, people
from storage.audit import Json
from storage.records import number_of
from storage.tables import Complaint

_NO_DECISION = frozenset({"restriction.request", "case.exclude"})
"""Steps that decide nothing about the customer."""


def log_form(ctx: Context, press: Press) -> Reply:
    """Ask what the customer complains of."""
    about = _newest(ctx, press.value)
    return Reply((Ask(_log_form(ctx, press.value, about, _usual(ctx), {})),), opened=about.case.customer_id)


def log(ctx: Context, event: Submission) -> Reply:
    """Keep it, with the day that the policy file promises, if any. What is in force stays so."""
    about = _newest(ctx, event.value)
    form = Reader({**_usual(ctx), **event.fields}, ctx.service.work)
    said = form.long("about", required=True, limit=limits.ACCOUNT)
    day = form.day("received", required=True)
    if day and day > ctx.today:
        form.errors["received"] = mistakes.FUTURE
    if form.errors or day is None:
        raise Corrected(_log_form(ctx, event.value, about, form.fields, form.errors), about.case.customer_id)
    days = ctx.policy.complaints.days
    row = Complaint(
        case_id=number_of(about.case),
        about=said,
        received_on=day,
        due_on=ctx.service.work.next_working(day, days) if days else None,
        logged_by=ctx.who.staff_id,
        logged_at=ctx.when,
    )
    before = complaints.open_of(ctx.db, row.case_id)
    kept = next((each for each in before if (each.about, each.logged_by) == (said, row.logged_by)), None)
    if kept is None:
        number = complaints.add(ctx.db, row)
        facts: dict[str, Json] = {"complaint": number, "received": day.isoformat()}
        recording.note(ctx, "complaint.log", about.reference, facts, {"about": said})
    asked = () if kept else _asked(ctx, about, row)
    card = words.logged(about.reference, kept or row)
    return Reply((Replace(card), *asked, *casework.told(ctx, about.case)), outcome=about.reference)


def _usual(ctx: Context) -> Values:
    """What the form opens with, and what holds where a field does not come at all."""
    return {"received": ctx.today.isoformat()}


def decide_form(ctx: Context, press: Press) -> Reply:
    """Ask what was found, of somebody who had no part in it."""
    row, about = _waiting(ctx, press.value)
    return Reply((Ask(_decide_form(ctx, row, about, {}, {})),))


def decide(ctx: Context, event: Submission) -> Reply:
    """What was found, and what changes; who logged it is told, and there is a letter."""
    row, about = _waiting(ctx, event.value)
    form = Reader(event.fields, ctx.service.work)
    outcome = form.choice("outcome", words.OUTCOMES, required=True)
    effect = form.long("effect", required=True, limit=limits.REASONS)
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    recorded = form.text("recorded", required=_records(about), limit=limits.LINE)
    if form.errors:
        raise Corrected(_decide_form(ctx, row, about, form.fields, form.errors))
    row.outcome, row.effect, row.reasons = outcome, effect, reasons
    row.recorded = recorded if _records(about) else ""
    row.decided_by, row.decided_at = ctx.who.staff_id, ctx.when
    ctx.db.flush()
    facts: dict[str, Json] = {"complaint": row.id, "outcome": outcome, "recorded": bool(row.recorded)}
    recording.note(ctx, "complaint.decide", about.reference, facts, {"effect": effect, "reasons": reasons})
    told = words.told(about.reference, row)
    concerned = {row.logged_by, about.now.speaker} - {ctx.who.staff_id, 0}
    news = [Nudge(each, f"complaint:{row.id}", told) for each in sorted(concerned)]
    card = words.decided(about.reference, row, manages=ctx.manages)
    return Reply((Replace(card), *news, *casework.told(ctx, about.case)), outcome=about.reference)


def show(ctx: Context, press: Press) -> Reply:
    """What was complained of and found, for managers, who logged it and who spoke with them; looking is recorded."""
    row, about = _behind(ctx, press.value)
    if not (ctx.manages or ctx.who.staff_id in {row.logged_by, about.now.speaker}):
        raise Refused(replies.not_yours())
    recording.note(ctx, "complaint.show", about.reference, {"complaint": row.id})
    by = people.names(ctx.db).get(row.decided_by or 0, "")
    return Reply((Whisper(words.read_card(about.reference, row, by, ctx.today)),))


def letter(ctx: Context, press: Press) -> Reply:
    """The draft of our answer to the customer; recorded."""
    row, about = _behind(ctx, press.value)
    if not row.outcome:
        raise Refused(words.no_letter(about.reference))
    facts = ComplaintFacts(
        **gathering.usual(ctx, about),
        received_on=row.received_on,
        about=row.about,
        outcome=row.outcome,
        effect=row.effect,
        reasons=row.reasons,
    )
    return lettering.handed_over(ctx, about, letter_words.letter(facts), words.LETTER)


def involved(about: About) -> frozenset[int]:
    """Who had a part in the decisions: took a step that decides something, or looks after what was decided."""
    took = {step.by for step in about.now.steps if step.action not in _NO_DECISION}
    return frozenset({*took, about.case.opened_by, about.now.speaker, *about.now.excluded} - {0})


def may_decide(about: About) -> frozenset[int]:
    """Managers who had no part in it; where there is none, reserve deciders in the workspace who had none."""
    uninvolved = about.now.managers - involved(about)
    return uninvolved or (about.now.reserves - involved(about))


def _records(about: About) -> bool:
    """Whether nobody here may decide, so that a manager only records what was decided outside."""
    return not may_decide(about)


def _asked(ctx: Context, about: About, row: Complaint) -> list[Nudge]:
    """Whoever may decide is asked; where nobody here may, every manager is told."""
    whom = may_decide(about) or about.now.managers
    card = words.asked(about.reference, row, ctx.service.work, ctx.today, _who(ctx, about))
    return [Nudge(each, f"complaint:{row.id}", card) for each in sorted(whom - {ctx.who.staff_id})]


def _who(ctx: Context, about: About) -> str:
    """Who decides, told to whoever is asked."""
    if may_decide(about):
        return words.YOURS
    return words.OUTSIDE if roles.outside(ctx.db, ctx.service) else words.NOBODY


def _waiting(ctx: Context, value: str) -> tuple[Complaint, About]:
    """A complaint that the actor may decide on, or record what was decided outside. Raises Refused."""
    row, about = _behind(ctx, value)
    if row.decided_at:
        raise Refused(deciding.answered_already())
    able = may_decide(about)
    if able and ctx.who.staff_id not in able:
        raise Refused(words.had_a_part(about.reference))
    outside = bool(roles.outside(ctx.db, ctx.service))
    if not able and not (ctx.manages and outside):
        raise Refused(words.nobody_may(about.reference))
    return row, about


def _behind(ctx: Context, value: str) -> tuple[Complaint, About]:
    target = targets.read(value)
    row = complaints.get(ctx.db, target.extra) if target else None
    case = cases.get(ctx.db, row.case_id) if row else None
    about = steps.of_case(ctx, case) if case else None
    if row is None or about is None:
        raise Refused(replies.unknown_button())
    return row, about


def _newest(ctx: Context, value: str) -> About:
    """The newest case of the customer on a card, open or closed. Raises Refused."""
    target = targets.read(value)
    customer = customers.live(ctx.db, target.extra) if target else None
    case = cases.newest_of(ctx.db, number_of(customer)) if customer else None
    about = steps.of_case(ctx, case) if case else None
    if about is None:
        raise Refused(words.no_case())
    return about


def _log_form(ctx: Context, value: str, about: About, fields: Values, errors: dict[str, str]) -> Form:
    return words.log_form(value, _label(ctx, about), about.reference, fields, errors)


def _decide_form(ctx: Context, row: Complaint, about: About, fields: Values, errors: dict[str, str]) -> Form:
    return words.decide_form(
        row, _label(ctx, about), about.reference, fields, errors, records=_records(about)
    )


def _label(ctx: Context, about: About) -> str:
    customer = customers.get(ctx.db, about.case.customer_id)
    return noticing.label(customer) if customer else references.customer(about.case.customer_id)
