"""What we know of a customer is wrong: a manager corrects it, and what stood there before is kept (POLICY, records)."""

import zlib
from collections.abc import Mapping

from bot import behind, entry, identifying, limits, noticing, recording, references, targets
from bot.cards import Form
from bot.chat import Ask, Press, Replace, Reply, Submission, Values
from bot.context import Context, Corrected, Refused
from bot.fields import Reader
from bot.matching import Identity
from bot.targets import Target
from bot.words import correcting as words
from bot.words import requesting
from storage import asked, customers, people
from storage.records import keep, number_of
from storage.tables import Customer, CustomerRevision

_VERSIONS = 10**9

Known = Mapping[str, str]
"""What a record holds by field; empty: nothing."""


def open_form(ctx: Context, press: Press) -> Reply:
    """Ask what is right; what we hold stands there."""
    customer = behind.customer(ctx, press.value)
    return Reply((Ask(_form(customer, _usual(customer), {})),))


def correct(ctx: Context, event: Submission) -> Reply:
    """The record is right from now on; what stood there is kept, with the reason."""
    customer = _as_drawn(ctx, event.value)
    form = Reader({**_usual(customer), **event.fields}, ctx.service.work)
    wrong = form.choice("before", words.BEFORE, required=True) == words.WRONG
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    said = _different(form, customer)
    if form.errors:
        raise Corrected(_form(customer, form.fields, form.errors))
    _keep(ctx, customer, said, reasons, wrong=wrong)
    reference = references.customer(number_of(customer))
    facts = {"fields": list(said), "before": words.WRONG if wrong else words.KNOWN}
    recording.note(ctx, "customer.correct", reference, facts, {"reasons": reasons})
    requests = asked.open_of(ctx.db, number_of(customer))
    answers = tuple(requesting.done_button(row) for row in requests if row.kind == requesting.CORRECTION)
    return Reply((Replace(words.corrected(reference, known(customer), answers)),), outcome=reference)


def _different(form: Reader, customer: Customer) -> Known:
    """What is to be put right; that nothing is, is a mistake too."""
    said, before = _read(form, customer), known(customer)
    found = {name: said[name] for name in words.FIELDS if said[name] != before[name]}
    if not (found or form.errors):
        form.errors["name"] = words.NOTHING_CHANGED
    return found


def known(customer: Customer) -> Known:
    """What the record holds."""
    return {name: getattr(customer, name) or "" for name in words.FIELDS}


def _keep(ctx: Context, customer: Customer, said: Known, reasons: str, *, wrong: bool) -> None:
    """Keep what stood there, write down what is right, and compare with that from now on."""
    number, before = number_of(customer), known(customer)
    _unwrite(ctx, number, before, said, wrong=wrong)
    for name in {"name", "relationship"} & said.keys():
        setattr(customer, name, said[name])
    row = CustomerRevision(customer_id=number, by_id=ctx.who.staff_id, at=ctx.when, reasons=reasons)
    for name, old in before.items():
        setattr(row, name, old)
    row.known_as_id = _written(ctx, customer, said)
    keep(ctx.db, row)
    identifying.refresh(ctx, number)


def _unwrite(ctx: Context, customer_id: int, before: Known, said: Known, *, wrong: bool) -> None:
    """An emptied line was wrong whatever was chosen: there is nothing else that they could be known by as well."""
    for name in words.WRITTEN & said.keys():
        if before[name] and (wrong or not said[name]):
            identifying.unwrite(ctx, customer_id, name, before[name])


def _written(ctx: Context, customer: Customer, said: Known) -> int | None:
    """How the correction writes them down, with the name by which they are found; None where it only empties."""
    right = {name: value for name, value in said.items() if name in words.WRITTEN and value}
    named = Identity(**{"name": customer.name or None, **right})
    return identifying.write_down(ctx, number_of(customer), named, None) if right else None


def _read(form: Reader, customer: Customer) -> Known:
    contact = entry.read_contact(form)
    name = form.text("name", required=bool(customer.name), limit=limits.LINE)
    relationship = form.text("relationship", limit=words.RELATIONSHIP)
    return {
        "name": name,
        "relationship": relationship,
        **{field: getattr(contact, field) or "" for field in words.FIELDS if field in words.CONTACT},
    }


def _usual(customer: Customer) -> Values:
    return {**known(customer), "before": words.KNOWN}


def _version(customer: Customer) -> int:
    """Another number once anything of the record is different, whoever changed it."""
    return zlib.crc32("\n".join(known(customer).values()).encode()) % _VERSIONS


def _as_drawn(ctx: Context, value: str) -> Customer:
    """The customer, as long as the record says what the form said when it opened. Raises Refused."""
    customer, target = behind.customer(ctx, value), targets.read(value)
    if target and target.version == _version(customer):
        return customer
    last = customers.revised(ctx.db, number_of(customer))
    by = people.names(ctx.db).get(last.by_id, "") if last else ""
    raise Refused(words.changed(number_of(customer), known(customer), by, last, ctx.service.work, ctx.today))


def _form(customer: Customer, fields: Values, errors: Mapping[str, str]) -> Form:
    value = Target(extra=number_of(customer), version=_version(customer)).value
    return words.form(value, noticing.label(customer), fields, errors)
