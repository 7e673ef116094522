"""What the form says once a customer is chosen, and what the look-up offers."""

import pytest

from bot.cards import Bullets
from storage.tables import Customer, Report
from tests.bot.desk import PHONE, Colleague, Desk
from tests.bot.reading import said


def choose(colleague: Colleague, customer: str = "C-0001", **typed: str) -> list[str]:
    colleague.command()
    colleague.change("customer", customer=customer, **typed)
    return [said(row) for part in colleague.notices if isinstance(part, Bullets) for row in part.lines] or [
        said(colleague.notices)
    ]


def test_notices_stand_in_their_order(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", child="Sam", adjustment="Please write, do not ring")
    desk.amira.press("Talked about how they contact us")
    desk.amira.submit(explained="Four calls a day", view="Worried", trying="One call on Fridays")
    desk.priya.file("C-0001", "Draft plan still late", details="Told her: twenty weeks.")
    desk.priya.file("Daniel Okafor", phone="01632 960123", child="Sam")
    adjustment, word, last, others = choose(desk.david)[:4]
    assert adjustment == "Asked for, not answered yet: Please write, do not ring"
    assert word == "We had a word: Amira Khan, today, until Tue 23 Feb 2027: One call on Fridays"
    assert last == "Last time: Draft plan still late (Priya Shah, today 09:00). Told her: twenty weeks."
    assert others == (
        "Heard from them in 14 days: "
        "Priya Shah (helpline, today 09:00) and Amira Khan (helpline, today 09:00)"
    )


def test_the_household_comes_last(desk: Desk) -> None:
    household(desk)
    assert choose(desk.david, "C-0002")[-1].startswith("Same household: ")


def test_others_are_never_oneself(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    assert not any("Heard from them" in line for line in choose(desk.amira))
    assert any("Heard from them" in line for line in choose(desk.priya))


def test_what_is_typed_stays(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    choose(desk.priya, issue="Transport", details="So far", minutes="7", happened="2026-11-20T10:00")
    values = desk.priya.values
    assert (values["customer"], values["issue"], values["details"]) == ("C-0001", "Transport", "So far")
    assert (values["minutes"], values["happened"]) == ("7", "2026-11-20T10:00")


def test_the_child_is_kept_with_the_customer_and_never_follows_to_another(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", child="Sam")
    desk.amira.file("Rosa Lindqvist")
    choose(desk.priya)
    desk.priya.change("customer", customer="C-0002")
    desk.priya.submit(issue="Transport")
    assert [report.child for report in desk.rows(Report)] == ["Sam", None, None]
    desk.priya.file("C-0001", "Another question")
    assert desk.rows(Report)[-1].child == "Sam"
    assert desk.row(Customer, 2).child is None


def test_the_customer_is_shown_with_relationship_and_the_telephones_end(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor (mum)", phone=PHONE)
    choose(desk.priya)
    assert desk.priya.field("customer").shown == "Elizabeth Okafor · mum · …123 · C-0001"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "typed", ["new:Elizabeth Okafor", "Elizabeth Okafor", "not_known", "C-0099", "", "\x00"]
)
def test_nothing_is_said_about_a_guess(desk: Desk, typed: str) -> None:
    desk.amira.file("Elizabeth Okafor", adjustment="Please write")
    desk.priya.command()
    desk.priya.change("customer", customer=typed)
    assert desk.priya.notices == ()
    assert desk.priya.values["customer"] == typed


def test_a_customer_without_a_past_is_said_to_have_none(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.amira.command("mine")
    desk.amira.press("Withdraw")
    desk.amira.submit(reasons="Wrong person")
    assert "Nothing from them before, and nothing in 14 days." in choose(desk.priya)[0]


def test_the_notices_begin_with_whom_they_are_about(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    choose(desk.priya)
    assert said(desk.priya.notices[0]) == "About Elizabeth Okafor · …123 · C-0001"
    desk.priya.submit(issue="")
    assert said(desk.priya.notices[0]) == "About Elizabeth Okafor · …123 · C-0001"
    desk.priya.change("customer", customer="not_known")
    assert desk.priya.notices == ()


def test_a_word_ends_by_itself(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.amira.press("Talked about how they contact us")
    desk.amira.submit(explained="Four calls a day", view="Worried", trying="One call on Fridays")
    desk.later(days=92)
    assert any("We had a word" in line for line in choose(desk.david))
    desk.later(days=1)
    assert not any("We had a word" in line for line in choose(desk.david))


def test_contact_long_ago_is_not_heard_from_lately(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.later(days=15)
    lines = choose(desk.priya)
    assert any("Last time" in line for line in lines)
    assert not any("Heard from them" in line for line in lines)


@pytest.mark.parametrize(
    "typed",
    [
        "okaf",
        "Elizabeth",
        "OKAFOR eliz",
        "900123",
        "07700 900 123",
        "+44 7700 900123",
        "123",
        "liz@example.org",
        "HA-4471",
        "ha4471",
        "sam",
        "C-0001",
        "c-1",
        "Mrs Okafor",
    ],
)
def test_a_customer_is_found_by_what_staff_would_type(desk: Desk, typed: str) -> None:
    desk.amira.file(
        "Elizabeth Okafor (mum)", phone=PHONE, email="liz@example.org", case_ref="HA-4471", child="Sam"
    )
    keys = [option.key for option in desk.priya.look_up(typed)]
    assert keys == ["C-0001", f"new:{typed}", "not_known"]


@pytest.mark.parametrize(
    "typed", ["Shah", "07700 900999", "x", "' or 1=1 --", "%", "_", "\u202e", "\ud800", "é" * 500]
)
def test_nobody_is_found_who_does_not_fit(desk: Desk, typed: str) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    options = desk.priya.look_up(typed)
    assert "C-0001" not in [option.key for option in options]
    assert options[-1].key == "not_known"
    assert all(len(option.key) <= 150 for option in options)


def test_before_anything_is_typed_only_not_known_is_offered(desk: Desk) -> None:
    assert [option.key for option in desk.amira.look_up("")] == ["not_known"]


def test_a_new_name_offered_can_be_submitted_as_it_is(desk: Desk) -> None:
    new = desk.amira.look_up("Elizabeth Okafor")[0]
    assert (new.key, new.label) == ("new:Elizabeth Okafor", 'New: "Elizabeth Okafor"')
    desk.amira.file(new.key)
    assert "Elizabeth Okafor · C-0001" in desk.amira.sees


def test_an_unknown_look_up_offers_nothing(desk: Desk) -> None:
    assert desk.amira.look_up("Okafor", "colour") == ()


def test_a_guests_look_up_offers_nothing(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    assert desk.guest().look_up("Okafor") == ()


def household(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone="01632 960123", child="Sam", case_ref="HA-4471")
    desk.priya.file(
        "Mr Daniel Okafor", "School transport", phone="01632 960123", child="Sam", case_ref="HA-4471"
    )
