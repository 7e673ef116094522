"""Fills a new database with a large service's year: `python -m tests.benchmarks.seeding DATABASE REPORTS`.

Rows are put in by the hundred thousand and not one event at a time; keys and audit entries are made by the program's own
functions, and a test compares a small database filled so with one that the same contacts were logged in.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from rich.console import Console
from rich.progress import track
from sqlmodel import SQLModel, insert, text

from bot import cardjson, identifying, references
from bot.cards import Card, Text
from storage import Db, Store, audit, raw
from storage.tables import (
    AuditEntry,
    AuditSalt,
    Customer,
    Delivery,
    Issue,
    KnownAs,
    MatchKey,
    Message,
    Report,
    ReportConcern,
    Staff,
    StaffHandle,
    Suggestion,
)
from tests.benchmarks import past
from tests.benchmarks.past import Contact
from tests.bot import busy

AT_ONCE = 20_000
CONCERN = "heavy_demands"
SALT = "0" * 32
OPEN_CASES = 25
"""With a shared issue that waits each: what managers have before them on a morning."""
REMEMBERED = timedelta(hours=48)
Row = dict[str, Any]
Rows = dict[type[SQLModel], list[Row]]


def fill(store: Store, number: int, until: datetime, *, cases: int = OPEN_CASES) -> None:
    """Let a new, migrated database hold so many reports from before this moment, and so many open cases beside them."""
    store.write(lambda db: put(db, staff(until - past.SPAN)))
    chain = Chain()
    every = past.contacts(number, until)
    numbers = renumbered(every)
    batches = range(0, len(every), AT_ONCE)
    for first in track(batches, "Filling", console=Console(stderr=True), transient=True):
        rows = _rows(every[first : first + AT_ONCE], first, numbers, chain, until)
        store.write(lambda db, rows=rows: put(db, rows))  # type: ignore[misc] # a default, not an argument
    store.write(_go_on)
    busy.fill(store, until, cases)
    if store.dialect == "postgresql":  # which its autovacuum does by itself in time
        store.write(lambda db: db.connection().execute(text("analyze")))


class Numbers:
    """Customers and issues by the numbers that the program would give them: in the order of their first reports.

    `seen`: the day of each customer's newest.
    """

    def __init__(self) -> None:
        self.customers: dict[int, int] = {}
        self.issues: dict[int, int] = {}
        self.begun: dict[int, int] = {}
        self.seen: dict[int, date] = {}


def renumbered(every: Sequence[Contact]) -> Numbers:
    found = Numbers()
    for place, each in enumerate(every, 1):
        found.customers.setdefault(each.customer, len(found.customers) + 1)
        found.issues.setdefault(each.issue, len(found.issues) + 1)
        found.begun.setdefault(each.issue, place)
        found.seen[each.customer] = each.at.date()
    return found


class Chain:
    """The audit chain, as it grows."""

    def __init__(self) -> None:
        self.last: AuditEntry | None = None

    def add(self, each: Contact, report: int, issue: int, customer: int) -> Row:
        """The entry of a report that was filed, as `bot.filing` makes it."""
        facts = {
            "issue": references.issue(issue),
            "customer": references.customer(customer),
            "route": "helpline",
            "happened": each.at.isoformat(),
            "concerns": [CONCERN] if each.concern else [],
            "gets_through": [],
        }
        self.last = audit.following(
            self.last,
            at=each.at,
            staff_id=each.reporter,
            action="report.file",
            subject=references.report(report),
            facts=facts,
            words={"issue": each.about},
            salt=SALT,
        )
        return self.last.model_dump()


def handle(number: int) -> str:
    """Where a colleague is in Slack."""
    return f"U0C{number:05d}"


def staff(joined: datetime) -> Rows:
    """The colleagues, each with a place in Slack."""
    numbers = range(1, past.COLLEAGUES + 1)
    return {
        Staff: [
            {
                "id": number,
                "name": past.name_of(number),
                "email": f"colleague{number}@example.org",
                "role": "manager" if number in past.MANAGERS else "worker",
                "joined_at": joined,
            }
            for number in numbers
        ],
        StaffHandle: [
            {"platform": "slack", "handle": handle(number), "staff_id": number, "seen_at": joined}
            for number in numbers
        ],
    }


def _rows(some: Sequence[Contact], before: int, numbers: Numbers, chain: Chain, until: datetime) -> Rows:
    found: Rows = {table: [] for table in _ORDER}
    for report, each in enumerate(some, before + 1):
        customer, issue = numbers.customers[each.customer], numbers.issues[each.issue]
        if each.first:
            _add_customer(found, each, report, customer, numbers.seen[each.customer])
        if numbers.begun[each.issue] == report:
            found[Issue].append({"id": issue, "customer_id": customer, "created_at": each.at})
        else:
            found[Suggestion].append(_link(report, issue))
            found[Message] += _messages(each, issue) if each.issue % past.SHARED == 0 else []
        found[Report].append(_report(each, report, issue, customer))
        if each.concern:
            found[ReportConcern].append({"report_id": report, "concern": CONCERN})
        found[AuditEntry].append(chain.add(each, report, issue, customer))
        found[AuditSalt].append({"audit_id": report, "salt": SALT})
        if until - each.at < REMEMBERED:
            outcome = references.report(report)
            found[Delivery].append({"id": f"{each.reporter}:{report}", "outcome": outcome, "at": each.at})
    return found


def _add_customer(found: Rows, each: Contact, report: int, customer: int, seen: date) -> None:
    name, phone = past.name_of(each.customer), past.phone_of(each.customer)
    known = KnownAs(customer_id=customer, report_id=report, name=name, phone=phone)
    found[Customer].append({"id": customer, "name": name, "phone": phone, "created_at": each.at})
    found[KnownAs].append({"customer_id": customer, "report_id": report, "name": name, "phone": phone})
    found[MatchKey] += [
        {"kind": kind, "value": value, "seen_on": seen, "customer_id": customer}
        for kind, value in identifying.all_keys([known])
    ]


def _report(each: Contact, report: int, issue: int, customer: int) -> Row:
    return {
        "id": report,
        "customer_id": customer,
        "chosen": not each.first,
        "issue_id": issue,
        "reporter_id": each.reporter,
        "route": "helpline",
        "happened_at": each.at,
        "logged_at": each.at,
        "issue": each.about,
        "told_us": "not_asked",
    }


def _link(report: int, issue: int) -> Row:
    return {"report_id": report, "issue_id": issue, "probability": 1.0, "sure": True, "reasons": "[]"}


_CARD = cardjson.encode(Card("Colleagues are on this too", (Text(("As it was told then. " * 12,)),)))


def _messages(each: Contact, issue: int) -> Iterator[Row]:
    """What this colleague was shown about the issue, long ago."""
    yield {
        "platform": "slack",
        "kind": "person",
        "target": handle(each.reporter),
        "key": f"issue:{issue}/{each.at:%Y-%m-%dT%H%M%S}",
        "thread": f"issue:{issue}",
        "card": _CARD,
        "delivered": 1,
        "remote_id": f"{each.at.timestamp():.6f}",
        "created_at": each.at,
        "changed_at": each.at,
        "delivered_at": each.at,
    }


_ORDER: tuple[type[SQLModel], ...] = (
    *(Staff, StaffHandle, Customer, Issue, Report, ReportConcern, KnownAs, MatchKey, Suggestion, Message),
    *(AuditEntry, AuditSalt, Delivery),
)
"""No row refers to a table after its own."""


def put(db: Db, rows: Mapping[type[SQLModel], list[Row]]) -> None:
    for table in _ORDER:
        if rows.get(table):
            db.connection().execute(insert(table), rows[table])


def _go_on(db: Db) -> None:
    """New rows are numbered after these."""
    for table in SQLModel.metadata.sorted_tables:
        raw.go_on_counting(db.connection(), table)


def main() -> None:
    """Fill the database named."""
    url, number = sys.argv[1], int(sys.argv[2])
    with Store(url) as store:
        store.migrate()
        fill(store, number, datetime.now(UTC))


if __name__ == "__main__":
    main()
