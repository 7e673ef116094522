"""Looks at this computer's clock beside somebody else's, and at the day, zone and public holidays of the service."""

from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

from adapters.doctoring.lines import Line, line
from bot.condition import State
from bot.settings import Service
from bot.words import doctor
from bot.words.doctor import clock as words
from bot.words.doctor import keeping

NOTICEABLE = 30
"""Seconds from another clock that deserve a look; Slack and Microsoft refuse what is 300 old."""
WRONG = 120
_DAYS = 400


def beside(now: datetime, told: str, whose: str) -> Line:
    """This computer's time beside the `Date` that `whose` answer came with."""
    try:
        seconds = round(abs((now - parsedate_to_datetime(told)).total_seconds()))
    except (ValueError, TypeError):
        return line(State.LOOK, doctor.CLOCK, words.unknown(whose))
    if seconds > WRONG:
        return line(State.BROKEN, doctor.CLOCK, words.wrong(seconds, whose))
    if seconds > NOTICEABLE:
        return line(State.LOOK, doctor.CLOCK, words.off(seconds, whose))
    return line(State.FINE, doctor.CLOCK, words.fine(seconds, whose))


def calendar(service: Service, country: str, now: datetime) -> Line:
    """The service's day, and whether its public holidays are known for this year and the next."""
    work = service.work
    today = work.day(now)
    for year in (today.year, today.year + 1):
        if not any(date(year, 1, 1) + timedelta(days=number) in work.holidays for number in range(365)):
            return line(State.LOOK, doctor.CALENDAR, keeping.holidays_unknown(year, country))
    coming = (today + timedelta(days=number) for number in range(1, _DAYS))
    return line(
        State.FINE,
        doctor.CALENDAR,
        keeping.calendar(now, work, next((day for day in coming if day in work.holidays), None)),
    )
