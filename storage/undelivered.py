"""What the outbox holds back: asked by whoever looks the service over."""

from datetime import datetime

from sqlalchemy import case, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from storage import Db
from storage.outbox import is_parked, is_waiting
from storage.tables import Message


def troubles(db: Db) -> list[str]:
    """Why messages were set aside, each reason once."""
    return sorted(db.exec(select(Message.trouble).where(is_parked()).distinct()))


def parked_by_place(db: Db) -> list[tuple[str, str, str, int]]:
    """Platform, kind and target of each place with messages set aside, and how many."""
    place = (Message.platform, Message.kind, Message.target)
    parked = col(Message.delivered) < col(Message.wanted), col(Message.parked_at).is_not(None)
    return list(db.exec(select(*place, func.count()).where(*parked).group_by(*place)))


def held(db: Db, before: datetime, *, other_than: str) -> int:
    """How many wait since before this moment in places that a platform holds up for another reason than this one."""
    other = aliased(Message)
    places = select(other.platform, other.kind, other.target).where(
        is_waiting(other),
        col(other.held_until).is_not(None),
        other.trouble != other_than,
    )
    since = case((col(Message.delivered) == 0, col(Message.created_at)), else_=col(Message.changed_at))
    waiting = select(func.count()).where(
        is_waiting(),
        since < before,
        tuple_(Message.platform, Message.kind, Message.target).in_(places),
    )
    return db.exec(waiting).one()


def due_since(db: Db) -> list[datetime]:
    """Since when each waiting message should be shown; one never tried may wait for a later moment on purpose."""
    waiting = select(Message.changed_at, Message.next_try_at, Message.attempts).where(is_waiting())
    return [later if later and not attempts else changed for changed, later, attempts in db.exec(waiting)]
