"""Working days: weekends, bank holidays, and the days on which clocks change."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.workdays import WorkCalendar, months_after, weekdays
from tests.bot.desk import service

WORK = service().work


def test_weekends_are_free() -> None:
    assert WORK.works(date(2026, 11, 27))
    assert not WORK.works(date(2026, 11, 28))
    assert not WORK.works(date(2026, 11, 29))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),  # Boxing Day was a Saturday
    ],
)
def test_bank_holidays_of_england_are_free(day: date) -> None:
    assert day.weekday() < 5
    assert not WORK.works(day)


def test_a_scottish_holiday_is_a_working_day_in_england() -> None:
    assert WORK.works(date(2026, 1, 2))
    assert not service(evenhand_holidays="GB-SCT").work.works(date(2026, 1, 2))


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, date(2026, 12, 24)), (1, date(2026, 12, 29)), (4, date(2027, 1, 4))],
)
def test_the_next_working_days_after_christmas_eve(days: int, expected: date) -> None:
    assert WORK.next_working(date(2026, 12, 24), days) == expected


def test_a_service_may_work_on_saturdays() -> None:
    work = service(evenhand_working_days="tue-sat").work
    assert work.works(date(2026, 11, 28))
    assert work.next_working(date(2026, 11, 28)) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        (date(2026, 3, 28), time(8, 30), "2026-03-28T08:30"),
        (date(2026, 3, 29), time(8, 30), "2026-03-29T07:30"),
        (date(2026, 3, 29), time(1, 30), "2026-03-29T01:30"),  # skipped: when the clocks have jumped
        (date(2026, 10, 25), time(0, 30), "2026-10-24T23:30"),
        (date(2026, 10, 25), time(1, 30), "2026-10-25T00:30"),  # shown twice: the first
        (date(2026, 10, 25), time(8, 30), "2026-10-25T08:30"),
    ],
)
def test_a_time_on_the_services_clocks_is_one_moment(day: date, clock: time, expected: str) -> None:
    assert WORK.at(day, clock).astimezone(UTC) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_the_services_day_begins_at_its_own_midnight() -> None:
    assert WORK.day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(2026, 7, 2)
    assert WORK.day(datetime(2026, 12, 1, 23, 30, tzinfo=UTC)) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 23), 3, date(2027, 2, 23)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 1, 31), 11, date(2026, 12, 31)),
    ],
)
def test_months_after_keep_the_day_or_end_with_the_month(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("mon,tue,thu", {0, 1, 3}),
        ("Mon - Wed, FRI", {0, 1, 2, 4}),
        ("sat", {5}),
        ("mon-sun", set(range(7))),
    ],
)
def test_a_week_is_written_as_people_write_it(text: str, expected: set[int]) -> None:
    assert weekdays(text) == expected


@pytest.mark.parametrize("text", ["", "fri-mon", "monday", "mon-", "-fri", "mon,,tue", "1-5"])
def test_a_week_that_is_not_one_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the settings say what is wrong
        weekdays(text)


def test_a_calendar_knows_its_zone() -> None:
    lisbon = WorkCalendar(ZoneInfo("Europe/Lisbon"), frozenset({0}), frozenset())
    assert lisbon.local(datetime(2026, 7, 1, 12, tzinfo=UTC)).hour == 13
