"""A database filled by the hundred thousand is like one that the same contacts were logged in, in all that weighs."""

from datetime import UTC, datetime

from sqlmodel import SQLModel

from bot import policy
from bot.app import Bot
from bot.chat import Person, Place, PlaceKind, Role, Submission
from storage import Db, Store, audit
from storage.tables import (
    AuditEntry,
    Customer,
    Issue,
    KnownAs,
    MatchKey,
    Report,
    ReportConcern,
    Suggestion,
)
from tests.benchmarks import past, seeding
from tests.bot.desk import service
from tests.databases import NewDatabase
from tests.storage.lived import everything

UNTIL = datetime(2026, 11, 23, 9, tzinfo=UTC)
NUMBER = 40
SAME: dict[type[SQLModel], tuple[str, ...]] = {
    Customer: ("id", "name", "phone", "created_at"),
    KnownAs: ("id", "customer_id", "report_id", "name", "phone"),
    MatchKey: ("kind", "value", "seen_on", "customer_id"),
    Issue: ("id", "customer_id", "created_at", "threshold_at", "owner_id"),
    Report: (
        *("id", "customer_id", "chosen", "issue_id", "reporter_id", "route", "happened_at", "logged_at"),
        *("issue", "details", "told_us", "gets_through", "withdrawn_at"),
    ),
    ReportConcern: ("report_id", "concern"),
    Suggestion: ("report_id", "issue_id", "sure"),
    AuditEntry: ("id", "at", "staff_id", "action", "subject"),
}


def log(store: Store, contacts: list[past.Contact]) -> None:
    """Log each contact as its colleague would."""
    bot, numbers = Bot(store, policy.packaged(), service()), seeding.renumbered(contacts)
    for report, each in enumerate(contacts, 1):
        known = f"C-{numbers.customers[each.customer]:04d}"
        fields = {
            "customer": past.name_of(each.customer) if each.first else known,
            "issue": each.about,
            "route": "helpline",
            "told_us": "not_asked",
            "happened": each.at.astimezone(service().work.zone).isoformat(),
            "concerns": (seeding.CONCERN,) if each.concern else (),
            "phone": past.phone_of(each.customer) if each.first else "",
        }
        bot.handle(
            Submission(
                who=Person(each.reporter, past.name_of(each.reporter), Role.WORKER),
                where=Place("slack", PlaceKind.CHANNEL, "team"),
                when=each.at,
                delivery=str(report),
                action="report.file",
                fields=fields,
            )
        )


def rows(store: Store, table: type[SQLModel]) -> set[tuple[object, ...]]:
    """What weighs of a table."""
    return {tuple(row[name] for name in SAME[table]) for row in everything(store)[str(table.__tablename__)]}


def test_a_database_filled_is_like_one_that_the_same_was_logged_in(new_database: NewDatabase) -> None:
    contacts = past.contacts(NUMBER, UNTIL)
    with Store(new_database()) as filled, Store(new_database()) as logged:
        seeding.fill(filled, NUMBER, UNTIL, cases=0)
        logged.write(lambda db: seeding.put(db, seeding.staff(UNTIL - past.SPAN)))
        log(logged, contacts)
        for table in SAME:
            assert rows(filled, table) == rows(logged, table), table
        assert filled.read(audit.verify) is None


def test_a_database_filled_goes_on_being_used(new_database: NewDatabase) -> None:
    with Store(new_database()) as filled:
        seeding.fill(filled, NUMBER, UNTIL, cases=1)
        one = past.Contact(UNTIL, 1, 0, 1, first=True, concern=False)
        log(filled, [one])

        def newest(db: Db) -> int:
            return audit.head(db)[0]

        assert filled.read(newest) == NUMBER + 1
        assert filled.read(audit.verify) is None
