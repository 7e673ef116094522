"""How the things stand that a service needs to go on: a rule for each, in days and bytes."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.settings import Service

MB, GB = 10**6, 10**9


class State(StrEnum):
    """How something stands."""

    FINE = "fine"
    LOOK = "look"
    BROKEN = "broken"


SECRET_SOON, SECRET_LAST = timedelta(days=30), timedelta(days=7)
"""Whoever may make a new secret is often somebody else, and on holiday: a month, then a last week."""
CERTIFICATE_SOON = timedelta(days=14)
"""What renews certificates by itself does it 30 days before their end: two weeks later it has failed again and again."""
DISK_LOW, DISK_FULL = GB, 100 * MB
"""100,000 reports take 106 MB, which 40 people do not write in a year. A backup and a new version's change of tables each
need as much again for a while: below 1 GB (or twice the database, where that is more) there is no longer room for years.
Below 100 MB a busy week's log may be enough that nothing can be saved any more."""
COPIES = 2
BACKUP_LATE, BACKUP_MISSING = timedelta(days=2), timedelta(days=8)
"""One night may fail, or be a holiday; after more than a week nobody looks after it."""
SUMMARY_LATE = timedelta(hours=1)
"""It comes with the first look at the clock after its time, at most half a minute later."""
_LONGEST = 60


def of_secret(expires: date, today: date) -> State:
    """On its last day it may run out at any hour; from the next on it surely has."""
    if expires < today:
        return State.BROKEN
    return State.LOOK if expires - today <= SECRET_SOON else State.FINE


def of_certificate(until: datetime, now: datetime) -> State:
    """How long a certificate holds."""
    if until <= now:
        return State.BROKEN
    return State.LOOK if until - now <= CERTIFICATE_SOON else State.FINE


def of_disk(free: int, held: int) -> State:
    """Bytes free where a database of so many bytes lies."""
    if free < DISK_FULL:
        return State.BROKEN
    return State.LOOK if free < max(DISK_LOW, COPIES * held) else State.FINE


def of_backup(last: datetime | None, now: datetime) -> State:
    """How old the newest backup is; none at all deserves a look, for every service begins so."""
    if last is None:
        return State.LOOK
    if now - last > BACKUP_MISSING:
        return State.BROKEN
    return State.LOOK if now - last > BACKUP_LATE else State.FINE


def missed(service: Service, last: date, now: datetime) -> int:
    """How many working days after this one should have had a summary by now; no more than `_LONGEST` are counted."""
    work, count = service.work, 0
    day = work.next_working(last)
    while count < _LONGEST and work.at(day, service.summary_time) + SUMMARY_LATE <= now:
        count += 1
        day = work.next_working(day)
    return count


def of_summary(missed_days: int) -> State:
    """One morning without a summary deserves a look; more, and nobody is at work."""
    return State.FINE if not missed_days else State.LOOK if missed_days == 1 else State.BROKEN
