"""What an earlier version left is there after an upgrade, and the service goes on with it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from sqlmodel import SQLModel
from typer.testing import CliRunner

from bot import matching, rekeying
from bot.__main__ import commands
from storage import Db, Store, audit, migrations, raw, settings
from storage.tables import Report, Restriction
from tests.bot import taking
from tests.bot.desk import Desk
from tests.databases import NewDatabase
from tests.faults.platform import FakePlatform, delivering
from tests.storage import keyed, released
from tests.storage.lived import as_restored, everything
from tests.storage.released import Frozen
from tests.storage.shapes import shape
from tests.walk import register

SENSIBLE: Final[Mapping[str, Callable[[Any], bool]]] = {
    "match_key.seen_on": lambda day: date(2026, 11, 23) <= day <= date(2026, 12, 10),
}
"""What may stand in a column that a table with rows has got since: each is named here."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> NewDatabase:
    new: NewDatabase = request.getfixturevalue(f"new_{request.param}")
    return new


@pytest.fixture(scope="module", params=released.every(), ids=lambda each: each.name)
def frozen(request: pytest.FixtureRequest) -> Frozen:
    found: Frozen = request.param
    return found


@pytest.fixture(scope="module")
def upgraded(frozen: Frozen, database: NewDatabase) -> Iterator[Store]:
    """What that version left, its tables brought up to date; only to be read."""
    with Store(left_by(frozen, database)) as store:
        store.migrate()
        yield store


def left_by(frozen: Frozen, database: NewDatabase) -> str:
    """A database as that version left it."""
    url = database(empty=True)
    with Store(url) as store:
        store.write(frozen.put)
    return url


def run(url: str, *words: str) -> str:
    """What a command says that succeeds."""
    done = CliRunner().invoke(commands, list(words), env={"EVENHAND_DATABASE_URL": url, "COLUMNS": "300"})
    assert done.exit_code == 0, done.output
    return done.output


def test_its_migrations_still_make_the_tables_that_it_had(frozen: Frozen, new_sqlite: NewDatabase) -> None:
    """What was released is never changed: a database that was made by it would never have that change."""

    def make(db: Db) -> str:
        migrations.make_anew(db.connection(), frozen.header.revision)
        return released.tables(db.connection())

    with Store(new_sqlite(empty=True)) as store:
        assert store.write(make) == frozen.tables


def test_every_row_is_there_with_all_that_it_held(frozen: Frozen, upgraded: Store) -> None:
    def held(db: Db) -> dict[str, list[bytes]]:
        found = {table.name: table for table in raw.ours(db.connection())}
        return {
            name: sorted(raw.lines(db.connection(), found[name], columns))
            for name, (columns, _rows) in frozen.rows.items()
        }

    assert upgraded.read(held) == {name: sorted(rows) for name, (_columns, rows) in frozen.rows.items()}
    assert upgraded.read(audit.head) == (frozen.header.audit.last, frozen.header.audit.digest)
    assert upgraded.read(audit.verify) is None
    assert upgraded.read(register.rebuilt) == upgraded.read(register.kept) != {}


def test_what_is_new_in_a_row_is_sensible(frozen: Frozen, upgraded: Store) -> None:
    after = everything(upgraded)
    for name, (columns, rows) in frozen.rows.items():
        new = {*SQLModel.metadata.tables[name].columns.keys()} - {*columns} if rows else set()
        for column in new:
            fits = SENSIBLE[f"{name}.{column}"]
            assert [row for row in after[name] if not fits(row[column])] == []


def test_the_tables_are_just_those_of_a_new_database(upgraded: Store, database: NewDatabase) -> None:
    with Store(database()) as new:
        expected = new.read(lambda db: shape(db.connection()))
    assert upgraded.read(lambda db: shape(db.connection())) == expected
    assert not upgraded.pending()


def test_a_backup_of_that_version_comes_back_as_its_database_does(
    frozen: Frozen, upgraded: Store, database: NewDatabase, tmp_path: Path
) -> None:
    file, restored = tmp_path / "evenhand.backup", database(empty=True)
    file.write_bytes(frozen.backup)

    run(restored, "restore", str(file))

    with Store(restored) as store:
        assert everything(store) == as_restored(everything(upgraded))
        assert not store.pending()
        run(restored, "migrate")
        assert store.read(keyed.kept) == store.read(keyed.made)


async def test_the_service_goes_on_where_it_was(frozen: Frozen, database: NewDatabase) -> None:
    url = left_by(frozen, database)
    run(url, "migrate")

    with Store(url) as store:
        desk = Desk(store, now=frozen.header.taken_at + timedelta(days=1))
        _somebody_is_found_by_their_number(desk)
        _a_report_has_the_next_number(desk)
        _a_case_is_shown_and_its_walk_goes_on(desk)
        _the_summary_comes(desk)
        await _what_waits_is_shown(store, desk.now)
        assert store.read(audit.verify) is None
        assert store.read(register.rebuilt) == store.read(register.kept)


def _somebody_is_found_by_their_number(desk: Desk) -> None:
    assert desk.store.read(lambda db: settings.get(db, rekeying.MADE_BY)) == matching.KEYS_VERSION
    desk.david.command()
    assert desk.david.look_up("07700 900654")[0].key == "C-0003"
    assert desk.store.read(keyed.kept) == desk.store.read(keyed.made) != set()


def _a_report_has_the_next_number(desk: Desk) -> None:
    before = everything(desk.store)
    desk.david.file("Petra Lindqvist", "Which school?", phone="07700 900777")
    after = everything(desk.store)
    for table in ("report", "customer", "issue", "known_as", "audit"):
        last = max(row["id"] for row in before[table])
        new = {row["id"] for row in after[table]} - {row["id"] for row in before[table]}
        assert min(new) == last + 1, table
    assert f"R-{max(each.id or 0 for each in desk.rows(Report)):05d}" in desk.david.sees


def _a_case_is_shown_and_its_walk_goes_on(desk: Desk) -> None:
    desk.helen.command("case M-0001")
    assert "M-0001" in desk.helen.card.title
    desk.helen.press("Answer the request")
    desk.helen.submit(answer="Agreed", in_place="Letters")
    taking.notify(desk, desk.helen, 2)
    assert desk.row(Restriction, 2).notified_on == desk.now.date()


def _the_summary_comes(desk: Desk) -> None:
    desk.tick(desk.now.replace(hour=9) + timedelta(days=3))
    assert any(each.key == f"summary:{desk.now:%Y-%m-%d}" for each in desk.outbox())


async def _what_waits_is_shown(store: Store, now: datetime) -> None:
    platform, elsewhere = FakePlatform(), FakePlatform("slack")
    waits = {row["key"] for row in everything(store)["message"] if _waits(row)}
    async with delivering(store, platform, elsewhere) as delivery:
        delivery.clock.at = now
        await delivery.until(lambda: delivery.counts.waiting == 0)
    assert (
        set()
        < waits
        <= {key for _target, key, _title in [*platform.shown.values(), *elsewhere.shown.values()]}
    )


def _waits(row: Mapping[str, Any]) -> bool:
    return row["delivered"] < row["wanted"] and row["parked_at"] is None


def test_a_version_that_is_kept_today_can_be_put_back(new_sqlite: NewDatabase, tmp_path: Path) -> None:
    released.keep("9.9.9", tmp_path)

    kept = Frozen("9.9.9", tmp_path)
    with Store(new_sqlite(empty=True)) as store:
        store.write(kept.put)
        assert not store.pending()
        assert store.read(lambda db: released.tables(db.connection())) == kept.tables
        assert store.read(audit.head) == (kept.header.audit.last, kept.header.audit.digest)
    assert kept.header.version == "9.9.9"
