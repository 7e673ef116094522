"""How many customers colleagues looked up, by the hour of the clock; never whom."""

from datetime import datetime

from sqlmodel import col, delete, select

from storage.store import Db
from storage.tables import LookupTally


def number(db: Db, staff_id: int, hour: datetime) -> int:
    """How many this colleague looked up in the hour that begins at this moment."""
    found = db.get(LookupTally, (staff_id, hour))
    return found.number if found else 0


def add(db: Db, staff_id: int, hour: datetime, more: int, *, limit: int, at: datetime) -> int:
    """Count so many more, and remember when they came to be more than `limit`; how many there are now."""
    found = db.get(LookupTally, (staff_id, hour))
    if found is None:
        found = LookupTally(staff_id=staff_id, hour=hour)
        db.add(found)
    found.number += more
    if found.number > limit and found.limited_at is None:
        found.limited_at = at
    db.flush()
    return found.number


def to_note(db: Db, *, began_before: datetime, least: int) -> list[LookupTally]:
    """Hours that began before this moment, in which somebody looked up so many at least, and not noted yet."""
    many = select(LookupTally).where(
        LookupTally.hour < began_before, LookupTally.number >= least, col(LookupTally.noted_at).is_(None)
    )
    return list(db.exec(many.order_by(col(LookupTally.hour), col(LookupTally.staff_id))))


def limited_since(db: Db, moment: datetime) -> list[LookupTally]:
    """Who reached the limit since this moment, in which hour, oldest first."""
    limited = select(LookupTally).where(col(LookupTally.limited_at) >= moment)
    return list(db.exec(limited.order_by(col(LookupTally.hour), col(LookupTally.staff_id))))


def forget(db: Db, before: datetime) -> None:
    """Forget what was counted in hours that began before this moment."""
    db.exec(delete(LookupTally).where(col(LookupTally.hour) < before))
