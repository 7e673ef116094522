"""Working days, counted by hand: weekends and the bank holidays of England are none."""

from datetime import date, timedelta
from typing import Final

import holidays

CLOSED: Final = holidays.country_holidays("GB", subdiv="ENG")


def works(day: date) -> bool:
    """Whether the service works on this day."""
    return day.weekday() < len(("mon", "tue", "wed", "thu", "fri")) and day not in CLOSED


def working_days_after(day: date, days: int) -> date:
    """The n-th working day after this one."""
    while days:
        day += timedelta(days=1)
        days -= works(day)
    return day
