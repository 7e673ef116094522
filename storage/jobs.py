"""Scheduled work: once per kind and local day, across restarts and replicas."""

from datetime import date, datetime

from sqlmodel import col, select

from storage.store import Db
from storage.tables import Job


def claim(db: Db, kind: str, day: date, at: datetime) -> bool:
    """Whether this call is the first for this kind and day; do the work in the same `Store.write`."""
    if db.get(Job, (kind, day)):
        return False
    db.add(Job(kind=kind, day=day, at=at))
    return True


def last_until(db: Db, kind: str, day: date) -> Job | None:
    """The claim with the latest day up to this one."""
    found = select(Job).where(Job.kind == kind, Job.day <= day)
    return db.exec(found.order_by(col(Job.day).desc()).limit(1)).first()
