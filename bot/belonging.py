"""What belongs to a customer without their number on it: references, drafts, entries of the audit chain."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from bot import references, targets
from bot.context import Context
from bot.words.erasing import SHORTEST
from storage import drafts, holdings
from storage.holdings import HOLDINGS, Numbers
from storage.tables import (
    Adjustment,
    CaseRequest,
    Complaint,
    Customer,
    CustomerRevision,
    FormDraft,
    KnownAs,
    PersonRequest,
)

_PERSON = ("name", "email", "phone", "case_ref", "child")
_EXTRA: Mapping[str, type] = {
    "case.refuse": CaseRequest,
    "adjustment.answer": Adjustment,
    "request.done": PersonRequest,
    "complaint.decide": Complaint,
}
"""What the one more number of a form's value is; elsewhere it is the customer's."""


def subjects(found: Numbers) -> Iterator[str]:
    """The references of everything that is the customer's."""
    kinds = {
        "customer": references.customer,
        "report": references.report,
        "touched": references.issue,
        "case": references.case,
        "safety": references.safety,
    }
    for kind, named in kinds.items():
        yield from (named(number) for number in found.of(kind))


def ids(ctx: Context, table: type, found: Numbers) -> tuple[int, ...]:
    """The numbers of a table's rows on the customer."""
    theirs = [each for each in HOLDINGS if each.table is table]
    return tuple({row["id"] for each in theirs for row in holdings.rows(ctx.db, each, found)})


def written_down(ctx: Context, found: Numbers) -> set[str]:
    """How the customer was written down, as far as that can be searched for."""
    written = (each for each in HOLDINGS if each.table in {Customer, CustomerRevision, KnownAs})
    rows = [row for each in written for row in holdings.rows(ctx.db, each, found)]
    return {row[name] for row in rows for name in _PERSON if len(row[name] or "") >= SHORTEST}


def drafts_about(ctx: Context, found: Numbers) -> list[FormDraft]:
    """What colleagues began to write about the customer, or where they wrote down who that is."""
    theirs, names = frozenset(subjects(found)), written_down(ctx, found)
    return [
        draft
        for draft in drafts.everything(ctx.db)
        if draft.about.partition("/")[0] in theirs
        or _is_behind(ctx, draft, found)
        or _mentions(draft.fields, names)
    ]


def _is_behind(ctx: Context, draft: FormDraft, found: Numbers) -> bool:
    target = targets.read(draft.about)
    if target is None:
        return False
    if target.report in found.report or target.issue in found.issue:
        return True
    table = _EXTRA.get(draft.action)
    return target.extra in (ids(ctx, table, found) if table else found.customer)


def _mentions(fields: str, names: Iterable[str]) -> bool:
    """Whether one of these stands there as a whole, in whatever letters."""
    said = "\n".join(map(str, json.loads(fields or "{}").values()))
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said, re.IGNORECASE) for name in names)
