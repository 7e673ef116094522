"""Same person, same household, strangers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import Identity, Outcome, PersonMatch, ReasonKind, compare

LIZ = Identity(name="Elizabeth Marlowe", phone="07700 900123", child="Rowan")

anything = (
    st.none() | st.text(max_size=60) | st.sampled_from(["Mrs", "O'Neill-Ng", "\x00", "م ح م د", "🙂", "Dr."])
)
identities = st.builds(
    Identity, name=anything, email=anything, phone=anything, case_ref=anything, child=anything
)


def same(a: Identity, b: Identity) -> bool:
    return compare(a, b).outcome is Outcome.SAME


def named(a: str, b: str) -> PersonMatch:
    """Two ways to write a name, with the same child beside it."""
    return compare(Identity(name=a, child="Rowan"), Identity(name=b, child="Rowan"))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Elizabeth Marlowe", "Mrs Elizabeth Marlowe"),
        ("Elizabeth Marlowe", "Prof. Elizabeth MARLOWE"),
        ("Elizabeth Marlowe", "Liz Marlowe"),
        ("Liz Marlowe", "Beth Marlowe"),
        ("Elizabeth Marlowe", "Marlowe, Elizabeth"),
        ("Elizabeth Marlowe", "Marlowe Elizabeth"),
        ("Elizabeth Marlowe", "Elizabth Marlow"),
        ("Elizabeth Marlowe-Finch", "Elizabeth Finch"),
        ("Elizabeth Marlowe-Finch", "Elizabeth Marlowe Finch"),
        ("Elizabeth Jane Marlowe", "Elizabeth Marlowe"),
        ("E Marlowe", "Elizabeth Marlowe"),
        ("Elizabeth Marlowe", "Mrs Marlowe"),
        ("Élisabeth Märlowe", "Elisabeth Marlowe"),
        ("Mohammed Tariq Qazi", "Muhammad Qazi"),
        ("Mo Qazi", "Mohammad Qazi"),
        ("Siobhan Kilbride", "Shivaun Kilbride"),
        ("Niamh Ní Dhuibhir", "Neve Dhuibhir"),
        ("Joanne O'Shaughnessy", "Jo OShaughnessy"),
        ("Kasia Nowicka", "Katarzyna Nowicki"),
        ("Amina El-Sayegh", "Aminah Elsayegh"),
        ("Preet Dhaliwal", "Harpreet Dhaliwal"),
        ("Elizabeth (Liz) Marlowe", "Liz Marlowe"),
        ("Beth Marlowe", "Bethany Marlowe"),
        ("Kelly Marlowe", "Kellyanne Marlowe"),
        ("Sade Marlowe", "Folasade Marlowe"),
        ("Оксана Коваленко (Oksana Kovalenko)", "Oksana Kovalenko"),
        ("Mrs Elizabeth Marlowe, fosters", "Elizabeth Marlowe"),
        ("elizabeth marlowe, social worker", "Elizabeth Marlowe"),
        ("marlowe, elizabeth", "Elizabeth Marlowe"),
    ],
)
def test_one_name_written_two_ways_with_the_same_child_is_one_person(a: str, b: str) -> None:
    assert named(a, b).outcome is Outcome.SAME


@pytest.mark.parametrize(
    "typed",
    ["+44 7700 900123", "07700900123", "0044 7700 900 123", "07700-900-123", "tel: 07700 900123 (mum)"],
)
def test_a_telephone_number_is_the_same_however_it_is_typed(typed: str) -> None:
    match = compare(LIZ, Identity(name="Liz M", phone=typed))
    assert ReasonKind.PHONE_MOBILE in {reason.kind for reason in match.reasons}
    assert match.outcome is Outcome.SAME


def test_a_shared_landline_weighs_less_than_a_shared_mobile() -> None:
    mobile = compare(Identity(name="Mrs Marlowe", phone="07700 900123"), LIZ)
    home = Identity(name="Elizabeth Marlowe", phone="(01632) 960 001")
    landline = compare(Identity(name="Mrs Marlowe", phone="01632960001"), home)
    assert landline.probability < mobile.probability


def test_an_address_is_the_same_without_its_tag_and_in_capitals() -> None:
    assert same(
        Identity(name="L Marlowe", email="liz.marlowe@example.org"),
        Identity(name="Liz", email=" Liz.Marlowe+send@EXAMPLE.org "),
    )


@pytest.mark.parametrize(
    "child", ["Rowan M", "Rowan Marlowe", "Rowan, yr 4", "Rowan (grandson)", "Ivy and Rowan"]
)
def test_a_child_is_known_by_the_first_name(child: str) -> None:
    assert ReasonKind.CHILD_EXACT in {r.kind for r in compare(LIZ, Identity(name="Liz", child=child)).reasons}


@pytest.mark.parametrize(
    "shared",
    [
        {"phone": "01632 960001", "child": "Rowan"},
        {"case_ref": "S-4100", "child": "Rowan"},
        {"phone": "07700 900123", "child": "Rowan"},
        {"email": "family@example.org", "child": "Rowan"},
    ],
)
def test_two_first_names_on_one_family_are_a_household(shared: dict[str, str]) -> None:
    a, b = Identity(name="Elizabeth Marlowe", **shared), Identity(name="Gregor Marlowe", **shared)
    match = compare(a, b)
    assert match.outcome is Outcome.HOUSEHOLD
    assert not match.sure


def test_mr_and_mrs_on_one_landline_are_not_taken_for_one_person() -> None:
    a = Identity(name="Mr Marlowe", phone="01632 960001", child="Rowan")
    b = Identity(name="Mrs Marlowe", phone="01632 960001", child="Rowan")
    assert compare(a, b).outcome is Outcome.HOUSEHOLD


def test_a_missing_field_says_nothing() -> None:
    without = compare(Identity(name="Liz Marlowe"), LIZ)
    with_blank = compare(Identity(name="Liz Marlowe", phone="", email=" ", case_ref="-", child="?"), LIZ)
    assert without == with_blank


def test_a_common_name_alone_is_never_sure() -> None:
    match = compare(Identity(name="Sarah Smith"), Identity(name="Sarah Smith"))
    assert not match.sure
    assert match.probability < compare(Identity(name="Liz Marlowe"), Identity(name="Liz Marlowe")).probability


def test_even_a_rare_name_alone_is_not_sure() -> None:
    assert not compare(Identity(name="Zephyrine Quillfeather"), Identity(name="Zephyrine Quillfeather")).sure


def test_one_name_with_two_children_and_two_numbers_is_never_sure() -> None:
    a = Identity(name="Sarah Smith", phone="07700 900123", child="Rowan")
    b = Identity(name="Sarah Smith", phone="07700 900456", child="Ivy")
    assert compare(a, b).outcome is Outcome.DIFFERENT


def test_a_name_and_a_number_that_agree_are_sure() -> None:
    assert compare(LIZ, Identity(name="Liz Marlowe", phone="+447700900123")).sure


def test_reasons_hold_nothing_personal() -> None:
    assert all(not reason.parameters for reason in compare(LIZ, LIZ).reasons)


@settings(max_examples=150, deadline=None)
@given(identities, identities)
def test_comparing_is_symmetrical_and_never_raises(a: Identity, b: Identity) -> None:
    there, back = compare(a, b), compare(b, a)
    assert there.outcome is back.outcome
    assert there.sure is back.sure
    assert there.probability == pytest.approx(back.probability)
    assert 0 <= there.probability <= 1


first_names = st.sampled_from(["Aoife", "Sarah", "Kwame", "Zofia", "Nguyễn", "Mo", "José María"])
surnames = st.sampled_from(
    ["Quillfeather", "Smith", "Khan", "O'Shea", "Ní Dhuibhir", "Al-Sayegh", "Vale-Finch"]
)


@settings(max_examples=60, deadline=None)
@given(first_names, surnames, st.sampled_from(["email", "phone", "case_ref", "child"]))
def test_an_identity_with_a_name_and_something_more_is_the_same_as_itself(
    first: str, last: str, field: str
) -> None:
    more = {"email": "a@example.org", "phone": "07700 900123", "case_ref": "S-1", "child": "Rowan"}[field]
    identity = Identity(name=f"{first} {last}", **{field: more})
    assert same(identity, identity)


def test_another_child_of_one_person_is_asked_about_not_linked() -> None:
    match = compare(LIZ, Identity(name="Elizabeth Marlowe", phone="07700 900123", child="Ivy"))
    assert match.outcome is Outcome.SAME
    assert not match.sure
