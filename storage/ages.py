"""What is older than it is kept: contacts that never led to a case, and cases long after their end."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy.orm import Mapped
from sqlmodel import col, or_, select

from storage import Db, matters
from storage.holdings import Numbers
from storage.remembering import at_once
from storage.tables import (
    Adjustment,
    Case,
    Complaint,
    Customer,
    PersonRequest,
    Report,
    Restriction,
    Safety,
    Word,
)


def old(db: Db, contacts_before: datetime, cases_before: datetime) -> Numbers:
    """Everything from before the one moment and not part of a case, and cases that were over before the other.

    A customer of whom nothing newer is left goes with them, unless something about them is open. Words and what was
    raised for safety have an age of their own; what is in place for a customer stays as long as they are here.
    """
    cases = _cases(db, cases_before)
    held = db.exec(select(Restriction.id).where(col(Restriction.case_id).in_(cases)))
    stay = _stay(db, cases)
    mine = _reports(db, contacts_before, stay)
    issues = _issues(db, set(mine.values()), mine)
    return Numbers(
        customer=_customers(db, contacts_before, stay, mine),
        report=tuple(sorted(mine)),
        issue=issues,
        touched=issues,
        case=cases,
        restriction=tuple(number for number in held if number),
        word=_words(db, contacts_before, stay),
        safety=_safety(db, contacts_before, stay, mine),
    )


def _cases(db: Db, before: datetime) -> tuple[int, ...]:
    """Cases that were closed, and complaints about them decided, before then."""
    lately = select(Complaint.case_id).where(
        or_(col(Complaint.decided_at).is_(None), col(Complaint.decided_at) >= before)
    )
    closed = select(Case.id).where(
        col(Case.closed_at) < before, col(Case.erased_at).is_(None), col(Case.id).not_in(lately)
    )
    return tuple(number for number in db.exec(closed) if number)


def _stay(db: Db, cases: Collection[int]) -> frozenset[int]:
    """Customers with another case than these, or about whom something is open."""
    kept = select(Case.customer_id).where(col(Case.erased_at).is_(None), col(Case.id).not_in(cases))
    return matters.with_any(db).union(db.exec(kept))


def _reports(db: Db, before: datetime, stay: Collection[int]) -> dict[int, int]:
    """Their issues, by number. Nothing that somebody raised for safety since, or has not taken yet, was reported in these."""
    fresh = select(Safety.report_id).where(
        col(Safety.report_id).is_not(None), or_(Safety.raised_at >= before, col(Safety.taken_by).is_(None))
    )
    logged = select(Report.id, Report.issue_id, Report.customer_id).where(
        Report.logged_at < before, col(Report.erased_at).is_(None), col(Report.id).not_in(fresh)
    )
    return {number: issue for number, issue, whose in db.exec(logged) if number and whose not in stay}


def _issues(db: Db, about: set[int], mine: Collection[int]) -> tuple[int, ...]:
    """Issues on which no other report is left."""
    return tuple(sorted(about - _left(db, col(Report.issue_id), about, mine)))


def _left(db: Db, column: Mapped[int], numbers: Iterable[int], mine: Collection[int]) -> set[int]:
    """Those of these issues or customers on which there are other reports than these."""
    found: set[int] = set()
    for some in at_once(numbers):
        kept = select(Report.id, column).where(column.in_(some), col(Report.erased_at).is_(None))
        found |= {whose for report, whose in db.exec(kept) if report not in mine}
    return found


def _words(db: Db, before: datetime, stay: Collection[int]) -> tuple[int, ...]:
    found = db.exec(select(Word).where(Word.noted_at < before, Word.explained != ""))
    return tuple(row.id for row in found if row.id and row.customer_id not in stay)


def _safety(db: Db, before: datetime, stay: Collection[int], mine: Collection[int]) -> tuple[int, ...]:
    """What was raised and taken; what was raised from a report stays as long as that."""
    raised = (
        select(Safety, Report.erased_at)
        .outerjoin(Report, col(Report.id) == col(Safety.report_id))
        .where(Safety.raised_at < before, col(Safety.taken_by).is_not(None), Safety.said != "")
    )
    return tuple(
        row.id
        for row, erased in db.exec(raised)
        if row.id and row.customer_id not in stay
        if row.report_id is None or row.report_id in mine or erased
    )


def _customers(db: Db, before: datetime, stay: Collection[int], mine: Collection[int]) -> tuple[int, ...]:
    """Customers of whom nothing newer is left, with whoever was merged into them."""
    known = select(Customer).where(Customer.created_at < before, col(Customer.erased_at).is_(None))
    rows = list(db.exec(known))
    reported = _left(db, col(Report.customer_id), _numbers(rows), mine)  # type: ignore[arg-type] # theirs have one
    noted = select(Word.customer_id).where(Word.noted_at >= before)
    asked = select(Adjustment.customer_id).where(
        or_(Adjustment.logged_at >= before, col(Adjustment.answered_at) >= before)
    )
    by_law = select(PersonRequest.customer_id).where(
        or_(PersonRequest.logged_at >= before, col(PersonRequest.done_at) >= before)
    )
    raised = select(Safety.customer_id).where(Safety.raised_at >= before)
    lately = reported.union(stay, *(db.exec(each) for each in (noted, asked, by_law, raised)))
    gone = {row.id for row in rows if row.id not in lately and row.merged_into is None}
    return tuple(_numbers(row for row in rows if row.id in gone or row.merged_into in gone))


def _numbers(rows: Iterable[Customer]) -> list[int]:
    return [row.id for row in rows if row.id]
