"""Complaints about how the policy was used."""

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import Db
from storage.records import keep
from storage.tables import Complaint


def get(db: Db, number: int) -> Complaint | None:
    """The complaint with this number."""
    return db.get(Complaint, number)


def add(db: Db, row: Complaint) -> int:
    """Keep a new complaint; gives its number."""
    return keep(db, row)


def open_of(db: Db, case_id: int) -> list[Complaint]:
    """The complaints about a case that nobody has decided on, oldest first."""
    return list(db.exec(_open().where(Complaint.case_id == case_id)))


def waiting(db: Db) -> list[Complaint]:
    """Every complaint that nobody has decided on, oldest first."""
    return list(db.exec(_open()))


def _open() -> SelectOfScalar[Complaint]:
    return select(Complaint).where(col(Complaint.decided_at).is_(None)).order_by(col(Complaint.id))
