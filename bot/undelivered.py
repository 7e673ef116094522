"""A message that can't be shown: each manager is told where it concerns their channel, and can have it tried again."""

from datetime import timedelta

from bot import recording, roles
from bot.chat import Nudge, Place, Press, Reply, Whisper
from bot.context import Context
from bot.words import undelivered as words
from storage import outbox, undelivered

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
    return Reply(tuple(Nudge(each, key, card) for each in sorted(roles.managers(ctx.db))))


def try_again(ctx: Context, _press: Press) -> Reply:
    """Everything that was set aside is tried again from the beginning."""
    number = outbox.unpark(ctx.db)
    if number:
        recording.note(ctx, "outbox.retry", "outbox", {"messages": number})
    return Reply((Whisper(words.tried_again(number)),))
