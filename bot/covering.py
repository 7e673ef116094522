"""Who stands in for colleagues who are away, and who is here at all."""

from dataclasses import dataclass

from bot.context import Context
from storage import people
from storage.tables import Absence


@dataclass(frozen=True)
class StandIn:
    """Who gets an absent colleague's messages; `absence`: they are away too, and back before the colleague."""

    staff_id: int
    absence: Absence | None = None


def stand_in(ctx: Context, staff_id: int) -> StandIn | None:
    """The first cover of covers who is here, else the one back first; None where the colleague is first."""
    away = absences(ctx)
    reached = _covers(away, staff_id)
    if reached and reached[-1] not in away and people.handle_of(ctx.db, reached[-1]):
        return StandIn(reached[-1])
    back = [away[number] for number in reached if number in away]
    first = min(back, key=lambda absence: absence.last_day, default=None)
    if first is None or first.last_day >= away[staff_id].last_day:
        return None
    return StandIn(first.staff_id, first)


def covered(ctx: Context) -> set[int]:
    """The colleagues for whom the actor stands in today, as their cover or as the cover of a cover."""
    away = absences(ctx)
    return {staff_id for staff_id in away if ctx.who.staff_id in _covers(away, staff_id)}


def absences(ctx: Context) -> dict[int, Absence]:
    """Who is away today, by staff id."""
    return {a.staff_id: a for a in people.absences_from(ctx.db, ctx.today) if a.first_day <= ctx.today}


def here(ctx: Context) -> set[int]:
    """Who works for the service and is not away today."""
    return {staff.id for staff in people.working(ctx.db) if staff.id} - set(absences(ctx))


def _covers(away: dict[int, Absence], staff_id: int) -> list[int]:
    """An absent colleague's cover, that cover's cover while they are away too, and so on."""
    found: list[int] = []
    following = away.get(staff_id)
    while following and following.cover_id and following.cover_id not in {staff_id, *found}:
        found.append(following.cover_id)
        following = away.get(following.cover_id)
    return found
