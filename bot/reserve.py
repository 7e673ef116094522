"""A reserve decider outside the workspace decided: a manager records it, and it is always shown as recorded.

Only where nobody in the workspace may decide (POLICY, small services): a second manager decides for themselves.
"""

from datetime import date

from bot import casework, limits, proposals, references, roles, steps
from bot.cards import Form
from bot.chat import Ask, Nudge, Press, Reply, Submission, Values
from bot.context import Context, Corrected, Refused
from bot.fields import Reader
from bot.steps import About
from bot.words import approving as approving_words
from bot.words import mistakes, replies, times
from bot.words import reserve as words
from storage import people, restrictions
from storage.records import number_of
from storage.tables import OutsideDecision, Restriction

STEPS = {"approved": "reserve.approve", "declined": "reserve.decline"}
"""The step that records a decision, by its outcome."""


def open_form(ctx: Context, press: Press) -> Reply:
    """Ask who decided, when, how, and in which document."""
    about, _row = _proposal(ctx, STEPS["declined"], press.value)
    return Reply((Ask(_form(ctx, about, {}, {})),))


def record(ctx: Context, event: Submission) -> Reply:
    """Keep the decision of somebody who can't press a button here, with the manager who says so."""
    form = Reader(event.fields, ctx.service.work)
    outcome = form.choice("outcome", words.OUTCOMES, required=True)
    about, row = _proposal(ctx, STEPS.get(outcome, STEPS["declined"]), event.value)
    found = _read(ctx, row, form)
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    if form.errors or found is None:
        raise Corrected(_form(ctx, about, form.fields, form.errors))
    if not restrictions.decide(ctx.db, row, outcome, by=ctx.who.staff_id, at=ctx.when, why=reasons):
        raise Refused(replies.unknown_button())
    restrictions.keep_outside(ctx.db, found)
    day = found.decided_on.isoformat()
    typed = {"name": found.name, "role": found.role, "document": found.document, "reasons": reasons}
    facts = {"decided_on": day, "recorded_for": "reserve_decider"}
    steps.take(ctx, about, STEPS[outcome], {**typed, "date": day}, facts=facts, words=typed)
    return _told(ctx, about, row, outcome)


def decision(ctx: Context, row: Restriction) -> tuple[str, str] | None:
    """Who decided outside and when, and why with who recorded it, for those who may read all of it."""
    outside = restrictions.outside(ctx.db, number_of(row))
    if outside is None:
        return None
    by = people.names(ctx.db).get(row.decided_by or 0, "")
    return words.recorded_in_full(outside, by, row.decided_why, ctx.today)


def _told(ctx: Context, about: About, row: Restriction, outcome: str) -> Reply:
    number, named = number_of(row), proposals.named(about)
    who = words.recorded_by(references.initials(ctx.who.name))
    when = times.stamp(ctx.when, ctx.service.work, ctx.today)
    settled = approving_words.settled(named, outcome, who, when)
    asked = proposals.edited(ctx, proposals.thread(number), settled)
    approved, measure = outcome == "approved", row.interim_until is not None
    value = steps.value_of(about.case, row)
    told = approving_words.outcome(named, outcome, who, when, value, approved=approved, measure=measure)
    news = [Nudge(row.proposed_by, f"decided:{number}", told)] if row.proposed_by != ctx.who.staff_id else []
    card = approving_words.decided(named, outcome, approved=approved, measure=measure)
    return Reply(
        (
            casework.answer(ctx, about.case, words.recorded(card)),
            *asked,
            *news,
            *casework.told(ctx, about.case),
        ),
        outcome=about.reference,
    )


def _read(ctx: Context, row: Restriction, form: Reader) -> OutsideDecision | None:
    decider = form.choice("decider", roles.outside(ctx.db, ctx.service), required=True)
    name = form.text("name", required=True, limit=limits.LINE)
    role = form.text("role", required=True, limit=limits.LINE)
    day = _day(ctx, row, form)
    document = form.text("document", required=True, limit=limits.LINE)
    if day is None:
        return None
    return OutsideDecision(
        restriction_id=number_of(row),
        decider=decider,
        name=name,
        role=role,
        decided_on=day,
        document=document,
    )


def _day(ctx: Context, row: Restriction, form: Reader) -> date | None:
    """The day of the decision: since it was proposed, and not to come."""
    day = form.day("date", required=True)
    if day and day > ctx.today:
        form.errors["date"] = mistakes.FUTURE
    if day and day < ctx.service.work.day(row.proposed_at):
        form.errors["date"] = words.BEFORE_PROPOSAL
    return day


def _form(ctx: Context, about: About, fields: Values, errors: dict[str, str]) -> Form:
    outside = sorted(roles.outside(ctx.db, ctx.service))
    return words.record_form(about.value, proposals.shown(ctx, about), outside, fields, errors)


def _proposal(ctx: Context, action: str, value: str) -> tuple[About, Restriction]:
    about = steps.about(ctx, action, value)
    if about.restriction is None:
        raise Refused(replies.unknown_button())
    return about, about.restriction
