"""Safety: what colleagues raised, and who has it."""

from datetime import datetime

from sqlmodel import col, select

from storage import Db
from storage.records import keep
from storage.tables import Safety


def get(db: Db, number: int) -> Safety | None:
    """What was raised under this number."""
    return db.get(Safety, number)


def add(db: Db, raised: Safety) -> int:
    """Keep what was raised; gives its number."""
    return keep(db, raised)


def untaken(db: Db) -> list[Safety]:
    """What nobody has taken yet, oldest first."""
    return list(db.exec(select(Safety).where(col(Safety.taken_by).is_(None)).order_by(col(Safety.id))))


def raised_since(db: Db, staff_id: int, since: datetime) -> list[Safety]:
    """What a colleague raised after this moment, oldest first."""
    theirs = select(Safety).where(Safety.raised_by == staff_id, col(Safety.raised_at) > since)
    return list(db.exec(theirs.order_by(col(Safety.id))))


def threats_to_staff(db: Db, customer_id: int) -> list[Safety]:
    """Threats to staff that were raised about a customer, oldest first."""
    theirs = select(Safety).where(Safety.customer_id == customer_id, Safety.danger == "to_staff")
    return list(db.exec(theirs.order_by(col(Safety.id))))


def of_report(db: Db, report_id: int) -> Safety | None:
    """What was raised from this report."""
    return db.exec(select(Safety).where(Safety.report_id == report_id).order_by(col(Safety.id))).first()
