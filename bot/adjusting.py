"""A different way of communicating: somebody asked, a manager answers what was put in place."""

from bot import limits, noticing, recording, references, targets
from bot.chat import Ask, Press, Replace, Reply, Submission
from bot.context import Context, Corrected, Refused
from bot.fields import Reader
from bot.words import adjusting as words
from bot.words import deciding, replies
from storage import customers
from storage.tables import Adjustment


def answer_form(ctx: Context, press: Press) -> Reply:
    """Ask what was put in place."""
    return Reply((Ask(words.answer_form(_waiting(ctx, press.value), {}, {})),))


def answer(ctx: Context, event: Submission) -> Reply:
    """Keep the answer; from now on colleagues see what is in place."""
    adjustment = _waiting(ctx, event.value)
    form = Reader(event.fields, ctx.service.work)
    said = form.long("answer", required=True, limit=limits.REASONS)
    in_place = form.long("in_place", limit=limits.SHORT)
    if form.errors:
        raise Corrected(words.answer_form(adjustment, form.fields, form.errors))
    adjustment.answer, adjustment.in_place = said, in_place
    adjustment.answered_by, adjustment.answered_at = ctx.who.staff_id, ctx.when
    ctx.db.flush()
    reference = references.customer(adjustment.customer_id)
    facts = {"adjustment": adjustment.id, "in_place": bool(in_place)}
    recording.note(ctx, "adjustment.answer", reference, facts, {"answer": said, "in_place": in_place})
    customer = customers.get(ctx.db, adjustment.customer_id)
    label = noticing.label(customer) if customer else reference
    return Reply((Replace(words.answered(label, in_place)),), outcome=reference)


def _waiting(ctx: Context, value: str) -> Adjustment:
    target = targets.read(value)
    adjustment = customers.adjustment(ctx.db, target.extra) if target else None
    if adjustment is None:
        raise Refused(replies.unknown_button())
    if adjustment.answered_at:
        raise Refused(deciding.answered_already())
    return adjustment
