import os
import stat
import threading
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from storage import Db, StorageBusy, StorageDown, StorageError, StorageRefused, StorageUnsure, Store
from storage.tables import AuditSalt, Customer, Staff
from tests.databases import NewDatabase
from tests.storage.records import T0, customer, customers_in, worker

SECRET = "wren.sentinel@example.org"


@pytest.fixture
def on_postgresql(new_postgresql: NewDatabase) -> Iterator[Store]:
    with Store(new_postgresql()) as opened:
        yield opened


def everything_told(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)) + repr(error) + repr(error.__context__)


def test_a_refused_value_is_not_quoted(store: Store) -> None:
    def work(db: Db) -> None:
        db.add(worker(SECRET))
        db.add(worker(SECRET))

    with pytest.raises(StorageRefused) as refused:
        store.write(work)

    assert SECRET not in everything_told(refused.value)
    assert "sentinel" not in everything_told(refused.value)


def test_a_mistake_in_a_query_does_not_quote_its_values(store: Store) -> None:
    with pytest.raises(Exception, match="no_such_table") as mistake:
        store.read(lambda db: db.connection().execute(text("select :it from no_such_table"), {"it": SECRET}))

    assert SECRET not in everything_told(mistake.value)


def test_a_missing_reference_is_refused(store: Store) -> None:
    with pytest.raises(StorageRefused):
        store.write(lambda db: db.add(AuditSalt(audit_id=99, salt="")))


def test_a_role_that_does_not_exist_is_refused(store: Store) -> None:
    with pytest.raises(StorageRefused):
        store.write(lambda db: db.add(Staff(name="Owen Price", role="king", joined_at=T0)))


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    naive = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001 - that is the point

    with pytest.raises(StorageRefused, match="ValueError"):
        store.write(lambda db: db.add(Customer(name=SECRET, created_at=naive)))


@pytest.mark.parametrize("character", ["\x00", "\ud800"], ids=["null byte", "half a character"])
def test_a_character_that_cannot_be_kept_is_refused_or_kept_whole(store: Store, character: str) -> None:
    name = f"{SECRET}{character}x"
    if store.dialect == "sqlite" and character == "\x00":
        store.write(lambda db: db.add(customer(name)))
        assert store.read(lambda db: db.exec(select(Customer.name)).one()) == name
        return

    with pytest.raises(StorageRefused) as refused:
        store.write(lambda db: db.add(customer(name)))

    assert "sentinel" not in everything_told(refused.value)
    assert customers_in(store) == 0


def test_somebody_elses_lock_makes_it_busy(database_url: str) -> None:
    held, done = threading.Event(), threading.Event()

    def hold(_db: Db) -> None:
        held.set()
        assert done.wait(10)

    with Store(database_url) as one, Store(database_url, busy_seconds=0.1) as two:
        with ThreadPoolExecutor(1) as threads:
            holder = threads.submit(one.write, hold)
            assert held.wait(10)
            with pytest.raises(StorageBusy):
                two.write(lambda db: db.add(customer()))
            done.set()
            holder.result()
        assert customers_in(two) == 0


@pytest.mark.parametrize(
    "url", ["", "mysql://user:wren@example.org/x", "sqlite://", "sqlite:///:memory:", "wren"]
)
def test_an_address_of_no_database_is_a_value_error_that_does_not_repeat_it(url: str) -> None:
    with pytest.raises(ValueError, match="looks like") as wrong:
        Store(url)

    assert "wren" not in str(wrong.value)


def test_a_postgresql_that_does_not_answer_is_down() -> None:
    with Store("postgresql://wren:sentinel@127.0.0.1:9/x") as store, pytest.raises(StorageDown) as down:
        store.read(lambda db: db.get(Customer, 1))

    assert "sentinel" not in everything_told(down.value)


def test_a_folder_that_is_missing_is_down(tmp_path: Path) -> None:
    with pytest.raises(StorageDown):
        Store(f"sqlite:///{tmp_path}/missing/evenhand.db")


def test_a_file_that_is_no_database_is_down(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear Sir or Madam, " * 200)

    with Store(f"sqlite:///{tmp_path}/letter.db") as store, pytest.raises(StorageError):
        store.migrate()


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Store(f"sqlite:///{tmp_path}/evenhand.db") as store:
            store.migrate()
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    finally:
        os.umask(before)

    assert modes == {"evenhand.db": 0o600, "evenhand.db-wal": 0o600, "evenhand.db-shm": 0o600}


def test_sqlite_is_opened_with_care(new_sqlite: NewDatabase) -> None:
    def pragmas(db: Db) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return [db.connection().exec_driver_sql(f"pragma {name}").scalar_one() for name in names]

    with Store(new_sqlite()) as store:
        assert store.write(pragmas) == ["wal", 2, 1, 30000]
        assert store.read(pragmas) == ["wal", 2, 1, 30000]


def test_a_connection_lost_before_the_commit_is_made_good(on_postgresql: Store) -> None:
    calls: list[int] = []

    def work(db: Db) -> None:
        calls.append(1)
        db.add(customer())
        db.flush()
        if len(calls) == 1:
            db.connection().execute(text("select pg_terminate_backend(pg_backend_pid())"))

    on_postgresql.write(work)

    assert len(calls) == 2
    assert customers_in(on_postgresql) == 1


def test_a_connection_lost_during_the_commit_is_never_run_again(on_postgresql: Store) -> None:
    calls: list[int] = []

    def work(db: Db) -> None:
        calls.append(1)
        db.add(customer())

    on_postgresql.write(lambda db: db.connection().execute(text(_BREAK_AT_COMMIT)))

    with pytest.raises(StorageUnsure):
        on_postgresql.write(work)

    assert len(calls) == 1


_BREAK_AT_COMMIT = """
create function break_off() returns trigger language plpgsql as
$$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
create constraint trigger break_off after insert on customer
deferrable initially deferred for each row execute function break_off()
"""
