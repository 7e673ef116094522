"""Issues, what may be the same issue, and decisions about them that can be undone."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlmodel import col, func, select

from storage import Db, remembering
from storage.records import keep
from storage.remembering import ByKey
from storage.tables import CaseRequest, Issue, Report, SharingChange, Staff, Suggestion


def get(db: Db, issue_id: int) -> Issue | None:
    """The issue with this number."""
    return remembering.get(db, Issue, issue_id)


def add(db: Db, customer_id: int | None, at: datetime) -> int:
    """Open an issue; gives the number."""
    issue = Issue(customer_id=customer_id, created_at=at)
    return keep(db, issue)


def suggestion(db: Db, report_id: int) -> Suggestion | None:
    """The likeliest question about this report that nobody answered."""
    asked = select(Suggestion).where(
        Suggestion.report_id == report_id, Suggestion.answer == "", col(Suggestion.sure).is_(False)
    )
    return db.exec(asked.order_by(col(Suggestion.probability).desc())).first()


def question(db: Db, report_id: int, issue_id: int) -> Suggestion | None:
    """The question whether this report is about this issue, if it is open."""
    asked = suggestion_of(db, report_id, issue_id)
    return asked if asked and not asked.sure and asked.answer == "" else None


def suggestion_of(db: Db, report_id: int, issue_id: int) -> Suggestion | None:
    """Why this report was thought to be about this issue."""
    both = (Suggestion.report_id == report_id, Suggestion.issue_id == issue_id)
    return db.exec(select(Suggestion).where(*both)).first()


def answers(db: Db, issue_ids: Collection[int]) -> Mapping[int, Mapping[str, int]]:
    """How often each answer was given to whether a report is about these issues; those without an answer are left out."""
    said = (
        select(Suggestion.issue_id, Suggestion.answer, func.count())
        .where(col(Suggestion.issue_id).in_(list(issue_ids)), Suggestion.answer != "")
        .group_by(col(Suggestion.issue_id), col(Suggestion.answer))
    )
    found: dict[int, dict[str, int]] = {}
    for issue_id, answer, number in db.exec(said) if issue_ids else ():
        found.setdefault(issue_id, {})[answer] = number
    return found


def last_answered(db: Db, report_id: int) -> Suggestion | None:
    """The question about this report that was answered last."""
    answered = select(Suggestion).where(Suggestion.report_id == report_id, Suggestion.answer != "")
    return db.exec(answered.order_by(col(Suggestion.answered_at).desc())).first()


def change(db: Db, change_id: int) -> SharingChange | None:
    """A decision about an issue."""
    return db.get(SharingChange, change_id)


def _last_changes(db: Db, issue_ids: Collection[int]) -> Mapping[int, SharingChange | None]:
    """The newest decision about an issue that was not undone."""
    newest = (
        select(func.max(SharingChange.id))
        .where(col(SharingChange.issue_id).in_(issue_ids), col(SharingChange.undone_at).is_(None))
        .group_by(col(SharingChange.issue_id))
    )
    found = db.exec(select(SharingChange).where(col(SharingChange.id).in_(newest)))
    return {row.issue_id: row for row in found}


last_change = ByKey(_last_changes, lambda: None)


def last_change_by(db: Db, staff_id: int) -> SharingChange | None:
    """The newest decision of this colleague that was not undone."""
    own = select(SharingChange).where(SharingChange.by_id == staff_id, col(SharingChange.undone_at).is_(None))
    return db.exec(own.order_by(col(SharingChange.id).desc())).first()


def add_change(db: Db, record: SharingChange) -> int:
    """Keep a decision; gives its number."""
    return keep(db, record)


def waiting(db: Db) -> list[Issue]:
    """Shared issues that reached the managers, nobody named and nothing decided, oldest first."""
    open_ones = select(Issue).where(
        col(Issue.threshold_at).is_not(None), col(Issue.owner_id).is_(None), col(Issue.dismissed_at).is_(None)
    )
    return list(db.exec(open_ones.order_by(col(Issue.threshold_at))))


def brought_to_managers(db: Db, customer_id: int) -> list[Issue]:
    """The issues of a customer of which managers have a card, oldest first."""
    theirs = select(Issue).where(Issue.customer_id == customer_id, col(Issue.threshold_at).is_not(None))
    return list(db.exec(theirs.order_by(col(Issue.id))))


def of_leavers(db: Db, since: datetime) -> list[Issue]:
    """Issues reported on after that moment that somebody replies to who works here no more."""
    fresh = select(Report.issue_id).where(Report.happened_at > since, col(Report.withdrawn_at).is_(None))
    theirs = select(Issue).join(Staff, col(Staff.id) == col(Issue.owner_id)).where(Staff.role == "none")
    return list(db.exec(theirs.where(col(Issue.id).in_(fresh)).order_by(col(Issue.id))))


def settled_since(db: Db, since: datetime) -> tuple[int, int]:
    """How many shared issues got somebody who replies, and how many needed nothing, after that moment."""
    shared = col(Issue.threshold_at).is_not(None)
    count = select(func.count()).select_from(Issue)
    named = db.exec(count.where(shared, col(Issue.owner_since) > since)).one()
    dismissed = db.exec(count.where(col(Issue.dismissed_at) > since)).one()
    return named, dismissed


def newly_shared(db: Db, since: datetime) -> int:
    """On how many issues that were reported after that moment two or more colleagues are now."""
    fresh = select(Report.issue_id).where(Report.logged_at > since, col(Report.withdrawn_at).is_(None))
    held = (
        select(Report.issue_id)
        .where(col(Report.issue_id).in_(fresh), col(Report.withdrawn_at).is_(None))
        .group_by(col(Report.issue_id))
        .having(func.count(func.distinct(Report.reporter_id)) > 1)
    )
    return db.exec(select(func.count()).select_from(held.subquery())).one()


def request(db: Db, request_id: int) -> CaseRequest | None:
    """A worker's request to look at an issue."""
    return db.get(CaseRequest, request_id)


def add_request(db: Db, record: CaseRequest) -> int:
    """Keep a request; gives its number."""
    return keep(db, record)


def requests_waiting(db: Db, issue_id: int | None = None) -> list[CaseRequest]:
    """Requests without an answer, about this issue or any, oldest first."""
    open_ones = select(CaseRequest).where(col(CaseRequest.answered_at).is_(None))
    if issue_id is not None:
        open_ones = open_ones.where(CaseRequest.issue_id == issue_id)
    return list(db.exec(open_ones.order_by(col(CaseRequest.at))))
