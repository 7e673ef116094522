"""Away: until when, who covers, and on which days somebody works at all."""

from collections.abc import Mapping

from bot import covering, recording, targets
from bot.cards import Form, Option
from bot.chat import Ask, Command, PlaceKind, Press, Replace, Reply, Submission, Values
from bot.context import Context, Corrected, Refused
from bot.fields import Reader
from bot.words import away as words
from bot.words import labels, mistakes, replies
from storage import outbox, people
from storage.tables import Absence


def open_form(ctx: Context, _event: Command) -> Reply:
    """Ask until when, and who covers."""
    staff = people.get(ctx.db, ctx.who.staff_id)
    tomorrow = ctx.service.work.next_working(ctx.today)
    usual = tuple(staff.working_days.split(","))
    values: Values = {"until": tomorrow.isoformat(), "cover": "", "days": usual}
    return Reply((Ask(_form(ctx, values, {})),))


def set_away(ctx: Context, event: Submission) -> Reply:
    """Somebody is away from today; until then their cover gets their messages."""
    form = Reader(event.fields, ctx.service.work)
    until = form.day("until", required=True)
    cover = form.choice("cover", [option.key for option in _colleagues(ctx)])
    days = form.choices("days", labels.WEEKDAYS)
    if until and until < ctx.today:
        form.errors["until"] = mistakes.PAST
    if form.errors or until is None:
        raise Corrected(_form(ctx, form.fields, form.errors))
    _end(ctx)
    cover_id = int(cover) if cover else None
    row = Absence(staff_id=ctx.who.staff_id, cover_id=cover_id, first_day=ctx.today, last_day=until)
    ctx.db.add(row)
    if days:
        people.get(ctx.db, ctx.who.staff_id).working_days = ",".join(days)
    ctx.db.flush()
    _wait_as_long(ctx)
    recording.note(ctx, "away.set", "staff", {"until": until.isoformat(), "cover": cover_id})
    name = people.get(ctx.db, cover_id).name if cover_id else ""
    return Reply((Replace(words.away_card(row, name)),), outcome="away")


def end(ctx: Context, press: Press) -> Reply:
    """I'm back."""
    if targets.read(press.value) is None:
        raise Refused(replies.unknown_button())
    _end(ctx)
    if at := people.handle_of(ctx.db, ctx.who.staff_id):
        outbox.hasten(ctx.db, platform=at.platform, kind=PlaceKind.PERSON.value, target=at.handle)
    recording.note(ctx, "away.end", "staff")
    return Reply((Replace(words.back_card()),), outcome="away")


def _end(ctx: Context) -> None:
    while absence := people.absence_on(ctx.db, ctx.who.staff_id, ctx.today):
        absence.ended_at = ctx.when
        ctx.db.flush()


def _wait_as_long(ctx: Context) -> None:
    """What is held for somebody already waits for the day on which they are back now."""
    at, until = people.handle_of(ctx.db, ctx.who.staff_id), covering.reads_from(ctx, ctx.who.staff_id)
    if at and until:
        kind = PlaceKind.PERSON.value
        outbox.put_off(ctx.db, platform=at.platform, kind=kind, target=at.handle, until=until)


def _form(ctx: Context, values: Mapping[str, str | tuple[str, ...]], errors: Mapping[str, str]) -> Form:
    return words.away_form(values, errors, _colleagues(ctx))


def _colleagues(ctx: Context) -> tuple[Option, ...]:
    others = (staff for staff in people.working(ctx.db) if staff.id != ctx.who.staff_id)
    return tuple(Option(str(staff.id), staff.name) for staff in others)
