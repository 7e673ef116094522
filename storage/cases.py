"""Cases: walks through the formal steps, one open for a customer at a time."""

from datetime import UTC, datetime

from sqlmodel import col, func, select

from storage import Db
from storage.records import keep
from storage.tables import (
    Approver,
    Case,
    CaseRequest,
    CaseStep,
    Excluded,
    Misfit,
    Report,
    ReportRevision,
    Restriction,
)

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


def steps(db: Db, case_id: int) -> list[CaseStep]:
    """What was done in a case, oldest first."""
    return list(db.exec(select(CaseStep).where(CaseStep.case_id == case_id).order_by(col(CaseStep.id))))


def restrictions(db: Db, case_id: int) -> list[Restriction]:
    """What was proposed in a case, oldest first."""
    mine = select(Restriction).where(Restriction.case_id == case_id)
    return list(db.exec(mine.order_by(col(Restriction.id))))


def approvers(db: Db, case_id: int) -> dict[int, set[int]]:
    """Who was asked to decide, by restriction."""
    asked = select(Approver).join(Restriction, col(Restriction.id) == col(Approver.restriction_id))
    found: dict[int, set[int]] = {}
    for row in db.exec(asked.where(Restriction.case_id == case_id)):
        found.setdefault(row.restriction_id, set()).add(row.staff_id)
    return found


def excluded(db: Db, case_id: int) -> set[int]:
    """Who takes no decision in a case."""
    return set(db.exec(select(Excluded.staff_id).where(Excluded.case_id == case_id)))


def misfits(db: Db, case_id: int) -> list[tuple[Misfit, Report]]:
    """Confirmed misfits of a case's restrictions with their reports, without what was withdrawn.

    Nor what turned out to be another customer's, or was corrected since: it was confirmed of what the report said.
    """
    corrected = select(ReportRevision.id).where(
        col(ReportRevision.report_id) == col(Misfit.report_id),
        col(ReportRevision.at) > col(Misfit.confirmed_at),
    )
    found = (
        select(Misfit, Report)
        .join(Restriction, col(Restriction.id) == col(Misfit.restriction_id))
        .join(Report, col(Report.id) == col(Misfit.report_id))
        .where(
            Restriction.case_id == case_id,
            col(Report.customer_id) == col(Restriction.customer_id),
            col(Report.withdrawn_at).is_(None),
            ~corrected.exists(),
        )
        .order_by(col(Report.happened_at))
    )
    return list(db.exec(found))


def open_cases(db: Db) -> list[Case]:
    """Every case that is open, oldest first."""
    return list(db.exec(select(Case).where(col(Case.closed_at).is_(None)).order_by(col(Case.id))))


def newest_of(db: Db, customer_id: int) -> Case | None:
    """The customer's newest case, open or closed."""
    mine = select(Case).where(Case.customer_id == customer_id)
    return db.exec(mine.order_by(col(Case.id).desc())).first()


def withdrawn(db: Db, customer_id: int) -> int:
    """How many reports about this customer were withdrawn, so that nobody counts them."""
    gone = (Report.customer_id == customer_id, col(Report.withdrawn_at).is_not(None))
    return db.exec(select(func.count()).select_from(Report).where(*gone)).one()


def exclude(db: Db, case_id: int, staff_id: int) -> None:
    """This colleague takes no decision in the case from now on."""
    db.add(Excluded(case_id=case_id, staff_id=staff_id))
    db.flush()


def confirm(db: Db, misfit: Misfit) -> None:
    """Keep a confirmed misfit, in place of what was confirmed before the report was corrected."""
    db.merge(misfit)
    db.flush()


def asked_for_a_look(db: Db, issue_id: int) -> set[int]:
    """Who asked the managers to look at this issue."""
    return set(db.exec(select(CaseRequest.by_id).where(CaseRequest.issue_id == issue_id)))
