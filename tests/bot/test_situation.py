"""What follows from what was done: when a restriction counted, which conversations count, what a report shows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import escalation, grounds
from bot.escalation import Incident, Stage, Taken
from tests.bot.test_escalation import (
    AMIRA,
    APPROVED,
    BLOCK,
    CASE,
    GRACE,
    IN_FORCE,
    LATER,
    RAISE,
    RESTRICTED,
    SPOKEN,
    TODAY,
)

BEGAN = date(2026, 10, 12)
TOLD_TODAY = replace(APPROVED, notified_on=TODAY)


def test_a_restriction_counts_from_the_day_of_its_notice() -> None:
    assert IN_FORCE.begins == BEGAN
    assert TOLD_TODAY.was_in_force(TODAY)
    assert not TOLD_TODAY.was_in_force(TODAY - timedelta(days=1))


def test_what_was_lifted_on_its_first_day_never_counted() -> None:
    assert not replace(IN_FORCE, ended_on=BEGAN).was_in_force(TODAY)
    assert replace(IN_FORCE, ended_on=BEGAN + timedelta(days=1)).was_in_force(TODAY)


def test_a_case_gives_the_restriction_with_a_number_and_none_of_another_case() -> None:
    now = replace(RESTRICTED, restrictions=(IN_FORCE, BLOCK))
    assert now.restriction(1) == IN_FORCE
    assert now.restriction(2) == BLOCK
    assert now.restriction(3) is None


def test_a_block_in_force_is_monitored() -> None:
    block = replace(BLOCK, decision="approved", notified_on=TODAY)
    assert escalation.stage(replace(RESTRICTED, restrictions=(IN_FORCE, block))) is Stage.MONITORING


def test_a_check_that_raises_again_asks_for_another_conversation() -> None:
    again = replace(CASE, steps=(RAISE, SPOKEN, RAISE))
    assert escalation.conversations(again) == ()
    assert not escalation.resolution_attempted(again)


def test_a_check_that_only_watches_keeps_what_was_said_and_attempts_nothing() -> None:
    watch = replace(RAISE, answers={"result": "watch"})
    watched = replace(CASE, steps=(RAISE, SPOKEN, watch))
    assert escalation.conversations(watched) == (SPOKEN,)
    assert not escalation.resolution_attempted(watched)


def test_an_attempt_that_names_no_way_is_no_way() -> None:
    tried = tuple(
        Taken("case.conversation", AMIRA, TODAY, {"outcome": "not_reached", **how})
        for how in ({"how": "letter"}, {"how": "helpline"}, {})
    )
    assert not escalation.resolution_attempted(replace(CASE, steps=(RAISE, *tried)))


@pytest.mark.parametrize(("reports", "enough"), [(1, False), (2, True)])
def test_a_concern_that_the_policy_file_names_no_more_is_a_pattern(reports: int, *, enough: bool) -> None:
    incidents = (Incident(AMIRA, TODAY, frozenset({"no_more_named"})),) * reports
    assert escalation.shows_enough(replace(CASE, incidents=incidents)) is enough


def test_a_restriction_that_does_not_count_yet_and_a_block_are_no_first_restriction() -> None:
    tomorrow = replace(IN_FORCE, starts_on=TODAY + timedelta(days=1))
    block = replace(BLOCK, decision="approved", notified_on=BEGAN)
    assert grounds.first_restricted(replace(CASE, restrictions=(tomorrow, block))) is None
    assert grounds.first_restricted(replace(CASE, restrictions=(tomorrow, IN_FORCE))) == BEGAN


def test_only_a_report_from_after_the_first_day_is_later() -> None:
    same_day, next_day = (replace(LATER[0], day=BEGAN + timedelta(days=days)) for days in (0, 1))
    now = replace(RESTRICTED, misfits=(same_day, next_day))
    assert grounds.later_misfits(now) == (next_day,)


def test_what_misfits_a_block_on_the_first_day_of_a_restriction_is_not_later() -> None:
    """A block may have come first, from before Evenhand."""
    block = replace(BLOCK, decision="approved", notified_on=BEGAN - timedelta(days=7))
    same_day, next_day = (replace(LATER[0], restriction=2, day=BEGAN + timedelta(days=d)) for d in (0, 1))
    now = replace(RESTRICTED, restrictions=(IN_FORCE, block), misfits=(same_day, next_day))
    assert grounds.later_misfits(now) == (next_day,)


def test_the_newest_step_of_a_kind_is_the_last_one() -> None:
    first, second = replace(SPOKEN, by=AMIRA), replace(SPOKEN, by=GRACE)
    assert replace(CASE, steps=(first, second)).last("case.conversation") == second
