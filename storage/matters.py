"""What is open about customers: as long as anything is, nothing about them is erased."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from storage import Db, tables


def open_about(db: Db, customer_id: int) -> Mapping[str, int]:
    """How much is open about a customer, by what it is; nothing else may be erased meanwhile."""
    counts = {
        name: len({row for row, whose in pairs if whose == customer_id}) for name, pairs in _open(db).items()
    }
    return {name: number for name, number in counts.items() if number}


def with_any(db: Db) -> frozenset[int]:
    """Every customer about whom something is open."""
    return frozenset(whose for pairs in _open(db).values() for _, whose in pairs if whose)


def _open(db: Db) -> dict[str, set[tuple[int, int | None]]]:
    """What is open, by what it is: its number, and whose it is by now."""
    case, report = tables.Case, tables.Report
    by_report = (report, col(report.id) == col(tables.Safety.report_id))
    untaken, unseen = col(tables.Safety.taken_by).is_(None), col(tables.CaseRequest.answered_at).is_(None)
    asked = select(tables.CaseRequest.id, report.customer_id)
    found: dict[str, tuple[Any, ...]] = {
        "case": (select(case.id, case.customer_id).where(col(case.closed_at).is_(None)),),
        "adjustment": (
            select(tables.Adjustment.id, tables.Adjustment.customer_id).where(
                col(tables.Adjustment.answered_at).is_(None)
            ),
        ),
        "safety": (
            select(tables.Safety.id, tables.Safety.customer_id).where(untaken),
            select(tables.Safety.id, report.customer_id).join(*by_report).where(untaken),
        ),
        "request": (
            select(tables.PersonRequest.id, tables.PersonRequest.customer_id).where(
                col(tables.PersonRequest.done_at).is_(None)
            ),
        ),
        "complaint": (
            select(tables.Complaint.id, case.customer_id)
            .join(case, col(case.id) == col(tables.Complaint.case_id))
            .where(col(tables.Complaint.decided_at).is_(None)),
        ),
        "look": (asked.join(report, col(report.issue_id) == col(tables.CaseRequest.issue_id)).where(unseen),),
    }
    by_now = _by_now(db)
    return {
        name: {(row, by_now.get(whose, whose)) for query in queries for row, whose in db.exec(query)}
        for name, queries in found.items()
    }


def _by_now(db: Db) -> Mapping[int, int]:
    """Whoever was merged, and who they are by now."""
    merged = select(tables.Customer.id, tables.Customer.merged_into)
    found = db.exec(merged.where(col(tables.Customer.merged_into).is_not(None)))
    return {was: now for was, now in found if was and now}
