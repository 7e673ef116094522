"""Working days of the service: its zone, its week, its public holidays."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Holidays(Protocol):
    """Days on which the service is closed."""

    def __contains__(self, day: date, /) -> bool:
        """Whether the service is closed on this day."""
        ...


@dataclass(frozen=True)
class WorkCalendar:
    """When the service works; `weekdays` as numbers, Monday is 0."""

    zone: ZoneInfo
    weekdays: frozenset[int]
    holidays: Holidays

    def local(self, when: datetime) -> datetime:
        """This moment on the service's clocks."""
        return when.astimezone(self.zone)

    def day(self, when: datetime) -> date:
        """The service's day at this moment."""
        return self.local(when).date()

    def at(self, day: date, clock: time) -> datetime:
        """The moment at which the service's clocks show this time on this day.

        A time that the spring change skips is the moment when the clocks jump over it; of a time that
        autumn shows twice the first is meant.
        """
        return datetime.combine(day, clock, self.zone)

    def works(self, day: date) -> bool:
        """Whether this is a working day."""
        return day.weekday() in self.weekdays and day not in self.holidays

    def is_first_of_week(self, day: date) -> bool:
        """Whether no day of this week before this one is a working day."""
        earlier = (day - timedelta(days=number) for number in range(1, day.weekday() + 1))
        return not any(self.works(each) for each in earlier)

    def next_working(self, day: date, days: int = 1) -> date:
        """The n-th working day after this one."""
        while days:
            day += timedelta(days=1)
            days -= self.works(day)
        return day

    def working_from(self, day: date) -> date:
        """This day, or the next working day where nobody works on it."""
        return day if self.works(day) else self.next_working(day)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def weekdays(text: str) -> frozenset[int]:
    """The days of the week meant by `mon-fri` or `mon,tue,thu`; raises ValueError."""
    found: set[int] = set()
    for part in text.lower().replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        start, end = _weekday(first), _weekday(last if dash else first)
        if start > end:
            raise ValueError(part)
        found.update(range(start, end + 1))
    return frozenset(found)


def _weekday(name: str) -> int:
    return WEEKDAYS.index(name)
