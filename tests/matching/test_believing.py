"""Whose report it is and about which issue, as one choice: sure, likely, possible, or nothing."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import (
    CERTAIN,
    Belief,
    Claim,
    Identity,
    IssueMatch,
    Likeness,
    Outcome,
    PersonMatch,
    Reason,
    ReasonKind,
    believe,
    believe_of,
    compare,
)

TOPIC = Reason(ReasonKind.TOPICS_SHARED, 2.5, ("transport",))
DIFFER = Reason(ReasonKind.TOPICS_DIFFER, -1.2)
LIZ = Identity("Liz Marlowe", phone="07700 900123", child="Rowan")
SURE = compare(LIZ, Identity("Elizabeth Marlowe", phone="07700900123"))
SARAH = Identity("Sarah Thompson", phone="07700 900145", child="Alfie")
NAMESAKE = compare(SARAH, Identity("Sarah Thompson", phone="07700 900672", child="Maisie"))
HUSBAND = compare(
    Identity("Mrs Marlowe", phone="01632 960002", child="Rowan"), Identity("Mr Marlowe", child="Rowan")
)
FIRST_NAME = compare(LIZ, Identity("Liz"))


def about(logit: float, *reasons: Reason) -> IssueMatch:
    """An issue that an account fits so well."""
    return IssueMatch(1 / (1 + math.exp(-logit)), reasons or (TOPIC,), logit)


def best(person: PersonMatch, *issues: IssueMatch) -> Belief:
    """The likeliest issue of one customer, with nobody else on file."""
    found = believe({1: Claim(person, dict(enumerate(issues, start=1)))})
    return next(belief for belief in found if belief.issue is not None)


def of_customer(found: list[Belief], customer: int) -> float:
    """How probable it is that a customer is meant."""
    return sum(belief.probability for belief in found if belief.customer == customer)


def test_a_sure_person_and_a_like_account_link_at_once() -> None:
    assert best(SURE, about(4.0)).likeness is Likeness.SURE


def test_an_unsure_person_is_asked_about() -> None:
    assert best(FIRST_NAME, about(6.0)).likeness is Likeness.LIKELY


def test_time_alone_does_not_link_at_once_and_what_speaks_for_two_never_does() -> None:
    assert best(CERTAIN, about(6.0, Reason(ReasonKind.TIME_APART, -0.1))).likeness is not Likeness.SURE
    assert believe_of(1, {1: about(6.0, Reason(ReasonKind.TIME_APART, -0.1))})[0].likeness is Likeness.LIKELY
    assert best(SURE, about(6.0, TOPIC, DIFFER)).likeness is Likeness.LIKELY


def test_what_is_told_never_silences_that_the_same_person_was_in_touch() -> None:
    assert best(SURE, about(-3.0, DIFFER)).likeness is Likeness.POSSIBLE


def test_of_an_unlikely_person_nothing_is_said() -> None:
    assert best(NAMESAKE, about(-3.0, DIFFER)).likeness is Likeness.UNLIKELY
    assert best(HUSBAND, about(-3.0, DIFFER)).likeness is Likeness.UNLIKELY


def test_only_the_likeliest_issue_of_a_person_is_possible() -> None:
    found = believe({1: Claim(SURE, {1: about(-3.0, DIFFER), 2: about(-2.0, DIFFER)})})
    assert {belief.issue for belief in found if belief.likeness is Likeness.POSSIBLE} == {2}


def test_what_is_told_fills_in_for_what_is_not_known_about_the_person() -> None:
    found = [best(FIRST_NAME, about(logit)).probability for logit in (-2.0, 2.0, 6.0)]
    assert found == sorted(found)
    assert found[0] < 0.2
    assert found[2] > 0.6


def test_what_is_told_never_argues_away_that_it_is_somebody_else() -> None:
    persons = {
        logit: of_customer(believe({1: Claim(NAMESAKE, {1: about(logit)})}), 1) for logit in (0.0, 6.0)
    }
    assert persons[6.0] <= persons[0.0] + 1e-9


def test_somebody_of_the_household_is_never_asked_about_however_alike_what_is_told() -> None:
    family = Identity("Priscilla Okafor", phone="01632 960001", case_ref="S-1042", child="Tobi Okafor")
    father = compare(
        Identity("Daniel Okafor", phone="01632 960001", case_ref="S-1042", child="Tobi Okafor"), family
    )
    assert father.outcome is Outcome.HOUSEHOLD
    assert best(father, about(8.0)).likeness is Likeness.UNLIKELY
    likelier = replace(father, for_same=30.0, for_household=30.0, contradicted=False)
    assert best(likelier, about(8.0)).likeness is Likeness.UNLIKELY
    assert best(replace(likelier, outcome=Outcome.SAME), about(8.0)).likeness is Likeness.LIKELY


def test_two_who_fit_as_well_share_what_is_believed() -> None:
    alone = of_customer(believe({1: Claim(SURE, {1: about(2.0)})}), 1)
    both = believe({number: Claim(SURE, {number: about(2.0)}) for number in (1, 2)})
    assert of_customer(both, 1) == pytest.approx(of_customer(both, 2))
    assert of_customer(both, 1) < 0.51 < alone


def test_issues_of_one_customer_share_what_is_believed_with_a_new_one() -> None:
    found = believe_of(1, {1: about(2.0), 2: about(2.0)})
    assert sum(belief.probability for belief in found) == pytest.approx(1.0)
    assert found[0].probability == pytest.approx(found[1].probability)
    assert found[2].issue is None


def test_nobody_on_file_is_nobody_believed() -> None:
    assert believe({}) == []


persons = st.builds(
    PersonMatch,
    st.sampled_from(Outcome),
    probability=st.floats(0, 1),
    household=st.floats(0, 1),
    sure=st.booleans(),
    reasons=st.just(()),
    for_same=st.floats(-60, 60),
    for_household=st.floats(-60, 60),
    contradicted=st.booleans(),
)
matches = st.floats(-20, 20).map(about)
everybody = st.dictionaries(
    st.integers(1, 9),
    st.builds(Claim, persons, st.dictionaries(st.integers(1, 9), matches, max_size=4)),
    max_size=6,
)


@settings(max_examples=100, deadline=None)
@given(everybody)
def test_what_is_believed_adds_up_and_does_not_depend_on_the_order(claims: dict[int, Claim]) -> None:
    found = believe(claims)
    assert all(0 <= belief.probability <= 1 for belief in found)
    assert sum(belief.probability for belief in found) <= 1 + 1e-9
    assert believe(dict(reversed(claims.items()))) == found
