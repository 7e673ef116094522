"""The notice: a restriction is in force only once the customer was told (policy), from its start at the earliest."""

from datetime import date

from bot import casework, escalation, limits, proposals, recording, references, replacing, reserve, steps
from bot.chat import Ask, Press, Reply, Submission, Whisper
from bot.context import Context, Corrected, Refused
from bot.escalation import Kept
from bot.fields import Reader
from bot.steps import About
from bot.words import casework as case_words
from bot.words import considering, mistakes, replies, times
from bot.words import notifying as words
from storage import people
from storage.records import number_of
from storage.tables import Restriction

STEP = "restriction.notify"


def open_form(ctx: Context, press: Press) -> Reply:
    """Ask when and how the customer was told."""
    about, row = _approved(ctx, press.value)
    letter = f"Restriction letter {about.reference}"
    usual = {"date": ctx.today.isoformat(), "how": "letter", "letter": letter}
    shown = proposals.shown(ctx, about)
    return Reply((Ask(words.notify_form(steps.value_of(about.case, row), shown, usual, {})),))


def notify(ctx: Context, event: Submission) -> Reply:
    """The customer was told: from now on it counts."""
    about, row = _approved(ctx, event.value)
    form = Reader(event.fields, ctx.service.work)
    day = form.day("date", required=True)
    how = form.choice("how", considering.HOWS, required=True)
    letter = form.text("letter", required=True, limit=limits.LINE)
    if day and day > ctx.today:
        form.errors["date"] = mistakes.FUTURE
    settled = row.proposed_at if row.interim_until else row.decided_at
    if day and settled and day < ctx.service.work.day(settled):
        form.errors["date"] = mistakes.BEFORE_DECISION
    if form.errors or day is None:
        raise Corrected(words.notify_form(event.value, proposals.shown(ctx, about), form.fields, form.errors))
    return _told(ctx, about, row, day, _answers(ctx, day, how, letter))


def _answers(ctx: Context, day: date, how: str, letter: str) -> dict[str, str]:
    """What was answered, and when it ends by itself as its letter says."""
    ends = str(ctx.policy.walk.unreviewed_days)
    return {"date": day.isoformat(), "how": how, "letter": letter, steps.UNREVIEWED: ends}


def show(ctx: Context, press: Press) -> Reply:
    """Everything about a restriction; recorded."""
    about, kept = to_read(ctx, press.value)
    recording.note(
        ctx, "restriction.show", references.case(number_of(about.case)), {"restriction": kept.number}
    )
    state = case_words.STATES[escalation.state(kept, ctx.today)].capitalize() + "."
    return Reply((Whisper(words.restriction_card(proposals.shown(ctx, about), state, _decided(ctx, about))),))


def to_read(ctx: Context, value: str) -> tuple[About, Kept]:
    """A restriction for whoever may read all of it: managers, who proposed it, who was asked, who spoke with them.

    Raises Refused.
    """
    about = steps.read(ctx, value)
    if about is None or about.kept is None:
        raise Refused(replies.unknown_button())
    theirs = {about.kept.proposed_by, about.now.speaker, *about.kept.approvers}
    if ctx.who.staff_id in about.now.excluded or not (ctx.manages or ctx.who.staff_id in theirs):
        raise Refused(replies.not_yours())
    return about, about.kept


def _decided(ctx: Context, about: About) -> tuple[tuple[str, str], ...]:
    """Who decided on it, when, and why; nothing while it waits."""
    row = about.restriction
    if row is None or row.decided_at is None:
        return ()
    if outside := reserve.decision(ctx, row):
        return (outside,)
    who = people.names(ctx.db).get(row.decided_by or 0, "")
    return ((f"{who}, {times.stamp(row.decided_at, ctx.service.work, ctx.today)}", row.decided_why),)


def _told(ctx: Context, about: About, row: Restriction, day: date, answers: dict[str, str]) -> Reply:
    row.notified_on, row.notified_by, row.notified_how = day, ctx.who.staff_id, answers["how"]
    row.version += 1
    ctx.db.flush()
    ended = replacing.end_the_old(ctx, row, max(day, row.starts_on))
    facts = {"date": answers["date"], "how": answers["how"], "replaced": ended}
    steps.take(ctx, about, STEP, answers, facts=facts, words={"letter": answers["letter"]})
    begins = times.full_day(max(day, row.starts_on))
    card = words.noted(about.reference, row.kind, begins, times.full_day(row.review_on))
    after = proposals.of_case(ctx, about.case, number_of(row))
    said = words.told_line(row.kind, times.date_of(max(day, row.starts_on), ctx.today))
    concerned = {row.proposed_by, about.now.speaker} - {ctx.who.staff_id, 0}
    news = [casework.nudge(ctx, each, after, said) for each in sorted(concerned)]
    answer = casework.answer(ctx, about.case, card)
    return Reply((answer, *news, *casework.told(ctx, about.case)), outcome=about.reference)


def _approved(ctx: Context, value: str) -> tuple[About, Restriction]:
    about = steps.about(ctx, STEP, value)
    if about.restriction is None:
        raise Refused(replies.unknown_button())
    return about, about.restriction
