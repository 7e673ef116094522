"""What people are found by: as it stands in the table, and as this version makes it of how they were written down."""

from sqlmodel import select

from bot import identifying
from storage import Db, customers
from storage.tables import MatchKey

Keys = set[tuple[int, str, str]]


def kept(db: Db) -> Keys:
    return {(row.customer_id, row.kind, row.value) for row in db.exec(select(MatchKey))}


def made(db: Db) -> Keys:
    return {
        (number, *key)
        for number in customers.numbers_after(db, 0, 1000)
        for key in identifying.all_keys(list(customers.known_as(db, [number])))
    }
