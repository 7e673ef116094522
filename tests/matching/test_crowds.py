"""What many customers hold says little, and finds nobody alone."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import MANY, Identity, Outcome, compare, comparing, keys, worth_comparing
from bot.matching.crowds import Held

SCHOOL, OFFICE, FOR_ALL = "07700 900500", "office@example.org", "EDU-1"
SARAH = Identity("Sarah Moore", OFFICE, SCHOOL, FOR_ALL)
SHARED = (
    ("phone", "700900500", "phone_mobile"),
    ("email", OFFICE, "email_exact"),
    ("case", "edu1", "case_exact"),
)
TODAY = date(2026, 11, 23)


def weight(kind: str, held: Held) -> float:
    """What agreeing in this says, in bits."""
    match = compare(SARAH, Identity("Wren Quillfeather", OFFICE, SCHOOL, FOR_ALL), held)
    return sum(reason.weight for reason in match.reasons if reason.kind == kind)


@pytest.mark.parametrize(("kind", "value", "said"), SHARED)
def test_the_more_customers_hold_something_the_less_it_says(kind: str, value: str, said: str) -> None:
    found = [weight(said, {(kind, value): number}) for number in (0, 1, 3, 4, 10, 30, 99, 100, 101)]
    assert found[0] == found[1] == found[2] > found[3] > found[4] > found[5] > found[6] > 0
    assert found[7] == found[8] == 0
    assert weight(said, {(kind, "another"): MANY}) == found[0]


def test_what_a_crowd_holds_is_no_reason_and_speaks_for_nobody() -> None:
    crowd = {(kind, value): MANY for kind, value, _ in SHARED}
    without = compare(Identity("Sarah Moore"), Identity("Sarah Quillfeather"))
    held = compare(SARAH, Identity("Sarah Quillfeather", OFFICE, SCHOOL, FOR_ALL), crowd)
    assert held.reasons == without.reasons
    assert held.probability == pytest.approx(without.probability)
    assert held.household == pytest.approx(without.household)


@pytest.mark.parametrize(("kind", "value", "said"), SHARED)
def test_nobody_is_surely_meant_because_of_what_many_hold(kind: str, value: str, said: str) -> None:
    typed = (
        {"phone": SCHOOL}
        if kind == "phone"
        else {"email": OFFICE}
        if kind == "email"
        else {"case_ref": FOR_ALL}
    )
    one = Identity("Zephyrine Quillfeather", **typed)
    assert compare(one, one, {(kind, value): 3}).sure
    assert not compare(one, one, {(kind, value): 4}).sure
    assert compare(one, one, {(kind, value): 4}).outcome is Outcome.SAME
    assert said in {reason.kind for reason in compare(one, one, {(kind, value): 4}).reasons}


def test_a_number_of_ones_own_beside_one_that_many_hold_still_counts() -> None:
    held = {("phone", "700900500"): MANY, ("phone", "700900123"): 1}
    one, other = (
        Identity("Sarah Moore", phone=f"{SCHOOL}, 07700 900123"),
        Identity("Sarah Moore", phone=f"07700 900123 / {SCHOOL}"),
    )
    assert compare(one, other, held) == compare(one, other)
    assert compare(one, other, held).sure


def test_namesakes_whose_children_are_namesakes_are_asked_about() -> None:
    one = Identity("Zephyrine Quillfeather", child="Wren")
    names = [key for key in keys(one) if key[0] in {"name", "child", "child+surname", "child+given"}]
    assert compare(one, one, dict.fromkeys(names, 3)).sure
    assert not compare(one, one, dict.fromkeys(names, 4)).sure
    assert compare(one, one, dict.fromkeys(names, 4) | {("child", "wren"): 3}).sure


def test_a_short_number_is_held_by_as_many_as_the_whole_one() -> None:
    short, whole = Identity("Sarah Moore", phone="960500"), Identity("Sarah Quill", phone="01632 960500")
    for key in (("phone", "960500"), ("phone", "632960500")):
        there, back = compare(short, whole, {key: MANY}), compare(whole, short, {key: MANY})
        assert there == back
        assert "phone_landline" not in {reason.kind for reason in there.reasons}


counts = st.dictionaries(
    st.sampled_from([(kind, value) for kind, value, _ in SHARED]), st.integers(0, 2 * MANY)
)
people = st.builds(
    Identity,
    name=st.sampled_from(["Sarah Moore", "Sarah Quill", "Mr Moore", None]),
    email=st.sampled_from([OFFICE, None, "a@example.org"]),
    phone=st.sampled_from([SCHOOL, None, f"{SCHOOL} or 01632 960001"]),
    case_ref=st.sampled_from([FOR_ALL, None]),
)


@settings(max_examples=100, deadline=None)
@given(people, people, counts)
def test_comparing_is_symmetrical_however_many_hold_it(one: Identity, other: Identity, held: Held) -> None:
    there, back = compare(one, other, held), compare(other, one, held)
    assert (there.outcome, there.sure, set(there.reasons)) == (back.outcome, back.sure, set(back.reasons))
    assert there.probability == pytest.approx(back.probability)
    assert comparing(one, held)([other]) == there
    assert there.probability <= compare(one, other).probability + 1e-9 or there.outcome is Outcome.SAME


def some(*numbers: int) -> list[tuple[int, date]]:
    """Customers, all seen on one day."""
    return [(number, TODAY) for number in numbers]


def test_who_shares_a_rarer_key_comes_first() -> None:
    assert worth_comparing({("phone", "1"): some(*range(1, 31)), ("name", "a"): some(40)}, 1) == [40]


def test_who_shares_more_keys_comes_first() -> None:
    assert worth_comparing({("phone", "1"): some(1, 2), ("name", "a"): some(2, 3)}, 10) == [2, 3, 1]


def test_among_those_who_share_as_much_whoever_was_seen_last_comes_first() -> None:
    earlier = TODAY - timedelta(days=1)
    assert worth_comparing({("phone", "1"): [(1, TODAY), (3, earlier), (2, earlier)]}, 10) == [1, 3, 2]


def test_a_key_of_a_crowd_finds_nobody_alone_but_two_do_together() -> None:
    crowd = some(*range(1, MANY + 1))
    assert worth_comparing({("phone", "1"): crowd}, 10) == []
    assert worth_comparing({("phone", "1"): crowd, ("name", "a"): some(7)}, 10) == [7]
    assert worth_comparing({("phone", "1"): crowd, ("name", "a"): some(*range(90, 90 + MANY))}, 99) == [
        *range(MANY, 89, -1)
    ]


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([("phone", "1"), ("name", "a"), ("child", "b")]),
        st.lists(st.tuples(st.integers(1, 30), st.just(TODAY)), unique=True, max_size=20),
    ),
    st.randoms(use_true_random=False),
)
def test_who_is_compared_depends_on_no_order(
    holders: dict[tuple[str, str], list[tuple[int, date]]], chance: random.Random
) -> None:
    shuffled = {key: chance.sample(some, len(some)) for key, some in holders.items()}
    backwards = dict(reversed(shuffled.items()))
    assert worth_comparing(backwards, 50) == worth_comparing(holders, 50)
