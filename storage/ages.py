"""What is older than it is kept: contacts that never led to a case, and cases long after their end."""

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from storage import Db, holdings
from storage.holdings import Numbers
from storage.tables import Adjustment, Case, Customer, Report, Restriction, Word


def old(db: Db, contacts_before: datetime, cases_before: datetime) -> Numbers:
    """Everything logged before the one moment and not part of a case, and cases that were closed before the other.

    A customer of whom nothing newer is left goes with them, unless something about them is open.
    """
    closed = select(Case.id).where(col(Case.closed_at) < cases_before, col(Case.erased_at).is_(None))
    cases = tuple(number for number in db.exec(closed) if number)
    held = tuple(
        number
        for number in db.exec(select(Restriction.id).where(col(Restriction.case_id).in_(cases)))
        if number
    )
    kept = select(Case.customer_id).where(col(Case.erased_at).is_(None), col(Case.id).not_in(cases))
    in_no_case = or_(col(Report.customer_id).is_(None), col(Report.customer_id).not_in(kept))
    logged = select(Report).where(
        Report.logged_at < contacts_before, col(Report.erased_at).is_(None), in_no_case
    )
    reports = [
        row for row in db.exec(logged) if not (row.customer_id and holdings.open_matters(db, row.customer_id))
    ]
    mine = tuple(row.id for row in reports if row.id)
    return Numbers(
        customer=_customers(db, contacts_before, col(Customer.id).not_in(kept), mine),
        report=mine,
        issue=_issues(db, {row.issue_id for row in reports}, mine),
        case=cases,
        restriction=held,
    )


def _issues(db: Db, about: set[int], mine: tuple[int, ...]) -> tuple[int, ...]:
    """Issues on which no other report is left."""
    left = select(Report.issue_id).where(
        col(Report.issue_id).in_(about), col(Report.id).not_in(mine), col(Report.erased_at).is_(None)
    )
    return tuple(sorted(about.difference(db.exec(left).all())))


def _customers(
    db: Db, before: datetime, without_case: ColumnElement[bool], mine: tuple[int, ...]
) -> tuple[int, ...]:
    """Customers of whom nothing newer is left."""
    reported = select(Report.customer_id).where(
        col(Report.customer_id).is_not(None), col(Report.erased_at).is_(None), col(Report.id).not_in(mine)
    )
    noted = select(Word.customer_id).where(Word.noted_at >= before)
    asked = select(Adjustment.customer_id).where(Adjustment.logged_at >= before)
    busy = (col(Customer.id).in_(each) for each in (reported, noted, asked))
    found = select(Customer.id).where(
        Customer.created_at < before,
        col(Customer.erased_at).is_(None),
        without_case,
        *(~each for each in busy),
    )
    return tuple(number for number in db.exec(found) if number and not holdings.open_matters(db, number))
