"""Reviews as people live them: asked in time, said where it is late, and over by itself if nobody looks."""

import pytest

from tests.office import MANAGERS, Office, labels, words
from tests.stories.test_the_walk import considered_case, newest_case, restricted, value_of


@pytest.fixture
def held(service: Office) -> Office:
    """A restriction in force, whose review is due on Friday 21 May 2027."""
    considered_case(service)
    restricted(service)
    return service


def test_two_weeks_before_its_review_whoever_told_the_customer_is_asked_and_the_summary_waits(
    held: Office,
) -> None:
    held.at("2027-05-07 08:31")
    asked = [m for m in held.grace.messages() if "A review is due by Fri 21 May." in words(m)]
    assert len(asked) == 1
    assert "Review" in labels(asked[0])
    assert not any("A review is due" in words(m) for m in held.owen.messages())
    card = newest_case(held.grace)
    assert "reviews M-0001/1 by Fri 21 May" in words(card)
    assert "Review: M-0001/1" in labels(card)


def test_what_is_overdue_says_so_and_when_it_ends(held: Office) -> None:
    held.at("2027-05-24 08:31")
    assert "Overdue since Fri 21 May" in words(newest_case(held.grace))
    assert "Overdue since Fri 21 May" in words(held.grace.message("summary:2027-05-24", MANAGERS))
    held.amira.chooses("C-0001")
    assert "In force" in words(held.amira.form)


def test_what_nobody_reviewed_is_over_in_the_form_and_the_customer_can_be_told(held: Office) -> None:
    held.at("2027-06-21 08:31")
    held.amira.chooses("C-0001")
    assert "In force" not in words(held.amira.form)
    held.grace.types("/incident case M-0001")
    assert "a restriction has ended, because nobody reviewed it" in held.grace.reads_answer()
    held.grace.presses("Outcome letter: M-0001/1")
    assert "draft letter" in held.grace.title


def test_the_outcome_is_read_as_the_customer_before_the_review_is_saved(held: Office) -> None:
    held.at("2027-03-01 10:00")
    held.grace.presses_raw("restriction.review", value_of(held, restriction=1))
    held.grace.presses_in_form("Read as the customer", since="Calm calls", outcome="lift")
    assert "What we set before does not hold any more." in held.grace.reads_answer()
