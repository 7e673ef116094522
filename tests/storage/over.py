"""What is over by now: of everything that the lived-in service leaves open one that is finished, with nothing left empty."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel, select

from bot import cardjson
from bot.cards import Card
from storage import Db, tables
from tests.storage.records import T0, later

DAY = T0.date()
WHO: Mapping[str, Any] = {
    "email": "quill@example.org",
    "phone": "07700 900456",
    "case_ref": "SEN/1",
    "child": "Quillon",
}


def put(db: Db) -> None:
    """Somebody known in full, whose issue, case and requests were all dealt with, and what hung on them."""
    customer = _put(db, tables.Customer(name="Quill Ash", relationship="parent", created_at=T0, **WHO))
    issue = _put(
        db,
        tables.Issue(
            customer_id=customer,
            created_at=T0,
            owner_id=1,
            owner_since=T0,
            owner_named_by=3,
            threshold_at=T0,
            dismissed_at=later(1),
            dismissed_by=3,
            dismissed_why="Answered",
        ),
    )
    report = _put(
        db,
        tables.Report(
            customer_id=customer,
            chosen=True,
            issue_id=issue,
            reporter_id=1,
            route="helpline",
            happened_at=T0,
            logged_at=T0,
            issue="Which school?",
            details="Asked once",
            child="Quillon",
            minutes=5,
            told_us="yes",
            gets_through="new_issue",
            withdrawn_at=later(2),
            withdrawn_why="Logged twice",
        ),
    )
    case = _put(
        db,
        tables.Case(
            customer_id=customer, issue_id=issue, opened_by=3, opened_at=T0, closed_at=later(3), version=1
        ),
    )
    _about_the_person(db, customer, report)
    _about_the_case(db, customer, issue, report, case)
    _about_messages(db, case)
    _erased(db)


def _about_the_person(db: Db, customer: int, report: int) -> None:
    known = _put(db, tables.KnownAs(customer_id=customer, report_id=report, name="Quill Ash", **WHO))
    db.add_all(
        [
            tables.CustomerRevision(
                customer_id=customer,
                by_id=3,
                at=T0,
                name="Q. Ash",
                relationship="parent",
                reasons="Spelt out",
                known_as_id=known,
                **WHO,
            ),
            tables.Merge(
                from_id=customer,
                into_id=2,
                moved="{}",
                reasons="Same number",
                by_id=3,
                at=T0,
                undone_at=later(1),
            ),
            tables.Adjustment(
                customer_id=customer,
                report_id=report,
                request="Large print",
                logged_by=1,
                logged_at=T0,
                answer="yes",
                in_place="Letters in 18 point",
                answered_by=3,
                answered_at=later(1),
            ),
            tables.PersonRequest(
                customer_id=customer,
                kind="correction",
                details="The name",
                asked_on=DAY,
                due_on=DAY,
                logged_by=1,
                logged_at=T0,
                done="Spelt out",
                done_on=DAY,
                done_by=3,
                done_at=later(1),
            ),
            tables.Word(
                customer_id=customer,
                report_id=report,
                by_id=1,
                held_on=DAY,
                explained="One number for everything",
                view="Agrees",
                adjustment="Large print",
                trying="Mondays",
                ends_on=DAY,
                noted_at=T0,
            ),
            tables.Promise(
                report_id=report,
                staff_id=1,
                what="A list of schools",
                due_on=DAY,
                done_at=T0,
                reminded_at=T0,
            ),
            tables.Absence(staff_id=2, cover_id=1, first_day=DAY, last_day=DAY, ended_at=later(1)),
            tables.DirectoryEntry(
                platform="slack", handle="U2", name="Quill Ash", email="quill@example.org", checked_at=T0
            ),
        ]
    )


def _about_the_case(db: Db, customer: int, issue: int, report: int, case: int) -> None:
    for approver in db.exec(select(tables.Approver).where(tables.Approver.restriction_id == 2)):
        approver.reminded_on = DAY
    db.add_all(
        [
            tables.Suggestion(
                report_id=report,
                issue_id=1,
                probability=0.4,
                reasons="[]",
                answer="different",
                answered_by=1,
                answered_at=T0,
            ),
            tables.SharingChange(
                kind="issue.take",
                issue_id=issue,
                report_id=report,
                by_id=1,
                at=T0,
                before="{}",
                undone_at=T0,
            ),
            tables.CaseRequest(
                issue_id=issue,
                by_id=1,
                reasons="Again and again",
                at=T0,
                answer="no",
                answered_by=3,
                answered_at=later(1),
                answer_reasons="Once only",
            ),
            tables.Complaint(
                case_id=case,
                about="The tone of a letter",
                received_on=DAY,
                due_on=DAY,
                logged_by=1,
                logged_at=T0,
                outcome="upheld",
                effect="Another letter",
                reasons="It was short",
                recorded="Otto, Chair, minutes of 23 November",
                decided_by=3,
                decided_at=later(2),
            ),
            tables.Safety(
                danger="someone",
                said="Spoke of a neighbour",
                whom="A neighbour",
                customer_id=customer,
                report_id=report,
                raised_by=1,
                raised_at=T0,
                told_at=T0,
                repeats=1,
                taken_by=3,
                taken_at=T0,
                check_in="no",
            ),
        ]
    )


def _about_messages(db: Db, case: int) -> None:
    shown: dict[str, Any] = {
        "platform": "slack",
        "kind": "person",
        "target": "U1",
        "card": cardjson.encode(Card("Held")),
    }
    when: dict[str, Any] = {
        "created_at": T0,
        "changed_at": T0,
        "next_try_at": later(1),
        "trouble": "channel_not_found",
    }
    db.add(tables.Message(key="a/1", thread="a", parked_at=later(1), **shown, **when))
    db.add(tables.Message(key="b/1", thread="b", held_until=later(2), **shown, **when))
    db.add(
        tables.GivenFile(
            platform="slack",
            remote_id="F2",
            case_id=case,
            staff_id=3,
            given_at=T0,
            unwanted_at=later(1),
            gone_at=later(2),
            next_try_at=later(2),
            attempts=1,
            trouble="ratelimited",
        )
    )
    db.add(
        tables.Conversation(
            platform="teams",
            kind="person",
            target="a2",
            address="a:2",
            server="https://teams.example.org/",
            member="29:2",
            seen_at=T0,
        )
    )


def _erased(db: Db) -> None:
    """Somebody of whom only counts are left."""
    customer = _put(db, tables.Customer(name="", created_at=T0, erased_at=later(3)))
    issue = _put(db, tables.Issue(customer_id=customer, created_at=T0))
    db.add(
        tables.Report(
            customer_id=customer,
            issue_id=issue,
            reporter_id=1,
            route="helpline",
            happened_at=T0,
            logged_at=T0,
            issue="",
            erased_at=later(3),
        )
    )
    db.add(tables.Case(customer_id=customer, opened_by=3, opened_at=T0, closed_at=T0, erased_at=later(3)))


def _put(db: Db, row: SQLModel) -> int:
    db.add(row)
    db.flush()
    number: int = row.id  # type: ignore[attr-defined] # every row that others refer to is numbered
    return number
