"""What the doctor says about what keeps a service going: disk, backups, the audit chain, the summary, day and zone."""

from datetime import date, datetime

from bot.condition import GB, MB
from bot.words import times
from bot.words.doctor import Said
from bot.workdays import WorkCalendar

BACKED_UP_ELSEWHERE = Said(
    "are made by something else (EVENHAND_BACKUPS), so how old they are is not known here"
)
NO_BACKUP = Said(
    "`evenhand backup` was never run here",
    "let it run each night (docs/operate.md, Backups, has the line to copy); if something else makes backups, set "
    "EVENHAND_BACKUPS=elsewhere",
)
_ROOM = "delete old backups and logs, or move the database to a larger disk"
_NO_SUMMARY = "see that `evenhand serve` runs, and read what it printed; it comes by itself once it runs"


def disk(free: int) -> Said:
    """Room enough."""
    return Said(f"{_size(free)} free where the database lies")


def disk_low(free: int, held: int) -> Said:
    """Little room, beside a database of so many bytes."""
    return Said(f"only {_size(free)} free beside the database, which takes {_size(held)}", _ROOM)


def disk_full(free: int) -> Said:
    """Soon nothing can be saved."""
    return Said(f"only {_size(free)} free: when none is left, nothing can be saved", f"now: {_ROOM}")


def backup_made(at: datetime, now: datetime, work: WorkCalendar) -> Said:
    """When the newest backup was made."""
    return Said(_made(at, now, work))


def backup_old(at: datetime, now: datetime, work: WorkCalendar) -> Said:
    """The newest backup is too old."""
    return Said(
        f"{_made(at, now, work)}: what came since would be lost with this computer",
        "run `evenhand backup` now, then find out why it did not run by itself (cron's mail; systemctl list-timers)",
    )


def chain_holds(entries: int) -> Said:
    """Nothing was changed behind our back."""
    return Said(f"holds: {times.count(entries, 'entry', 'entries')}")


def chain_broken(entry: int) -> Said:
    """The first entry that does not hold."""
    return Said(
        f"entry {entry} was changed, moved, or follows one that is missing",
        "keep a copy of the database as it is, tell whoever answers for your data, and find out who could write to it; "
        "`evenhand audit export` of an older backup shows what stood there",
    )


def summary_came(at: datetime, work: WorkCalendar, today: date) -> Said:
    """When the last one was made."""
    return Said(f"the last one was made {times.stamp(at, work, today)}")


def summary_awaited(at: datetime, work: WorkCalendar, today: date) -> Said:
    """None was due yet."""
    return Said(f"the first one comes {times.stamp(at, work, today)}")


def summary_missed(days: int, at: datetime | None, work: WorkCalendar, today: date) -> Said:
    """Working days without one; `at`: when the last one was made, if one ever was."""
    last = f"the last one was made {times.stamp(at, work, today)}" if at else "there never was one"
    return Said(f"{times.count(days, 'working day')} without one; {last}", _NO_SUMMARY)


def calendar(now: datetime, work: WorkCalendar, holiday: date | None) -> Said:
    """What day and time it is for the service: a wrong zone is seen at once."""
    local = work.local(now)
    works = "a working day" if work.works(local.date()) else "not a working day"
    said = f"it is {local:%A} {local.day} {local:%B} {local.year}, {local:%H:%M} in {work.zone.key}, {works}"
    return Said(
        f"{said}; the next public holiday is {times.date_of(holiday, local.date())}" if holiday else said
    )


def holidays_unknown(year: int, country: str) -> Said:
    """Public holidays of a year for which the calendar has none."""
    return Said(
        f"no public holiday of {country} is known for {year}: summaries and days to answer by would count them as working days",
        "put a newer version of Evenhand in place (or a country that has them into EVENHAND_HOLIDAYS)",
    )


def _made(at: datetime, now: datetime, work: WorkCalendar) -> str:
    hours = max(int((now - at).total_seconds()) // 3600, 0)
    age = times.count(hours, "hour") if hours < 2 * 24 else times.count(hours // 24, "day")
    return f"the last one was made {times.stamp(at, work, work.day(now))}, {age} ago"


def _size(number: int) -> str:
    return f"{number / GB:.1f} GB" if number >= GB else f"{number // MB} MB"
