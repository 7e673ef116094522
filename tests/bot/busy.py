"""A service with many shared issues that wait and many open cases, each with all that a case can have."""

import json
from datetime import datetime, timedelta

from storage import Db, Store, cases, customers, reports, restrictions, safety
from storage.records import keep
from storage.tables import (
    Absence,
    Adjustment,
    Approver,
    CaseRequest,
    CaseStep,
    Complaint,
    Customer,
    Excluded,
    Issue,
    Merge,
    Misfit,
    Promise,
    Report,
    ReportRevision,
    Restriction,
    Safety,
    SharingChange,
    Word,
)
from storage.tables import Case as CaseRow

AMIRA, PRIYA, DAVID, HELEN, TOM = 1, 2, 3, 4, 5
_MONTH = timedelta(days=30)


def fill(store: Store, now: datetime, number: int) -> None:
    """So many customers, each with a shared issue that waits and an open case; David is away, Priya covers."""
    today = now.date()
    away = Absence(staff_id=DAVID, cover_id=PRIYA, first_day=today, last_day=today + _MONTH)
    store.write(lambda db: db.add(away))
    for _ in range(number):
        store.write(lambda db: _customer(now, db))


def _customer(now: datetime, db: Db) -> None:
    then = now - _MONTH
    one, other = (customers.add(db, Customer(name="Robin Example", created_at=then)) for _ in range(2))
    issue = Issue(customer_id=one, created_at=then, threshold_at=then)
    issue_id = keep(db, issue)
    logged = [_report(db, one, issue_id, by, then) for by in (AMIRA, PRIYA, DAVID, AMIRA)]
    logged += [_report(db, one, issue_id, AMIRA, now - timedelta(days=day)) for day in (3, 2, 1)]
    moved = _report(db, other, issue_id, PRIYA, then)
    case_id = cases.add(db, CaseRow(customer_id=one, issue_id=issue_id, opened_by=HELEN, opened_at=then))
    _beside(now, db, one, issue_id, logged[0])
    held = [_restriction(now, db, case_id, one, kind) for kind in ("single_contact", "agreed_frequency")]
    _steps(now, db, case_id, held[0], logged[-1])
    db.add(Misfit(restriction_id=held[0], report_id=logged[-2], confirmed_by=HELEN, confirmed_at=now))
    db.add(Excluded(case_id=case_id, staff_id=TOM))
    db.add(Complaint(case_id=case_id, about="As said", received_on=then.date(), logged_by=1, logged_at=then))
    _lost(now, db, (one, other), issue_id, (logged[1], logged[3], moved))


def _report(db: Db, customer: int, issue: int, by: int, at: datetime) -> int:
    row = Report(
        customer_id=customer,
        issue_id=issue,
        reporter_id=by,
        route="helpline",
        happened_at=at,
        logged_at=at,
        issue="Rings about the plan",
    )
    return reports.add(db, row, ["heavy_demands"])


def _beside(now: datetime, db: Db, customer: int, issue: int, report: int) -> None:
    """What was promised, asked for, said and threatened."""
    then, day = now - _MONTH, (now - _MONTH).date()
    db.add(Promise(report_id=report, staff_id=AMIRA, what="Ring back", due_on=day))
    db.add(Adjustment(customer_id=customer, report_id=report, request="Write", logged_by=1, logged_at=then))
    db.add(Word(customer_id=customer, by_id=AMIRA, held_on=day, ends_on=day + _MONTH, noted_at=then))
    db.add(CaseRequest(issue_id=issue, by_id=PRIYA, reasons="Look", at=then))
    db.add(SharingChange(kind="issue.take", issue_id=issue, by_id=AMIRA, at=then, before="{}"))
    threat = Safety(
        danger="to_staff", customer_id=customer, report_id=report, raised_by=AMIRA, said="As said"
    )
    threat.raised_at = threat.told_at = now
    safety.add(db, threat)


def _restriction(now: datetime, db: Db, case_id: int, customer: int, kind: str) -> int:
    then, day = now - _MONTH, (now - _MONTH).date()
    terms = {"single_contact": {"contact": DAVID}, "agreed_frequency": {"times": 1, "per": "week"}}
    row = Restriction(
        case_id=case_id,
        customer_id=customer,
        kind=kind,
        terms=json.dumps(terms[kind]),
        agreement="agreed",
        starts_on=day,
        review_on=day + 6 * _MONTH,
        proposed_by=AMIRA,
        proposed_at=then,
        decision="approved",
        decided_by=HELEN,
        decided_at=then,
        notified_on=day,
        notified_by=HELEN,
    )
    number = restrictions.add(db, row)
    db.add(Approver(restriction_id=number, staff_id=HELEN))
    return number


def _steps(now: datetime, db: Db, case_id: int, restriction: int, report: int) -> None:
    asked = {"result": "raise", "speaker": str(AMIRA), "how": "helpline", "by": f"{now:%Y-%m-%d}"}
    taken = (("case.consider", asked), ("report.fits", {"report": str(report)}))
    for action, answers in taken:
        about = restriction if action == "report.fits" else None
        at = now - timedelta(days=20)
        step = CaseStep(case_id=case_id, restriction_id=about, action=action, by_id=HELEN, at=at)
        step.answers = json.dumps(answers)
        db.add(step)


def _lost(
    now: datetime, db: Db, customer_ids: tuple[int, int], issue: int, about: tuple[int, int, int]
) -> None:
    """One report was corrected and one withdrawn since it was decided; one is another's, of whom they were once made one."""
    (one, other), (corrected, withdrawn, moved) = customer_ids, about
    before = json.dumps({"concerns": ["heavy_demands"]})
    db.add(ReportRevision(report_id=corrected, by_id=PRIYA, at=now, before=before))
    gone = reports.get(db, withdrawn)
    assert gone is not None
    gone.withdrawn_at = now
    change = SharingChange(kind="customer.separate", issue_id=issue, report_id=moved, by_id=1, at=now)
    change.before = json.dumps({"customer": one})
    db.add(change)
    then = now - _MONTH
    db.add(Merge(from_id=other, into_id=one, moved="{}", by_id=HELEN, at=then, undone_at=now))
