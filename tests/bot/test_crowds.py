"""Ten thousand customers who share a number, a name, a child's name or a reference: few are compared, and the right one is."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import literal
from sqlmodel import col, insert, select

from bot import identifying, matching, policy
from bot.chat import Person, Role
from bot.context import Context
from bot.identifying import Candidate
from bot.matching import Identity
from storage import Db, Store
from storage.tables import Customer, KnownAs, MatchKey
from tests.bot.desk import T0, Desk, service
from tests.databases import NewDatabase

MANY, MOST = 10_000, 200
SCHOOL, OFFICE = "07700 900500", "07700 900600"
CROWD = Identity("Sarah Smith", None, SCHOOL, "EDU-1", "Olivia")
"""What ten thousand are written down as."""
ADDRESSED = replace(CROWD, email="s1@example.org")
"""One of them, of whom an address is known."""
FIRST = {
    1: Identity("Zora Quennell", None, SCHOOL),
    2: Identity("Sarah Smith", None, "07700 900123"),
    3: Identity("Zora Quillon", None, None, "EDU-1"),
    4: Identity("Zora Quimby", None, None, None, "Olivia"),
    5: Identity("Priya Shah", None, OFFICE),
}
"""They were known long before; nothing else tells them from the crowd than what is here."""
SHAHS = 150
GIVEN = ("Elizabeth", "Beth", "Gregor", "E")
HOMES = (
    ("Marlowe", "07700 900001"),
    ("Marlow", "07700 900002"),
    ("Quennell", "07700 900001"),
    ("Moss", "01632 960001"),
)
Row = dict[str, Any]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def crowded(request: pytest.FixtureRequest) -> Iterator[Store]:
    """All of them on file."""
    new: NewDatabase = request.getfixturevalue(f"new_{request.param}")
    with Store(new()) as store:
        store.write(fill)
        yield store


def fill(db: Db) -> None:
    begun = len(FIRST) + MANY + 1
    shahs = {begun + n: Identity("Priya Shah", None, f"01632 96{n:04d}") for n in range(SHAHS)}
    at_office = [f"Aa{chr(97 + n % 26)}{chr(97 + n // 26)}o Lark" for n in range(SHAHS)]
    put(db, FIRST, days=0)
    put_crowd(db, range(len(FIRST) + 1, begun))
    put(db, {len(FIRST) + 1: ADDRESSED}, days=9)
    put(db, shahs, days=9)
    put(db, {begun + SHAHS + n: Identity(name, None, OFFICE) for n, name in enumerate(at_office)}, days=9)
    db.connection().exec_driver_sql("analyze")


def put(db: Db, known: dict[int, Identity], *, days: int) -> None:
    """Put these down; the one who is in the crowd is there already."""
    at = T0 - timedelta(days=30 - days)
    there = set(db.exec(select(Customer.id).where(col(Customer.id).in_(known))))
    people = [
        {"id": n, "created_at": at, "relationship": "", **told(each)}
        for n, each in known.items()
        if n not in there
    ]
    held = set(db.exec(select(MatchKey.kind, MatchKey.value).where(col(MatchKey.customer_id).in_(there))))
    keys = [
        {"kind": kind, "value": value, "seen_on": at.date(), "customer_id": n}
        for n, each in known.items()
        for kind, value in matching.keys(each) - (held if n in there else set())
    ]
    if people:
        db.exec(insert(Customer), params=people)
    db.exec(insert(KnownAs), params=[{"customer_id": n, **told(each)} for n, each in known.items()])
    db.exec(insert(MatchKey), params=keys)


def put_crowd(db: Db, numbers: range) -> None:
    """Put them down as the crowd: made by the database out of the customers."""
    at = T0 - timedelta(days=21)
    row = {"created_at": at, "relationship": "", **told(CROWD)}
    db.exec(insert(Customer), params=[{"id": number, **row} for number in numbers])
    these = col(Customer.id).between(numbers[0], numbers[-1])
    fields = ("name", "email", "phone", "case_ref", "child")
    written = select(Customer.id, *(getattr(Customer, field) for field in fields)).where(these)
    db.exec(insert(KnownAs).from_select(["customer_id", *fields], written))
    for kind, value in matching.keys(CROWD):
        key = select(literal(kind), literal(value), literal(at.date()), Customer.id).where(these)
        db.exec(insert(MatchKey).from_select(["kind", "value", "seen_on", "customer_id"], key))


def told(identity: Identity) -> Row:
    """What is known of them by field; nobody is without a name."""
    return {**asdict(identity), "name": identity.name or ""}


def compared(store: Store, identity: Identity) -> list[int]:
    """The customers that this one is compared with, the likeliest first."""
    return [each.customer_id for each in candidates(store, identity)]


def candidates(store: Store, identity: Identity) -> list[Candidate]:
    who = Person(1, "Amira Khan", Role.WORKER)

    def work(db: Db) -> list[Candidate]:
        ctx = Context(db=db, who=who, when=T0, policy=policy.packaged(), service=service())
        return identifying.candidates(ctx, identity)

    return store.read(work)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (Identity("Zora Quennell", None, SCHOOL), 1),
        (Identity("Mrs Quennell", None, SCHOOL), 1),
        (Identity("Sarah Smith", None, "07700 900123"), 2),
        (Identity("Zora Quillon", None, None, "EDU-1"), 3),
        (Identity("Zora Quimby", None, None, None, "Olivia"), 4),
        (Identity("Priya Shah", None, OFFICE), 5),
        (Identity("Mrs Shah", None, OFFICE), 5),
        (Identity("Priya Rowe", None, OFFICE), 5),
        (ADDRESSED, 6),
    ],
    ids=[
        "number",
        "number, surname alone",
        "name",
        "reference",
        "child",
        "number and name",
        "number and surname",
        "number and first name",
        "all but the address",
    ],
)
def test_whoever_can_be_told_from_ten_thousand_is(crowded: Store, typed: Identity, meant: int) -> None:
    found = compared(crowded, typed)
    assert found[0] == meant
    assert len(found) <= MOST


@pytest.mark.parametrize(
    "typed",
    [
        CROWD,
        Identity("Sarah Smith"),
        Identity("Sarah Smith", child="Olivia"),
        Identity("Jo Nobody", None, SCHOOL, "EDU-1", "Olivia"),
        Identity(None, None, SCHOOL),
        Identity(None, None, None, "EDU-1"),
    ],
)
def test_never_more_than_two_hundred_are_compared(crowded: Store, typed: Identity) -> None:
    assert len(compared(crowded, typed)) <= MOST


def test_of_ten_thousand_namesakes_those_are_compared_who_were_seen_last(new_sqlite: NewDatabase) -> None:
    with Store(new_sqlite()) as store:
        store.write(lambda db: put(db, {n: Identity("Sarah Smith") for n in range(1, 301)}, days=0))
        desk = Desk(store)
        desk.amira.file("C-0007", "Draft plan is late")
        desk.amira.file("C-0003", "Transport to school")
        assert {3, 7} <= set(compared(store, Identity("Sarah Smith")))
        assert len(compared(store, Identity("Sarah Smith"))) < MOST


def test_who_is_compared_and_how_depends_on_no_order(new_sqlite: NewDatabase) -> None:
    people = [Identity(f"{given} {family}", None, number) for given in GIVEN for family, number in HOMES]
    found = []
    for order in (people, people[::-1]):
        with Store(new_sqlite()) as store:
            store.write(lambda db, order=order: put(db, dict(enumerate(order, 1)), days=0))  # type: ignore[misc] # a default
            matches = candidates(store, Identity("Liz Marlowe", None, "07700 900001"))
            found.append({order[each.customer_id - 1]: each.match for each in matches})
    assert found[0] == found[1]
    assert len(found[0]) > len(GIVEN)
