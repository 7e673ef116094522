"""Customers are looked up because somebody is on the line: who looks up very many is offered no more names for a while."""

from sqlmodel import select

from bot import policy
from storage import Db, tallies
from storage.tables import AuditEntry, Staff
from tests.office import MANAGERS, MONDAY, Colleague, Office, words

LIMIT = policy.packaged().lookups.an_hour


def looked_up_before(service: Office, colleague: Colleague, number: int) -> None:
    """So many since nine, in another process that serves them too."""
    colleague.types("/incident help")
    name = {"david": "David Cole", "priya": "Priya Shah"}[colleague.handle]

    def count(db: Db) -> None:
        staff = db.exec(select(Staff).where(Staff.name == name)).one()
        tallies.add(db, staff.id or 0, MONDAY, number, limit=LIMIT, at=MONDAY)

    service.store.write(count)


def entries(service: Office, action: str) -> list[tuple[str, str]]:
    def read(db: Db) -> list[tuple[str, str]]:
        found = db.exec(select(AuditEntry).where(AuditEntry.action == action))
        return [(entry.subject, entry.facts) for entry in found]

    return service.store.read(read)


def test_who_looks_up_very_many_is_offered_no_names_and_can_log_whoever_is_on_the_line(
    service: Office,
) -> None:
    service.amira.reports("Rosa Lindqvist", "Plan late", phone="07700 900101")
    looked_up_before(service, service.david, LIMIT)
    assert service.david.looks_up("lindq") == ["new:lindq", "not_known"]
    assert "Very many look-ups: names again at 10:00. A whole number" in words(service.david.seen)
    assert service.david.looks_up("07700 900101")[0] == "C-0001"
    assert service.david.looks_up("C-0001")[0] == "C-0001"
    assert service.priya.looks_up("lindq")[0] == "C-0001"
    service.david.reports("C-0001", "Plan late", details="Called again")
    assert "R-00002" in service.david.reads_answer()
    service.david.reports("new:Rosa Lindqvist", "Plan late", phone="07700 900101")
    assert "R-00003" in service.david.reads_answer()
    service.at("2026-11-23 10:00")
    assert service.david.looks_up("lindq")[0] == "C-0001"


def test_managers_read_of_it_once_and_the_audit_chain_tells_how_many_never_whom(service: Office) -> None:
    service.amira.reports("Rosa Lindqvist", "Plan late")
    service.at("2026-11-23 09:01")
    looked_up_before(service, service.david, LIMIT)
    looked_up_before(service, service.priya, LIMIT - 100)
    service.david.looks_up("lindq")
    service.at("2026-11-23 10:06")
    hour = '"hour":"2026-11-23T09:00:00+00:00"'
    assert sorted(entries(service, "lookup.many")) == [
        ("lookup", f'{{{hour},"limited":false,"number":{LIMIT - 100}}}'),
        ("lookup", f'{{{hour},"limited":true,"number":{LIMIT + 1}}}'),
    ]
    service.at("2026-11-24 08:30")
    told = "more customers looked up within an hour than usual, by DC (yesterday 09:00): ask what for"
    assert told in words(service.grace.message("summary:2026-11-24", MANAGERS))
    service.at("2026-11-25 08:30")
    assert "looked up" not in words(service.grace.message("summary:2026-11-25", MANAGERS))
    assert len(entries(service, "lookup.many")) == 2


def test_whose_details_somebody_opened_is_on_record(service: Office) -> None:
    service.amira.reports("Rosa Lindqvist", "Plan late", details="Rang twice")
    service.david.types("/incident").chooses("C-0001")
    assert "Rosa Lindqvist" in service.david.reads_answer()
    service.david.chooses("C-0001", issue="Typed meanwhile")
    service.priya.presses_raw("adjustment.log", "0:0:0:0:1")
    assert "Rosa Lindqvist" in service.priya.reads_answer()
    assert entries(service, "customer.open") == [
        ("C-0001", '{"form":"report.file"}'),
        ("C-0001", '{"form":"adjustment.log"}'),
    ]
