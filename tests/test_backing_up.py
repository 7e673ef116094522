"""`evenhand backup` and `evenhand restore`, as whoever runs Evenhand types them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import commands
from storage import Store, audit, backups
from storage.tables import Report, Setting
from tests.bot.desk import T0, Desk
from tests.databases import NewDatabase
from tests.faults.platform import FakePlatform, delivering

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
Run = Callable[..., Result]


@pytest.fixture
def url(new_sqlite: NewDatabase) -> str:
    """A database with one report."""
    url = new_sqlite()
    with Store(url) as store:
        Desk(store).amira.file("Quillon Zephyrine", "Draft plan is late", phone="07700 900777")
    return url


def run(url: str, *words: str) -> Result:
    env = {"EVENHAND_DATABASE_URL": url, "COLUMNS": "400"}
    return CliRunner().invoke(commands, list(words), env=env)


def test_moving_from_sqlite_to_postgresql_is_a_backup_another_address_and_a_restore(
    url: str, new_postgresql: NewDatabase, tmp_path: Path
) -> None:
    file = tmp_path / "evenhand.backup"
    with Store(url) as store:
        last, digest = store.read(audit.head)
    taken = run(url, "backup", str(file))
    assert taken.exit_code == 0, taken.output
    assert f"to be noted elsewhere: {last} {digest}" in taken.output
    assert "It holds everything, unencrypted" in taken.output
    assert file.stat().st_mode & 0o777 == 0o600
    moved = new_postgresql(empty=True)

    restored = run(moved, "restore", str(file))

    assert restored.exit_code == 0, restored.output
    assert f"The audit chain's end: {last} {digest}" in restored.output
    assert "Erase again whoever was erased since then" in restored.output
    assert f"{last} {digest}" in run(moved, "audit", "verify").output
    with Store(moved) as store:
        desk = Desk(store)
        desk.amira.file("C-0001", "And now?")
        assert [each.id for each in desk.rows(Report)] == [1, 2]


def test_a_backup_is_noted_where_it_was_made_and_not_in_the_file(
    url: str, new_sqlite: NewDatabase, tmp_path: Path
) -> None:
    before = datetime.now(UTC)
    assert run(url, "backup", str(tmp_path / "first")).exit_code == 0
    with Store(url) as store:
        made, entry = store.read(backups.last), store.read(lambda db: audit.newest(db, backups.ACTION))
        assert store.read(audit.verify) is None
    assert made is not None
    assert entry is not None
    assert before <= made <= datetime.now(UTC)
    assert json.loads(entry.facts)["last"] == (entry.id or 0) - 1, "the file ends before the note of it"
    elsewhere = new_sqlite(empty=True)
    assert run(elsewhere, "restore", str(tmp_path / "first")).exit_code == 0
    with Store(elsewhere) as store:
        assert store.read(backups.last) is None


def test_a_backup_that_cannot_be_noted_is_whole_all_the_same(
    url: str, new_sqlite: NewDatabase, tmp_path: Path
) -> None:
    refuse = "create trigger refuses before insert on audit begin select raise(abort, 'no'); end"
    with Store(url) as store:
        store.write(lambda db: db.connection().exec_driver_sql(refuse))
    taken = run(url, "backup", str(tmp_path / "backup"))
    assert taken.exit_code == 0
    assert "could not be written into the database just now" in " ".join(taken.output.split())
    assert run(new_sqlite(empty=True), "restore", str(tmp_path / "backup")).exit_code == 0


def test_a_backup_that_failed_is_not_noted(url: str, tmp_path: Path) -> None:
    run(url, "backup", str(tmp_path))
    with Store(url) as store:
        assert store.read(backups.last) is None


def test_a_file_that_is_there_is_replaced_only_by_force(url: str, tmp_path: Path) -> None:
    file = tmp_path / "evenhand.backup"
    file.write_text("dear")

    no = run(url, "backup", str(file))

    assert no.exit_code == 2
    assert "evenhand.backup is there already and was left as it is." in no.output
    assert file.read_text() == "dear"
    assert run(url, "backup", str(file), "--force").exit_code == 0
    assert run(url, "backup", str(tmp_path)).exit_code == 2
    missing = run(url, "backup", str(tmp_path / "missing" / "evenhand.backup"))
    assert missing.exit_code == 2
    assert "could not be written (No such file or directory)" in missing.output


def test_a_database_that_is_not_there_is_said_so_and_not_made(tmp_path: Path) -> None:
    done = run(f"sqlite:///{tmp_path}/typo.db", "backup", str(tmp_path / "backup"))

    assert done.exit_code == 2
    assert "There is nothing to back up" in done.output
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_restored_is_one_line(url: str, new_sqlite: NewDatabase, tmp_path: Path) -> None:
    file = tmp_path / "evenhand.backup"
    run(url, "backup", str(file))
    in_use = run(url, "restore", str(file))
    assert in_use.exit_code == 2
    assert "The database holds something already" in in_use.output
    assert "Set EVENHAND_DATABASE_URL to a new SQLite file" in in_use.output
    empty = new_sqlite(empty=True)
    gone = run(empty, "restore", str(tmp_path / "gone"))
    assert gone.exit_code == 2
    assert "gone could not be read (No such file or directory). Nothing was restored." in gone.output
    file.write_bytes(file.read_bytes()[:-9])
    damaged = run(empty, "restore", str(file))
    assert damaged.exit_code == 2
    assert "The backup is damaged, incomplete or was changed." in damaged.output
    assert "Traceback" not in damaged.output


def test_what_postgresql_cannot_hold_is_said_and_nothing_is_restored(
    url: str, new_postgresql: NewDatabase, tmp_path: Path
) -> None:
    with Store(url) as store:
        store.write(lambda db: db.add(Setting(name="old", value="a\x00b")))
    run(url, "backup", str(tmp_path / "backup"))

    done = run(new_postgresql(empty=True), "restore", str(tmp_path / "backup"))

    assert done.exit_code == 2
    assert "The database refuses something in the backup (DataError). Nothing was restored." in done.output


async def test_a_morning_that_was_lived_before_the_loss_posts_nothing_twice(
    new_sqlite: NewDatabase, tmp_path: Path
) -> None:
    """Backed up at night; the morning's messages were sent; then the machine was lost, and the backup restored at eleven."""
    platform, file = FakePlatform(), str(tmp_path / "evenhand.backup")
    with Store(night := new_sqlite()) as store:
        desk = Desk(store, now=T0 - timedelta(days=3))
        desk.amira.file("Peter Ash", "Which school?", promised="A call", promised_by="2026-11-23")
        run(night, "backup", file)
        desk.tick(MORNING)
        await _all_shown(store, platform)
    shown = dict(platform.shown)
    assert {key for _target, key, _title in shown.values()} == {"summary:2026-11-23", "promise:1"}
    run(again := new_sqlite(empty=True), "restore", file)

    with Store(again) as store:
        Desk(store, now=MORNING.replace(hour=11)).tick()
        await _all_shown(store, platform)

    assert platform.shown.keys() == shown.keys()
    assert [call for call in platform.calls if call.startswith("post")] == [
        "post summary:2026-11-23",
        "post promise:1",
    ]


async def _all_shown(store: Store, platform: FakePlatform) -> None:
    async with delivering(store, platform) as delivery:
        delivery.clock.at = MORNING.replace(hour=12)
        await delivery.until_settled()
