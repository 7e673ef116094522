"""A restriction in force where colleagues meet it: in the form, after saving, when they look; never for a guess."""

import pytest

from tests.office import Office, labels, words
from tests.stories.restricting import approved, away, in_force, proposed, told
from tests.stories.test_the_walk import PHONE, value_of


@pytest.fixture
def held(service: Office) -> Office:
    """A single point of contact that counts: Priya, her deputy David."""
    in_force(service, "single_contact", contact="priya", deputy="david")
    return service


def test_once_the_customer_is_chosen_the_form_says_what_is_agreed_and_what_to_say(held: Office) -> None:
    held.grace.chooses("C-0001", issue="Is there news?", details="Rang at nine")
    shown = words(held.grace.form)
    assert "In force, a single point of contact: Priya Shah answers. Offer to pass it on." in shown
    assert "You could say: “Priya Shah looks after this for you. May I pass on what you say?”" in shown
    assert "Always gets through: something new" in shown
    typed = {f["name"]: f["value"] for f in held.grace.form["fields"] if "value" in f}
    assert (typed["issue"], typed["details"]) == ("Is there news?", "Rang at nine")


@pytest.mark.parametrize("typed", ["new:Priscilla Okafor", "not_known"])
def test_a_guess_is_told_nothing(held: Office, typed: str) -> None:
    held.grace.chooses(typed)
    assert "In force" not in words(held.grace.form)


def test_who_only_typed_a_name_reads_nothing_after_saving_either(held: Office) -> None:
    held.grace.reports("Priscilla Okafor", "Transport to school", phone=PHONE)
    assert "agreed with this customer" not in held.grace.reads_answer()


def test_it_is_nobodys_business_before_the_customer_was_told_nor_after_it_was_lifted(
    service: Office,
) -> None:
    proposed(service, "style", details="No shouting")
    assert "In force" not in chosen(service)
    approved(service)
    assert "In force" not in chosen(service)
    told(service)
    assert "In force, an agreed style" in chosen(service)
    service.grace.presses_raw("restriction.lift", value_of(service, 1))
    service.grace.fills_in(reasons="It is calm again")
    assert "In force" not in chosen(service)


def test_after_saving_the_cover_of_an_absent_contact_is_named(held: Office) -> None:
    away(held, "priya", "2026-11-27", cover="owen")
    away(held, "david", "2026-11-27", cover="owen")
    held.grace.reports("C-0001", "Is there news?")
    said = held.grace.reads_answer()
    assert "Priya Shah is away until Fri 27 Nov; today Owen Price answers. Offer to pass it on." in said
    assert "It was right to log it." in said


def test_the_deputy_is_told_to_go_on(held: Office) -> None:
    away(held, "priya", "2026-11-27")
    held.david.reports("C-0001", "Is there news?")
    assert "You are their point of contact today for Priya Shah" in held.david.reads_answer()


def test_a_check_shows_it_to_any_colleague(held: Office) -> None:
    held.david.types("/incident check C-0001")
    assert "In force, a single point of contact" in held.david.reads_answer()


def test_another_member_of_the_household_has_none(held: Office) -> None:
    held.david.reports("Daniel Okafor", "School transport", phone=PHONE)
    assert "Someone else connected with this child" in held.david.reads_answer()
    held.grace.chooses("C-0002")
    shown = words(held.grace.form)
    assert "About Daniel Okafor" in shown
    assert "In force" not in shown
    held.grace.types("/incident check C-0002")
    assert "In force" not in held.grace.reads_answer()
    held.grace.reports("C-0002", "School transport again")
    assert "agreed with this customer" not in held.grace.reads_answer()


@pytest.mark.parametrize("list_of", ["cases", "restrictions"])
def test_managers_look_it_up_by_reference_and_workers_do_not(held: Office, list_of: str) -> None:
    held.grace.types(f"/incident {list_of}")
    said = held.grace.reads_answer()
    assert "M-0001" in said
    assert "C-0001" in said
    assert "Priscilla" not in said
    label = next(each for each in labels(held.grace.seen) if each.startswith("M-0001"))
    held.grace.presses(label)
    assert held.grace.title.startswith("M-0001 · C-0001")
    held.david.types(f"/incident {list_of}")
    assert held.david.title == "Only a manager can do this"


def test_the_register_says_what_kind_it_is_and_until_when(held: Office) -> None:
    held.grace.types("/incident restrictions")
    said = held.grace.reads_answer()
    assert "In force: 1" in said
    assert "M-0001/1 C-0001 · A single point of contact" in said
    assert "review by" in said


def chosen(service: Office) -> str:
    """What David's form says about the customer."""
    service.david.chooses("C-0001")
    return words(service.david.form)
