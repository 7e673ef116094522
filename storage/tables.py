"""Every table. A record is plain data: rules about it are functions in `bot/`.

Times are UTC and aware; days are the service's own. No `from __future__ import annotations` here: SQLModel
reads the annotations at run time.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, DateTime, Index, String, Text, UniqueConstraint, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class Utc(TypeDecorator[datetime]):
    """An aware UTC moment on every database (SQLite forgets the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ANN401, ARG002
        """Refuse a naive moment: it is a mistake wherever it came from."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ANN401, ARG002
        """Give the moment its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _moment(*, index: bool = False) -> Any:  # noqa: ANN401 - what SQLModel's Field returns
    return Field(sa_type=Utc, index=index)


def _moment_or_none(*, index: bool = False) -> Any:  # noqa: ANN401
    return Field(default=None, sa_type=Utc, nullable=True, index=index)


def _long_text() -> Any:  # noqa: ANN401
    return Field(default="", sa_type=Text)


def _bytewise_key() -> Any:  # noqa: ANN401 - compared byte by byte, so that an index finds what begins alike
    kind = String().with_variant(String(collation="C"), "postgresql")
    return Field(primary_key=True, sa_type=kind)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _key() -> Any:  # noqa: ANN401
    return Field(default=None, primary_key=True)


class Staff(SQLModel, table=True):
    """Somebody who works here, or did; `role` is what they may do as last seen."""

    __tablename__ = "staff"
    __table_args__ = (CheckConstraint("role in ('none', 'reserve', 'worker', 'manager')", name="role"),)

    id: int | None = _key()
    name: str
    email: str | None = Field(default=None, unique=True)
    role: str
    last_route: str = "helpline"
    working_days: str = "mon,tue,wed,thu,fri"
    joined_at: datetime = _moment()


class StaffHandle(SQLModel, table=True):
    """Where a colleague is on one platform; the one seen last gets the nudges."""

    __tablename__ = "staff_handle"

    platform: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    seen_at: datetime = _moment()


class DirectoryEntry(SQLModel, table=True):
    """What a platform said about somebody the last time it was asked, so that not every click asks."""

    __tablename__ = "directory_entry"

    platform: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    name: str
    email: str = ""
    confirmed: bool = False
    checked_at: datetime = _moment()


class DirectoryGroup(SQLModel, table=True):
    """Who is in a group on a platform; `members` are their handles with commas between."""

    __tablename__ = "directory_group"

    platform: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    members: str = _long_text()
    checked_at: datetime = _moment()


class Absence(SQLModel, table=True):
    """Somebody is away up to and including a day, and who covers."""

    __tablename__ = "absence"

    id: int | None = _key()
    staff_id: int = Field(foreign_key="staff.id", index=True)
    cover_id: int | None = Field(default=None, foreign_key="staff.id")
    first_day: date
    last_day: date
    ended_at: datetime | None = _moment_or_none()


class Customer(SQLModel, table=True):
    """A person who contacts the service, as we know them best."""

    __tablename__ = "customer"

    id: int | None = _key()
    name: str
    relationship: str = ""
    email: str | None = None
    phone: str | None = None
    case_ref: str | None = None
    child: str | None = None
    created_at: datetime = _moment()
    merged_into: int | None = Field(default=None, foreign_key="customer.id", index=True)
    erased_at: datetime | None = _moment_or_none()


class Merge(SQLModel, table=True):
    """Two customers who are one person: what moved from the one to the other, so that it can move back.

    `moved` is JSON of row numbers by table.
    """

    __tablename__ = "merge"

    id: int | None = _key()
    from_id: int = Field(foreign_key="customer.id", index=True)
    into_id: int = Field(foreign_key="customer.id", index=True)
    moved: str = _long_text()
    reasons: str = _long_text()
    by_id: int = Field(foreign_key="staff.id")
    at: datetime = _moment()
    undone_at: datetime | None = _moment_or_none()


class Issue(SQLModel, table=True):
    """What a customer contacts about; `version` counts the decisions on who replies."""

    __tablename__ = "issue"

    id: int | None = _key()
    customer_id: int | None = Field(default=None, foreign_key="customer.id", index=True)
    created_at: datetime = _moment()
    owner_id: int | None = Field(default=None, foreign_key="staff.id")
    owner_since: datetime | None = _moment_or_none()
    owner_named_by: int | None = Field(default=None, foreign_key="staff.id")
    threshold_at: datetime | None = _moment_or_none(index=True)
    dismissed_at: datetime | None = _moment_or_none()
    dismissed_by: int | None = Field(default=None, foreign_key="staff.id")
    dismissed_why: str = _long_text()
    version: int = 0


class Report(SQLModel, table=True):
    """One thing a customer sent or said, as one worker logged it. `chosen`: the worker chose whose it is; nobody guessed.

    `gets_through`: keys with commas between of what the worker ticked that always gets through, whatever is restricted.
    """

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint("minutes is null or minutes >= 0", name="minutes"),
        CheckConstraint("told_us in ('', 'yes', 'no', 'not_asked')", name="told_us"),
        Index("ix_report_customer_happened", "customer_id", "happened_at"),
        Index("ix_report_reporter_logged", "reporter_id", "logged_at"),
    )

    id: int | None = _key()
    customer_id: int | None = Field(default=None, foreign_key="customer.id")
    chosen: bool = False
    issue_id: int = Field(foreign_key="issue.id", index=True)
    reporter_id: int = Field(foreign_key="staff.id")
    route: str
    happened_at: datetime = _moment()
    logged_at: datetime = _moment(index=True)
    issue: str
    details: str = _long_text()
    child: str | None = None
    minutes: int | None = None
    told_us: str = ""
    gets_through: str = ""
    withdrawn_at: datetime | None = _moment_or_none()
    withdrawn_why: str = _long_text()
    erased_at: datetime | None = _moment_or_none()
    version: int = 0


class ReportConcern(SQLModel, table=True):
    """A concern ticked on a report: one of the policy's examples."""

    __tablename__ = "report_concern"

    report_id: int = Field(primary_key=True, foreign_key="report.id")
    concern: str = Field(primary_key=True)


class ReportRevision(SQLModel, table=True):
    """What a report said before it was corrected."""

    __tablename__ = "report_revision"

    id: int | None = _key()
    report_id: int = Field(foreign_key="report.id", index=True)
    by_id: int = Field(foreign_key="staff.id")
    at: datetime = _moment()
    before: str = _long_text()


class KnownAs(SQLModel, table=True):
    """How a customer was written down once; what matching compares with."""

    __tablename__ = "known_as"

    id: int | None = _key()
    customer_id: int = Field(foreign_key="customer.id", index=True)
    report_id: int | None = Field(default=None, foreign_key="report.id", index=True)
    name: str
    email: str | None = None
    phone: str | None = None
    case_ref: str | None = None
    child: str | None = None


class CustomerRevision(SQLModel, table=True):
    """What we knew of a customer before a manager corrected it; `known_as_id` is how the correction wrote them down."""

    __tablename__ = "customer_revision"

    id: int | None = _key()
    customer_id: int = Field(foreign_key="customer.id", index=True)
    by_id: int = Field(foreign_key="staff.id")
    at: datetime = _moment()
    name: str = ""
    relationship: str = ""
    email: str | None = None
    phone: str | None = None
    case_ref: str | None = None
    child: str | None = None
    reasons: str = _long_text()
    known_as_id: int | None = Field(default=None, foreign_key="known_as.id")


class MatchKey(SQLModel, table=True):
    """A blocking key of a customer: only customers who share one are ever compared.

    `seen_on` is the day (UTC) of their newest report, or since when they are known: of a key that many hold, those who
    were seen last are read first, and the rest never.
    """

    __tablename__ = "match_key"
    __table_args__ = ({"sqlite_with_rowid": False},)

    kind: str = Field(primary_key=True)
    value: str = _bytewise_key()
    seen_on: date = Field(primary_key=True)
    customer_id: int = Field(primary_key=True, foreign_key="customer.id", index=True)


class CustomerPair(SQLModel, table=True):
    """What is known about two customers, `low_id` < `high_id`.

    `different`: a person said so. `household`: they share an address, telephone or child.
    `keep_apart`: neither side's workers are told of the other at all.
    """

    __tablename__ = "customer_pair"
    __table_args__ = (
        CheckConstraint("low_id < high_id", name="ordered"),
        CheckConstraint("verdict in ('different', 'household', 'keep_apart')", name="verdict"),
    )

    low_id: int = Field(primary_key=True, foreign_key="customer.id")
    high_id: int = Field(primary_key=True, foreign_key="customer.id", index=True)
    verdict: str
    by_id: int | None = Field(default=None, foreign_key="staff.id")
    at: datetime = _moment()


class Suggestion(SQLModel, table=True):
    """A report that may be about an issue; a person says whether it is. `reasons` is JSON."""

    __tablename__ = "suggestion"
    __table_args__ = (
        UniqueConstraint("report_id", "issue_id", name="uq_suggestion_report_issue"),
        CheckConstraint("answer in ('', 'same', 'different', 'another_person')", name="answer"),
    )

    id: int | None = _key()
    report_id: int = Field(foreign_key="report.id", index=True)
    issue_id: int = Field(foreign_key="issue.id", index=True)
    probability: float
    sure: bool = False
    reasons: str = _long_text()
    answer: str = ""
    answered_by: int | None = Field(default=None, foreign_key="staff.id")
    answered_at: datetime | None = _moment_or_none()


class SharingChange(SQLModel, table=True):
    """One decision about an issue that can be undone; `before` is JSON of what it replaced."""

    __tablename__ = "sharing_change"

    id: int | None = _key()
    kind: str
    issue_id: int = Field(foreign_key="issue.id", index=True)
    report_id: int | None = Field(default=None, foreign_key="report.id", index=True)
    by_id: int = Field(foreign_key="staff.id")
    at: datetime = _moment()
    before: str = _long_text()
    undone_at: datetime | None = _moment_or_none()


class Promise(SQLModel, table=True):
    """What a worker said they would do, and by when."""

    __tablename__ = "promise"

    id: int | None = _key()
    report_id: int = Field(foreign_key="report.id", index=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    what: str = _long_text()
    due_on: date = Field(index=True)
    done_at: datetime | None = _moment_or_none()
    reminded_at: datetime | None = _moment_or_none()


class Adjustment(SQLModel, table=True):
    """A different way of communicating that somebody needs or asked for, and our answer."""

    __tablename__ = "adjustment"

    id: int | None = _key()
    customer_id: int = Field(foreign_key="customer.id", index=True)
    report_id: int | None = Field(default=None, foreign_key="report.id")
    request: str = _long_text()
    logged_by: int = Field(foreign_key="staff.id")
    logged_at: datetime = _moment()
    answer: str = _long_text()
    in_place: str = _long_text()
    answered_by: int | None = Field(default=None, foreign_key="staff.id")
    answered_at: datetime | None = _moment_or_none()


class PersonRequest(SQLModel, table=True):
    """What a customer may ask of us by law: their own records, a correction, erasure, information. `done`: what was done."""

    __tablename__ = "person_request"
    __table_args__ = (
        CheckConstraint("kind in ('file', 'correction', 'erasure', 'information')", name="kind"),
    )

    id: int | None = _key()
    customer_id: int = Field(foreign_key="customer.id", index=True)
    kind: str
    details: str = _long_text()
    asked_on: date
    due_on: date = Field(index=True)
    logged_by: int = Field(foreign_key="staff.id")
    logged_at: datetime = _moment()
    done: str = _long_text()
    done_on: date | None = None
    done_by: int | None = Field(default=None, foreign_key="staff.id")
    done_at: datetime | None = _moment_or_none()


class Word(SQLModel, table=True):
    """The ordinary conversation with a customer about how they communicate."""

    __tablename__ = "word"

    id: int | None = _key()
    customer_id: int = Field(foreign_key="customer.id", index=True)
    report_id: int | None = Field(default=None, foreign_key="report.id")
    by_id: int = Field(foreign_key="staff.id")
    held_on: date
    explained: str = _long_text()
    view: str = _long_text()
    adjustment: str = _long_text()
    trying: str = _long_text()
    ends_on: date
    noted_at: datetime = _moment()


class Case(SQLModel, table=True):
    """One walk through the formal steps for one customer; its stage follows from its steps."""

    __tablename__ = "case"
    __table_args__ = (
        Index(
            "uq_case_one_open",
            "customer_id",
            unique=True,
            sqlite_where=Column("closed_at").is_(None),
            postgresql_where=Column("closed_at").is_(None),
        ),
    )

    id: int | None = _key()
    customer_id: int = Field(foreign_key="customer.id", index=True)
    issue_id: int | None = Field(default=None, foreign_key="issue.id")
    opened_by: int = Field(foreign_key="staff.id")
    opened_at: datetime = _moment()
    closed_at: datetime | None = _moment_or_none()
    erased_at: datetime | None = _moment_or_none()
    version: int = 0


class CaseStep(SQLModel, table=True):
    """One thing done in a case: never changed, only followed by others. `answers` is JSON by field name.

    `by_id` is empty where something came by itself: a restriction that nobody reviewed has ended.
    """

    __tablename__ = "case_step"

    id: int | None = _key()
    case_id: int = Field(foreign_key="case.id", index=True)
    restriction_id: int | None = Field(default=None, foreign_key="restriction.id")
    action: str
    by_id: int | None = Field(default=None, foreign_key="staff.id")
    at: datetime = _moment()
    answers: str = _long_text()


class Excluded(SQLModel, table=True):
    """Somebody who takes no decision in a case, because a complaint in it is about them."""

    __tablename__ = "case_excluded"

    case_id: int = Field(primary_key=True, foreign_key="case.id")
    staff_id: int = Field(primary_key=True, foreign_key="staff.id")


class Restriction(SQLModel, table=True):
    """What was agreed with a customer or decided; its state follows from what happened to it.

    `details` is text, `terms` JSON of what a kind asks for in particular. `replaces`: the restriction that ends once the
    customer is told of this one. `interim_until`: a safety measure, over on this day unless a
    second person confirms it; it rests on what was raised as `safety_id`. `version` counts the decisions.
    """

    __tablename__ = "restriction"
    __table_args__ = (
        CheckConstraint("decision in ('', 'approved', 'declined')", name="decision"),
        CheckConstraint("ended_how in ('', 'lifted', 'replaced', 'ended')", name="ended_how"),
    )

    id: int | None = _key()
    case_id: int = Field(foreign_key="case.id", index=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    kind: str
    details: str = _long_text()
    terms: str = _long_text()
    agreement: str
    reasons: str = _long_text()
    proportionate: str = _long_text()
    exceptions: str = _long_text()
    starts_on: date
    review_on: date
    replaces: int | None = Field(default=None, foreign_key="restriction.id")
    safety_id: int | None = Field(default=None, foreign_key="safety.id", index=True)
    interim_until: date | None = None
    proposed_by: int = Field(foreign_key="staff.id")
    proposed_at: datetime = _moment()
    decision: str = ""
    decided_by: int | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = _moment_or_none()
    decided_why: str = _long_text()
    notified_on: date | None = None
    notified_by: int | None = Field(default=None, foreign_key="staff.id")
    notified_how: str = ""
    ended_on: date | None = None
    ended_how: str = ""
    version: int = 0


class OutsideDecision(SQLModel, table=True):
    """What a reserve decider outside the workspace decided on a restriction, as a manager recorded it."""

    __tablename__ = "outside_decision"

    restriction_id: int = Field(primary_key=True, foreign_key="restriction.id")
    decider: str
    name: str
    role: str
    decided_on: date
    document: str


class Approver(SQLModel, table=True):
    """Who may approve a restriction: fixed when it was proposed."""

    __tablename__ = "approver"

    restriction_id: int = Field(primary_key=True, foreign_key="restriction.id")
    staff_id: int = Field(primary_key=True, foreign_key="staff.id")
    reminded_on: date | None = None


class Misfit(SQLModel, table=True):
    """A report that a manager confirmed not to fit a restriction in force."""

    __tablename__ = "misfit"

    restriction_id: int = Field(primary_key=True, foreign_key="restriction.id")
    report_id: int = Field(primary_key=True, foreign_key="report.id")
    serious: bool = False
    reasons: str = _long_text()
    confirmed_by: int = Field(foreign_key="staff.id")
    confirmed_at: datetime = _moment()


class Complaint(SQLModel, table=True):
    """What a customer complains of about how the policy was used with them, and what somebody uninvolved found.

    `due_on` is empty where the policy file promises no day. `recorded`: who outside the workspace decided, with role and
    document, where a manager only recorded it.
    """

    __tablename__ = "complaint"
    __table_args__ = (CheckConstraint("outcome in ('', 'upheld', 'partly', 'not_upheld')", name="outcome"),)

    id: int | None = _key()
    case_id: int = Field(foreign_key="case.id", index=True)
    about: str = _long_text()
    received_on: date
    due_on: date | None = None
    logged_by: int = Field(foreign_key="staff.id")
    logged_at: datetime = _moment()
    outcome: str = ""
    effect: str = _long_text()
    reasons: str = _long_text()
    recorded: str = ""
    decided_by: int | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = _moment_or_none()


class FormDraft(SQLModel, table=True):
    """What somebody filled in of a long form and has not submitted yet: JSON by field name."""

    __tablename__ = "form_draft"

    staff_id: int = Field(primary_key=True, foreign_key="staff.id")
    action: str = Field(primary_key=True)
    about: str = Field(primary_key=True)
    fields: str = _long_text()
    saved_at: datetime = _moment()


class CaseRequest(SQLModel, table=True):
    """A worker asks the managers to look at an issue; they open a case or say why not."""

    __tablename__ = "case_request"

    id: int | None = _key()
    issue_id: int = Field(foreign_key="issue.id", index=True)
    by_id: int = Field(foreign_key="staff.id")
    reasons: str = _long_text()
    at: datetime = _moment()
    answer: str = ""
    answered_by: int | None = Field(default=None, foreign_key="staff.id")
    answered_at: datetime | None = _moment_or_none()
    answer_reasons: str = _long_text()


class Safety(SQLModel, table=True):
    """Something that a colleague raised for safety, and who has it. `whom` is typed text where no customer was chosen.

    `repeats` counts how often managers were told again, the last time at `told_at`. `check_in`: what the colleague
    answered when asked whether somebody should check in with them.
    """

    __tablename__ = "safety"
    __table_args__ = (
        CheckConstraint("danger in ('to_staff', 'someone')", name="danger"),
        CheckConstraint("check_in in ('', 'yes', 'no')", name="check_in"),
        Index("ix_safety_untaken", "told_at", **_where("taken_by is null")),
    )

    id: int | None = _key()
    danger: str
    said: str = _long_text()
    whom: str = ""
    customer_id: int | None = Field(default=None, foreign_key="customer.id", index=True)
    report_id: int | None = Field(default=None, foreign_key="report.id", index=True)
    raised_by: int = Field(foreign_key="staff.id", index=True)
    raised_at: datetime = _moment()
    told_at: datetime = _moment()
    repeats: int = 0
    taken_by: int | None = Field(default=None, foreign_key="staff.id")
    taken_at: datetime | None = _moment_or_none()
    check_in: str = ""


class Message(SQLModel, table=True):
    """The outbox: what one message in one place should show, and what it shows already.

    `wanted` grows with every change of `card`; a message is delivered when `delivered` has caught up. Until
    `held_until` nothing at all is sent to its place: the platform asked for that. `thread` is the key up to
    its first slash: messages of one thread follow one another.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("platform", "kind", "target", "key", name="uq_message_place_key"),
        CheckConstraint("kind in ('channel', 'person', 'group')", name="kind"),
        Index("ix_message_waiting", "platform", "kind", "target", **_where("delivered < wanted")),
    )

    id: int | None = _key()
    platform: str
    kind: str
    target: str
    key: str
    thread: str = Field(index=True)
    card: str = _long_text()
    wanted: int = 1
    delivered: int = 0
    remote_id: str | None = None
    created_at: datetime = _moment()
    changed_at: datetime = _moment()
    delivered_at: datetime | None = _moment_or_none()
    attempts: int = 0
    uncertain: bool = False
    next_try_at: datetime | None = _moment_or_none()
    held_until: datetime | None = _moment_or_none()
    leased_by: str | None = None
    leased_until: datetime | None = _moment_or_none()
    parked_at: datetime | None = _moment_or_none()
    trouble: str = ""


class GivenFile(SQLModel, table=True):
    """A file about a case that we put into somebody's direct messages on a platform: its id there.

    `unwanted_at`: the case was erased, and the file is to be deleted; `gone_at`: it is. `trouble` is one machine word.
    """

    __tablename__ = "given_file"

    platform: str = Field(primary_key=True)
    remote_id: str = Field(primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    staff_id: int = Field(foreign_key="staff.id")
    given_at: datetime = _moment()
    unwanted_at: datetime | None = _moment_or_none(index=True)
    gone_at: datetime | None = _moment_or_none()
    next_try_at: datetime | None = _moment_or_none()
    attempts: int = 0
    trouble: str = ""


class Conversation(SQLModel, table=True):
    """Where on a platform a place is reached that can't be reached by its name alone.

    `address` is the platform's own id of the conversation, `server` where it is spoken to, `member` the person's id there.
    """

    __tablename__ = "conversation"

    platform: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    target: str = Field(primary_key=True)
    address: str
    server: str
    member: str = ""
    seen_at: datetime = _moment()


class OfferedFile(SQLModel, table=True):
    """A file that somebody was offered on a platform and has not taken yet; about a case, if about any.

    `content` is base64.
    """

    __tablename__ = "offered_file"

    id: str = Field(primary_key=True)
    platform: str
    handle: str
    name: str
    content: str = _long_text()
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    offered_at: datetime = _moment(index=True)


class Delivery(SQLModel, table=True):
    """A platform's delivery that was handled, and the reference it came to."""

    __tablename__ = "delivery"

    id: str = Field(primary_key=True)
    outcome: str = ""
    at: datetime = _moment(index=True)


class Job(SQLModel, table=True):
    """Scheduled work that was done: once per kind and local day."""

    __tablename__ = "job"

    kind: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    at: datetime = _moment()


class LookupTally(SQLModel, table=True):
    """How many customers a colleague looked up in one hour of the clock, never whom.

    `limited_at`: they reached the limit. `noted_at`: the audit chain tells of this hour.
    """

    __tablename__ = "lookup_tally"

    staff_id: int = Field(primary_key=True, foreign_key="staff.id")
    hour: datetime = Field(primary_key=True, sa_type=Utc)
    number: int = 0
    limited_at: datetime | None = _moment_or_none()
    noted_at: datetime | None = _moment_or_none()


class Finding(SQLModel, table=True):
    """Something about the service that people can have mended. `stage` says how pressing it was when it was noticed.

    `told_in` is the key of the message that tells it, empty until somebody was told.
    """

    __tablename__ = "finding"
    __table_args__ = (
        Index("uq_finding_lasting", "subject", "stage", unique=True, **_where("mended_at is null")),
    )

    id: int | None = _key()
    subject: str
    stage: int
    noticed_at: datetime = _moment()
    told_at: datetime | None = _moment_or_none()
    told_in: str = Field(default="", index=True)
    mended_at: datetime | None = _moment_or_none()


class AuditEntry(SQLModel, table=True):
    """One line of the audit chain. `facts` is JSON of references, kinds, dates and staff ids."""

    __tablename__ = "audit"

    id: int | None = _key()
    at: datetime = _moment()
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    action: str
    subject: str = Field(index=True)
    facts: str = _long_text()
    previous: str
    digest: str


class AuditSalt(SQLModel, table=True):
    """The salt of the free text in one audit entry; erasure removes it."""

    __tablename__ = "audit_salt"

    audit_id: int = Field(primary_key=True, foreign_key="audit.id")
    salt: str


class Setting(SQLModel, table=True):
    """A value that a process must find again after a restart."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True)
    value: str = _long_text()
