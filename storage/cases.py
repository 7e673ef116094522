"""Cases: walks through the formal steps, one open for a customer at a time."""

from datetime import UTC, datetime

from sqlmodel import col, select

from storage import Db
from storage.records import keep
from storage.tables import Case

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""Before every report."""


def get(db: Db, case_id: int) -> Case | None:
    """The case with this number."""
    return db.get(Case, case_id)


def add(db: Db, case: Case) -> int:
    """Keep a new case; gives its number."""
    return keep(db, case)


def open_of(db: Db, customer_id: int) -> Case | None:
    """The one case that is open for this customer."""
    mine = select(Case).where(Case.customer_id == customer_id, col(Case.closed_at).is_(None))
    return db.exec(mine).first()
