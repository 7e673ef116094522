"""Reminders: the morning that is named is the morning on which one comes."""

from datetime import UTC, datetime

import pytest

from tests.bot.desk import Desk

MONDAY_EARLY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MONDAY_NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due", "named"),
    [
        (MONDAY_EARLY, "2026-11-23", "Monday 23 November 2026"),
        (MONDAY_NINE, "2026-11-23", "Tuesday 24 November 2026"),
        (MONDAY_NINE, "2026-11-25", "Wednesday 25 November 2026"),
        (MONDAY_NINE, "2026-11-28", "Monday 30 November 2026"),
        (datetime(2026, 12, 24, 9, 0, tzinfo=UTC), "2026-12-25", "Tuesday 29 December 2026"),
    ],
)
def test_the_reminder_comes_on_the_morning_named_and_not_before(
    desk: Desk, now: datetime, due: str, named: str
) -> None:
    desk.tick(now)
    desk.amira.file("Elizabeth Okafor", promised="Ring back", promised_by=due)
    assert f"I'll remind you of your promise on {named}." in desk.amira.sees
    came = None
    for days in range(8):
        at = now.replace(hour=8, minute=30) if days == 0 else came_on(now, days)
        if at >= now:
            desk.tick(at)
        if desk.amira.inbox() and came is None:
            came = desk.now
    assert came is not None
    assert f"{came:%A} {came.day} {came:%B} {came.year}" == named


def came_on(now: datetime, days: int) -> datetime:
    """Half past eight so many days later."""
    return datetime.fromordinal(now.toordinal() + days).replace(hour=8, minute=30, tzinfo=UTC)


def test_a_promise_that_was_reminded_of_is_not_announced_again(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back", promised_by="2026-11-24")
    desk.priya.file("C-0001")
    desk.tick(datetime(2026, 11, 24, 8, 30, tzinfo=UTC))
    desk.amira.command("mine")
    desk.amira.press("Correct")
    desk.amira.submit(issue="Draft plan is late again")
    assert "I'll remind you" not in desk.amira.sees
