"""Buttons side by side: as many as a narrow card has room for, whose labels would be cut off otherwise."""

from adapters.teams import render
from bot.cards import Button, Buttons, Card
from tests.teams.cards import within

SPEAKER = ("Talking points", "Note how it went", "Concern letter", "Read as the customer")
"""What whoever is to speak with a customer finds under the message."""


def rows(*labels: str, more: tuple[str, ...] = ()) -> list[list[str]]:
    buttons = Buttons(
        tuple(Button(each, "case.show", "1") for each in labels),
        tuple(Button(each, "case.show", "2") for each in more),
    )
    drawn = within(render.card(Card("M-0001", (buttons,))))
    return [[each["title"] for each in row["actions"]] for row in drawn if row["type"] == "ActionSet"]


def test_what_a_row_has_no_room_for_stands_below() -> None:
    assert rows(*SPEAKER) == [list(SPEAKER[:3]), list(SPEAKER[3:])]


def test_short_ones_stand_beside_one_another_up_to_four() -> None:
    assert rows("One", "Two", "Three", "Four", "Five") == [["One", "Two", "Three", "Four"], ["Five"]]


def test_a_label_as_long_as_a_row_has_one_of_its_own() -> None:
    assert rows("Show", "x" * 75, "Hide") == [["Show"], ["x" * 75], ["Hide"]]


def test_the_menu_stands_in_the_last_row() -> None:
    assert rows(*SPEAKER, more=("Withdraw",)) == [list(SPEAKER[:3]), [SPEAKER[3], "Withdraw"]]
