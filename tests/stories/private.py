"""The sentinel: what was typed about customers stands in no shared message, log or readable audit entry."""

from collections.abc import Iterable, Iterator

from sqlmodel import SQLModel, select

from storage import Db, Store, audit
from storage.tables import (
    Adjustment,
    AuditEntry,
    CaseRequest,
    Complaint,
    Customer,
    Delivery,
    Issue,
    Job,
    KnownAs,
    Merge,
    Message,
    Misfit,
    OutsideDecision,
    PersonRequest,
    Promise,
    Report,
    ReportRevision,
    Restriction,
    Safety,
    Staff,
    StaffHandle,
    Word,
)

PRIVATE: dict[type[SQLModel], tuple[str, ...]] = {
    Customer: ("name", "relationship", "email", "phone", "case_ref", "child"),
    KnownAs: ("name", "email", "phone", "case_ref", "child"),
    Report: ("issue", "details", "child", "withdrawn_why"),
    ReportRevision: ("before",),
    Promise: ("what",),
    Adjustment: ("request", "answer", "in_place"),
    PersonRequest: ("details", "done"),
    Complaint: ("about", "effect", "reasons", "recorded"),
    Word: ("explained", "view", "adjustment", "trying"),
    Issue: ("dismissed_why",),
    Merge: ("reasons",),
    CaseRequest: ("reasons", "answer_reasons"),
    Restriction: ("details", "reasons", "proportionate", "exceptions", "decided_why"),
    Misfit: ("reasons",),
    Safety: ("said", "whom"),
    OutsideDecision: ("decider", "name", "role", "document"),
}
SHORTEST = 3


def assert_nothing_private(store: Store, log: str, delivered: Iterable[str]) -> None:
    """Look for everything private in everything that others may read, `delivered` messages among it."""
    typed = store.read(lambda db: set(everything_typed(db)))
    sent = [("a message as it went out", card) for card in delivered]
    read = [*store.read(lambda db: list(_readable(db))), ("the log", log), *sent]
    for where, text in read:
        for secret in typed:
            assert secret.casefold() not in text.casefold(), f"something private stands in {where}"
    assert store.read(audit.verify) is None


def everything_typed(db: Db) -> Iterator[str]:
    for table, columns in PRIVATE.items():
        for row in db.exec(select(table)):
            for column in columns:
                value = (getattr(row, column) or "").strip()
                yield from (part for part in (value, *value.splitlines()) if len(part) >= SHORTEST)


def _readable(db: Db) -> Iterator[tuple[str, str]]:
    for message in db.exec(select(Message)):
        yield f"the message {message.key}", message.card + message.trouble
    for entry in db.exec(select(AuditEntry)):
        yield f"the audit entry {entry.action}", f"{entry.subject} {entry.facts}"
    for delivery in db.exec(select(Delivery)):
        yield "a delivery", f"{delivery.id} {delivery.outcome}"
    for job in db.exec(select(Job)):
        yield "a job", job.kind


def about_people(db: Db) -> Iterator[str]:
    """All that was typed about customers, who the colleagues are, and every id of them, a message or a delivery."""
    typed = set(everything_typed(db))
    assert {"Rosa Lindqvist", "Plan is late"} <= typed
    yield from typed
    for staff in db.exec(select(Staff)):
        yield from (staff.name, staff.email or staff.name)
    yield from (handle.handle for handle in db.exec(select(StaffHandle)))
    for message in db.exec(select(Message)):
        yield from (message.key, message.target)
    yield from (delivery.id for delivery in db.exec(select(Delivery)))
