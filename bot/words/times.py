"""Days and times as people say them."""

from datetime import date, datetime, timedelta

from bot.workdays import WorkCalendar


def day(value: date, today: date) -> str:
    """A day: today, yesterday, tomorrow, else `Mon 23 Nov`, with the year where it is another."""
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}
    if (said := near.get((value - today).days)) is not None:
        return said
    return date_of(value, today)


def moment(value: datetime, work: WorkCalendar, today: date) -> str:
    """A moment on the service's clocks: `today 14:10`."""
    local = work.local(value)
    return f"{day(local.date(), today)} {local:%H:%M}"


def stamp(value: datetime, work: WorkCalendar, today: date) -> str:
    """A moment in a message that is read on other days too: `Mon 23 Nov 14:10`."""
    local = work.local(value)
    return f"{date_of(local.date(), today)} {local:%H:%M}"


def date_of(value: date, today: date) -> str:
    """A day in a message that is read on other days too: `Mon 23 Nov`, with the year where it is another."""
    year = f" {value.year}" if value.year != today.year else ""
    return f"{value:%a} {value.day} {value:%b}{year}"


def full_day(value: date) -> str:
    """A day with its year: `Monday 23 November 2026`."""
    return f"{value:%A} {value.day} {value:%B} {value.year}"


def in_full(value: date) -> str:
    """A day with its year, without the day of the week: `23 November 2026`."""
    return f"{value.day} {value:%B} {value.year}"


def apart(one: datetime, other: datetime) -> str:
    """How far apart two moments are: `the same day`, `2 days apart`."""
    days = abs(one - other) // timedelta(days=1)
    return "less than a day apart" if days == 0 else f"{count(days, 'day')} apart"


def count(number: int, one: str, many: str = "") -> str:
    """A number and its noun: `1 day`, `3 colleagues`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(items: list[str]) -> str:
    """Items in a sentence: `a, b and c`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""
