import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, literal
from sqlmodel import insert, select

from storage import Db, Store, issues, matchkeys
from storage.records import keep
from storage.tables import Customer, MatchKey, Report
from tests.storage.records import T0, customer, worker


@pytest.fixture
def known(store: Store) -> Store:
    """Three customers with their keys."""

    def work(db: Db) -> None:
        db.add_all([customer(), customer(), customer()])
        db.flush()
        matchkeys.replace(db, 1, [("phone", "07700900001"), ("sound", "RBN"), ("name", "robin")])
        matchkeys.replace(db, 2, [("phone", "07700900001"), ("sound", "RBRT"), ("name", "robert")])
        matchkeys.replace(db, 3, [("phone", "07700900003"), ("sound", "RBN"), ("name", "Ródhán")])

    store.write(work)
    return store


def report_on(db: Db, customer_id: int, at: datetime) -> Report:
    """A report about a customer."""
    staff, about = keep(db, worker()), issues.add(db, customer_id, at)
    report = Report(
        customer_id=customer_id,
        issue_id=about,
        reporter_id=staff,
        route="helpline",
        happened_at=at,
        logged_at=at,
        issue="Taxi",
    )
    keep(db, report)
    return report


def holders(store: Store, *keys: tuple[str, str], limit: int = 10) -> list[list[int]]:
    """The customers of each key, in the order of the keys."""
    found = store.read(lambda db: matchkeys.holders(db, keys, limit))
    return [[each.customer_id for each in found[key]] for key in keys]


def beginning(store: Store, prefix: str, *kinds: str, limit: int = 10) -> list[int]:
    return store.read(lambda db: matchkeys.beginning(db, kinds or ("name",), prefix, limit))


def test_each_key_finds_those_who_have_it(known: Store) -> None:
    assert holders(known, ("phone", "07700900003"), ("sound", "RBN"), ("phone", "none")) == [[3], [3, 1], []]


def test_a_value_counts_only_for_its_kind(known: Store) -> None:
    assert holders(known, ("sound", "07700900001")) == [[]]


def test_those_seen_last_come_first_and_no_more_than_the_limit(known: Store) -> None:
    phone = ("phone", "07700900001")
    assert holders(known, phone) == [[2, 1]]
    known.write(lambda db: matchkeys.see(db, 1, date(2026, 11, 24)))
    assert holders(known, phone) == [[1, 2]]
    assert holders(known, phone, limit=1) == [[1]]
    known.write(lambda db: matchkeys.see(db, 1, date(2026, 1, 1)))
    assert holders(known, phone) == [[1, 2]]
    assert beginning(known, "ro", limit=1) == [2]


def test_those_who_have_one_of_several_keys_are_found_once(known: Store) -> None:
    keys = [("phone", "07700900001"), ("sound", "RBN")]
    assert known.read(lambda db: matchkeys.having(db, keys, 10)) == [3, 2, 1]
    assert known.read(lambda db: matchkeys.having(db, keys, 2)) == [3, 2]


def test_no_keys_find_nobody(known: Store) -> None:
    assert holders(known) == []
    assert beginning(known, "") == []


def test_keys_are_added_to_those_there_are(known: Store) -> None:
    known.write(lambda db: matchkeys.add(db, 3, [("name", "wren"), ("sound", "RBN")]))
    assert holders(known, ("name", "wren"), ("sound", "RBN"), ("phone", "07700900003")) == [[3], [3, 1], [3]]


def test_keys_say_when_the_newest_report_that_counts_was_made(known: Store) -> None:
    def work(db: Db) -> None:
        report_on(db, 2, T0 + timedelta(days=3))
        report_on(db, 2, T0 + timedelta(days=9)).withdrawn_at = T0
        matchkeys.replace(db, 2, [("name", "wren")])

    known.write(work)
    found = known.read(lambda db: matchkeys.holders(db, [("name", "wren")], 10))
    assert found == {("name", "wren"): [(2, T0.date() + timedelta(days=3))]}


def test_replacing_forgets_the_keys_before(known: Store) -> None:
    known.write(lambda db: matchkeys.replace(db, 1, [("name", "wren"), ("name", "wren")]))
    known.write(lambda db: matchkeys.replace(db, 2, []))

    assert holders(known, ("phone", "07700900001"), ("name", "wren")) == [[], [1]]


def test_a_beginning_finds_keys_of_those_kinds_in_their_order(known: Store) -> None:
    assert beginning(known, "rob") == [2, 1]
    assert beginning(known, "077009", "phone") == [1, 2, 3]
    assert beginning(known, "077009", "name") == []
    assert beginning(known, "rob", "phone", "name") == [2, 1]


def test_letters_are_compared_as_they_are(known: Store) -> None:
    assert beginning(known, "Ród") == [3]
    assert beginning(known, "Rod") == []
    assert beginning(known, "R") == [3]


def test_signs_that_mean_something_to_sql_are_only_signs(known: Store) -> None:
    assert beginning(known, "%") == []
    assert beginning(known, "ro_") == []


MANY = 10_000


@pytest.fixture
def crowded(store: Store) -> Store:
    """Ten thousand customers who share every key."""
    ids = range(1, MANY + 1)
    keys = [("phone", "1"), ("name", "robin example"), ("child", "wren"), ("case", "1"), ("sound", "RBN")]

    def fill(db: Db) -> None:
        db.exec(insert(Customer), params=[{**customer().model_dump(), "id": number} for number in ids])
        for kind, value in keys:
            key = select(literal(kind), literal(value), literal(T0.date()), Customer.id)
            db.exec(insert(MatchKey).from_select(["kind", "value", "seen_on", "customer_id"], key))

    store.write(fill)
    store.write(lambda db: db.connection().exec_driver_sql("analyze"))
    return store


def test_of_a_key_that_ten_thousand_have_only_those_given_are_read(crowded: Store) -> None:
    keys = [("phone", "1"), ("name", "robin example"), ("child", "wren"), ("case", "1"), ("phone", "none")]
    assert [len(some) for some in holders(crowded, *keys, limit=50)] == [50, 50, 50, 50, 0]
    if crowded.dialect == "postgresql":
        assert crowded.read(lambda db: rows_read(db, keys)) == 200
    else:
        few, all_of_them = (crowded.read(lambda db, n=n: steps(db, keys, n)) for n in (50, MANY))  # type: ignore[misc]
        assert few < all_of_them / 50


def rows_read(db: Db, keys: list[tuple[str, str]]) -> int:
    """How many rows PostgreSQL says that its scans gave."""
    ((statement, parameters),) = statements(db, lambda: matchkeys.holders(db, keys, 50))
    told = (
        db.connection()
        .exec_driver_sql(f"explain (analyze, format json) {statement}", parameters)
        .scalar_one()
    )
    return sum(
        node["Actual Rows"]
        for node in _nodes(told[0]["Plan"])
        if "Scan" in node["Node Type"] and "Relation Name" in node
    )


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def steps(db: Db, keys: list[tuple[str, str]], limit: int) -> int:
    """How many hundreds of steps SQLite's machine makes: each row read takes several."""
    found, counted = db.connection().connection.driver_connection, []
    assert isinstance(found, sqlite3.Connection)
    found.set_progress_handler(lambda: counted.append(1), 100)
    matchkeys.holders(db, keys, limit)
    found.set_progress_handler(None, 0)
    return len(counted)


def statements(db: Db, find: Callable[[], object]) -> list[tuple[str, Any]]:
    """What is asked of the database meanwhile."""
    connection, seen = db.connection(), list[tuple[str, Any]]()

    def remember(_c: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:  # noqa: ANN401
        seen.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", remember)
    find()
    event.remove(connection, "before_cursor_execute", remember)
    return seen


Find = Callable[[Db], object]


@pytest.mark.parametrize(
    "find",
    [
        lambda db: matchkeys.holders(db, [("phone", "1"), ("phone", "2"), ("sound", "RBN")], 10),
        lambda db: matchkeys.beginning(db, ["name", "phone"], "ro", 10),
    ],
    ids=["holders", "beginning"],
)
def test_finding_searches_the_index_and_never_scans(known: Store, find: Find) -> None:
    told = known.read(lambda db: plan_of(db, find))

    assert "SCAN match_key" not in told
    assert "Seq Scan" not in told
    searches = {"sqlite": r"PRIMARY KEY \(kind=\? AND value", "postgresql": r"Index Cond: .*kind.*value"}
    assert re.search(searches[known.dialect], told)


def plan_of(db: Db, find: Find) -> str:
    """How the database goes about the query that `find` makes."""
    connection = db.connection()
    ((statement, parameters),) = statements(db, lambda: find(db))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("set local enable_seqscan = off")  # worth it only for a large table
    explain = "explain query plan" if connection.dialect.name == "sqlite" else "explain"
    return "\n".join(str(row) for row in connection.exec_driver_sql(f"{explain} {statement}", parameters))
