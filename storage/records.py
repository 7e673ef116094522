"""Keeping a record, and the number it got."""

from typing import Protocol, TypeVar

from storage import Db
from storage.remembering import hold


class Numbered(Protocol):
    """A record whose key the database gives."""

    id: int | None


Record = TypeVar("Record", bound=Numbered)


def keep(db: Db, record: Record) -> int:
    """Keep a new record; gives its number."""
    db.add(record)
    db.flush()
    hold(db, record)
    return number_of(record)


def number_of(record: Numbered) -> int:
    """The number of a record that was kept; raises LookupError if it was not."""
    if record.id is None:
        raise LookupError(f"{type(record).__name__} was not kept yet")
    return record.id
