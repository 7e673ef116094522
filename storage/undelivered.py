"""What the outbox holds back: asked by whoever looks the service over."""

from datetime import datetime

from sqlmodel import col, select

from storage import Db
from storage.tables import Message


def troubles(db: Db) -> list[str]:
    """Why messages were set aside, each reason once."""
    parked = col(Message.delivered) < col(Message.wanted), col(Message.parked_at).is_not(None)
    return sorted(db.exec(select(Message.trouble).where(*parked).distinct()))


def due_since(db: Db) -> list[datetime]:
    """Since when each waiting message should be shown; one never tried may wait for a later moment on purpose."""
    waiting = select(Message.changed_at, Message.next_try_at, Message.attempts).where(
        col(Message.delivered) < col(Message.wanted), col(Message.parked_at).is_(None)
    )
    return [later if later and not attempts else changed for changed, later, attempts in db.exec(waiting)]
