import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from storage import Db, StorageDown, StorageRefused, Store
from storage.tables import AuditSalt, Customer
from tests.storage.records import T0, customer, customers_in


def test_what_was_written_is_there_after_reopening(database_url: str) -> None:
    with Store(database_url) as first:
        first.write(lambda db: db.add(customer()))
    with Store(database_url) as second:
        assert customers_in(second) == 1


def test_a_record_may_be_used_after_its_transaction(store: Store) -> None:
    def work(db: Db) -> Customer:
        record = customer("Robin Example")
        db.add(record)
        return record

    record = store.write(work)

    assert (record.id, record.name, record.created_at) == (1, "Robin Example", T0)


def test_a_moment_comes_back_in_utc(store: Store) -> None:
    store.write(lambda db: db.add(customer()))

    found = store.read(lambda db: db.exec(select(Customer)).one())

    assert found.created_at == T0
    assert found.created_at.utcoffset() == T0.utcoffset()


def test_a_write_that_raises_leaves_nothing_behind(store: Store) -> None:
    def work(db: Db) -> None:
        db.add(customer())
        db.flush()
        raise LookupError

    with pytest.raises(LookupError):
        store.write(work)

    assert customers_in(store) == 0


def test_the_store_goes_on_after_a_failure(store: Store) -> None:
    with pytest.raises(StorageRefused):
        store.write(lambda db: db.add(AuditSalt(audit_id=99, salt="")))

    store.write(lambda db: db.add(customer()))

    assert customers_in(store) == 1


def test_what_nobody_waits_for_is_written_in_its_turn_and_its_outcome_told(store: Store) -> None:
    told: list[int | None] = []
    writing, go_on = threading.Event(), threading.Event()

    def slow(_db: Db) -> None:
        writing.set()
        assert go_on.wait(60)

    def add(db: Db) -> int:
        db.add(customer())
        return 7

    with ThreadPoolExecutor(1) as others:
        first = others.submit(store.write, slow)
        assert writing.wait(60)
        store.soon(add, told.append)
        store.soon(lambda db: db.add(AuditSalt(audit_id=99, salt="")), told.append)
        assert (told, customers_in(store)) == ([], 0)
        go_on.set()
        first.result(60)
    store.write(lambda _db: None)

    assert (told, customers_in(store)) == ([7, None], 1)
    assert store.troubles == {"StorageRefused": 1}


def test_many_threads_lose_no_row(store: Store) -> None:
    def work(_number: int) -> None:
        for _ in range(200):
            store.write(lambda db: db.add(customer()))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))

    assert customers_in(store) == 1600


def test_two_replicas_write_one_at_a_time(database_url: str) -> None:
    def rename(db: Db) -> None:
        record = db.get(Customer, 1)
        assert record is not None
        record.name = str(int(record.name) + 1)

    def work(store: Store) -> None:
        for _ in range(50):
            store.write(rename)

    with Store(database_url) as one, Store(database_url) as two:
        one.write(lambda db: db.add(customer("0")))
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(work, [one, two, one, two]))
        record = one.read(lambda db: db.get(Customer, 1))

    assert record is not None
    assert record.name == "200"


def test_readers_do_not_wait_for_a_writer(store: Store) -> None:
    writing, done = threading.Event(), threading.Event()

    def work(db: Db) -> None:
        db.add(customer())
        db.flush()
        writing.set()
        assert done.wait(10)

    with ThreadPoolExecutor(1) as threads:
        writer = threads.submit(store.write, work)
        assert writing.wait(10)
        assert customers_in(store) == 0
        done.set()
        writer.result()
    assert customers_in(store) == 1


def test_a_read_sees_one_moment_of_the_database(store: Store) -> None:
    def work(db: Db) -> tuple[int, int]:
        before = len(db.exec(select(Customer.id)).all())
        store.write(lambda other: other.add(customer()))
        return before, len(db.exec(select(Customer.id)).all())

    assert store.read(work) == (0, 0)
    assert customers_in(store) == 1


def test_a_read_cannot_write(store: Store) -> None:
    def work(db: Db) -> None:
        db.add(customer())
        db.flush()

    with pytest.raises(StorageDown):
        store.read(work)

    assert customers_in(store) == 0


def test_a_write_inside_a_write_is_refused(store: Store) -> None:
    with pytest.raises(RuntimeError):
        store.write(lambda _db: store.write(lambda db: db.add(customer())))


def test_a_closed_store_is_down(store: Store) -> None:
    store.close()
    store.close()

    for use in (store.write, store.beside, store.read):
        with pytest.raises(StorageDown):
            use(lambda db: db.get(Customer, 1))


def test_closing_ends_the_writers_thread(database_url: str) -> None:
    with Store(database_url) as store:
        store.write(lambda db: db.add(customer()))
        assert "evenhand-writer_0" in {thread.name for thread in threading.enumerate()}

    assert "evenhand-writer_0" not in {thread.name for thread in threading.enumerate()}
