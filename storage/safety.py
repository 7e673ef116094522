"""Safety: what colleagues raised, and who has it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlmodel import col, select

from storage import Db
from storage.records import keep
from storage.remembering import ByKey, grouped
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


def _threats(db: Db, customer_ids: Collection[int]) -> Mapping[int, list[Safety]]:
    """Threats to staff that were raised about a customer, oldest first."""
    theirs = select(Safety).where(col(Safety.customer_id).in_(customer_ids), Safety.danger == "to_staff")
    return grouped((row.customer_id or 0, row) for row in db.exec(theirs.order_by(col(Safety.id))))


def _of_reports(db: Db, report_ids: Collection[int]) -> Mapping[int, Safety | None]:
    """What was raised first from a report."""
    theirs = select(Safety).where(col(Safety.report_id).in_(report_ids))
    return {row.report_id or 0: row for row in db.exec(theirs.order_by(col(Safety.id).desc()))}


threats_to_staff: ByKey[int, list[Safety]] = ByKey(_threats, list)
of_report = ByKey(_of_reports, lambda: None)
