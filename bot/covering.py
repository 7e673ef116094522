"""Who stands in for colleagues who are away, who is here at all, and from when somebody reads messages."""

from datetime import date, datetime, time, timedelta

from bot.context import Context
from bot.workdays import WEEKDAYS
from storage import people
from storage.tables import Absence

_BACK_AT = time(8)
_AHEAD = 14


def stand_in(ctx: Context, staff_id: int) -> int | None:
    """Who gets an absent colleague's messages: the first cover of covers who is here.

    Where nobody is, the cover who is back first, if that is before the colleague; else nobody.
    """
    if cover := here_for(ctx, staff_id):
        return cover
    away = _absences(ctx)
    reached = _covers(away, staff_id)
    back = [away[number] for number in reached if number in away]
    first = min(back, key=lambda absence: absence.last_day, default=None)
    return first.staff_id if first and first.last_day < away[staff_id].last_day else None


def here_for(ctx: Context, staff_id: int) -> int | None:
    """The first cover of covers of an absent colleague who is here today; None where nobody is."""
    away = _absences(ctx)
    reached = _covers(away, staff_id)
    found = reached and reached[-1] not in away and people.handle_of(ctx.db, reached[-1])
    return reached[-1] if found else None


def covered(ctx: Context, staff_id: int) -> set[int]:
    """The colleagues whom this one stands in for today, as their cover or as the cover of a cover."""
    away = _absences(ctx)
    return {absent for absent in away if staff_id in _covers(away, absent)}


def away(ctx: Context) -> dict[int, Absence]:
    """Who works for the service and is away today, the earliest back first."""
    working = people.who_works(ctx.db)
    return {number: absence for number, absence in _absences(ctx).items() if number in working}


def here(ctx: Context) -> set[int]:
    """Who works for the service and is not away today."""
    return people.who_works(ctx.db) - set(_absences(ctx))


def reads_from(ctx: Context, staff_id: int) -> datetime | None:
    """The moment before which nothing reaches a colleague who is away or does not work today; None: now."""
    if absence := people.absence_on(ctx.db, staff_id, ctx.today):
        return ctx.service.work.at(absence.last_day + timedelta(days=1), _BACK_AT)
    usual = people.get(ctx.db, staff_id).working_days.split(",")
    if not ctx.service.work.works(ctx.today) or _usual(ctx.today, usual):
        return None
    days = (ctx.today + timedelta(days=n) for n in range(1, _AHEAD))
    next_day = next((d for d in days if _usual(d, usual) and ctx.service.work.works(d)), None)
    return ctx.service.work.at(next_day, _BACK_AT) if next_day else None


def at_work_on(ctx: Context, day: date) -> frozenset[int]:
    """Who was there on a day, today or earlier: they work here, it was a usual day of theirs, and they were not away."""
    work = ctx.service.work
    if not work.works(day):
        return frozenset()
    away = {
        each.staff_id
        for each in people.absences_over(ctx.db, day)
        if each.ended_at is None or work.day(each.ended_at) >= day
    }
    usual = (staff for staff in people.working(ctx.db) if _usual(day, staff.working_days.split(",")))
    return frozenset(staff.id for staff in usual if staff.id) - away


def _usual(day: date, usual: list[str]) -> bool:
    return WEEKDAYS[day.weekday()] in usual


def _absences(ctx: Context) -> dict[int, Absence]:
    return {a.staff_id: a for a in people.absences_from(ctx.db, ctx.today) if a.first_day <= ctx.today}


def _covers(away: dict[int, Absence], staff_id: int) -> list[int]:
    """An absent colleague's cover, that cover's cover while they are away too, and so on."""
    found: list[int] = []
    following = away.get(staff_id)
    while following and following.cover_id and following.cover_id not in {staff_id, *found}:
        found.append(following.cover_id)
        following = away.get(following.cover_id)
    return found
