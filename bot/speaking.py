"""The word: an ordinary conversation with a customer about how they communicate, the policy's first step."""

from bot import adjusting, casework, limits, lookups, noticing, recording, references, reporting, targets
from bot.cards import Form
from bot.chat import Ask, Command, Press, Replace, Reply, Submission, Values
from bot.context import Context, Corrected
from bot.fields import Reader, one_line
from bot.words import mistakes, speaking
from bot.workdays import months_after
from storage import customers
from storage.records import number_of
from storage.tables import Customer, Word


def open_for_report(ctx: Context, press: Press) -> Reply:
    """Open the form for the customer of one of my reports."""
    report = reporting.own_report(ctx, press.value)
    customer = noticing.behind(ctx, report.customer_id)
    return Reply((Ask(_form(ctx, press.value, customer, {}, {})),))


def open_for_name(ctx: Context, event: Command) -> Reply:
    """Open the form; a name that fits one customer is filled in."""
    found = lookups.search(ctx, one_line(event.text)[:150]) if event.text.strip() else []
    customer = found[0] if len(found) == 1 else None
    return Reply((Ask(_form(ctx, "", customer, {}, {})),), opened=number_of(customer) if customer else 0)


def note(ctx: Context, event: Submission) -> Reply:
    """Keep the word; it is not a restriction, and ends by itself (ours: months in the policy file)."""
    form = Reader(event.fields, ctx.service.work)
    customer, report_id = _customer(ctx, event, form)
    held = form.day("held", required=True)
    explained = form.long("explained", required=True, limit=limits.ACCOUNT)
    view = form.long("view", required=True, limit=limits.ACCOUNT)
    adjustment = form.long("adjustment", limit=limits.REASONS)
    trying = form.long("trying", required=True, limit=limits.ACCOUNT)
    if held and held > ctx.today:
        form.errors["held"] = mistakes.FUTURE
    if held and months_after(held, ctx.policy.windows.word_months) < ctx.today:
        form.errors["held"] = speaking.ended_already(ctx.policy.windows.word_months)
    if form.errors or held is None or customer is None:
        opened = number_of(customer) if customer else 0
        raise Corrected(_form(ctx, event.value, customer, form.fields, form.errors), opened)
    word = Word(
        customer_id=customer.id or 0,
        report_id=report_id,
        by_id=ctx.who.staff_id,
        held_on=held,
        explained=explained,
        view=view,
        adjustment=adjustment,
        trying=trying,
        ends_on=months_after(held, ctx.policy.windows.word_months),
        noted_at=ctx.when,
    )
    if not _kept_already(ctx, word):
        _keep(ctx, word)
    reference = references.customer(word.customer_id)
    card = speaking.noted(noticing.label(customer), word.ends_on, adjustment=bool(adjustment))
    return Reply((Replace(card), *casework.told_of_customer(ctx, word.customer_id)), outcome=reference)


def _kept_already(ctx: Context, word: Word) -> bool:
    """Whether the same colleague noted the same conversation: the form was sent twice."""
    same = (word.by_id, word.held_on, word.explained)
    return any((w.by_id, w.held_on, w.explained) == same for w in customers.words(ctx.db, word.customer_id))


def _keep(ctx: Context, word: Word) -> None:
    ctx.db.add(word)
    if word.adjustment:
        adjusting.ask(ctx, word.customer_id, word.adjustment, word.report_id)
    ctx.db.flush()
    facts = {"held": word.held_on.isoformat(), "ends": word.ends_on.isoformat()}
    words = {"explained": word.explained, "view": word.view, "trying": word.trying}
    recording.note(ctx, "word.note", references.customer(word.customer_id), facts, words)


def _customer(ctx: Context, event: Submission, form: Reader) -> tuple[Customer | None, int | None]:
    if targets.read(event.value):
        report = reporting.own_report(ctx, event.value)
        return noticing.behind(ctx, report.customer_id), report.id
    typed = form.raw("customer")
    customer = noticing.chosen(ctx, typed)
    if customer is None:
        form.errors["customer"] = mistakes.CHOOSE_CUSTOMER
    return customer, None


def _form(
    ctx: Context,
    value: str,
    customer: Customer | None,
    fields: Values,
    errors: dict[str, str],
) -> Form:
    shown = noticing.label(customer) if customer else ""
    reference = references.customer(customer.id or 0) if customer else ""
    return speaking.word_form(value, reference, shown, fields or {"held": ctx.today.isoformat()}, errors)
