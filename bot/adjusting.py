"""A different way of communicating: somebody asked, a manager answers what was put in place, who noted it is told."""

from bot import behind, casework, limits, noticing, recording, references, targets
from bot.cards import Form
from bot.chat import Ask, Nudge, Press, Replace, Reply, Submission, Values, Whisper
from bot.context import Context, Corrected, Refused
from bot.fields import Reader
from bot.words import adjusting as words
from bot.words import deciding, replies
from storage import customers, people, reports
from storage.records import keep, number_of
from storage.tables import Adjustment, Customer


def log_form(ctx: Context, press: Press) -> Reply:
    """Ask what the customer needs or asked for."""
    customer, _report = _whose(ctx, press.value)
    return Reply((Ask(_log_form(press.value, customer, {}, {})),), opened=number_of(customer))


def log(ctx: Context, event: Submission) -> Reply:
    """Keep the request; it waits for a manager's answer, and steps that restrict wait with it."""
    customer, report = _whose(ctx, event.value)
    form = Reader(event.fields, ctx.service.work)
    request = form.long("request", required=True, limit=limits.REASONS)
    if form.errors:
        raise Corrected(_log_form(event.value, customer, form.fields, form.errors), number_of(customer))
    number = number_of(customer)
    if not _waits_already(ctx, number, request):
        ask(ctx, number, request, report)
    told = casework.told_of_customer(ctx, number)
    card = words.logged(noticing.label(customer))
    return Reply((Replace(card), *told), outcome=references.customer(number))


def ask(ctx: Context, customer_id: int, request: str, report_id: int | None) -> int:
    """Keep what a customer needs or asked for; gives its number."""
    row = Adjustment(
        customer_id=customer_id,
        report_id=report_id,
        request=request,
        logged_by=ctx.who.staff_id,
        logged_at=ctx.when,
    )
    number = keep(ctx.db, row)
    reference = references.customer(customer_id)
    recording.note(ctx, "adjustment.log", reference, {"adjustment": number}, {"request": request})
    return number


def answer_form(ctx: Context, press: Press) -> Reply:
    """Ask what was put in place."""
    return Reply((Ask(words.answer_form(_waiting(ctx, press.value), {}, {})),))


def answer(ctx: Context, event: Submission) -> Reply:
    """Keep the answer; from now on colleagues see what is in place, and the steps that waited are open."""
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
    told = casework.told_of_customer(ctx, adjustment.customer_id)
    card = words.answered(label, in_place)
    return Reply((Replace(card), *_tell(ctx, adjustment), *told), outcome=reference)


def show(ctx: Context, press: Press) -> Reply:
    """What a request was answered, for managers and for who noted it; looking is recorded."""
    adjustment = behind.row(ctx, press.value, customers.adjustment)
    if not (ctx.manages or ctx.who.staff_id == adjustment.logged_by):
        raise Refused(replies.not_yours())
    reference = references.customer(adjustment.customer_id)
    recording.note(ctx, "adjustment.show", reference, {"adjustment": adjustment.id})
    customer = customers.get(ctx.db, adjustment.customer_id)
    by = people.names(ctx.db).get(adjustment.answered_by or 0, "")
    label = noticing.label(customer) if customer else reference
    return Reply((Whisper(words.answer_card(label, adjustment, by)),))


def _tell(ctx: Context, adjustment: Adjustment) -> tuple[Nudge, ...]:
    """Who noted the request learns that it has an answer; what was said opens by a press."""
    if adjustment.logged_by == ctx.who.staff_id:
        return ()
    card = words.told(adjustment, references.initials(ctx.who.name))
    return (Nudge(adjustment.logged_by, f"adjustment:{adjustment.id}", card),)


def _waits_already(ctx: Context, customer_id: int, request: str) -> bool:
    """Whether the actor noted the same before: the form was sent twice."""
    same = (ctx.who.staff_id, request, None)
    noted = customers.adjustments(ctx.db, customer_id)
    return any((each.logged_by, each.request, each.answered_at) == same for each in noted)


def _whose(ctx: Context, value: str) -> tuple[Customer, int | None]:
    """The customer behind a button, and the report that it stood on, if it did."""
    target = targets.read(value)
    report = reports.get(ctx.db, target.report) if target and target.report else None
    number = report.customer_id if report else target.extra if target and not target.report else None
    return noticing.behind(ctx, number), report.id if report else None


def _log_form(value: str, customer: Customer, fields: Values, errors: dict[str, str]) -> Form:
    return words.log_form(value, noticing.label(customer), fields, errors)


def _waiting(ctx: Context, value: str) -> Adjustment:
    adjustment = behind.row(ctx, value, customers.adjustment)
    if adjustment.answered_at:
        raise Refused(deciding.answered_already())
    return adjustment
