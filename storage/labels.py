"""What matching suggested and what people made of it: numbers only, to be counted."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import col, func, select

from storage import Db
from storage.tables import AuditEntry, CustomerPair, Merge, Report, SharingChange, Suggestion


def _left_out(*columns: Any) -> tuple[Any, ...]:  # noqa: ANN401 - SQLModel calls its columns what they hold
    return tuple(defer(column) for column in columns)


_LONG_OF_REPORTS = _left_out(Report.issue, Report.details, Report.withdrawn_why)
_LONG_OF_SUGGESTIONS = _left_out(Suggestion.reasons)
"""Texts: nothing that is counted here, and nobody's to read."""


@dataclass(frozen=True)
class Offered:
    """An issue that a report was linked with, or that somebody was asked about.

    `first`: the lowest number of a report that is on this issue now; 0 where none is.
    """

    report: int
    issue: int
    probability: float
    sure: bool
    answer: str
    logged_at: datetime
    withdrawn: bool
    first: int


@dataclass(frozen=True)
class Left:
    """Somebody took a report off an issue, and nobody took that back; `kind` says why."""

    report: int
    issue: int
    kind: str
    at: datetime


@dataclass(frozen=True)
class Heard:
    """A report that was not withdrawn: whose it is, and when it happened and was logged."""

    report: int
    issue: int
    customer: int
    happened_at: datetime
    logged_at: datetime


def offered(db: Db) -> list[Offered]:
    """Everything that was suggested about a report, oldest first."""
    first = (
        select(Report.issue_id, func.min(Report.id).label("number")).group_by(col(Report.issue_id)).subquery()
    )
    found = (
        select(Suggestion, Report, first.c.number)
        .join(Report, col(Report.id) == col(Suggestion.report_id))
        .outerjoin(first, first.c.issue_id == col(Suggestion.issue_id))
        .options(*_LONG_OF_SUGGESTIONS, *_LONG_OF_REPORTS)
        .order_by(col(Suggestion.id))
    )
    return [
        Offered(
            report=row.report_id,
            issue=row.issue_id,
            probability=row.probability,
            sure=row.sure,
            answer=row.answer,
            logged_at=report.logged_at,
            withdrawn=report.withdrawn_at is not None,
            first=number or 0,
        )
        for row, report, number in db.exec(found)
    ]


def left(db: Db, kinds: Collection[str]) -> list[Left]:
    """Reports that decisions of these kinds took off an issue, oldest first."""
    moved = select(SharingChange).where(
        col(SharingChange.kind).in_(kinds), col(SharingChange.undone_at).is_(None)
    )
    return [
        Left(row.report_id, json.loads(row.before or "{}").get("issue") or 0, row.kind, row.at)
        for row in db.exec(moved.order_by(col(SharingChange.id)))
        if row.report_id
    ]


def taken_back(db: Db, kinds: Collection[str], since: datetime | None) -> int:
    """How many decisions of these kinds were made from this moment on and undone."""
    undone = (
        select(func.count())
        .select_from(SharingChange)
        .where(col(SharingChange.kind).in_(kinds), col(SharingChange.undone_at).is_not(None))
    )
    return db.exec(undone.where(SharingChange.at >= since) if since else undone).one()


def said_of_pairs(db: Db, since: datetime | None) -> Mapping[str, int]:
    """How often people, and not matching, said from this moment on what two customers are to each other: by verdict."""
    theirs = select(CustomerPair).where(col(CustomerPair.by_id).is_not(None))
    return Counter(
        row.verdict for row in db.exec(theirs.where(CustomerPair.at >= since) if since else theirs)
    )


def merges(db: Db, since: datetime | None) -> list[tuple[Merge, frozenset[int]]]:
    """Merges made from this moment on, taken back or not, oldest first, each with the reports that moved."""
    made = select(Merge).order_by(col(Merge.id))
    found = db.exec(made.where(Merge.at >= since) if since else made)
    return [(row, frozenset(json.loads(row.moved).get("report", ()))) for row in found]


def heard(db: Db, customer_ids: Collection[int]) -> list[Heard]:
    """Every report of these customers that was not withdrawn."""
    theirs = (
        select(Report)
        .options(*_LONG_OF_REPORTS)
        .where(col(Report.customer_id).in_(customer_ids), col(Report.withdrawn_at).is_(None))
    )
    return [
        Heard(row.id or 0, row.issue_id, row.customer_id or 0, row.happened_at, row.logged_at)
        for row in db.exec(theirs)
    ]


def facts_with(db: Db, action: str, name: str) -> Mapping[str, Mapping[str, Any]]:
    """What audit entries of this kind tell under this name, by what they are about."""
    told = select(AuditEntry.subject, AuditEntry.facts).where(
        AuditEntry.action == action, col(AuditEntry.facts).contains(f'"{name}":', autoescape=True)
    )
    return {subject: json.loads(facts)[name] for subject, facts in db.exec(told)}
