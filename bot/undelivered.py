"""A message that can't be shown: where it concerns the managers' channel, each manager is told, once a day."""

from datetime import timedelta

from bot.chat import Nudge, Place, Reply, Role
from bot.context import Context
from bot.words import undelivered as words
from storage import people, undelivered

BUSY = "rate_limited"
"""The word for a platform that asks for time, and refuses nothing."""
_LONG = timedelta(hours=1)


def refused(ctx: Context) -> int:
    """How many messages wait for long because a platform refuses the assistant as a whole."""
    return undelivered.held(ctx.db, ctx.when - _LONG, other_than=BUSY)


def tell(ctx: Context, place: Place, trouble: str) -> Reply:
    """What to say because a message for this place was set aside; `trouble` is the platform's word for why."""
    if place not in ctx.service.managers_channels:
        return Reply()
    card, key = words.cant_write(trouble), f"trouble:{place.target}/{ctx.today:%Y-%m-%d}"
    managers = [staff for staff in people.working(ctx.db) if staff.role == Role.MANAGER]
    return Reply(tuple(Nudge(staff.id or 0, key, card) for staff in managers))
