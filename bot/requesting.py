"""What a customer may ask by law: their own records, a correction, erasure, information. Restrictions never touch it."""

from datetime import date, datetime, timedelta

from bot import behind, identifying, limits, lookups, noticing, recording, references, targets
from bot.cards import Form
from bot.chat import Ask, Command, Nudge, Press, Replace, Reply, Submission, Values, Whisper
from bot.context import Context, Corrected, Refused
from bot.fields import Reader, one_line
from bot.matching import Identity
from bot.words import deciding, mistakes, replies
from bot.words import requesting as words
from bot.words.report_form import NOT_KNOWN, PLACEHOLDER_NEW
from bot.workdays import months_after
from storage import asked, customers, people
from storage.audit import Json
from storage.records import number_of
from storage.tables import Customer, PersonRequest

_INFORMATION = "information"


def open_for_name(ctx: Context, event: Command) -> Reply:
    """Open the form; a name that fits one customer is filled in."""
    found = lookups.search(ctx, one_line(event.text)[:150]) if event.text.strip() else []
    customer = found[0] if len(found) == 1 else None
    return Reply((Ask(_form(ctx, "", customer, {}, {})),), opened=number_of(customer) if customer else 0)


def log_form(ctx: Context, press: Press) -> Reply:
    """The same for the customer of a card."""
    customer = _of_value(ctx, press.value)
    return Reply((Ask(_form(ctx, press.value, customer, {}, {})),), opened=number_of(customer))


def log(ctx: Context, event: Submission) -> Reply:
    """Keep it with the day by which it is due; managers see it in the next summary, and before it is due."""
    form = Reader({"customer": NOT_KNOWN, **_usual(ctx), **event.fields}, ctx.service.work)
    customer = _of_value(ctx, event.value) if event.value else noticing.chosen(ctx, form.raw("customer"))
    if customer is None and not _is_new(form):
        form.errors["customer"] = mistakes.CHOOSE_CUSTOMER
    row = _read(ctx, form)
    if form.errors or row is None:
        opened = number_of(customer) if customer else 0
        raise Corrected(_form(ctx, event.value, customer, form.fields, form.errors), opened)
    kept, whose = _kept(ctx, row, customer, form)
    card = words.logged(noticing.label(whose), kept, manages=ctx.manages)
    return Reply((Replace(card),), references.customer(kept.customer_id))


def _read(ctx: Context, form: Reader) -> PersonRequest | None:
    """What is asked for; whose it is comes later."""
    kind = form.choice("kind", words.KINDS, required=True)
    details = form.long("details", limit=limits.ACCOUNT)
    day = form.day("asked", required=True)
    if day and day > ctx.today:
        form.errors["asked"] = mistakes.FUTURE
    if form.errors or day is None:
        return None
    return PersonRequest(
        customer_id=0,
        kind=kind,
        details=details,
        asked_on=day,
        due_on=due(ctx, kind, day),
        logged_by=ctx.who.staff_id,
        logged_at=ctx.when,
    )


def _usual(ctx: Context) -> Values:
    return {"asked": ctx.today.isoformat()}


def _is_new(form: Reader) -> bool:
    """Whether somebody asks whom we don't know yet: whoever asks for information needs no name."""
    typed = one_line(form.raw("customer"))
    return bool(typed.removeprefix(PLACEHOLDER_NEW).strip()) and references.number(typed, "C") is None


def _new_customer(ctx: Context, row: PersonRequest, form: Reader) -> Customer:
    """A person nobody knew, by the name that was typed, or nameless; who sent the same before is the same."""
    typed = one_line(form.raw("customer"))
    name = "" if typed == NOT_KNOWN else typed.removeprefix(PLACEHOLDER_NEW).strip()[: limits.LINE]
    again = (each.customer_id for each in asked.waiting(ctx.db) if row.details and _same(each, row))
    before = [each for each in customers.several(ctx.db, again) if each.name == name]
    if before:
        return before[0]
    customer = Customer(name=name, created_at=ctx.when)
    number = customers.add(ctx.db, customer)
    if name:
        identifying.write_down(ctx, number, Identity(name=name), None)
    return customer


def due(ctx: Context, kind: str, day: date) -> date:
    """By when it is to be done: working days for information, calendar months for the rest, on a working day."""
    work, given = ctx.service.work, ctx.policy.requests
    if kind == _INFORMATION:
        return work.next_working(day, given.information_days)
    last = months_after(day, given.months)
    return last if work.works(last) else work.next_working(last)


def done_form(ctx: Context, press: Press) -> Reply:
    """Ask what was done, and when."""
    row = _waiting(ctx, press.value)
    return Reply(
        (Ask(words.done_form(row, _label(ctx, row), {"date": ctx.today.isoformat()}, {}, ctx.today)),)
    )


def done(ctx: Context, event: Submission) -> Reply:
    """It is done; who noted it is told."""
    row = _waiting(ctx, event.value)
    form = Reader(event.fields, ctx.service.work)
    said = form.long("done", required=True, limit=limits.REASONS)
    day = form.day("date", required=True)
    if day and day > ctx.today:
        form.errors["date"] = mistakes.FUTURE
    if day and day < row.asked_on:
        form.errors["date"] = words.BEFORE_ASKED
    if form.errors or day is None:
        raise Corrected(words.done_form(row, _label(ctx, row), form.fields, form.errors, ctx.today))
    row.done, row.done_on, row.done_by, row.done_at = said, day, ctx.who.staff_id, ctx.when
    ctx.db.flush()
    reference = references.customer(row.customer_id)
    facts: dict[str, Json] = {"request": row.id, "kind": row.kind, "date": day.isoformat()}
    recording.note(ctx, "request.done", reference, facts, {"done": said})
    told = words.told(row, references.initials(ctx.who.name))
    news = (Nudge(row.logged_by, f"asked:{row.id}", told),) if row.logged_by != ctx.who.staff_id else ()
    return Reply((Replace(words.is_done(row)), *news), outcome=reference)


def show(ctx: Context, press: Press) -> Reply:
    """What was asked and done, for managers and who noted it; looking is recorded."""
    row = behind.row(ctx, press.value, asked.get)
    if not (ctx.manages or ctx.who.staff_id == row.logged_by):
        raise Refused(replies.not_yours())
    recording.note(ctx, "request.show", references.customer(row.customer_id), {"request": row.id})
    by = people.names(ctx.db).get(row.done_by or 0, "")
    return Reply((Whisper(words.read_card(_label(ctx, row), row, by, ctx.today)),))


def to_name(ctx: Context, since: datetime) -> tuple[PersonRequest, ...]:
    """What the summary names: due soon or overdue, or noted since the last one."""
    soon = ctx.today + timedelta(days=ctx.policy.requests.notice_days)
    return tuple(asked.to_name(ctx.db, soon, since))


def _keep(ctx: Context, row: PersonRequest) -> PersonRequest:
    number = asked.add(ctx.db, row)
    facts: dict[str, Json] = {
        "request": number,
        "kind": row.kind,
        "asked": row.asked_on.isoformat(),
        "due": row.due_on.isoformat(),
    }
    recording.note(ctx, "request.log", references.customer(row.customer_id), facts, {"details": row.details})
    return row


def _kept(
    ctx: Context, row: PersonRequest, customer: Customer | None, form: Reader
) -> tuple[PersonRequest, Customer]:
    """The request as it is kept, once where the form was sent twice, and whose it is."""
    whose = customer or _new_customer(ctx, row, form)
    row.customer_id = number_of(whose)
    before = asked.open_of(ctx.db, row.customer_id)
    return next((each for each in before if _same(each, row)), None) or _keep(ctx, row), whose


def _same(one: PersonRequest, other: PersonRequest) -> bool:
    """Whether the same colleague noted the same."""
    kind_and_day = (one.kind, one.asked_on) == (other.kind, other.asked_on)
    return kind_and_day and (one.details, one.logged_by) == (other.details, other.logged_by)


def _of_value(ctx: Context, value: str) -> Customer:
    target = targets.read(value)
    return noticing.behind(ctx, target.extra if target else None)


def _waiting(ctx: Context, value: str) -> PersonRequest:
    row = behind.row(ctx, value, asked.get)
    if row.done_at:
        raise Refused(deciding.answered_already())
    return row


def _label(ctx: Context, row: PersonRequest) -> str:
    customer = customers.get(ctx.db, row.customer_id)
    return noticing.label(customer) if customer else references.customer(row.customer_id)


def _form(
    ctx: Context, value: str, customer: Customer | None, fields: Values, errors: dict[str, str]
) -> Form:
    typed = fields.get("customer", "")
    shown = lookups.shown(typed if isinstance(typed, str) else "", customer)
    reference = references.customer(number_of(customer)) if customer else ""
    return words.log_form(value, reference, shown, fields or _usual(ctx), errors)
