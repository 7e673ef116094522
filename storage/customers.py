"""Customers, how they were written down, and what is known about pairs of them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func, or_, select, update

from storage import Db, remembering
from storage.records import keep
from storage.remembering import ByKey, grouped
from storage.tables import Adjustment, Customer, CustomerPair, CustomerRevision, KnownAs, Report, Word


class Way(NamedTuple):
    """One way in which a customer was written down, as `KnownAs` keeps it for each report."""

    customer_id: int
    name: str
    email: str | None
    phone: str | None
    case_ref: str | None
    child: str | None


def get(db: Db, customer_id: int) -> Customer | None:
    """The customer with this number."""
    return remembering.get(db, Customer, customer_id)


def known(db: Db, customer_id: int) -> Customer | None:
    """The same; for one who was merged, the customer they are by now."""
    found = remembering.get(db, Customer, customer_id)
    return remembering.get(db, Customer, found.merged_into) if found and found.merged_into else found


def live(db: Db, customer_id: int) -> Customer | None:
    """The same; None for one who was erased: nothing is written about them any more."""
    found = known(db, customer_id)
    return found if found and not found.erased_at else None


def several(db: Db, ids: Iterable[int]) -> list[Customer]:
    """These customers, in the order of the numbers given."""
    wanted = list(ids)
    if not wanted:
        return []
    found = {c.id: c for c in db.exec(select(Customer).where(col(Customer.id).in_(wanted)))}
    return [found[i] for i in wanted if i in found]


def numbers_after(db: Db, after: int, limit: int) -> list[int]:
    """The numbers of the next customers after this one."""
    mine = select(Customer.id).where(col(Customer.id) > after).order_by(col(Customer.id)).limit(limit)
    return [number for number in db.exec(mine) if number is not None]


def add(db: Db, customer: Customer) -> int:
    """Keep a new customer; gives the number."""
    return keep(db, customer)


def known_as(db: Db, ids: Iterable[int]) -> list[KnownAs]:
    """Every way these customers were written down, oldest first; withdrawn reports are left out."""
    wanted = list(ids)
    if not wanted:
        return []
    return list(
        db.exec(
            select(KnownAs)
            .outerjoin(Report, col(Report.id) == col(KnownAs.report_id))
            .where(col(KnownAs.customer_id).in_(wanted), col(Report.withdrawn_at).is_(None))
            .order_by(col(KnownAs.id))
        )
    )


def ways(db: Db, ids: Iterable[int], each: int, *, before: int | None = None) -> list[Way]:
    """The different ways in which these customers were written down, the newest first: so many of each at most.

    `before`: only what was written down before this one.
    """
    wanted = list(ids)
    if not wanted:
        return []
    told, newest = [col(getattr(KnownAs, name)) for name in Way._fields], func.max(KnownAs.id)
    place = func.row_number().over(partition_by=col(KnownAs.customer_id), order_by=newest.desc())
    found = (
        sa.select(*told, place.label("place"))
        .outerjoin(Report, col(Report.id) == col(KnownAs.report_id))
        .where(col(KnownAs.customer_id).in_(wanted), col(Report.withdrawn_at).is_(None))
        .where(*([col(KnownAs.id) < before] if before else []))
        .group_by(*told)
        .subquery()
    )
    first = sa.select(*(found.c[name] for name in Way._fields)).where(found.c.place <= each)
    return [Way(*row) for row in db.execute(first.order_by(found.c.place))]


def known_from(db: Db, report_id: int) -> KnownAs | None:
    """How this report wrote the customer down."""
    return db.exec(select(KnownAs).where(KnownAs.report_id == report_id)).first()


def corrections(db: Db, customer_id: int) -> list[KnownAs]:
    """How managers' corrections wrote this customer down, the newest first."""
    made = select(KnownAs).join(CustomerRevision, col(CustomerRevision.known_as_id) == col(KnownAs.id))
    return list(db.exec(made.where(KnownAs.customer_id == customer_id).order_by(col(KnownAs.id).desc())))


def revised(db: Db, customer_id: int) -> CustomerRevision | None:
    """The newest correction of this customer's record."""
    mine = select(CustomerRevision).where(CustomerRevision.customer_id == customer_id)
    return db.exec(mine.order_by(col(CustomerRevision.id).desc()).limit(1)).first()


def move_what_came_with(db: Db, report_id: int, customer_id: int) -> None:
    """How a report wrote the customer down, what it asked for and the word that followed: another's now."""
    for table in (KnownAs, Adjustment, Word):
        db.exec(update(table).where(col(table.report_id) == report_id).values(customer_id=customer_id))


def pair(db: Db, one: int, other: int) -> CustomerPair | None:
    """What is known about these two customers."""
    return db.get(CustomerPair, (min(one, other), max(one, other)))


def pairs_of(db: Db, customer_id: int) -> list[CustomerPair]:
    """Every pair this customer is in."""
    mine = or_(col(CustomerPair.low_id) == customer_id, col(CustomerPair.high_id) == customer_id)
    return list(db.exec(select(CustomerPair).where(mine)))


def say_of_pair(db: Db, one: int, other: int, verdict: str, by_id: int | None, at: datetime) -> None:
    """Record a verdict about two customers, replacing an earlier one."""
    found = pair(db, one, other)
    if found is None:
        low, high = min(one, other), max(one, other)
        db.add(CustomerPair(low_id=low, high_id=high, verdict=verdict, by_id=by_id, at=at))
    else:
        found.verdict, found.by_id, found.at = verdict, by_id, at


def unsay_of_pair(db: Db, one: int, other: int) -> None:
    """Forget what was said about two customers."""
    found = pair(db, one, other)
    if found:
        db.delete(found)
        db.flush()


def reports_elsewhere(db: Db, customer_id: int, report_id: int) -> bool:
    """Whether the customer has reports other than this one that were not withdrawn."""
    others = select(Report.id).where(
        Report.customer_id == customer_id, Report.id != report_id, col(Report.withdrawn_at).is_(None)
    )
    return db.exec(others.limit(1)).first() is not None


def _adjustments(db: Db, customer_ids: Collection[int]) -> Mapping[int, list[Adjustment]]:
    """What a customer asked for, oldest first."""
    theirs = select(Adjustment).where(col(Adjustment.customer_id).in_(customer_ids))
    return grouped((row.customer_id, row) for row in db.exec(theirs.order_by(col(Adjustment.id))))


adjustments: ByKey[int, list[Adjustment]] = ByKey(_adjustments, list)


def adjustment(db: Db, adjustment_id: int) -> Adjustment | None:
    """The request with this number."""
    return db.get(Adjustment, adjustment_id)


def adjustments_waiting(db: Db) -> list[Adjustment]:
    """Requests without an answer, oldest first."""
    waiting = select(Adjustment).where(col(Adjustment.answered_at).is_(None))
    return list(db.exec(waiting.order_by(col(Adjustment.logged_at))))


def _words(db: Db, customer_ids: Collection[int]) -> Mapping[int, list[Word]]:
    """The conversations about communicating, newest first."""
    theirs = select(Word).where(col(Word.customer_id).in_(customer_ids))
    return grouped((row.customer_id, row) for row in db.exec(theirs.order_by(col(Word.held_on).desc())))


words: ByKey[int, list[Word]] = ByKey(_words, list)
