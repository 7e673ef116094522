"""Two people: somebody else than the proposer looks, and approves or declines; the proposer is always told."""

from datetime import date

from bot import casework, covering, escalation, limits, proposals, proposing, recording, references, steps
from bot.cards import Card, Form
from bot.chat import Ask, Nudge, Press, Reply, ReplyPart, Submission, Values
from bot.context import Context, Corrected, Refused
from bot.fields import Reader
from bot.steps import About
from bot.words import approving as words
from bot.words import gates, kinds, replies, times
from storage import cases, people, restrictions
from storage.records import number_of
from storage.tables import Restriction

DONE = {"approve": "approved", "decline": "declined"}
"""What a step does to a proposal."""


def decide(ctx: Context, press: Press) -> Reply:
    """Look at a proposal and decide, however old the button is; looking is recorded."""
    about = steps.read(ctx, press.value)
    if about is None or about.restriction is None or about.kept is None:
        raise Refused(replies.unknown_button())
    _stop_if_decided(ctx, about, about.restriction)
    approve, decline = (proposals.step(about.kept, verb) for verb in DONE)
    if shut := escalation.shut(decline, about.now, about.kept):
        raise Refused(gates.refused(about.reference, shut))
    recording.note(ctx, "restriction.decide", references.case(number_of(about.case)), _number(about))
    if escalation.shut(approve, about.now, about.kept):
        return Reply((Ask(_decline_form(ctx, about, decline, {}, "")),))
    return Reply((Ask(_approve_form(ctx, about, approve, {}, "")),))


def approve_form(ctx: Context, press: Press) -> Reply:
    """The same from a button drawn for one case as it stood."""
    about, _restriction = _asked(ctx, press)
    recording.note(ctx, "restriction.decide", references.case(number_of(about.case)), _number(about))
    return Reply((Ask(_approve_form(ctx, about, press.action, {}, "")),))


def decline_form(ctx: Context, press: Press) -> Reply:
    """Ask why not."""
    about, _restriction = _asked(ctx, press)
    recording.note(ctx, "restriction.decide", references.case(number_of(about.case)), _number(about))
    return Reply((Ask(_decline_form(ctx, about, press.action, {}, "")),))


def approve(ctx: Context, event: Submission) -> Reply:
    """A second person agrees, and says why. It is not in force yet."""
    about, restriction = _asked(ctx, event)
    form = Reader(event.fields, ctx.service.work)
    why = form.text("agree_because", required=True, limit=limits.SHORT)
    if form.errors:
        wrong = form.errors["agree_because"]
        raise Corrected(_approve_form(ctx, about, event.action, event.fields, wrong))
    return _decided(ctx, about, restriction, event.action, {"agree_because": why})


def decline(ctx: Context, event: Submission) -> Reply:
    """A second person does not agree, and says why."""
    about, restriction = _asked(ctx, event)
    form = Reader(event.fields, ctx.service.work)
    why = form.long("reasons", required=True, limit=limits.REASONS)
    if form.errors:
        wrong = form.errors["reasons"]
        raise Corrected(_decline_form(ctx, about, event.action, event.fields, wrong))
    return _decided(ctx, about, restriction, event.action, {"reasons": why})


def reminders(ctx: Context) -> list[ReplyPart]:
    """Each morning: proposals put before others where needed, and once a reminder after some working days (ours).

    Where everybody who was asked is away by then, or nobody has answered after as many days again, others who may
    decide are asked too.
    """
    found: list[ReplyPart] = []
    for restriction in restrictions.waiting(ctx.db):
        case = cases.get(ctx.db, restriction.case_id)
        if case and case.closed_at is None:
            number = number_of(restriction)
            found += proposing.renewed(ctx, case, number) or _reminder(ctx, restriction) + _cover(
                ctx, restriction
            )
    return found


def waiting_card(ctx: Context) -> Card:
    """What waits for the actor's decision."""
    names = people.names(ctx.db)
    found = []
    for restriction in restrictions.waiting(ctx.db):
        about = proposals.about(ctx, restriction)
        if about and about.kept and not escalation.shut(_decline(about), about.now, about.kept):
            found.append((proposals.waits(ctx, about, names), about.value))
    return words.waiting(found)


def _asked(ctx: Context, event: Press | Submission) -> tuple[About, Restriction]:
    """The proposal that the actor may decide on so."""
    found = steps.read(ctx, event.value)
    if found and found.restriction:
        _stop_if_decided(ctx, found, found.restriction)
    about = steps.about(ctx, event.action, event.value)
    if about.restriction is None or about.kept is None:
        raise Refused(replies.unknown_button())
    if event.action != proposals.step(about.kept, event.action.partition(".")[2]):
        raise Refused(replies.unknown_button())
    return about, about.restriction


def _stop_if_decided(ctx: Context, about: About, restriction: Restriction) -> None:
    """Who was asked and comes second is told who decided, and when."""
    asked = {row.staff_id for row in restrictions.approvers(ctx.db, number_of(restriction))}
    if ctx.who.staff_id not in asked or not restriction.decision or restriction.decided_at is None:
        return
    who = people.names(ctx.db).get(restriction.decided_by or 0, "")
    when = times.moment(restriction.decided_at, ctx.service.work, ctx.today)
    show = (gates.show_button(steps.value_of(about.case)),) if ctx.manages else ()
    raise Refused(words.decided_already(about.reference, restriction.decision, who, when, show))


def _decided(
    ctx: Context, about: About, restriction: Restriction, action: str, answers: dict[str, str]
) -> Reply:
    how = DONE[action.partition(".")[2]]
    (why,) = answers.values()
    if not restrictions.decide(ctx.db, restriction, how, by=ctx.who.staff_id, at=ctx.when, why=why):
        _stop_if_decided(ctx, about, restriction)
        raise Refused(replies.unknown_button())
    steps.take(ctx, about, action, answers, words=answers)
    named = f"{about.reference}: {kinds.label(restriction.kind)}"
    who = references.initials(ctx.who.name)
    when = times.stamp(ctx.when, ctx.service.work, ctx.today)
    number, value, approved = (
        number_of(restriction),
        steps.value_of(about.case, restriction),
        how == "approved",
    )
    settled = proposals.edited(ctx, proposals.thread(number), words.settled(named, how, who, when))
    measure = restriction.interim_until is not None
    outcome = words.outcome(named, how, who, when, value, approved=approved, measure=measure)
    told = Nudge(restriction.proposed_by, f"decided:{number}", outcome)
    card = words.decided(named, how, approved=approved, measure=measure)
    parts = (casework.answer(ctx, about.case, card), *settled, told, *casework.told(ctx, about.case))
    return Reply(parts, outcome=about.reference)


def _reminder(ctx: Context, restriction: Restriction) -> list[ReplyPart]:
    about = proposals.about(ctx, restriction)
    if about is None or ctx.today < _waited(ctx, restriction, ctx.policy.walk.reminder_days):
        return []
    rows = restrictions.approvers(ctx.db, number_of(restriction))
    unreminded = [row for row in rows if row.reminded_on is None]
    for row in unreminded:
        row.reminded_on = ctx.today
    ctx.db.flush()
    return proposing.asking(ctx, about, [row.staff_id for row in unreminded], again=True)


def _cover(ctx: Context, restriction: Restriction) -> list[ReplyPart]:
    about = proposals.about(ctx, restriction)
    days = ctx.policy.walk.reminder_days
    if about is None or ctx.today < _waited(ctx, restriction, days):
        return []
    away = covering.away(ctx)
    reached = any(each not in away for each in proposing.approvers(about))
    late = ctx.today >= _waited(ctx, restriction, 2 * days)
    return proposing.asked_too(ctx, about) if late or not reached else []


def _waited(ctx: Context, restriction: Restriction, days: int) -> date:
    """The day on which it has waited for so many working days."""
    work = ctx.service.work
    return work.next_working(work.day(restriction.proposed_at), days)


def _approve_form(ctx: Context, about: About, action: str, fields: Values, error: str) -> Form:
    return words.approve_form(action, about.value, proposals.shown(ctx, about), fields, error)


def _decline_form(ctx: Context, about: About, action: str, fields: Values, error: str) -> Form:
    shut = escalation.shut(action.replace("decline", "approve"), about.now, about.kept)
    why_not = [gates.REASONS[gate] for gate in shut]
    return words.decline_form(action, about.value, proposals.shown(ctx, about), why_not, fields, error)


def _decline(about: About) -> str:
    return proposals.step(about.kept, "decline") if about.kept else ""


def _number(about: About) -> dict[str, int]:
    return {"restriction": about.kept.number} if about.kept else {}
