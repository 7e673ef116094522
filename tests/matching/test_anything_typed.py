"""Whatever is typed, however long, in whatever script: keys, weights and comparing never fail and have their limits."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.matching import MANY, Identity, compare, keys, lookup_keys, lookup_prefix
from bot.matching.texts import LONGEST_KEY
from storage import Store
from storage.tables import MatchKey, Report
from tests.bot.desk import Desk
from tests.databases import NewDatabase

LONG = 10_000
characters = st.characters(exclude_categories=()) | st.sampled_from(
    "\x00\ud800\u202e\u200d\u00df\u0130\u0131'\u2019-,.@+() 07\U0001f642\u0645"
)
short = st.text(characters, max_size=40)
anything = (
    st.none() | short | st.builds(lambda text, times: (text * times)[:LONG], short, st.integers(1, LONG))
)
people = st.builds(Identity, name=anything, email=anything, phone=anything, case_ref=anything, child=anything)
WORST = [
    Identity(each, each, each, each, each)
    for each in (
        *(
            "",
            " ",
            "\x00",
            "-",
            "'",
            "@",
            "+",
            "(",
            "a" * LONG,
            "a " * (LONG // 2),
            "a-" * (LONG // 2),
            "1" * LONG,
        ),
        *(
            "07700 900123," * (LONG // 13),
            "a@" * (LONG // 2),
            "a and " * (LONG // 6),
            "(" * LONG,
            "é" * LONG,
            "🙂" * LONG,
        ),
        *(
            "o'" * (LONG // 2),
            "Mrs " * (LONG // 4),
            "\u0301" * LONG,
            "ﷺ" * LONG,
            "İ" * LONG,
            "d'" * 3 + "ß" * LONG,
        ),
    )
]


def check(one: Identity, other: Identity) -> None:
    """Few keys, that a database takes; comparing in either order says the same."""
    for identity in (one, other):
        assert len(keys(identity)) <= 32
        for _, value in keys(identity) | lookup_keys(identity):
            assert len(value) <= LONGEST_KEY == 200
            assert "\x00" not in value.encode().decode()
    held = dict.fromkeys(keys(one), MANY)
    there, back = compare(one, other, held), compare(other, one, held)
    assert (there.outcome, there.sure) == (back.outcome, back.sure)
    assert there.probability == pytest.approx(back.probability)
    for typed in (one.name, one.phone):
        lookup_prefix(typed or "")


@settings(max_examples=60, deadline=None)
@given(people, people)
def test_keys_and_comparing_never_fail_and_depend_on_no_order(one: Identity, other: Identity) -> None:
    check(one, other)


@pytest.mark.parametrize("one", WORST, ids=[ascii((each.name or "")[:4]) for each in WORST])
def test_the_longest_and_strangest_have_few_keys(one: Identity) -> None:
    check(one, Identity("Sarah Moore", "s@example.org", "07700 900123", "S-1", "Olivia"))
    check(one, one)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """One desk for all examples: what was typed before is on file."""
    new: NewDatabase = request.getfixturevalue(f"new_{request.param}")
    with Store(new()) as store:
        yield Desk(store)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(anything, anything, anything, anything, anything)
def test_whatever_is_typed_is_saved_or_comes_back_with_what_is_wrong(
    office: Desk,
    name: str | None,
    email: str | None,
    phone: str | None,
    case_ref: str | None,
    child: str | None,
) -> None:
    said = {"customer": name, "email": email, "phone": phone, "case_ref": case_ref, "child": child}
    saved(office, {field: typed for field, typed in said.items() if typed})


@pytest.mark.parametrize("length", [60, 150, 300])
def test_letters_that_are_many_when_folded_are_saved(office: Desk, length: int) -> None:
    letters = "".join(chr(0x3300 + n % 88) for n in range(length))
    saved(
        office,
        {"customer": f"{letters[: length - 1]}1", "child": letters[:60], "case_ref": f"{letters[:59]}1"},
    )


def saved(office: Desk, fields: dict[str, str]) -> None:
    """Submit the form; what has no mistake is on file, and its customer has keys where anything can be read."""
    before = len(office.rows(Report))
    office.amira.command()
    office.amira.send_form("report.file", {**office.amira.values, "issue": "Draft plan is late", **fields})
    kept = len(office.rows(Report)) - before
    assert kept == 1 or (kept == 0 and office.amira.errors)
    assert all(len(row.value) <= LONGEST_KEY == 200 for row in office.rows(MatchKey))
