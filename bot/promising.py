"""What was promised to customers is reminded of on the day."""

from bot.chat import Nudge, ReplyPart
from bot.context import Context
from bot.words import mine
from storage import reports


def reminders(ctx: Context) -> list[ReplyPart]:
    """One message for each promise due today or before, sent once."""
    found: list[ReplyPart] = []
    for promise in reports.promises_due(ctx.db, ctx.today):
        if promise.reminded_at is None:
            promise.reminded_at = ctx.when
            card = mine.reminder_card(promise, ctx.today)
            found.append(Nudge(promise.staff_id, f"promise:{promise.id}", card))
    ctx.db.flush()
    return found
