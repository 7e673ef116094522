"""The indexed keys through which customers are found: only those who share one are ever compared."""

from collections.abc import Collection, Iterable
from datetime import UTC, date
from functools import cache
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import col, delete, func, insert, select, update
from sqlmodel.sql.expression import SelectOfScalar

from storage.store import Db
from storage.tables import Customer, MatchKey, Report

Key = tuple[str, str]
"""A kind and a value."""

_LAST: Final = "\U0010ffff"  # sorts after every other character, byte by byte


class Holder(NamedTuple):
    """A customer with a key, and the day (UTC) of their newest report."""

    customer_id: int
    seen_on: date


def replace(db: Db, customer_id: int, keys: Iterable[Key]) -> None:
    """Let these be all the keys of a customer."""
    db.exec(delete(MatchKey).where(col(MatchKey.customer_id) == customer_id))
    _insert(db, customer_id, keys)


def add(db: Db, customer_id: int, keys: Iterable[Key]) -> None:
    """Let a customer have these keys as well."""
    mine = select(MatchKey.kind, MatchKey.value).where(MatchKey.customer_id == customer_id)
    _insert(db, customer_id, {*keys} - {(kind, value) for kind, value in db.exec(mine)})


def see(db: Db, customer_id: int, on: date) -> None:
    """They reported on this day (UTC): found before those who were seen earlier."""
    mine = (col(MatchKey.customer_id) == customer_id, col(MatchKey.seen_on) < on)
    db.exec(update(MatchKey).where(*mine).values(seen_on=on))


def _insert(db: Db, customer_id: int, keys: Iterable[Key]) -> None:
    seen = _seen_on(db, customer_id)
    rows = [
        {"kind": kind, "value": value, "seen_on": seen, "customer_id": customer_id}
        for kind, value in sorted(set(keys))
    ]
    if rows:
        db.exec(insert(MatchKey), params=rows)


def _seen_on(db: Db, customer_id: int) -> date:
    """The day of their newest report that counts, or since when they are known."""
    theirs = (Report.customer_id == customer_id, col(Report.withdrawn_at).is_(None))
    newest = select(Report.happened_at).where(*theirs).order_by(col(Report.happened_at).desc()).limit(1)
    known = select(Customer.created_at).where(Customer.id == customer_id)
    return (db.exec(newest).first() or db.exec(known).one()).astimezone(UTC).date()


def holders(db: Db, keys: Iterable[Key], limit: int) -> dict[Key, list[Holder]]:
    """Who has each of these keys, those seen last first: so many of each at most, and no more are read."""
    wanted = sorted(set(keys))
    found: dict[Key, list[Holder]] = {key: [] for key in wanted}
    if not wanted:
        return found
    given: dict[str, str | int] = {"most": limit}
    for place, (kind, value) in enumerate(wanted):
        given |= {f"kind{place}": kind, f"value{place}": value}
    for place, customer_id, seen_on in db.execute(_of_so_many(len(wanted)), given):
        found[wanted[place]].append(Holder(customer_id, seen_on))
    return found


def having(db: Db, keys: Iterable[Key], limit: int) -> list[int]:
    """Ids of customers with one of these keys, those seen last first."""
    found = {each for some in holders(db, keys, limit).values() for each in some}
    newest = sorted(found, key=lambda each: (each.seen_on, each.customer_id), reverse=True)
    return list(dict.fromkeys(each.customer_id for each in newest))[:limit]


@cache
def _of_so_many(number: int) -> sa.CompoundSelect[Any]:
    """One statement for so many keys: each one's beginning in the index, read backwards.

    One condition for all would read every customer of every key before it counts.
    """
    return sa.union_all(*(_newest(place) for place in range(number)))


def _newest(place: int) -> sa.Select[Any]:
    table = MatchKey.__table__.c  # type: ignore[attr-defined] # SQLModel gives it
    newest = (
        sa.select(sa.literal_column(str(place)).label("place"), table.customer_id, table.seen_on)
        .where(table.kind == sa.bindparam(f"kind{place}"), table.value == sa.bindparam(f"value{place}"))
        .order_by(table.seen_on.desc(), table.customer_id.desc())
        .limit(sa.bindparam("most"))
    )
    return sa.select(newest.subquery())


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
