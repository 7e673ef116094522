"""What was promised to customers: reminded on the day, and done."""

from bot import covering, recording, references, targets
from bot.chat import Nudge, Press, Replace, Reply, ReplyPart
from bot.context import Context, Refused
from bot.words import mine, replies
from storage import reports


def done(ctx: Context, press: Press) -> Reply:
    """I kept a promise, mine or that of a colleague for whom I stand in."""
    target = targets.read(press.value)
    promise = reports.promise(ctx.db, target.extra) if target else None
    if promise is None:
        raise Refused(replies.unknown_button())
    if promise.staff_id not in {ctx.who.staff_id, *covering.covered(ctx, ctx.who.staff_id)}:
        raise Refused(replies.not_yours())
    if promise.done_at is None:
        promise.done_at = ctx.when
        ctx.db.flush()
        recording.note(ctx, "promise.done", references.report(promise.report_id), {"promise": promise.id})
    card = mine.kept_card(promise)
    reminder = [Nudge(promise.staff_id, f"promise:{promise.id}", card)] if promise.reminded_at else []
    return Reply((Replace(card), *reminder), outcome=references.report(promise.report_id))


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
