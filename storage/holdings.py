"""Where personal data about a customer stands: the one list that export and erasure go by.

Every table of `storage/tables.py` is here or in `ABOUT_NOBODY`, and every text of a table here is personal or plain; a
test holds that.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import SQLModel, col, delete, or_, select, update

from storage import Db, tables

Row = dict[str, Any]


@dataclass(frozen=True)
class Holding:
    """A table with data about customers: rows whose `column` is one of the customer's numbers of this `kind`.

    `personal`: columns that are emptied; `plain`: texts that say nothing about a person. `gone`: whole rows go.
    """

    table: type[SQLModel]
    column: str
    kind: str
    personal: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    gone: bool = False

    @property
    def name(self) -> str:
        """The table's name."""
        return str(self.table.__tablename__)


_PERSON = ("name", "email", "phone", "case_ref", "child")
HOLDINGS: tuple[Holding, ...] = (
    Holding(tables.Customer, "id", "customer", ("name", "relationship", *_PERSON[1:])),
    Holding(
        tables.CustomerRevision,
        "customer_id",
        "customer",
        ("name", "relationship", *_PERSON[1:], "reasons"),
        gone=True,
    ),
    Holding(tables.KnownAs, "customer_id", "customer", _PERSON, gone=True),
    Holding(tables.MatchKey, "customer_id", "customer", ("value",), ("kind",), gone=True),
    Holding(tables.Merge, "into_id", "customer", ("reasons",), ("moved",)),
    Holding(tables.Merge, "from_id", "customer", ("reasons",), ("moved",)),
    Holding(tables.CustomerPair, "low_id", "customer", plain=("verdict",), gone=True),
    Holding(tables.CustomerPair, "high_id", "customer", plain=("verdict",), gone=True),
    Holding(
        tables.Report,
        "id",
        "report",
        ("issue", "details", "child", "withdrawn_why"),
        ("route", "told_us", "gets_through"),
    ),
    Holding(tables.ReportConcern, "report_id", "report", plain=("concern",)),
    Holding(tables.ReportRevision, "report_id", "report", ("before",), gone=True),
    Holding(tables.Promise, "report_id", "report", ("what",)),
    Holding(tables.Suggestion, "report_id", "report", ("reasons",), ("answer",), gone=True),
    Holding(tables.Suggestion, "issue_id", "issue", ("reasons",), ("answer",), gone=True),
    Holding(tables.SharingChange, "issue_id", "touched", ("before",), ("kind",), gone=True),
    Holding(tables.Issue, "id", "touched", ("dismissed_why",)),
    Holding(tables.CaseRequest, "issue_id", "touched", ("reasons", "answer_reasons"), ("answer",)),
    Holding(tables.Adjustment, "customer_id", "customer", ("request", "answer", "in_place")),
    Holding(tables.PersonRequest, "customer_id", "customer", ("details", "done"), ("kind",)),
    Holding(tables.Word, "id", "word", ("explained", "view", "adjustment", "trying")),
    Holding(tables.Case, "id", "case"),
    Holding(tables.CaseStep, "case_id", "case", ("answers",), ("action",)),
    Holding(tables.Complaint, "case_id", "case", ("about", "effect", "reasons", "recorded"), ("outcome",)),
    Holding(tables.Excluded, "case_id", "case"),
    Holding(tables.GivenFile, "case_id", "case", plain=("platform", "remote_id", "trouble")),
    Holding(
        tables.OfferedFile,
        "case_id",
        "case",
        ("name", "content"),
        ("id", "platform", "handle"),
        gone=True,
    ),
    Holding(
        tables.Restriction,
        "id",
        "restriction",
        ("details", "terms", "reasons", "proportionate", "exceptions", "decided_why"),
        ("kind", "agreement", "decision", "notified_how", "ended_how"),
    ),
    Holding(
        tables.OutsideDecision, "restriction_id", "restriction", ("document",), ("decider", "name", "role")
    ),
    Holding(tables.Approver, "restriction_id", "restriction"),
    Holding(tables.Misfit, "restriction_id", "restriction", ("reasons",)),
    Holding(tables.Misfit, "report_id", "report", ("reasons",)),
    Holding(tables.Safety, "id", "safety", ("said", "whom"), ("danger", "check_in")),
)
"""In the order in which a file is read."""

ABOUT_NOBODY: frozenset[type[SQLModel]] = frozenset(
    {
        *(tables.Staff, tables.StaffHandle, tables.DirectoryEntry, tables.DirectoryGroup, tables.Absence),
        *(tables.Message, tables.FormDraft, tables.Delivery, tables.Job, tables.AuditEntry, tables.AuditSalt),
        *(tables.Setting, tables.Conversation, tables.LookupTally, tables.Finding),
    }
)
"""About colleagues or about nobody; messages, drafts and salts are found by their keys and references."""


@dataclass(frozen=True)
class Numbers:
    """The numbers of everything that belongs to one customer, by kind.

    `issue`: where nobody else is on it; `touched`: every issue that they are on. Texts about one go whoever else is.
    """

    customer: tuple[int, ...] = ()
    report: tuple[int, ...] = ()
    issue: tuple[int, ...] = ()
    touched: tuple[int, ...] = ()
    case: tuple[int, ...] = ()
    restriction: tuple[int, ...] = ()
    word: tuple[int, ...] = ()
    safety: tuple[int, ...] = ()

    def of(self, kind: str) -> tuple[int, ...]:
        """The numbers of this kind."""
        found: tuple[int, ...] = getattr(self, kind)
        return found


def numbers(db: Db, customer_id: int) -> Numbers:
    """Everything that belongs to this customer, and to whoever was merged into them."""
    people = (customer_id, *_ids(db, tables.Customer, col(tables.Customer.merged_into) == customer_id))
    mine = db.exec(select(tables.Report).where(col(tables.Report.customer_id).in_(people))).all()
    reports = tuple(each.id for each in mine if each.id)
    owned = _ids(db, tables.Issue, col(tables.Issue.customer_id).in_(people))
    about = {each.issue_id for each in mine}.union(owned)
    others = select(tables.Report.issue_id).where(
        col(tables.Report.issue_id).in_(about), col(tables.Report.customer_id).not_in(people)
    )
    return Numbers(
        customer=people,
        report=reports,
        issue=tuple(sorted(about.difference(db.exec(others).all()))),
        touched=tuple(sorted(about)),
        case=_ids(db, tables.Case, col(tables.Case.customer_id).in_(people)),
        restriction=_ids(db, tables.Restriction, col(tables.Restriction.customer_id).in_(people)),
        word=_ids(db, tables.Word, col(tables.Word.customer_id).in_(people)),
        safety=_ids(db, tables.Safety, _raised_about(people, reports)),
    )


def rows(db: Db, holding: Holding, found: Numbers) -> list[Row]:
    """What a table holds on the customer, by column."""
    wanted = col(getattr(holding.table, holding.column)).in_(found.of(holding.kind))
    return [row.model_dump(mode="json") for row in db.exec(select(holding.table).where(wanted))]


def erase(db: Db, found: Numbers, kept_answers: Collection[str], at: datetime) -> None:
    """Empty everything personal. Counts stay: rows, days, kinds; of a step's answers those under these names."""
    for table, kind in ((tables.Customer, "customer"), (tables.Report, "report"), (tables.Case, "case")):
        db.exec(update(table).where(col(table.id).in_(found.of(kind))).values(erased_at=at))
    for step in db.exec(select(tables.CaseStep).where(col(tables.CaseStep.case_id).in_(found.case))):
        given: Mapping[str, str] = json.loads(step.answers or "{}")
        step.answers = json.dumps(
            {name: said for name, said in given.items() if name in kept_answers}, sort_keys=True
        )
    db.flush()
    for holding in HOLDINGS:
        wanted = col(getattr(holding.table, holding.column)).in_(found.of(holding.kind))
        if holding.gone:
            db.exec(delete(holding.table).where(wanted))
        elif holding.table is not tables.CaseStep and holding.personal:
            empty = {name: _empty(holding, name) for name in holding.personal}
            db.exec(update(holding.table).where(wanted).values(**empty))
    db.flush()
    db.expire_all()


def forget_texts(db: Db, subjects: Collection[str], drafts: Iterable[tables.FormDraft]) -> None:
    """Remove the salts of audit entries with these subjects, and these drafts."""
    entries = select(tables.AuditEntry.id).where(col(tables.AuditEntry.subject).in_(subjects))
    db.exec(delete(tables.AuditSalt).where(col(tables.AuditSalt.audit_id).in_(entries)))
    for draft in drafts:
        db.delete(draft)
    db.flush()


def messages(db: Db, threads: Collection[str]) -> Iterator[tables.Message]:
    """Messages of these threads, wherever they are."""
    yield from db.exec(select(tables.Message).where(col(tables.Message.thread).in_(threads)))


def _raised_about(people: Collection[int], reports: Collection[int]) -> ColumnElement[bool]:
    """Raised about one of these customers, or from one of these reports."""
    return or_(col(tables.Safety.customer_id).in_(people), col(tables.Safety.report_id).in_(reports))


def _ids(db: Db, table: type[SQLModel], *which: ColumnElement[bool]) -> tuple[int, ...]:
    found = db.exec(select(table.id).where(*which))  # type: ignore[attr-defined] # every one has it
    return tuple(sorted(found))


def _empty(holding: Holding, name: str) -> str | None:
    column = holding.table.__table__.columns[name]  # type: ignore[attr-defined] # every table has it
    return None if column.nullable else ""
