"""Being away: until when, who covers, and back again; what is wrong in the form is said beside its field."""

import pytest

from tests.office import Colleague, Office, labels, words
from tests.stories.restricting import away
from tests.stories.test_the_walk import PHONE

FIRST = "Rings several of us about the same plan"


def says(by: Colleague) -> None:
    by.reports("Priscilla Okafor", FIRST, phone=PHONE)


@pytest.fixture
def known(service: Office) -> Office:
    """Amira heard from somebody; David was here, so that he can cover."""
    says(service.amira)
    service.david.types("/incident help")
    return service


def test_what_is_wrong_is_said_beside_its_field_and_nobody_is_away(known: Office) -> None:
    amira = known.amira
    amira.types("/incident away")
    for until, wrong in (
        ("2026-11-20", "That day is over. Please choose today or later."),
        ("9999-12-31", "Please give a day, for example 2026-11-30."),
    ):
        amira.fills_in(until=until)
        assert amira.errors() == {"until": wrong}
    amira.types("/incident mine")
    assert "You are away" not in amira.reads_answer()
    says(known.priya)
    assert "2 colleagues hold the same issue" in words(amira.message("issue:1"))


def test_the_cover_replies_for_them_and_nothing_is_pushed_at_whoever_is_away(known: Office) -> None:
    away(known, "amira", "2026-11-27", cover="david")
    says(known.priya)
    known.david.presses_on("issue:1", "I'll reply")
    assert "Who replies DC" in words(known.priya.message("issue:1"))
    assert known.amira.messages() == []
    known.grace.types("/incident summary")
    assert "Away: AK (covered by DC)" in known.grace.reads_answer()


def test_without_cover_messages_wait_until_the_morning_after(known: Office) -> None:
    away(known, "amira", "2026-11-27")
    says(known.priya)
    assert known.david.messages() == []
    known.at("2026-11-27 18:00")
    assert known.amira.messages() == []
    known.at("2026-11-28 08:00")
    assert "2 colleagues hold the same issue" in words(known.amira.message("issue:1"))


def test_a_promise_of_an_absent_colleague_is_kept_by_their_cover(known: Office) -> None:
    known.amira.reports("Daniel Osei", "His transport", promised="Ring back", promised_by="2026-11-25")
    away(known, "amira", "2026-11-27", cover="david")
    known.at("2026-11-25 08:31")
    assert "You cover for AK." in words(known.david.message("promise:1"))
    known.david.presses_on("promise:1", "Done")
    assert "Done: the promise from R-00002" in words(known.david.message("promise:1"))
    known.amira.types("/incident mine")
    known.amira.presses("I'm back")
    assert "Done" not in labels(known.amira.message("promise:1"))


def test_whoever_is_back_gets_what_comes_next_and_the_cover_no_more(known: Office) -> None:
    away(known, "amira", "2026-11-27", cover="david")
    known.amira.presses("I'm back")
    assert known.amira.title == "Welcome back"
    says(known.priya)
    assert known.david.messages() == []
    assert "2 colleagues hold the same issue" in words(known.amira.message("issue:1"))
