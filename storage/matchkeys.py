"""The indexed keys through which customers are found: only those who share one are ever compared."""

from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, delete, func, insert, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.store import Db
from storage.tables import MatchKey

_LAST: Final = "\U0010ffff"  # sorts after every other character, byte by byte


def replace(db: Db, customer_id: int, keys: Iterable[tuple[str, str]]) -> None:
    """Let these (kind, value) pairs be all the keys of a customer."""
    rows = [{"kind": kind, "value": value, "customer_id": customer_id} for kind, value in sorted(set(keys))]
    db.exec(delete(MatchKey).where(col(MatchKey.customer_id) == customer_id))
    if rows:
        db.exec(insert(MatchKey), params=rows)


def candidates(db: Db, keys: Iterable[tuple[str, str]], limit: int) -> list[int]:
    """Ids of customers who share a (kind, value) pair, those who share most first."""
    wanted: dict[str, set[str]] = {}
    for kind, value in keys:
        wanted.setdefault(kind, set()).add(value)
    if not wanted:
        return []
    shared = func.count()
    found = (
        select(MatchKey.customer_id)
        .where(or_(*(_any_of(kind, values) for kind, values in sorted(wanted.items()))))
        .group_by(col(MatchKey.customer_id))
        .order_by(shared.desc(), col(MatchKey.customer_id))
        .limit(limit)
    )
    return list(db.exec(found))


def beginning(
    db: Db, kinds: Collection[str], prefix: str, limit: int, *, also: Collection[str] = ()
) -> list[int]:
    """Ids of customers with a key of these kinds that begins with `prefix`, in the order of their keys.

    `also`: beginnings that other keys of the same customer must have.
    """
    if not kinds or not prefix:
        return []
    found = (
        select(MatchKey.customer_id)
        .where(*_begins(kinds, prefix))
        .where(*(col(MatchKey.customer_id).in_(_who_begins(kinds, each)) for each in also))
        .group_by(col(MatchKey.customer_id))
        .order_by(func.min(MatchKey.value), col(MatchKey.customer_id))
        .limit(limit)
    )
    return list(db.exec(found))


def _who_begins(kinds: Collection[str], prefix: str) -> SelectOfScalar[int]:
    return select(MatchKey.customer_id).where(*_begins(kinds, prefix))


def _begins(kinds: Collection[str], prefix: str) -> tuple[ColumnElement[bool], ...]:
    value = col(MatchKey.value)
    return col(MatchKey.kind).in_(sorted(kinds)), value >= prefix, value < prefix + _LAST


def _any_of(kind: str, values: Collection[str]) -> ColumnElement[bool]:
    # a search in the index on both databases; SQLite would scan for pairs in a list
    return and_(col(MatchKey.kind) == kind, col(MatchKey.value).in_(sorted(values)))
