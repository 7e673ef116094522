"""The sentinel sees what it guards: a name in a log line, in an audit entry, in a message later edited over."""

import logging

import pytest

from tests.office import Office
from tests.stories import private


@pytest.fixture
def rosa(service: Office) -> Office:
    service.amira.reports("Rosa Lindqvist", "Plan late")
    return service


def test_a_name_in_the_log_is_found(rosa: Office) -> None:
    with pytest.raises(AssertionError, match="the log"):
        private.assert_nothing_private(rosa.store, "saved for rosa lindqvist", ())


def test_a_name_in_a_message_that_was_edited_over_is_found(rosa: Office) -> None:
    with pytest.raises(AssertionError, match="as it went out"):
        private.assert_nothing_private(rosa.store, "", ["Rosa Lindqvist wrote", "I-0001 is settled"])


def test_every_message_that_went_out_is_searched(rosa: Office) -> None:
    rosa.priya.reports("C-0001", "Plan late")
    rosa.settle()
    before = len(rosa.delivered)
    rosa.priya.presses("I'll reply")
    rosa.settle()
    assert len(rosa.delivered) > before > 0


def test_what_is_logged_during_a_story_is_searched(rosa: Office, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("adapters.any").debug("a line of the story")
    assert rosa.store
    assert "a line of the story" in [record.getMessage() for record in caplog.get_records("call")]
