"""Nothing is kept for ever: old records are told of a week before and erased, younger ones and open ones stay."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from storage import Db, Store, audit
from storage.tables import (
    Adjustment,
    AuditEntry,
    AuditSalt,
    Case,
    Complaint,
    Customer,
    KnownAs,
    MatchKey,
    PersonRequest,
    Report,
    Restriction,
    Safety,
    Word,
)
from tests.bot.desk import Desk
from tests.bot.taking import lift, restricted, value
from tests.bot.test_erasing import SAID
from tests.databases import NewDatabase

OLD = "Quillon Zephyrine"


@pytest.fixture
def old(desk: Desk) -> Desk:
    """One contact of long ago."""
    desk.amira.file(OLD, f"{SAID} plan", phone="07700 900777", details=f"{SAID} said")
    return desk


def mornings(desk: Desk, until: date, *, step: int = 1) -> None:
    while desk.now.date() < until:
        desk.later(days=min(step, (until - desk.now.date()).days))
        desk.tick()


def summaries(desk: Desk) -> dict[str, str]:
    return {m.key[-10:]: str(m.card) for m in desk.outbox() if m.key.startswith("summary:")}


def test_an_old_contact_is_told_of_a_week_before_and_goes_after_twelve_months(old: Desk) -> None:
    mornings(old, date(2027, 10, 29), step=30)
    assert old.rows(Report)[0].issue
    mornings(old, date(2027, 11, 23))
    told = [day for day, card in summaries(old).items() if "older than we keep them" in card]
    assert told == ["2027-11-15", "2027-11-22"]
    assert old.rows(Report)[0].issue
    mornings(old, date(2027, 11, 25))
    [report] = old.rows(Report)
    assert (report.issue, report.details) == ("", "")
    assert report.erased_at
    assert old.rows(Customer)[0].name == ""
    assert not old.rows(KnownAs)
    assert not old.rows(MatchKey)
    assert old.store.read(audit.verify) is None


def test_nothing_goes_that_was_not_told_of_a_week_before(old: Desk) -> None:
    old.later(days=500)
    old.tick()
    assert old.rows(Report)[0].issue
    mornings(old, old.now.date() + timedelta(days=6))
    assert old.rows(Report)[0].issue
    mornings(old, old.now.date() + timedelta(days=9))
    assert not old.rows(Report)[0].issue


def test_a_younger_contact_keeps_the_customer_and_only_the_old_one_goes(old: Desk) -> None:
    mornings(old, date(2027, 10, 1), step=30)
    old.priya.file("C-0001", "A new question")
    mornings(old, date(2027, 12, 10))
    first, second = old.rows(Report)
    assert (first.issue, second.issue) == ("", "A new question")
    assert old.rows(Customer)[0].name == OLD
    old.amira.command("check Quillon")
    assert OLD in old.amira.sees
    old.david.file("Quillon Zephyrine", "A new question", phone="07700 900777")
    assert len(old.rows(Customer)) == 1


def test_what_led_to_a_case_is_kept_two_years_after_its_end_and_goes_then(desk: Desk) -> None:
    restricted(desk)
    desk.later(days=30)
    lift(desk, desk.helen)
    desk.helen.send_press("case.close", value(desk))
    desk.helen.fill({"reasons": "Calm"})
    mornings(desk, date(2028, 12, 1), step=30)
    assert all(row.issue for row in desk.rows(Report))
    assert desk.row(Case, 1).erased_at is None
    mornings(desk, date(2029, 1, 10))
    assert desk.row(Case, 1).erased_at
    assert not any(row.issue for row in desk.rows(Report))
    assert desk.rows(Restriction)[0].details == ""
    assert desk.rows(Restriction)[0].kind == "style"
    assert desk.rows(Customer)[0].name == ""
    assert desk.store.read(audit.verify) is None


def test_an_open_case_and_an_open_request_are_never_touched(desk: Desk) -> None:
    restricted(desk)
    desk.david.file("Peter Ash", "Plan", adjustment="Please write")
    mornings(desk, date(2027, 11, 1), step=30)
    mornings(desk, date(2027, 12, 20))
    assert all(row.issue for row in desk.rows(Report))


def test_what_is_erased_is_not_told_of_again(old: Desk) -> None:
    mornings(old, date(2027, 11, 1), step=30)
    mornings(old, date(2028, 1, 31))
    told = [day for day, card in summaries(old).items() if "older than we keep them" in card]
    assert max(told) <= "2027-11-22"


def gone(desk: Desk, until: date) -> None:
    """Let mornings pass in large steps, then two weeks day by day: what is old by then was told of and is erased."""
    mornings(desk, until - timedelta(days=16), step=30)
    mornings(desk, until)


def test_what_was_raised_for_safety_lately_stays_with_the_customer_and_the_report(old: Desk) -> None:
    mornings(old, date(2027, 9, 20), step=30)
    old.amira.send_press("safety.raise", "0:0:1:0:0")
    old.amira.submit(said="I come round")
    old.helen.send_press("safety.take", "0:0:0:0:1")
    gone(old, date(2027, 12, 10))
    assert old.row(Safety, 1).said == "I come round"
    assert old.row(Customer, 1).name == OLD
    gone(old, date(2028, 10, 12))
    assert old.row(Safety, 1).said == ""
    assert old.row(Customer, 1).name == ""
    assert not [row for row in old.rows(AuditEntry) if row.subject == "S-0001" and salted(old, row)]


def salted(desk: Desk, entry: AuditEntry) -> bool:
    return entry.id in {row.audit_id for row in desk.rows(AuditSalt)}


def test_a_request_by_law_that_was_done_lately_keeps_its_customer(old: Desk) -> None:
    mornings(old, date(2027, 9, 20), step=30)
    old.amira.send_press("request.log", "0:0:0:0:1")
    old.amira.submit(kind="information", details="How many")
    old.helen.send_press("request.done", "0:0:0:0:1")
    old.helen.submit(done="Sent")
    gone(old, date(2027, 12, 10))
    assert old.row(PersonRequest, 1).details == "How many"
    assert old.row(Customer, 1).name == OLD
    assert not old.row(Report, 1).issue


def test_what_was_raised_about_nobody_in_particular_goes_too_once_it_was_taken(desk: Desk) -> None:
    for said in ("Somebody shouted", "Somebody rang"):
        desk.amira.command("safety")
        desk.amira.submit(said=said, danger="to_staff", customer="new:The man at the door")
    desk.helen.send_press("safety.take", "0:0:0:0:1")
    gone(desk, date(2027, 12, 10))
    first, second = desk.rows(Safety)
    assert (first.said, first.whom) == ("", "")
    assert second.said == "Somebody rang"
    assert "1 safety concern" in "".join(summaries(desk).values())


def test_words_with_somebody_who_is_still_in_touch_age_and_what_is_in_place_stays(old: Desk) -> None:
    old.amira.press("Talked about how they contact us")
    old.amira.submit(explained="Calls", view="Worried", trying="Fridays", adjustment="In writing")
    old.helen.send_press("adjustment.answer", "0:0:0:0:1")
    old.helen.submit(answer="Yes", in_place="Letters")
    mornings(old, date(2027, 9, 20), step=30)
    old.priya.file("C-0001", "A new question")
    gone(old, date(2027, 12, 10))
    [word], [adjustment] = old.rows(Word), old.rows(Adjustment)
    assert (word.explained, word.view, word.trying) == ("", "", "")
    assert adjustment.in_place == "Letters"
    assert any("1 word with a customer" in card for card in summaries(old).values())


def test_a_complaint_decided_long_after_the_end_keeps_its_case(desk: Desk) -> None:
    restricted(desk)
    lift(desk, desk.helen)
    desk.helen.send_press("case.close", value(desk))
    desk.helen.fill({"reasons": "Calm"})
    mornings(desk, date(2028, 10, 1), step=30)
    desk.priya.send_press("complaint.log", "0:0:0:0:1")
    desk.priya.submit(about="Nobody asked me")

    def decided(db: Db) -> None:
        row = db.exec(select(Complaint)).one()
        row.outcome, row.decided_at, row.decided_by = "upheld", desk.now, 4
        db.add(row)

    desk.store.write(decided)
    gone(desk, date(2029, 1, 10))
    assert desk.row(Complaint, 1).about
    assert desk.row(Case, 1).erased_at is None
    gone(desk, date(2030, 11, 10))
    assert desk.row(Case, 1).erased_at
    assert not desk.row(Complaint, 1).about


def test_whoever_was_merged_goes_with_the_person_and_not_before(old: Desk) -> None:
    old.priya.file("Cilla Osei", "Taxi", phone="07700 900888")
    old.helen.command("check C-0001")
    old.helen.press("Same person as another")
    old.helen.submit(customer="C-0002", reasons="Same card shown")
    mornings(old, date(2027, 9, 20), step=30)
    old.priya.file("C-0002", "A new question")
    gone(old, date(2027, 12, 10))
    assert [row.name for row in old.rows(Customer)] == [OLD, "Cilla Osei"]
    gone(old, date(2028, 10, 12))
    assert [row.name for row in old.rows(Customer)] == ["", ""]


def test_nothing_of_what_went_is_left_in_the_file_or_beside_it(new_sqlite: NewDatabase) -> None:
    url = new_sqlite()
    file = Path(url.removeprefix("sqlite:///"))
    with Store(url) as store:
        desk = Desk(store)
        desk.amira.file(OLD, f"{SAID} plan", details=f"{SAID} said")
        gone(desk, date(2027, 12, 10))
        assert not desk.row(Report, 1).issue
        assert SAID.encode() not in file.read_bytes() + Path(f"{file}-wal").read_bytes()
