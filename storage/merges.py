"""Two customers who are one person: everything of the one becomes the other's, and can move back."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlmodel import SQLModel, col, select, update

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

Moved = Mapping[str, list[int]]


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


def add(db: Db, row: Merge, moved: Moved) -> int:
    """Keep that two customers are one."""
    row.moved = json.dumps(moved, sort_keys=True)
    source = db.get(Customer, row.from_id)
    if source:
        source.merged_into = row.into_id
    return keep(db, row)


def undo(db: Db, row: Merge, at: datetime) -> Moved:
    """They are two again; gives what moved."""
    row.undone_at = at
    source = db.get(Customer, row.from_id)
    if source:
        source.merged_into = None
    db.flush()
    found: Moved = json.loads(row.moved or "{}")
    return found


def get(db: Db, number: int) -> Merge | None:
    """The merge with this number."""
    return db.get(Merge, number)


def into(db: Db, customer_id: int) -> list[Merge]:
    """Whoever was merged into this customer and still is, oldest first."""
    mine = select(Merge).where(Merge.into_id == customer_id, col(Merge.undone_at).is_(None))
    return list(db.exec(mine.order_by(col(Merge.id))))
