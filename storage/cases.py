"""Cases: walks through the formal steps, one open for a customer at a time."""

from collections.abc import Collection, Mapping

from sqlmodel import col, func, select

from storage import Db, remembering
from storage.records import keep
from storage.remembering import ByKey, grouped, once
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


def get(db: Db, case_id: int) -> Case | None:
    """The case with this number."""
    return remembering.get(db, Case, case_id)


def add(db: Db, case: Case) -> int:
    """Keep a new case; gives its number."""
    return keep(db, case)


def _open_of(db: Db, customer_ids: Collection[int]) -> Mapping[int, Case | None]:
    """The one case that is open for a customer."""
    theirs = select(Case).where(col(Case.customer_id).in_(customer_ids), col(Case.closed_at).is_(None))
    return {case.customer_id: case for case in db.exec(theirs)}


def _steps(db: Db, case_ids: Collection[int]) -> Mapping[int, list[CaseStep]]:
    """What was done in a case, oldest first."""
    taken = select(CaseStep).where(col(CaseStep.case_id).in_(case_ids)).order_by(col(CaseStep.id))
    return grouped((row.case_id, row) for row in db.exec(taken))


def _restrictions(db: Db, case_ids: Collection[int]) -> Mapping[int, list[Restriction]]:
    """What was proposed in a case, oldest first."""
    theirs = select(Restriction).where(col(Restriction.case_id).in_(case_ids))
    return grouped((row.case_id, row) for row in db.exec(theirs.order_by(col(Restriction.id))))


def _approvers(db: Db, case_ids: Collection[int]) -> Mapping[int, dict[int, set[int]]]:
    """Who was asked to decide in a case, by restriction."""
    asked = (
        select(Restriction.case_id, Approver)
        .select_from(Approver)
        .join(Restriction, col(Restriction.id) == col(Approver.restriction_id))
        .where(col(Restriction.case_id).in_(case_ids))
    )
    found: dict[int, dict[int, set[int]]] = {}
    for case_id, row in db.exec(asked):
        found.setdefault(case_id, {}).setdefault(row.restriction_id, set()).add(row.staff_id)
    return found


def _excluded(db: Db, case_ids: Collection[int]) -> Mapping[int, set[int]]:
    """Who takes no decision in a case."""
    rows = grouped(
        (row.case_id, row.staff_id)
        for row in db.exec(select(Excluded).where(col(Excluded.case_id).in_(case_ids)))
    )
    return {case_id: set(staff) for case_id, staff in rows.items()}


def _misfits(db: Db, case_ids: Collection[int]) -> Mapping[int, list[tuple[Misfit, Report]]]:
    """Confirmed misfits of a case's restrictions with their reports, without what was withdrawn.

    Nor what turned out to be another customer's, or was corrected since: it was confirmed of what the report said.
    """
    corrected = select(ReportRevision.id).where(
        col(ReportRevision.report_id) == col(Misfit.report_id),
        col(ReportRevision.at) > col(Misfit.confirmed_at),
    )
    found = (
        select(Restriction.case_id, Misfit, Report)
        .select_from(Misfit)
        .join(Restriction, col(Restriction.id) == col(Misfit.restriction_id))
        .join(Report, col(Report.id) == col(Misfit.report_id))
        .where(
            col(Restriction.case_id).in_(case_ids),
            col(Report.customer_id) == col(Restriction.customer_id),
            col(Report.withdrawn_at).is_(None),
            ~corrected.exists(),
        )
        .order_by(col(Report.happened_at))
    )
    return grouped((case_id, (misfit, report)) for case_id, misfit, report in db.exec(found))


open_of = ByKey(_open_of, lambda: None)
steps: ByKey[int, list[CaseStep]] = ByKey(_steps, list)
restrictions: ByKey[int, list[Restriction]] = ByKey(_restrictions, list)
approvers: ByKey[int, dict[int, set[int]]] = ByKey(_approvers, dict)
excluded: ByKey[int, set[int]] = ByKey(_excluded, set)
misfits: ByKey[int, list[tuple[Misfit, Report]]] = ByKey(_misfits, list)


@once
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
