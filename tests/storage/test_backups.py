"""A backup holds everything of one moment, fits both databases, and comes back whole or not at all."""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect, text
from sqlmodel import SQLModel, func, select

from storage import (
    Db,
    StorageError,
    StorageRefused,
    Store,
    audit,
    backups,
    leases,
    migrations,
    raw,
    restoring,
)
from storage.backups import BackupTrouble, Header, Trouble
from storage.tables import AuditEntry, Message, Report, Setting, Staff
from tests.bot.desk import Desk
from tests.databases import NewDatabase
from tests.storage.lived import Row, as_restored, everything, lived
from tests.storage.records import T0, customer, customers_in, lease, message, put
from tests.walk import register

LATER = T0.replace(month=12)


def nobody(_done: int, _of: int) -> None:
    """Watches no progress."""


def back_up(store: Store, file: Path, *, replace: bool = False) -> Header:
    return backups.save(store, file, version="0.1.0", at=LATER, told=nobody, replace=replace)


def restore(store: Store, file: Path) -> Header:
    return restoring.load(store, file, told=nobody)


@dataclass
class Source:
    """A database in which much happened, and its backup."""

    url: str
    file: Path
    header: Header


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Source:
    url = request.getfixturevalue(f"new_{request.param}")()
    file = tmp_path_factory.mktemp("backups") / "evenhand.backup"
    with Store(url) as store:
        lived(store)
        return Source(url, file, back_up(store, file))


@pytest.fixture
def small(new_sqlite: NewDatabase, tmp_path: Path) -> Path:
    """The backup of a small database."""
    with Store(new_sqlite()) as store:
        put(store)
        store.write(_an_entry)
        file = tmp_path / "small.backup"
        back_up(store, file)
    return file


@pytest.fixture
def empty(new_database: NewDatabase) -> Iterator[Store]:
    """A database without tables."""
    with Store(new_database(empty=True)) as store:
        yield store


def _an_entry(db: Db) -> None:
    audit.append(db, at=T0, staff_id=None, action="report.filed", subject="R-00001", facts={})


def test_every_row_of_every_table_comes_back_on_either_database(source: Source, empty: Store) -> None:
    restore(empty, source.file)

    with Store(source.url) as before:
        expected = everything(before)
        assert everything(empty) == as_restored(expected)
        assert empty.read(register.rebuilt) == before.read(register.rebuilt) == before.read(register.kept)
        assert empty.read(audit.head) == before.read(audit.head)
    assert empty.read(audit.verify) is None
    assert not empty.pending()
    assert [place for name, rows in expected.items() for place in _left_empty(name, rows)] == [], (
        "tests/storage/lived.py fills every column of every table"
    )


def _left_empty(table: str, rows: list[Row]) -> Iterator[str]:
    for column in SQLModel.metadata.tables[table].columns:
        if all(row[column.name] in (None, "") for row in rows):
            yield f"{table}.{column.name}"


def test_a_backup_of_what_was_restored_is_the_same_backup(
    source: Source, empty: Store, tmp_path: Path
) -> None:
    restore(empty, source.file)
    back_up(empty, tmp_path / "again")

    (header, *_rows, seal), (again, *_others, seal_again) = (
        [json.loads(line) for line in _lines(file)] for file in (source.file, tmp_path / "again")
    )
    differing = {name for name, digest in seal["tables"].items() if seal_again["tables"][name] != digest}
    assert header == again
    assert differing == {"message"}  # what waited is marked


def test_the_service_goes_on_where_it_was(source: Source, empty: Store) -> None:
    with Store(source.url) as store:
        before = everything(store)
    restore(empty, source.file)
    desk = Desk(empty, now=LATER)

    desk.amira.file("Peter Ash", "Which school?")
    put(empty, key="new")

    after = everything(empty)
    for table in ("report", "customer", "issue", "audit", "known_as", "message"):
        old, new = ({row["id"] for row in found[table]} for found in (before, after))
        assert old < new, table
        assert min(new - old) > max(old), table
    assert empty.read(audit.verify) is None
    desk.helen.command("case M-0001")
    assert "M-0001" in desk.helen.card.title


def test_what_is_shown_already_is_edited_and_what_waited_is_looked_for_first(
    source: Source, empty: Store
) -> None:
    restore(empty, source.file)
    first = lease(empty, LATER, limit=50)
    assert first
    assert all(each.uncertain for each in first)

    with Store(source.url) as store:
        shown = {row["id"]: row["remote_id"] for row in everything(store)["message"] if row["remote_id"]}
    empty.write(_change_all)

    again = [each for each in lease(empty, LATER, owner="two", limit=50) if each.message_id in shown]
    assert again
    assert {each.message_id: each.remote_id for each in again}.items() <= shown.items()
    assert not any(each.uncertain for each in again)


def _change_all(db: Db) -> None:
    """Everything is to be shown anew, and nobody sends."""
    for row in db.exec(select(Message)):
        row.wanted, row.leased_by, row.leased_until, row.next_try_at = row.wanted + 1, None, None, None


def test_the_audit_chain_can_only_be_added_to_afterwards(small: Path, empty: Store) -> None:
    restore(empty, small)

    for statement in ("update audit set subject = 'R-00002'", "delete from audit"):
        with pytest.raises(StorageRefused):
            empty.write(lambda db, said=statement: db.connection().execute(text(said)))  # type: ignore[misc]
    empty.write(_an_entry)
    assert empty.read(audit.verify) is None


def test_a_backup_equals_one_moment_however_much_is_written_meanwhile(
    new_database: NewDatabase, new_sqlite: NewDatabase, tmp_path: Path
) -> None:
    done = threading.Event()
    with Store(new_database()) as store:
        desk = Desk(store)

        def write() -> None:
            number = 0
            while not done.is_set():
                number += 1
                desk.amira.file(
                    f"Customer {'abcdefghijklmnopqrstuvwxyz'[number % 26]}{number}", f"Plan {number}"
                )

        writer = threading.Thread(target=write)
        writer.start()
        taken = [back_up(store, tmp_path / f"{number}") for number in range(3)]
        done.set()
        writer.join()

    assert taken[0].audit.last < taken[-1].audit.last, "the writer went on"
    for number, header in enumerate(taken):
        with Store(new_sqlite(empty=True)) as copy:
            restore(copy, tmp_path / f"{number}")
            reports, filed = copy.read(_reports_and_their_entries)
            assert reports == filed == header.tables["report"]


def _reports_and_their_entries(db: Db) -> tuple[int, int]:
    filed = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "report.file")
    return db.exec(select(func.count()).select_from(Report)).one(), db.exec(filed).one()


def _cut(at: float) -> Callable[[bytes], bytes]:
    return lambda whole: whole[: int(len(whole) * at)]


def _flip(at: float) -> Callable[[bytes], bytes]:
    def flip(whole: bytes) -> bytes:
        place = int(len(whole) * at)
        return whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]

    return flip


def _edit(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def edit(whole: bytes) -> bytes:
        content = gzip.decompress(whole)
        assert old in content
        return gzip.compress(content.replace(old, new, 1))

    return edit


def _last_line_gone(whole: bytes) -> bytes:
    lines = gzip.decompress(whole).splitlines(keepends=True)
    return gzip.compress(b"".join(lines[:-1]))


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        (_cut(0.0), Trouble.NO_BACKUP),
        (_cut(0.5), Trouble.DAMAGED),
        (_cut(0.99), Trouble.DAMAGED),
        (_flip(0.6), Trouble.DAMAGED),
        (lambda _whole: b"Dear Sir or Madam", Trouble.NO_BACKUP),
        (lambda _whole: gzip.compress(b'{"a": 1}\n'), Trouble.NO_BACKUP),
        (lambda _whole: gzip.compress(b"[]\n"), Trouble.NO_BACKUP),
        (lambda whole: whole + gzip.compress(b"more\n"), Trouble.DAMAGED),
        (_last_line_gone, Trouble.DAMAGED),
        (_edit(b"issue:I-0001", b"issue:I-0002"), Trouble.DAMAGED),
        (_edit(b"report.filed", b"report.fixed"), Trouble.DAMAGED),
        (_edit(b'"2026-12-23T', b'"2026-12-24T'), Trouble.DAMAGED),
        (_edit(b'"message":1', b'"message":2'), Trouble.DAMAGED),
        (_edit(b'"message":1', b'"messages":1'), Trouble.DAMAGED),
        (_edit(b'"remote_id"', b'"remote_di"'), Trouble.DAMAGED),
        (_edit(b'"format":1', b'"format":2'), Trouble.NEWER),
        (_edit(b'"revision":"', b'"revision":"9'), Trouble.NEWER),
    ],
)
def test_a_file_that_is_not_whole_and_ours_is_refused_and_nothing_is_restored(
    small: Path, new_sqlite: NewDatabase, change: Callable[[bytes], bytes], trouble: Trouble
) -> None:
    small.write_bytes(change(small.read_bytes()))

    with Store(new_sqlite(empty=True)) as empty:
        with pytest.raises(BackupTrouble) as refused:
            restore(empty, small)
        assert refused.value.trouble is trouble
        assert refused.value.version == ("0.1.0" if trouble is Trouble.NEWER else "")
        assert empty.read(_tables) == []


def test_a_damaged_file_leaves_no_table(small: Path, empty: Store) -> None:
    small.write_bytes(_last_line_gone(small.read_bytes()))

    with pytest.raises(BackupTrouble):
        restore(empty, small)

    assert empty.read(_tables) == []


def _tables(db: Db) -> list[str]:
    return inspect(db.connection()).get_table_names()


def test_a_file_that_refers_to_what_is_not_there_is_refused(small: Path, empty: Store) -> None:
    """Whoever forges a file with its digests still meets the database's own rules."""
    header, *rest = _lines(small)
    told = json.loads(header)
    told["tables"]["audit_salt"] = 1
    place = next(n for n, line in enumerate(rest) if b'"audit_salt"' in line)
    rest.insert(place + 1, b'[99,"salt"]\n')
    small.write_bytes(gzip.compress(b"".join([raw.line(told), *rest])))

    with pytest.raises(StorageError):
        restore(empty, small)

    assert empty.read(_tables) == []


def test_only_an_empty_database_is_filled(small: Path, store: Store) -> None:
    store.write(lambda db: db.add(customer()))

    with pytest.raises(BackupTrouble) as refused:
        restore(store, small)

    assert refused.value.trouble is Trouble.IN_USE
    assert customers_in(store) == 1
    assert store.read(lambda db: db.exec(select(Message)).all()) == []


def test_tables_without_a_row_are_as_good_as_none(small: Path, store: Store) -> None:
    restore(store, small)

    assert message(store).uncertain


def test_a_damaged_file_leaves_empty_tables_empty(small: Path, store: Store) -> None:
    small.write_bytes(_edit(b"report.filed", b"report.fixed")(small.read_bytes()))

    with pytest.raises(BackupTrouble):
        restore(store, small)

    assert [name for name, rows in everything(store).items() if rows] == []
    assert not store.pending()


def test_a_backup_of_an_older_revision_is_brought_up_to_date(
    new_database: NewDatabase, store: Store, tmp_path: Path
) -> None:
    first = _revisions()[0]

    def begin(db: Db) -> None:
        command.upgrade(migrations.config(db.connection()), first)
        (staff,) = (each for each in raw.ours(db.connection()) if each.name == "staff")
        db.connection().execute(
            staff.insert(),
            {"name": "Amira", "role": "worker", "last_route": "", "working_days": "", "joined_at": T0},
        )

    with Store(new_database(empty=True)) as old:
        old.write(begin)
        assert back_up(old, tmp_path / "old").revision == first

    restore(store, tmp_path / "old")

    assert not store.pending()
    assert store.read(lambda db: db.exec(select(Staff.name)).all()) == ["Amira"]
    store.write(_an_entry)
    with pytest.raises(StorageRefused):
        store.write(lambda db: db.connection().execute(text("delete from audit")))


def test_every_table_of_every_revision_is_known(new_sqlite: NewDatabase) -> None:
    def ever(db: Db) -> set[str]:
        found: set[str] = set()
        for each in _revisions():
            command.upgrade(migrations.config(db.connection()), each)
            found |= set(_tables(db))
        return found - {"alembic_version"}

    with Store(new_sqlite(empty=True)) as store:
        assert store.write(ever) <= set(SQLModel.metadata.tables), "raw.ours must know tables of the past too"


def _revisions() -> list[str]:
    """From the first to the last."""
    script = ScriptDirectory.from_config(migrations.config())
    return [each.revision for each in script.walk_revisions()][::-1]


def test_a_database_without_tables_or_of_a_newer_version_is_not_backed_up(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    newer = text("update alembic_version set version_num = '9999'")
    with Store(new_database(empty=True)) as nothing, Store(new_database()) as other:
        other.write(lambda db: db.connection().execute(newer))
        for store, trouble in ((nothing, Trouble.NOTHING_THERE), (other, Trouble.DATABASE_NEWER)):
            with pytest.raises(BackupTrouble) as refused:
                back_up(store, tmp_path / "backup")
            assert refused.value.trouble is trouble
    assert list(tmp_path.iterdir()) == []


def test_a_chain_that_did_not_hold_before_is_backed_up_restored_and_said_not_to_hold(
    new_sqlite: NewDatabase, empty: Store, tmp_path: Path
) -> None:
    def spoil(db: Db) -> None:
        db.connection().execute(text("drop trigger audit_no_update"))
        db.connection().execute(text("update audit set subject = 'R-00009'"))

    with Store(new_sqlite()) as store:
        store.write(_an_entry)
        store.write(spoil)
        assert back_up(store, tmp_path / "backup").audit.broken == 1

    assert restore(empty, tmp_path / "backup").audit.broken == 1
    assert empty.read(audit.verify) == 1


def test_the_order_of_rows_does_not_depend_on_the_servers_language(new_postgresql: NewDatabase) -> None:
    """The test's server may know no language but C, so the question is read and not its answer."""

    order: dict[str, str] = {}

    def ask(db: Db) -> None:
        connection, asked = db.connection(), list[str]()
        event.listen(
            connection, "before_cursor_execute", lambda *told: asked.append(" ".join(told[2].split()))
        )
        for table in raw.ours(connection):
            list(raw.lines(connection, table, table.columns.keys()))
            order[table.name] = asked[-1].partition(" ORDER BY ")[2]

    with Store(new_postgresql()) as store:
        store.read(ask)
    assert {name: order[name] for name in ("setting", "staff_handle", "staff")} == {
        "setting": 'setting.name COLLATE "C"',
        "staff_handle": 'staff_handle.platform COLLATE "C", staff_handle.handle COLLATE "C"',
        "staff": "staff.id",
    }


def test_nothing_is_read_of_what_others_keep_beside_us(new_database: NewDatabase, tmp_path: Path) -> None:
    with Store(new_database()) as store:
        store.write(lambda db: db.connection().execute(text("create table others (id integer)")))
        assert "others" not in back_up(store, tmp_path / "backup").tables


def test_progress_is_told_twice_over_for_a_restore(
    new_sqlite: NewDatabase, empty: Store, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    with Store(new_sqlite()) as store:
        store.write(lambda db: db.add_all([Setting(name=f"{n:04d}") for n in range(600)]))
        back_up(store, tmp_path / "backup")
    restoring.load(empty, tmp_path / "backup", told=lambda done, of: told.append((done, of)))

    assert told == [(500, 1200), (1000, 1200)]


def test_a_message_that_nobody_settled_is_not_under_way_any_more(
    new_sqlite: NewDatabase, empty: Store, tmp_path: Path
) -> None:
    with Store(new_sqlite()) as store:
        put(store)
        (leased,) = lease(store)
        back_up(store, tmp_path / "backup")

    restore(empty, tmp_path / "backup")

    assert not leases.delivered(empty, leased, "m1", T0)
    (again,) = lease(empty)
    assert again.uncertain


def _lines(file: Path) -> list[bytes]:
    return gzip.decompress(file.read_bytes()).splitlines(keepends=True)
