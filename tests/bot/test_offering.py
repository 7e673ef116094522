"""Which letters stand first on a case's card: what the customer has yet to read; the others stand under More."""

import pytest

from bot.cards import Buttons
from tests.bot import taking
from tests.bot.desk import Colleague, Desk


def letters(by: Colleague) -> tuple[list[str], list[str]]:
    """The letters on the case's card: those that stand there, and those under More."""
    by.command("case M-0001")
    rows = [part for part in by.card.parts if isinstance(part, Buttons)]
    return _named(*(each.shown for each in rows)), _named(*(each.more for each in rows))


def _named(*rows: tuple[object, ...]) -> list[str]:
    labels = [getattr(button, "label", "") for row in rows for button in row]
    return [label for label in labels if "etter" in label]


@pytest.fixture
def told(desk: Desk) -> Desk:
    taking.restricted(desk)
    return desk


def test_a_restriction_letter_stands_first_until_the_customer_was_told(desk: Desk) -> None:
    taking.proposed(desk)
    taking.approve(desk, desk.tom)
    assert letters(desk.helen) == (["Letter: M-0001/1"], [])
    taking.notify(desk, desk.helen)
    assert letters(desk.helen) == ([], ["Letter: M-0001/1"])


def test_a_concern_letter_stands_first_until_somebody_spoke_with_the_customer(desk: Desk) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    assert letters(desk.helen) == (["Concern letter"], [])
    taking.talk(desk, desk.amira, outcome="not_reached")
    assert letters(desk.helen) == (["Concern letter"], [])
    taking.talk(desk, desk.amira)
    assert letters(desk.helen) == ([], ["Concern letter"])


def test_an_outcome_letter_stands_first_for_a_week(told: Desk) -> None:
    taking.lift(told, told.helen)
    told.later(days=7)
    assert letters(told.helen) == (["Outcome letter: M-0001/1"], [])
    told.later(days=1)
    assert letters(told.helen) == ([], ["Outcome letter: M-0001/1"])


def test_whoever_spoke_with_the_customer_is_shown_no_letter_in_their_message(told: Desk) -> None:
    assert not [label for label in _named(*_rows(told.amira)) if label]


def _rows(by: Colleague) -> list[tuple[object, ...]]:
    parts = [part for card in by.inbox() for part in card.parts if isinstance(part, Buttons)]
    return [*(part.shown for part in parts), *(part.more for part in parts)]
