"""Every row of the walk is lived in every office, and no action of the walk is left without its story."""

import pytest

from bot import escalation, tables
from tests.office import Office
from tests.stories import lived
from tests.stories.rows_beside import ROWS

BESIDE_STEPS = frozenset(
    {
        *("word.note", "case.suggest", "case.refuse", "case.open", "adjustment.log", "adjustment.answer"),
        *("safety.raise", "safety.take", "safety.check_in", "safety.no_check_in"),
        *("request.log", "request.done", "complaint.log", "complaint.decide"),
        *("customer.correct", "customer.merge", "customer.unmerge", "promise.done", "outbox.retry"),
        *("away.set", "away.end"),
    }
)
"""Actions of the walk that are no step of a case."""
WALK = BESIDE_STEPS | escalation.STEPS.keys()
UNDER_DECISIONS = frozenset({"report.correct", "report.withdraw", "customer.separate"})
"""What takes a report away from under decisions; each is lived too."""
LOOKS = frozenset(
    {
        *("case.show", "case.record", "case.request", "case.points", "case.timeline", "customer.who"),
        *("restriction.show", "restriction.decide", "restriction.preview", "block.preview"),
        *("adjustment.show", "reserve.record", "safety.show", "request.show", "complaint.show"),
    }
)
"""What is only looked at, and screens that lead to two steps."""
SHARED = frozenset({"customer.separate", "customer.keep_apart", "customer.household", "customer.check"})
"""What belongs to the main job, and is told there."""


@pytest.mark.parametrize("story", ROWS)
def test_each_row_of_the_walk(service: Office, story: str) -> None:
    ROWS[story](service)
    service.settle()
    assert lived.BY.get(story, frozenset()) <= service.store.read(lived.done)


def test_no_action_of_the_walk_is_left_without_a_story() -> None:
    """That each row does what it stands for is asked of it, in every office."""
    assert lived.BY.keys() <= ROWS.keys()
    answers = {
        f"{action} {field}={each}" for (action, field), every in lived.ANSWERS.items() for each in every
    }
    assert answers <= lived.EVERY
    assert {each.partition(" ")[0] for each in lived.EVERY} >= WALK | UNDER_DECISIONS


def test_every_action_of_the_walk_in_the_tables_is_known_here() -> None:
    ours = {
        "word",
        "case",
        "restriction",
        "misfit",
        "block",
        "adjustment",
        "reserve",
        "safety",
        "request",
        "complaint",
        "customer",
        "promise",
        "outbox",
        "away",
    }
    every = (*tables.PRESSES, *tables.SUBMISSIONS)
    named = {each for each in every if each.split(".")[0] in ours or each in escalation.STEPS}
    led_to = {"reserve.approve", "reserve.decline"}  # one form, by its outcome
    assert named - LOOKS - SHARED == WALK - led_to
