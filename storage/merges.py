"""Two customers who are one person: everything of the one becomes the other's, and can move back."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import SQLModel, col, delete, select, update

from storage import Db
from storage.records import keep
from storage.tables import (
    Adjustment,
    Case,
    Customer,
    CustomerRevision,
    Issue,
    KnownAs,
    Merge,
    PersonRequest,
    Report,
    Restriction,
    Safety,
    Suggestion,
    Word,
)

MOVES: tuple[type[SQLModel], ...] = (
    Report,
    Issue,
    KnownAs,
    CustomerRevision,
    Adjustment,
    Word,
    PersonRequest,
    Safety,
    Case,
    Restriction,
)
"""Every table with a customer, but pairs and keys, which are made again."""

HANGS: tuple[tuple[type[SQLModel], str, str], ...] = (
    (KnownAs, "report_id", "report"),
    (Adjustment, "report_id", "report"),
    (Word, "report_id", "report"),
    (Safety, "report_id", "report"),
    (Restriction, "case_id", "case"),
)
"""What belongs to whomever a report or a case belongs to."""

Moved = Mapping[str, list[int]]


@dataclass(frozen=True)
class Said:
    """What is said of two customers, by whom and when."""

    verdict: str
    by_id: int | None
    at: datetime


def of_customer(db: Db, customer_id: int) -> Moved:
    """The numbers of everything that is this customer's, by table."""
    found = {}
    for table in MOVES:
        rows = db.exec(select(table).where(col(table.customer_id) == customer_id))  # type: ignore[attr-defined] # every one has it
        found[str(table.__tablename__)] = [row.id for row in rows]  # type: ignore[attr-defined]
    return found


def move(db: Db, moved: Moved, was: int, now: int) -> None:
    """These rows belong to another customer, as far as they still belong to the one before."""
    for table in MOVES:
        numbers = moved.get(str(table.__tablename__), [])
        mine = (col(table.id).in_(numbers), col(table.customer_id) == was)  # type: ignore[attr-defined]
        db.exec(update(table).where(*mine).values(customer_id=now))
    db.flush()
    db.expire_all()


Carried = Mapping[int, tuple[Said | None, Said | None]]
"""What was said of the one who stays and each third customer before a merge, and what from then on."""


def add(db: Db, row: Merge, moved: Moved, carried: Carried) -> int:
    """Keep that two customers are one."""
    said = {str(third): [_told(pair) for pair in both] for third, both in carried.items()}
    row.moved = json.dumps({**moved, _PAIRS: said}, sort_keys=True)
    source = db.get(Customer, row.from_id)
    if source:
        source.merged_into = row.into_id
    return keep(db, row)


def undo(db: Db, row: Merge, at: datetime) -> Moved:
    """They are two again; gives what moved, and what came since and hangs on it."""
    row.undone_at = at
    source = db.get(Customer, row.from_id)
    if source:
        source.merged_into = None
    db.flush()
    moved: dict[str, list[int]] = {name: rows for name, rows in _kept(row).items() if name != _PAIRS}
    for table, column, what in HANGS:
        mine = (col(getattr(table, column)).in_(moved.get(what, [])), col(table.customer_id) == row.into_id)  # type: ignore[attr-defined] # every one has it
        name = str(table.__tablename__)
        later = {each.id for each in db.exec(select(table).where(*mine))}  # type: ignore[attr-defined]
        moved[name] = sorted(later.union(moved.get(name, [])))
    return moved


def carried(row: Merge) -> Carried:
    """What was said of the one who stayed and each third customer, before and after."""
    kept: Mapping[str, Any] = _kept(row).get(_PAIRS, {})
    return {int(third): (_read(before), _read(after)) for third, (before, after) in kept.items()}


def astray(db: Db, customer_ids: Collection[int]) -> list[tuple[Report, Issue]]:
    """Reports of these customers on an issue of another of them, oldest first, withdrawn or not."""
    found = (
        select(Report, Issue)
        .join(Issue, col(Issue.id) == col(Report.issue_id))
        .where(
            col(Report.customer_id).in_(customer_ids),
            col(Issue.customer_id).in_(customer_ids),
            col(Report.customer_id) != col(Issue.customer_id),
        )
    )
    return list(db.exec(found.order_by(col(Report.id))))


def holders(db: Db, issue_id: int) -> set[int | None]:
    """Whose reports are on an issue, withdrawn or not."""
    return set(db.exec(select(Report.customer_id).where(Report.issue_id == issue_id)))


def ask_no_more(db: Db, customer_ids: Collection[int]) -> None:
    """Nobody asks any more whether a report of one of these customers is about an issue of another of them."""
    across = (
        select(Suggestion.id)
        .join(Report, col(Report.id) == col(Suggestion.report_id))
        .join(Issue, col(Issue.id) == col(Suggestion.issue_id))
        .where(
            col(Report.customer_id).in_(customer_ids),
            col(Issue.customer_id).in_(customer_ids),
            col(Report.customer_id) != col(Issue.customer_id),
            col(Suggestion.answer).in_(("", "same")),
        )
    )
    numbers = list(db.exec(across))
    db.exec(delete(Suggestion).where(col(Suggestion.id).in_(numbers)))


def begun_on(db: Db, customer_ids: Iterable[int]) -> list[tuple[Case, Issue]]:
    """Cases of these customers that began with an issue of somebody else."""
    found = (
        select(Case, Issue)
        .join(Issue, col(Issue.id) == col(Case.issue_id))
        .where(col(Case.customer_id).in_(list(customer_ids)), col(Case.customer_id) != col(Issue.customer_id))
    )
    return list(db.exec(found))


def get(db: Db, number: int) -> Merge | None:
    """The merge with this number."""
    return db.get(Merge, number)


def into(db: Db, customer_id: int) -> list[Merge]:
    """Whoever was merged into this customer and still is, oldest first."""
    mine = select(Merge).where(Merge.into_id == customer_id, col(Merge.undone_at).is_(None))
    return list(db.exec(mine.order_by(col(Merge.id))))


_PAIRS = "pairs"


def _kept(row: Merge) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(row.moved or "{}")
    return found


def _told(pair: Said | None) -> Mapping[str, Any] | None:
    return {"verdict": pair.verdict, "by": pair.by_id, "at": pair.at.isoformat()} if pair else None


def _read(pair: Mapping[str, Any] | None) -> Said | None:
    return Said(pair["verdict"], pair["by"], datetime.fromisoformat(pair["at"])) if pair else None
