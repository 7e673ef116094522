"""A new version makes keys of other things: at its first start everybody is found by them."""

import pytest
from sqlmodel import col, delete, select, update

from bot import matching, rekeying
from storage import Db, settings
from storage.tables import MatchKey
from tests.bot.desk import Desk


def of_an_earlier_version(db: Db) -> None:
    """Keys as a version before this one made them: another kind, and fewer."""
    db.exec(delete(MatchKey).where(col(MatchKey.kind) != "phone"))
    db.exec(update(MatchKey).values(kind="number"))
    settings.put(db, rekeying.MADE_BY, "1")


def keys(db: Db) -> set[tuple[str, str]]:
    return {(row.kind, row.value) for row in db.exec(select(MatchKey))}


@pytest.mark.parametrize("batch", [1, rekeying.BATCH])
def test_everybody_is_found_by_the_new_keys(desk: Desk, batch: int) -> None:
    desk.amira.file("Elizabeth Marlowe", "Draft plan", phone="07700 900123", child="Rowan")
    desk.david.file("Anna Petrova", "Taxi", phone="07700 900456")
    kept = desk.store.read(keys)
    desk.store.write(of_an_earlier_version)
    assert desk.store.read(keys) != kept
    rekeying.migrate(desk.store, batch)
    assert desk.store.read(keys) == kept
    assert desk.store.read(lambda db: settings.get(db, rekeying.MADE_BY)) == matching.KEYS_VERSION


def test_where_they_are_up_to_date_nothing_is_made(desk: Desk) -> None:
    rekeying.migrate(desk.store)
    desk.amira.file("Elizabeth Marlowe", "Draft plan", phone="07700 900123")
    desk.store.write(lambda db: db.exec(delete(MatchKey)))
    rekeying.migrate(desk.store)
    assert desk.store.read(keys) == set()
