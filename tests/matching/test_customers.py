"""A customer is compared by everything they were written down by, not by each report alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import Identity, Outcome, ReasonKind, comparing


def outcome(new: Identity, *known: Identity) -> Outcome:
    return comparing(new)(known).outcome


def kinds(new: Identity, *known: Identity) -> set[ReasonKind]:
    return {reason.kind for reason in comparing(new)(known).reasons}


def test_reports_that_share_nothing_meet_through_what_a_third_one_said() -> None:
    by_phone = Identity("Liz Marlowe", phone="07700 900123")
    by_mail = Identity(phone="07700 900123", email="lm@example.org")
    assert outcome(Identity(email="lm@example.org", child="Rowan"), by_phone, by_mail) is Outcome.SAME


def test_a_wife_is_not_her_husband_because_one_report_left_his_first_name_out() -> None:
    his = [
        Identity("Mohammed Iqbal", child="Hamza"),
        Identity("M Iqbal", child="Hamza"),
        Identity("Iqbal", child="Hamza"),
    ]
    assert outcome(Identity("Mrs Nasreen Iqbal", child="Hamza"), *his) is Outcome.HOUSEHOLD


def test_a_first_name_and_a_surname_that_stood_apart_are_put_together() -> None:
    apart = [Identity("Tracey", phone="07700 900666"), Identity("Mrs Dowd", phone="07700 900666")]
    assert {ReasonKind.GIVEN_EXACT, ReasonKind.SURNAME_EXACT} <= kinds(Identity("Tracey Dowd"), *apart)


def test_an_address_made_of_a_name_names_who_wrote_nothing_else() -> None:
    assert ReasonKind.GIVEN_EXACT in kinds(
        Identity(email="nasreen.iqbal@example.org"), Identity("Nasreen Iqbal")
    )
    assert kinds(Identity(email="info@example.org"), Identity("Nasreen Iqbal")) == set()


def test_a_second_child_is_no_wonder_where_the_number_agrees_and_one_where_nothing_does() -> None:
    known = Identity("Sarah Thompson", phone="07700 900145", child="Alfie")
    assert outcome(Identity("Sarah Thompson", phone="07700900145", child="Maisie"), known) is Outcome.SAME
    assert (
        outcome(Identity("Sarah Thompson", phone="07700 900672", child="Maisie"), known) is Outcome.DIFFERENT
    )


def test_another_child_says_more_the_less_else_agrees() -> None:
    known = Identity("Sarah Quennell", phone="07700 900145", child="Alfie")
    phones = ("07700 900145", None, "07700 900672")
    weights = [
        reason.weight
        for phone in phones
        for reason in comparing(Identity("Sarah Quennell", phone=phone, child="Maisie"))([known]).reasons
        if reason.kind is ReasonKind.CHILD_DIFFERS
    ]
    assert len(weights) == len(phones)
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(phones)


WAYS = [
    Identity("Liz Marlowe", phone="07700 900123"),
    Identity("Mrs Marlowe", child="Rowan"),
    Identity("E. Marlowe-Finch", email="e.marlowe@example.org"),
    Identity("Beth", case_ref="S-1042"),
    Identity(phone="01632 960001"),
]


@settings(max_examples=30, deadline=None)
@given(st.permutations(WAYS))
def test_the_order_in_which_somebody_was_written_down_is_all_one(ways: list[Identity]) -> None:
    new = Identity("Elizabeth Finch", email="e.marlowe@example.org", child="Rowan")
    there, here = comparing(new)(ways), comparing(new)(WAYS)
    assert there.probability == pytest.approx(here.probability)
    assert set(there.reasons) == set(here.reasons)
