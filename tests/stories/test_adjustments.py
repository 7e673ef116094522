"""Somebody needs another way of communicating: nothing restricts them before that has an answer."""

import pytest

from tests.office import MANAGERS, Office, labels, words
from tests.stories.test_the_walk import consider, considered_case, newest_case, propose, talk, value_of

ASKED = "Please write to me, calls overwhelm me."


@pytest.fixture
def waiting(service: Office) -> Office:
    """A proposal that waits for its decision, and a request that David noted from the report he logged."""
    considered_case(service)
    consider(service, service.grace, speaker=service.amira, result="raise")
    talk(service, service.amira)
    propose(service.amira, service, "style", details="No shouting", review="2027-05-21")
    service.david.reports("C-0001", "Is there news?")
    service.david.presses("Note an adjustment")
    service.david.fills_in(request=ASKED)
    assert service.david.title == "Noted"
    return service


def test_the_steps_that_restrict_are_shut_until_a_manager_has_answered(waiting: Office) -> None:
    grace, owen = waiting.grace, waiting.owen
    card = newest_case(grace)
    assert "Waits for an answer" in words(card)
    assert ASKED not in words(card)
    for person, step, number in (
        (grace, "restriction.agree", 0),
        (waiting.amira, "restriction.agree", 0),
        (owen, "restriction.approve", 1),
        (grace, "block.propose", 0),
    ):
        person.presses_raw(step, value_of(waiting, number))
        assert "a manager answers that first" in person.reads_answer()

    grace.presses_on("case:1/3", "Answer the request", MANAGERS)
    assert ASKED in words(grace.form)
    grace.fills_in(answer="We write from now on.", in_place="Write, don't ring")
    assert grace.title == "Answered"
    assert "Waits for an answer" not in words(newest_case(grace))

    owen.presses_on("decide:1", "Look and decide")
    owen.fills_in(agree_because="Fair, and in proportion")
    assert "is approved" in owen.title
    grace.presses_raw("restriction.notify", value_of(waiting, 1))
    grace.fills_in()
    assert "the customer was told" in grace.title


def test_declining_lifting_and_closing_never_wait_for_it(waiting: Office) -> None:
    waiting.owen.presses_on("decide:1", "Look and decide")
    waiting.owen.fills_in(reasons="First an answer to what they asked for")
    assert "is declined" in waiting.owen.title
    waiting.grace.presses_raw("case.close", value_of(waiting))
    waiting.grace.fills_in(reasons="They get what they need")
    assert waiting.grace.title == "M-0001 is closed"


def test_who_noted_it_is_told_and_everybody_sees_what_is_in_place(waiting: Office) -> None:
    waiting.grace.types("/incident check C-0001")
    assert "Note an adjustment" in labels(waiting.grace.seen)
    waiting.grace.presses("Answer the request")
    waiting.grace.fills_in(answer="We write from now on.", in_place="Write, don't ring")
    assert "GM answered. Something is in place." in words(waiting.david.message("adjustment:1"))
    waiting.david.presses_on("adjustment:1", "Read the answer")
    assert "We write from now on." in waiting.david.reads_answer()
    waiting.priya.chooses("C-0001")
    assert "Adjustment in place: Write, don't ring" in words(waiting.priya.form)
