import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from sqlalchemy import event

from storage import Db, Store, matchkeys
from tests.storage.records import customer


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


def candidates(store: Store, keys: Iterable[tuple[str, str]], limit: int = 10) -> list[int]:
    return store.read(lambda db: matchkeys.candidates(db, keys, limit))


def beginning(store: Store, prefix: str, *kinds: str, limit: int = 10) -> list[int]:
    return store.read(lambda db: matchkeys.beginning(db, kinds or ("name",), prefix, limit))


def test_those_who_share_most_keys_come_first(known: Store) -> None:
    assert candidates(known, [("phone", "07700900003"), ("sound", "RBN")]) == [3, 1]
    assert candidates(known, [("phone", "07700900001"), ("sound", "RBN")]) == [1, 2, 3]


def test_a_value_counts_only_for_its_kind(known: Store) -> None:
    assert candidates(known, [("sound", "07700900001")]) == []


def test_no_more_than_the_limit(known: Store) -> None:
    assert candidates(known, [("phone", "07700900001"), ("sound", "RBN")], limit=1) == [1]
    assert beginning(known, "ro", limit=1) == [2]


def test_no_keys_find_nobody(known: Store) -> None:
    assert candidates(known, []) == []
    assert beginning(known, "") == []


def test_replacing_forgets_the_keys_before(known: Store) -> None:
    known.write(lambda db: matchkeys.replace(db, 1, [("name", "wren"), ("name", "wren")]))
    known.write(lambda db: matchkeys.replace(db, 2, []))

    assert candidates(known, [("phone", "07700900001"), ("name", "wren")]) == [1]


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


Find = Callable[[Db], list[int]]


@pytest.mark.parametrize(
    "find",
    [
        lambda db: matchkeys.candidates(db, [("phone", "1"), ("phone", "2"), ("sound", "RBN")], 10),
        lambda db: matchkeys.beginning(db, ["name", "phone"], "ro", 10),
    ],
    ids=["candidates", "beginning"],
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
    seen: list[tuple[str, Any]] = []

    def remember(_c: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:  # noqa: ANN401
        seen.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", remember)
    find(db)
    event.remove(connection, "before_cursor_execute", remember)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("set local enable_seqscan = off")  # worth it only for a large table
    explain = "explain query plan" if connection.dialect.name == "sqlite" else "explain"
    ((statement, parameters),) = seen
    return "\n".join(str(row) for row in connection.exec_driver_sql(f"{explain} {statement}", parameters))
