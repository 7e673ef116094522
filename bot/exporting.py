"""Everything held on one customer, for the person themselves: to read, and as data (POLICY, records and privacy)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot import recording, references
from bot.context import Context
from bot.words import exporting as words
from storage import customers, figures, holdings, people
from storage.holdings import HOLDINGS, Numbers, Row
from storage.tables import CustomerPair

_SEARCHED = ("name", "email", "phone", "case_ref", "child")


@dataclass(frozen=True)
class Exported:
    """The two files of an export."""

    reference: str
    html: str
    json: str


def export(ctx: Context, customer_id: int) -> Exported:
    """Gather everything; recorded. Raises LookupError."""
    if customers.get(ctx.db, customer_id) is None:
        raise LookupError(customer_id)
    reference, found = references.customer(customer_id), holdings.numbers(ctx.db, customer_id)
    recording.note(ctx, "customer.export", reference)
    held = _held(ctx, found)
    others = tuple(sorted(_others(ctx, customer_id)))
    terms = tuple(dict.fromkeys(_terms(found, held)))
    entries = [_entry(each.model_dump(mode="json")) for each in figures.about(ctx.db, set(_subjects(found)))]
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


def _terms(found: Numbers, held: dict[str, list[Row]]) -> Iterator[str]:
    """What to search the platform's own chats for."""
    for table in ("customer", "customer_revision", "known_as"):
        for row in held.get(table, ()):
            yield from (str(row[name]) for name in _SEARCHED if row.get(name))
    yield from _subjects(found)


def _subjects(found: Numbers) -> Iterator[str]:
    yield from map(references.customer, found.customer)
    yield from map(references.report, found.report)
    yield from map(references.issue, found.issue)
    yield from map(references.case, found.case)


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    """An audit entry without the chain's own numbers."""
    facts = {name: value for name, value in json.loads(row["facts"]).items() if name != "words"}
    return {"at": row["at"], "by": row["staff_id"], "action": row["action"], "about": row["subject"], **facts}
