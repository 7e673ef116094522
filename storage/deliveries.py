"""Deliveries that were handled, so that a platform's retry is answered and not done again."""

from datetime import datetime

from sqlmodel import col, delete

from storage.store import Db
from storage.tables import Delivery


def seen(db: Db, delivery: str) -> str | None:
    """The outcome (it may be empty) that this delivery came to; None if it is new."""
    known = db.get(Delivery, delivery)
    return known.outcome if known else None


def record(db: Db, delivery: str, outcome: str, at: datetime) -> None:
    """Remember what a new delivery came to, in the transaction that handles it."""
    db.add(Delivery(id=delivery, outcome=outcome, at=at))


def forget(db: Db, before: datetime) -> None:
    """Forget deliveries handled before this moment."""
    db.exec(delete(Delivery).where(col(Delivery.at) < before))
