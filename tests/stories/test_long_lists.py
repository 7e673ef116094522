"""Lists longer than any message: what matters first, and *Show all* shows all."""

from collections.abc import Iterator
from datetime import date

import pytest

from storage import Db, Store, people
from storage.records import number_of
from storage.tables import Adjustment, Case, Customer, Restriction
from tests.databases import NewDatabase
from tests.office import MANAGERS, MONDAY, Colleague, Office

MANY = 55


@pytest.fixture
def store(new_sqlite: NewDatabase) -> Iterator[Store]:
    """How long a list is does not depend on the database."""
    with Store(new_sqlite()) as opened:
        yield opened


@pytest.fixture
def grace(service: Office, store: Store) -> Colleague:
    """Grace, where many customers asked for a different way of communicating."""
    service.grace.types("/incident help")
    store.write(many_customers)
    return service.grace


def many_customers(db: Db) -> None:
    (by,), numbers = (number_of(staff) for staff in people.everybody(db)), range(1, MANY + 1)
    db.add_all(Customer(id=n, name=f"Customer {n}", created_at=MONDAY) for n in numbers)
    db.flush()
    db.add_all(Adjustment(customer_id=n, request="By post", logged_by=by, logged_at=MONDAY) for n in numbers)


def many_proposals(db: Db) -> None:
    (by,), numbers = (number_of(staff) for staff in people.everybody(db)), range(1, MANY + 1)
    db.add_all(Case(id=n, customer_id=n, opened_by=by, opened_at=MONDAY) for n in numbers)
    db.flush()
    db.add_all(proposal(n, by) for n in numbers)


def proposal(number: int, by: int) -> Restriction:
    return Restriction(
        case_id=number,
        customer_id=number,
        kind="style",
        terms="{}",
        agreement="agreed",
        starts_on=date(2026, 11, 23),
        review_on=date(2027, 5, 21),
        proposed_by=by,
        proposed_at=MONDAY,
        details="No shouting",
        reasons="As agreed",
        proportionate="As agreed",
        exceptions="Complaints get through",
    )


def reads_all(colleague: Colleague, reference: str) -> bool:
    return all(reference.format(n) in colleague.reads_answer() for n in range(1, MANY + 1))


@pytest.mark.parametrize(("typed", "reference"), [("cases", "M-{:04d}"), ("restrictions", "M-{:04d}/1")])
def test_a_long_register_shows_all_on_demand(
    grace: Colleague, store: Store, typed: str, reference: str
) -> None:
    store.write(many_proposals)
    grace.types(f"/incident {typed}")
    assert not reads_all(grace, reference)
    grace.presses(f"Show all {MANY}")
    assert reads_all(grace, reference)


def test_a_long_summary_shows_all_on_demand(service: Office, grace: Colleague) -> None:
    service.at("2026-11-24 08:30")
    grace.presses_on("summary:", f"Show all {MANY}", MANAGERS)
    assert reads_all(grace, "C-{:04d} asked to be contacted differently")
