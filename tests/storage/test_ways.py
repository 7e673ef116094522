"""How customers were written down, each way once, however often it was."""

from datetime import timedelta

import pytest

from storage import Db, Store, customers, issues, reports
from storage.records import keep
from storage.tables import KnownAs, Report
from tests.storage.records import T0, customer, worker

OFTEN = 1000


@pytest.fixture
def written(store: Store) -> Store:
    """C-0001 was written down in four ways, in one of them very often, in one by a report that was withdrawn; C-0002 once."""

    def work(db: Db) -> None:
        one, other, staff = keep(db, customer()), keep(db, customer("Ada Moss")), keep(db, worker())
        about = issues.add(db, one, T0)
        every = [
            Report(
                customer_id=one,
                issue_id=about,
                reporter_id=staff,
                route="helpline",
                happened_at=T0 + timedelta(minutes=minute),
                logged_at=T0,
                issue="Taxi",
                withdrawn_at=T0 if minute == 0 else None,
            )
            for minute in range(OFTEN)
        ]
        db.add_all(every)
        db.flush()
        named = ["Robyn", *["Robin Example"] * (OFTEN - 3), "R Example", "Rob"]
        db.add_all(
            KnownAs(customer_id=one, report_id=report.id, name=name)
            for report, name in zip(every, named, strict=True)
        )
        db.add(KnownAs(customer_id=other, name="Ada Moss", phone="07700 900123"))

    store.write(work)
    return store


def ways(store: Store, *ids: int, each: int = 8, before: int | None = None) -> list[tuple[int, str]]:
    found = store.read(lambda db: customers.ways(db, ids, each, before=before))
    return sorted((way.customer_id, way.name) for way in found)


def test_each_way_comes_once_without_those_of_withdrawn_reports(written: Store) -> None:
    assert ways(written, 1, 2) == [(1, "R Example"), (1, "Rob"), (1, "Robin Example"), (2, "Ada Moss")]
    assert ways(written) == []


def test_so_many_of_each_customer_the_newest(written: Store) -> None:
    assert ways(written, 1, 2, each=2) == [(1, "R Example"), (1, "Rob"), (2, "Ada Moss")]


def test_only_those_before_one(written: Store) -> None:
    assert ways(written, 1, before=OFTEN - 1) == [(1, "Robin Example")]
    assert ways(written, 1, before=1) == []


def test_no_more_reports_than_are_wanted_the_newest(written: Store) -> None:
    found = written.read(lambda db: reports.of_customers(db, [1], T0, 3))
    assert [report.id for report in found] == [OFTEN, OFTEN - 1, OFTEN - 2]
    assert len(written.read(lambda db: reports.of_customers(db, [1], T0))) == OFTEN - 1
