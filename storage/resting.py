"""What decisions rested on, and counts no more as it did."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from storage import Db
from storage.tables import Merge, Misfit, Report, ReportConcern, ReportRevision, SharingChange


@dataclass(frozen=True)
class Gone:
    """A report that counted, why it counts no more as it did, and since when."""

    report: int
    why: str
    at: datetime


def lost(db: Db, customer_id: int, since: datetime) -> list[Gone]:
    """Reports of this customer from before this moment that were withdrawn, corrected or moved to somebody else after it.

    Only those that can speak against somebody: with a concern, now or before, or confirmed not to fit.
    """
    return sorted(
        (
            *_withdrawn(db, customer_id, since),
            *_corrected(db, customer_id, since),
            *_moved(db, customer_id, since),
            *_parted(db, customer_id, since),
        ),
        key=lambda each: each.at,
    )


def _withdrawn(db: Db, customer_id: int, since: datetime) -> Iterator[Gone]:
    found = select(Report).where(
        Report.customer_id == customer_id,
        Report.logged_at <= since,
        col(Report.withdrawn_at) > since,
        col(Report.erased_at).is_(None),
        _counted(),
    )
    for row in db.exec(found):
        yield Gone(row.id or 0, "withdrawn", row.withdrawn_at or since)


def _corrected(db: Db, customer_id: int, since: datetime) -> Iterator[Gone]:
    """Once for each report: what it said before the first correction is what was decided on."""
    found = (
        select(ReportRevision, Report)
        .join(Report, col(Report.id) == col(ReportRevision.report_id))
        .where(
            Report.customer_id == customer_id,
            Report.logged_at <= since,
            ReportRevision.at > since,
            col(Report.withdrawn_at).is_(None),
        )
        .order_by(col(ReportRevision.id))
    )
    misfits = set(db.exec(select(Misfit.report_id)))
    seen: set[int] = set()
    for revision, row in db.exec(found):
        number = row.id or 0
        ticked = bool(json.loads(revision.before or "{}").get("concerns"))
        if number not in seen and (ticked or number in misfits):
            yield Gone(number, "corrected", revision.at)
        seen.add(number)


def _moved(db: Db, customer_id: int, since: datetime) -> Iterator[Gone]:
    """Another person's, as somebody said and nobody took back."""
    found = (
        select(SharingChange, Report)
        .join(Report, col(Report.id) == col(SharingChange.report_id))
        .where(
            SharingChange.kind == "customer.separate",
            SharingChange.at > since,
            col(SharingChange.undone_at).is_(None),
            Report.logged_at <= since,
            Report.customer_id != customer_id,
            col(Report.id).in_(select(ReportConcern.report_id)),
        )
    )
    for change, row in db.exec(found):
        if json.loads(change.before or "{}").get("customer") == customer_id:
            yield Gone(row.id or 0, "another_person", change.at)


def _parted(db: Db, customer_id: int, since: datetime) -> Iterator[Gone]:
    """The other person's, from while two records were taken for one: what was decided meanwhile rested on both."""
    one = select(Merge).where(
        or_(Merge.into_id == customer_id, Merge.from_id == customer_id),
        Merge.at <= since,
        col(Merge.undone_at) > since,
    )
    for merge in db.exec(one.order_by(col(Merge.id))):
        other = merge.from_id if merge.into_id == customer_id else merge.into_id
        theirs = select(Report).where(
            Report.customer_id == other,
            Report.logged_at <= since,
            or_(col(Report.withdrawn_at).is_(None), col(Report.withdrawn_at) > since),
            col(Report.erased_at).is_(None),
            _counted(),
        )
        for row in db.exec(theirs.order_by(col(Report.id))):
            yield Gone(row.id or 0, "another_person", merge.undone_at or since)


def _counted() -> ColumnElement[bool]:
    """Whether a report can speak against somebody."""
    return or_(
        col(Report.id).in_(select(ReportConcern.report_id)), col(Report.id).in_(select(Misfit.report_id))
    )
