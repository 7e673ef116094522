"""Reports: what customers sent or said, as it was logged."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import Db, remembering
from storage.records import keep
from storage.remembering import ByKey, grouped
from storage.tables import Promise, Report, ReportConcern, ReportRevision, Staff


def get(db: Db, report_id: int) -> Report | None:
    """The report with this number, withdrawn or not."""
    return remembering.get(db, Report, report_id)


def add(db: Db, report: Report, concerns: Iterable[str]) -> int:
    """Keep a new report with its concerns; gives the number."""
    number = keep(db, report)
    set_concerns(db, number, concerns)
    return number


def set_concerns(db: Db, report_id: int, concerns: Iterable[str]) -> None:
    """The concerns of this report are these, and no others."""
    wanted = set(concerns)
    for row in db.exec(select(ReportConcern).where(ReportConcern.report_id == report_id)):
        if row.concern in wanted:
            wanted.discard(row.concern)
        else:
            db.delete(row)
    db.add_all(ReportConcern(report_id=report_id, concern=concern) for concern in sorted(wanted))
    db.flush()


def concerns(db: Db, report_ids: Iterable[int]) -> dict[int, list[str]]:
    """The concerns of these reports by number; a report without any is left out."""
    return {number: found for number, found in _concerns_of.several(db, report_ids).items() if found}


def _ticked(db: Db, report_ids: Collection[int]) -> Mapping[int, list[str]]:
    rows = db.exec(select(ReportConcern).where(col(ReportConcern.report_id).in_(report_ids)))
    return grouped((row.report_id, row.concern) for row in rows)


_concerns_of: ByKey[int, list[str]] = ByKey(_ticked, list)


def _history(db: Db, customer_ids: Collection[int]) -> Mapping[int, list[Report]]:
    """All that a customer sent or said, newest first, without what was withdrawn."""
    theirs = select(Report).where(
        col(Report.customer_id).in_(customer_ids), col(Report.withdrawn_at).is_(None)
    )
    rows = db.exec(theirs.order_by(col(Report.happened_at).desc(), col(Report.id).desc()))
    return grouped((row.customer_id or 0, row) for row in rows)


history: ByKey[int, list[Report]] = ByKey(_history, list)


def of_customers(
    db: Db, customer_ids: Collection[int], since: datetime, limit: int | None = None
) -> list[Report]:
    """What these customers sent or said since then, newest first, without what was withdrawn; so many at most."""
    if not customer_ids:
        return []
    return list(
        db.exec(
            select(Report)
            .where(
                col(Report.customer_id).in_(list(customer_ids)),
                Report.happened_at >= since,
                col(Report.withdrawn_at).is_(None),
            )
            .order_by(col(Report.happened_at).desc(), col(Report.id).desc())
            .limit(limit)
        )
    )


def corrected(db: Db, report_ids: Iterable[int]) -> dict[int, datetime]:
    """When these reports were corrected last; one that never was is left out."""
    return {number: at for number, at in _corrected_at.several(db, report_ids).items() if at}


def _last_corrected(db: Db, report_ids: Collection[int]) -> Mapping[int, datetime | None]:
    last = select(ReportRevision.report_id, func.max(ReportRevision.at)).where(
        col(ReportRevision.report_id).in_(report_ids)
    )
    return dict(db.exec(last.group_by(col(ReportRevision.report_id))).all())


_corrected_at: ByKey[int, datetime | None] = ByKey(_last_corrected, lambda: None)


def _on_issue(db: Db, issue_ids: Collection[int]) -> Mapping[int, list[Report]]:
    """The reports about an issue, oldest first, without what was withdrawn."""
    about = select(Report).where(col(Report.issue_id).in_(issue_ids), col(Report.withdrawn_at).is_(None))
    rows = db.exec(about.order_by(col(Report.happened_at), col(Report.id)))
    return grouped((row.issue_id, row) for row in rows)


on_issue: ByKey[int, list[Report]] = ByKey(_on_issue, list)


def by_reporter(db: Db, staff_id: int, since: datetime, limit: int) -> list[Report]:
    """What a colleague logged since then, newest first."""
    return list(
        db.exec(
            select(Report)
            .where(
                Report.reporter_id == staff_id,
                Report.logged_at >= since,
                col(Report.withdrawn_at).is_(None),
            )
            .order_by(col(Report.logged_at).desc(), col(Report.id).desc())
            .limit(limit)
        )
    )


def counted_since(db: Db, since: datetime) -> tuple[int, int]:
    """How many incidents and how many ordinary contacts were logged after that moment."""
    logged = (Report.logged_at > since, col(Report.withdrawn_at).is_(None))
    every = db.exec(select(func.count()).select_from(Report).where(*logged)).one()
    incidents = db.exec(select(func.count()).select_from(Report).where(*logged, has_concern())).one()
    return incidents, every - incidents


def has_concern() -> ColumnElement[bool]:
    """Whether a report is an incident: looked up for each one, where SQLite would read every concern that there is."""
    return select(ReportConcern.report_id).where(col(ReportConcern.report_id) == col(Report.id)).exists()


def incidents_of(db: Db, customer_id: int) -> int:
    """How many incidents this customer has that were not withdrawn."""
    return db.exec(
        select(func.count(func.distinct(Report.id)))
        .select_from(Report)
        .join(ReportConcern, col(ReportConcern.report_id) == col(Report.id))
        .where(Report.customer_id == customer_id, col(Report.withdrawn_at).is_(None))
    ).one()


def promise(db: Db, promise_id: int) -> Promise | None:
    """The promise with this number."""
    return db.get(Promise, promise_id)


def promises_of(db: Db, staff_id: int) -> list[Promise]:
    """What a colleague promised and has not done, the earliest first."""
    return list(db.exec(_open_promises().where(Promise.staff_id == staff_id)))


def promises_of_leavers(db: Db) -> list[Promise]:
    """What colleagues promised who work here no more, and nobody has done, the earliest first."""
    gone = select(Staff.id).where(Staff.role == "none")
    return list(db.exec(_open_promises().where(col(Promise.staff_id).in_(gone))))


def promises_due(db: Db, day: date) -> list[Promise]:
    """Promises due up to this day and not done, the earliest first."""
    return list(db.exec(_open_promises().where(Promise.due_on <= day)))


def _promised(db: Db, customer_ids: Collection[int]) -> Mapping[int, list[Promise]]:
    """What we promised a customer, the earliest first."""
    found = (
        select(Report.customer_id, Promise)
        .select_from(Promise)
        .join(Report, col(Report.id) == col(Promise.report_id))
        .where(col(Report.customer_id).in_(customer_ids), col(Report.withdrawn_at).is_(None))
        .order_by(col(Promise.due_on))
    )
    return grouped((customer_id or 0, row) for customer_id, row in db.exec(found))


promises_for: ByKey[int, list[Promise]] = ByKey(_promised, list)


def _open_promises() -> SelectOfScalar[Promise]:
    """Promises that are not done, the earliest first; those of reports withdrawn or erased are left out."""
    return (
        select(Promise)
        .join(Report, col(Report.id) == col(Promise.report_id))
        .where(
            col(Promise.done_at).is_(None),
            col(Report.withdrawn_at).is_(None),
            col(Report.erased_at).is_(None),
        )
        .order_by(col(Promise.due_on), col(Promise.id))
    )
