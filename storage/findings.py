"""What managers were told to have mended: each finding from when it was noticed until it is mended."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import col, select

from storage.store import Db
from storage.tables import Finding


def lasting(db: Db) -> list[Finding]:
    """What is not mended, oldest first, told or not."""
    found = select(Finding).where(col(Finding.mended_at).is_(None))
    return list(db.exec(found.order_by(col(Finding.id))))


def mended_since(db: Db, subject: str, moment: datetime) -> list[Finding]:
    """What was told of this subject and mended since."""
    found = select(Finding).where(Finding.subject == subject, col(Finding.mended_at) > moment)
    return list(db.exec(found.order_by(col(Finding.id))))


def told_in(db: Db, keys: Collection[str]) -> list[Finding]:
    """What messages with these keys tell, oldest first."""
    found = select(Finding).where(col(Finding.told_in).in_(keys))
    return list(db.exec(found.order_by(col(Finding.id))))


def notice(db: Db, subject: str, stage: int, at: datetime) -> Finding:
    """Keep what was found now, to be told in its time."""
    row = Finding(subject=subject, stage=stage, noticed_at=at)
    db.add(row)
    db.flush()
    return row


def overlook(db: Db, row: Finding) -> None:
    """It was over before anybody was told."""
    db.delete(row)
    db.flush()
