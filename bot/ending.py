"""Ending things: a proposal taken back, a restriction lifted, a case closed; and who takes no decision in a case."""

from bot import announcing, casework, lapsing, limits, proposals, proposing, references, steps
from bot.cards import Option
from bot.chat import Ask, Press, Reply, Submission
from bot.context import Context, Corrected, Refused
from bot.fields import Reader
from bot.steps import About
from bot.words import approving, replies, times
from bot.words import ending as words
from storage import cases, people, restrictions
from storage.audit import Json
from storage.records import number_of
from storage.tables import Restriction


def close_form(ctx: Context, press: Press) -> Reply:
    """Ask why the case ends."""
    about = steps.about(ctx, "case.close", press.value)
    return Reply((Ask(words.close_form(about.value, about.reference, "", "")),))


def close(ctx: Context, event: Submission) -> Reply:
    """The case ends; nothing is restricted."""
    about = steps.about(ctx, "case.close", event.value)
    form = Reader(event.fields, ctx.service.work)
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    if form.errors:
        wrong = form.errors["reasons"]
        raise Corrected(words.close_form(about.value, about.reference, form.raw("reasons"), wrong))
    lapsing.settle(ctx, about.case)
    steps.take(ctx, about, "case.close", {"reasons": reasons}, words={"reasons": reasons})
    news = casework.shut_for_good(ctx, about.case)
    told = (*casework.told(ctx, about.case), *announcing.tell_managers(ctx, about.case.customer_id))
    answer = casework.answer(ctx, about.case, words.closed(about.reference))
    return Reply((answer, *told, *news), outcome=about.reference)


def lift_form(ctx: Context, press: Press) -> Reply:
    """Ask why a restriction ends."""
    about, row = _restriction(ctx, "restriction.lift", press.value)
    return Reply((Ask(words.lift_form(about.value, about.reference, "", "", told=_was_told(row))),))


def lift(ctx: Context, event: Submission) -> Reply:
    """A restriction is over from today on."""
    about, row = _restriction(ctx, "restriction.lift", event.value)
    form = Reader(event.fields, ctx.service.work)
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    if form.errors:
        wrong = form.errors["reasons"]
        typed = form.raw("reasons")
        raise Corrected(words.lift_form(about.value, about.reference, typed, wrong, told=_was_told(row)))
    restrictions.end(ctx.db, row, "lifted", ctx.today)
    facts = {"how": "lifted", "date": ctx.today.isoformat()}
    steps.take(ctx, about, "restriction.lift", {"reasons": reasons}, facts=facts, words={"reasons": reasons})
    concerned = {row.proposed_by, about.now.speaker} - {ctx.who.staff_id, 0}
    after = proposals.of_case(ctx, about.case, number_of(row))
    news = [casework.nudge(ctx, each, after, words.lifted_line()) for each in sorted(concerned)]
    answer = casework.answer(ctx, about.case, words.lifted(about.reference, after.value, told=_was_told(row)))
    return Reply((answer, *news, *casework.told(ctx, about.case)), outcome=about.reference)


def take_back(ctx: Context, press: Press) -> Reply:
    """The proposer takes a proposal back: nobody decides on it any more."""
    about, row = _restriction(ctx, "restriction.withdraw", press.value)
    restrictions.end(ctx.db, row, "ended", ctx.today)
    facts = {"how": "withdrawn", "date": ctx.today.isoformat()}
    steps.take(ctx, about, "restriction.withdraw", facts=facts)
    when = times.stamp(ctx.when, ctx.service.work, ctx.today)
    settled = approving.settled(proposals.named(about), "taken back", references.initials(ctx.who.name), when)
    asked = proposals.edited(ctx, proposals.thread(number_of(row)), settled)
    answer = casework.answer(ctx, about.case, words.taken_back(about.reference))
    return Reply((answer, *asked, *casework.told(ctx, about.case)), outcome=about.reference)


def exclude_form(ctx: Context, press: Press) -> Reply:
    """Ask whom a complaint is about."""
    about = steps.about(ctx, "case.exclude", press.value)
    return Reply((Ask(words.exclude_form(about.value, _colleagues(ctx), {}, {})),))


def exclude(ctx: Context, event: Submission) -> Reply:
    """Somebody takes no decision in this case; what waits for them is put before others."""
    about = steps.about(ctx, "case.exclude", event.value)
    form = Reader(event.fields, ctx.service.work)
    options = _colleagues(ctx)
    chosen = form.choice("staff", [option.key for option in options], required=True)
    looked = form.choice("looked_into", words.LOOKED_INTO, required=True)
    if form.errors:
        raise Corrected(words.exclude_form(about.value, options, form.fields, form.errors))
    staff_id = int(chosen)
    if staff_id not in about.now.excluded:
        cases.exclude(ctx.db, number_of(about.case), staff_id)
    facts: dict[str, Json] = {"staff": staff_id, "looked_into": looked}
    steps.take(ctx, about, "case.exclude", {"staff": chosen, "looked_into": looked}, facts=facts)
    asked = proposing.renew(ctx, about.case)
    name = people.get(ctx.db, staff_id).name
    answer = casework.answer(ctx, about.case, words.excluded(name, about.reference))
    return Reply((answer, *asked, *casework.told(ctx, about.case)), outcome=about.reference)


def _restriction(ctx: Context, action: str, value: str) -> tuple[About, Restriction]:
    about = steps.about(ctx, action, value)
    if about.restriction is None:
        raise Refused(replies.unknown_button())
    return about, about.restriction


def _was_told(row: Restriction) -> bool:
    """Whether the customer knows of it."""
    return row.notified_on is not None


def _colleagues(ctx: Context) -> tuple[Option, ...]:
    return tuple(Option(str(staff.id), staff.name) for staff in people.everybody(ctx.db))
