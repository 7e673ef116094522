"""Everything held on one customer, for the person themselves: to read, and as data (POLICY, records and privacy)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot import belonging, recording, references
from bot.context import Context
from bot.words import exporting as words
from storage import customers, figures, holdings, people
from storage.holdings import HOLDINGS, Numbers, Row
from storage.records import number_of
from storage.tables import CustomerPair, FormDraft

_SEARCHED = ("name", "email", "phone", "case_ref", "child")


@dataclass(frozen=True)
class Exported:
    """The two files of an export."""

    reference: str
    html: str
    json: str


def export(ctx: Context, customer_id: int) -> Exported:
    """Gather everything about a customer, whoever they are by now; recorded. Raises LookupError."""
    customer = customers.known(ctx.db, customer_id)
    if customer is None:
        raise LookupError(customer_id)
    number = number_of(customer)
    reference, found = references.customer(number), holdings.numbers(ctx.db, number)
    recording.note(ctx, "customer.export", reference)
    held = {**_held(ctx, found), **_drafts(ctx, found)}
    subjects = tuple(belonging.subjects(found))
    others = tuple(sorted(_others(ctx, number)))
    terms = tuple(dict.fromkeys((*_written(held), *subjects)))
    entries = [_entry(each.model_dump(mode="json")) for each in figures.about(ctx.db, set(subjects))]
    made = ctx.when.isoformat(timespec="minutes")
    data = {
        "customer": reference,
        "made_at": made,
        "held": held,
        "decisions_changes_and_looks": entries,
        "third_parties": others,
        "search_the_chat_for": terms,
    }
    page = words.Page(
        reference, ctx.service.work.day(ctx.when), held, entries, people.names(ctx.db), others, terms
    )
    return Exported(reference, words.page(page), json.dumps(data, ensure_ascii=False, indent=2))


def _drafts(ctx: Context, found: Numbers) -> dict[str, list[Row]]:
    """What colleagues began to write about them."""
    rows = [draft.model_dump(mode="json") for draft in belonging.drafts_about(ctx, found)]
    return {str(FormDraft.__tablename__): rows} if rows else {}


def _held(ctx: Context, found: Numbers) -> dict[str, list[Row]]:
    """Rows by table, each once; nothing of another customer but that there is one."""
    held: dict[str, list[Row]] = {}
    for holding in HOLDINGS:
        if holding.table is CustomerPair:
            continue
        rows = held.setdefault(holding.name, [])
        rows += [row for row in holdings.rows(ctx.db, holding, found) if row not in rows]
    return {name: rows for name, rows in held.items() if rows}


def _others(ctx: Context, customer_id: int) -> Iterator[str]:
    """Names that may stand in what was typed and are not the customer's: colleagues, others of the household."""
    yield from people.names(ctx.db).values()
    for pair in customers.pairs_of(ctx.db, customer_id):
        other = customers.get(ctx.db, pair.high_id if pair.low_id == customer_id else pair.low_id)
        if other and other.name:
            yield other.name


def _written(held: dict[str, list[Row]]) -> Iterator[str]:
    """How the customer was written down: what to search the platform's own chats for, beside the references."""
    for table in ("customer", "customer_revision", "known_as"):
        for row in held.get(table, ()):
            yield from (str(row[name]) for name in _SEARCHED if row.get(name))


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    """An audit entry without the chain's own numbers."""
    facts = {name: value for name, value in json.loads(row["facts"]).items() if name != "words"}
    return {"at": row["at"], "by": row["staff_id"], "action": row["action"], "about": row["subject"], **facts}
