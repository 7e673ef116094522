"""What customers asked of us by law."""

from datetime import date, datetime

from sqlmodel import col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import Db
from storage.records import keep
from storage.tables import PersonRequest


def get(db: Db, number: int) -> PersonRequest | None:
    """The request with this number."""
    return db.get(PersonRequest, number)


def add(db: Db, row: PersonRequest) -> int:
    """Keep a new request; gives its number."""
    return keep(db, row)


def open_of(db: Db, customer_id: int) -> list[PersonRequest]:
    """What this customer asked for and nobody has done yet, the earliest due first."""
    return list(db.exec(_open().where(PersonRequest.customer_id == customer_id)))


def waiting(db: Db) -> list[PersonRequest]:
    """What nobody has done yet, the earliest due first."""
    return list(db.exec(_open()))


def to_name(db: Db, due: date, since: datetime) -> list[PersonRequest]:
    """What is due by this day, and what was noted since this moment; the earliest due first."""
    return list(
        db.exec(_open().where(or_(col(PersonRequest.due_on) <= due, col(PersonRequest.logged_at) > since)))
    )


def _open() -> SelectOfScalar[PersonRequest]:
    return (
        select(PersonRequest).where(col(PersonRequest.done_at).is_(None)).order_by(col(PersonRequest.due_on))
    )
