"""What was read in a transaction is read once, and again as soon as something was written."""

import importlib
import pkgutil

import pytest
from sqlmodel import col, update

import storage
from storage import Db, Store, cases, customers, people, remembering
from storage.remembering import ByKey
from storage.tables import Adjustment, Case, Job
from tests.statements import asked
from tests.storage.records import T0, customer, worker


def adjustment(whose: int) -> Adjustment:
    return Adjustment(customer_id=whose, request="Please write", logged_by=1, logged_at=T0)


@pytest.fixture
def filled(store: Store) -> Store:
    """Two customers and a colleague."""

    def fill(db: Db) -> None:
        db.add(worker())
        db.add_all([customer(), customer()])

    store.write(fill)
    return store


def test_several_are_read_in_one_query_and_each_of_them_in_none(filled: Store) -> None:
    def work(db: Db) -> int:
        with asked() as statements:
            customers.adjustments.several(db, [1, 2])
            assert customers.adjustments(db, 1) == customers.adjustments(db, 2) == []
        return len(statements)

    assert filled.read(work) == 1


def test_what_was_added_since_is_read(filled: Store) -> None:
    def work(db: Db) -> list[int]:
        before = len(customers.adjustments(db, 1))
        db.add(adjustment(1))
        return [before, len(customers.adjustments(db, 1))]

    assert filled.write(work) == [0, 1]


def test_what_was_changed_since_is_read(filled: Store) -> None:
    def work(db: Db) -> list[str]:
        (colleague,) = people.everybody(db)
        colleague.role = "none"
        return [each.name for each in people.everybody(db)]

    assert filled.write(work) == []


def test_what_was_changed_without_its_record_is_read(filled: Store) -> None:
    def work(db: Db) -> list[int]:
        db.add(adjustment(1))
        found = [len(customers.adjustments(db, 2))]
        db.exec(update(Adjustment).where(col(Adjustment.customer_id) == 1).values(customer_id=2))
        return [*found, len(customers.adjustments(db, 2))]

    assert filled.write(work) == [0, 1]


def test_what_was_taken_back_is_not_there_any_more(filled: Store) -> None:
    def work(db: Db) -> list[int]:
        attempt = db.begin_nested()
        db.add(adjustment(1))
        found = [len(customers.adjustments(db, 1))]
        attempt.rollback()
        return [*found, len(customers.adjustments(db, 1))]

    assert filled.write(work) == [1, 0]


def test_a_list_that_somebody_changes_is_their_own(filled: Store) -> None:
    def work(db: Db) -> tuple[int, int]:
        for _ in range(2):
            people.everybody(db).clear()
            customers.adjustments(db, 1).append(adjustment(1))
        return len(people.everybody(db)), len(customers.adjustments(db, 1))

    assert filled.read(work) == (1, 0)


def test_a_row_is_read_once_even_if_nobody_holds_it(filled: Store) -> None:
    def work(db: Db) -> int:
        customers.get(db, 1)
        with asked() as statements:
            customers.get(db, 1)
        return len(statements)

    assert filled.read(work) == 0


def test_a_record_is_the_one_that_is_saved(filled: Store) -> None:
    def open_and_close(db: Db) -> None:
        cases.add(db, Case(customer_id=1, opened_by=1, opened_at=T0))
        found = cases.open_of(db, 1)
        assert found is cases.open_of(db, 1)
        assert found is not None
        found.closed_at = T0

    filled.write(open_and_close)
    assert filled.read(lambda db: cases.open_of(db, 1)) is None


def test_writing_beside_makes_nobody_forget(filled: Store) -> None:
    def work(db: Db) -> int:
        people.names(db)
        db.add(Job(kind="summary", day=T0.date(), at=T0))
        db.flush()
        with asked() as statements:
            people.names(db)
        return len(statements)

    assert filled.write(work) == 0


def test_what_is_written_beside_is_never_remembered() -> None:
    modules = [
        importlib.import_module(f"storage.{found.name}") for found in pkgutil.iter_modules(storage.__path__)
    ]
    users = [each for each in modules if any(isinstance(held, ByKey) for held in vars(each).values())]
    assert len(users) > 5
    for module in users:
        assert not remembering.BESIDE & {held for held in vars(module).values() if isinstance(held, type)}


def test_more_than_one_query_can_take_are_read_in_several(filled: Store) -> None:
    assert len(filled.read(lambda db: customers.adjustments.several(db, range(12_000)))) == 12_000
