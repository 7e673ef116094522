"""What decisions rested on, and counts no more as it did."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from storage import Db
from storage.remembering import ByKey, grouped
from storage.reports import has_concern
from storage.tables import Merge, Misfit, Report, ReportRevision, SharingChange


@dataclass(frozen=True)
class Gone:
    """A report that counted, why it counts no more as it did, and since when."""

    report: int
    why: str
    at: datetime


Since = tuple[int, datetime]
"""A customer, and the moment of the decision."""


def _lost(db: Db, wanted: Collection[Since]) -> Mapping[Since, list[Gone]]:
    """Reports of a customer from before a moment that were withdrawn, corrected or moved to somebody else after it.

    Only those that can speak against somebody: with a concern, now or before, or confirmed not to fit.
    """
    gone = (*_withdrawn(db, wanted), *_corrected(db, wanted), *_moved(db, wanted), *_parted(db, wanted))
    return grouped(sorted(gone, key=lambda each: each[1].at))


lost: ByKey[Since, list[Gone]] = ByKey(_lost, list)


def _of(wanted: Collection[Since], customer_id: int | None) -> list[Since]:
    return [each for each in wanted if each[0] == customer_id]


def _withdrawn(db: Db, wanted: Collection[Since]) -> Iterator[tuple[Since, Gone]]:
    found = select(Report).where(
        col(Report.customer_id).in_({customer for customer, _ in wanted}),
        col(Report.withdrawn_at) > min(since for _, since in wanted),
        col(Report.erased_at).is_(None),
        _counted(),
    )
    for row in db.exec(found):
        for customer, since in _of(wanted, row.customer_id):
            if row.logged_at <= since and row.withdrawn_at and row.withdrawn_at > since:
                yield (customer, since), Gone(row.id or 0, "withdrawn", row.withdrawn_at)


def _corrected(db: Db, wanted: Collection[Since]) -> Iterator[tuple[Since, Gone]]:
    """Once for each report: what it said before the first correction is what was decided on."""
    found = (
        select(ReportRevision, Report)
        .join(Report, col(Report.id) == col(ReportRevision.report_id))
        .where(
            col(Report.customer_id).in_({customer for customer, _ in wanted}),
            ReportRevision.at > min(since for _, since in wanted),
            col(Report.withdrawn_at).is_(None),
        )
        .order_by(col(ReportRevision.id))
    )
    misfits = set(db.exec(select(Misfit.report_id)))
    seen: set[tuple[Since, int]] = set()
    for revision, row in db.exec(found):
        number, said = row.id or 0, bool(json.loads(revision.before or "{}").get("concerns"))
        for each in _of(wanted, row.customer_id):
            if row.logged_at <= each[1] < revision.at:
                if (each, number) not in seen and (said or number in misfits):
                    yield each, Gone(number, "corrected", revision.at)
                seen.add((each, number))


def _moved(db: Db, wanted: Collection[Since]) -> Iterator[tuple[Since, Gone]]:
    """Another person's, as somebody said and nobody took back."""
    found = (
        select(SharingChange, Report)
        .join(Report, col(Report.id) == col(SharingChange.report_id))
        .where(
            SharingChange.kind == "customer.separate",
            SharingChange.at > min(since for _, since in wanted),
            col(SharingChange.undone_at).is_(None),
            has_concern(),
        )
    )
    for change, row in db.exec(found):
        for customer, since in _of(wanted, json.loads(change.before or "{}").get("customer")):
            elsewhere = row.customer_id not in {None, customer}
            if elsewhere and row.logged_at <= since < change.at:
                yield (customer, since), Gone(row.id or 0, "another_person", change.at)


def _parted(db: Db, wanted: Collection[Since]) -> Iterator[tuple[Since, Gone]]:
    """The other person's, from while two records were taken for one: what was decided meanwhile rested on both."""
    theirs = {customer for customer, _ in wanted}
    one = select(Merge).where(
        or_(col(Merge.into_id).in_(theirs), col(Merge.from_id).in_(theirs)),
        col(Merge.undone_at) > min(since for _, since in wanted),
    )
    merges = list(db.exec(one.order_by(col(Merge.id))))
    logged = _that_counted(db, {number for merge in merges for number in (merge.into_id, merge.from_id)})
    for merge in merges:
        for whose, other in ((merge.into_id, merge.from_id), (merge.from_id, merge.into_id)):
            for customer, since in _of(wanted, whose):
                if merge.undone_at and merge.at <= since < merge.undone_at:
                    for number in _counted_then(logged.get(other, []), since):
                        yield (customer, since), Gone(number, "another_person", merge.undone_at)


def _that_counted(db: Db, customer_ids: Collection[int]) -> Mapping[int, list[Report]]:
    if not customer_ids:
        return {}
    theirs = select(Report).where(
        col(Report.customer_id).in_(customer_ids), col(Report.erased_at).is_(None), _counted()
    )
    return grouped((row.customer_id or 0, row) for row in db.exec(theirs.order_by(col(Report.id))))


def _counted_then(logged: Collection[Report], since: datetime) -> Iterator[int]:
    """Those of these reports that were there at this moment, and counted."""
    for row in logged:
        if row.logged_at <= since and (row.withdrawn_at is None or row.withdrawn_at > since):
            yield row.id or 0


def _counted() -> ColumnElement[bool]:
    """Whether a report can speak against somebody."""
    misfit = select(Misfit.report_id).where(col(Misfit.report_id) == col(Report.id)).exists()
    return or_(has_concern(), misfit)
