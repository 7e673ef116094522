"""Look-ups are counted by person and hour: whoever looks up very many is offered no more names until the hour is over."""

import json
import threading
from datetime import timedelta

from bot import policy, tallying
from bot.app import Bot
from storage import Db, tallies
from storage.tables import AuditEntry, LookupTally, Report
from tests.bot.desk import PHONE, T0, Colleague, Desk

LIMIT = policy.packaged().lookups.an_hour
NOBODY = ["new:okafor", "not_known"]


def on_file(desk: Desk) -> None:
    desk.priya.file("Priscilla Okafor", phone=PHONE, email="okafor@example.org", case_ref="EHC-17")


def looked_up_before(desk: Desk, colleague: Colleague, number: int) -> None:
    """So many in this hour, in another process."""
    staff_id, limit = colleague.person.staff_id, LIMIT
    hour = tallying.hour_of(desk.service.work, desk.now)
    desk.store.write(lambda db: tallies.add(db, staff_id, hour, number, limit=limit, at=desk.now))


def offered(colleague: Colleague, typed: str) -> list[str]:
    return [option.key for option in colleague.look_up(typed)]


def kept(desk: Desk) -> list[int]:
    """What the database knows, once every write that was asked for is done."""
    desk.store.write(lambda _db: None)
    return [tally.number for tally in desk.rows(LookupTally)]


def entries(desk: Desk, action: str = "lookup.many") -> list[AuditEntry]:
    return [entry for entry in desk.rows(AuditEntry) if entry.action == action]


def test_after_very_many_look_ups_no_names_are_offered_until_the_hour_is_over(desk: Desk) -> None:
    on_file(desk)
    looked_up_before(desk, desk.amira, LIMIT - 1)
    assert offered(desk.amira, "okafor") == ["C-0001", *NOBODY]
    assert offered(desk.amira, "okafor") == NOBODY
    assert offered(desk.priya, "okafor") == ["C-0001", *NOBODY]
    desk.later(minutes=59)
    assert offered(desk.amira, "okafor") == NOBODY
    desk.later(minutes=1)
    assert offered(desk.amira, "okafor") == ["C-0001", *NOBODY]


def test_the_look_up_says_why_and_until_when(desk: Desk) -> None:
    looked_up_before(desk, desk.amira, LIMIT)
    assert [option.hint for option in desk.amira.look_up("okafor")] == [
        "",
        "Very many look-ups: names again at 10:00. A whole number or C-0001 works.",
    ]
    looked_up_before(desk, desk.amira, LIMIT * 2)
    desk.bot = Bot(desk.store, policy.packaged(), desk.service)
    assert desk.amira.look_up("x")[-1].hint == "Very many look-ups: names again at 10:00."


def test_what_somebody_on_the_line_says_whole_is_still_found(desk: Desk) -> None:
    on_file(desk)
    looked_up_before(desk, desk.amira, LIMIT)
    for typed in ("C-0001", "c-1", PHONE, "+44 7700 900123", "Okafor@Example.org", "EHC 17"):
        assert offered(desk.amira, typed)[0] == "C-0001", typed
    for typed in ("Priscilla Okafor", "0123", "900123", "okafor@", "07700 900"):
        assert "C-0001" not in offered(desk.amira, typed), typed


def test_references_cannot_be_guessed_one_after_the_other_for_ever(desk: Desk) -> None:
    on_file(desk)
    looked_up_before(desk, desk.amira, LIMIT * tallying.WHOLE)
    assert offered(desk.amira, "C-0001") == ["new:C-0001", "not_known"]
    assert offered(desk.amira, PHONE) == [f"new:{PHONE}", "not_known"]


def test_no_report_is_ever_refused(desk: Desk) -> None:
    on_file(desk)
    looked_up_before(desk, desk.amira, LIMIT * 9)
    assert offered(desk.amira, "okafor") == NOBODY
    desk.amira.file("new:Priscilla Okafor", phone=PHONE)
    desk.amira.file("C-0001", "Transport")
    desk.amira.file("not_known", "Who rang?")
    assert [report.customer_id for report in desk.rows(Report)] == [1, 1, 1, None]


def test_what_is_typed_behind_a_command_counts_too(desk: Desk) -> None:
    on_file(desk)
    for typed in ("check okafor", "word okafor", "request okafor", "check", "word", "okafor plan late"):
        desk.amira.command(typed)
    desk.amira.look_up(" ")
    desk.tick()
    assert kept(desk) == [3]
    looked_up_before(desk, desk.david, LIMIT)
    desk.david.command("check okafor")
    assert "names again at 10:00" in desk.david.sees
    assert "Okafor" not in desk.david.sees
    desk.david.command("word okafor")
    assert "Okafor" not in desk.david.sees
    desk.david.command(f"check {PHONE}")
    assert "Priscilla Okafor" in desk.david.sees


def test_processes_count_together(desk: Desk) -> None:
    on_file(desk)
    another = Bot(desk.store, policy.packaged(), desk.service)
    looked_up_before(desk, desk.amira, LIMIT - 30)
    for number in range(30):
        desk.bot, another = another, desk.bot
        assert "C-0001" in offered(desk.amira, "okafor"), number
    for _ in range(2):
        desk.tick()
        desk.bot, another = another, desk.bot
    for _ in range(2):
        desk.tick()
        assert offered(desk.amira, "okafor") == NOBODY
        desk.bot, another = another, desk.bot


def test_many_look_ups_are_one_write(desk: Desk) -> None:
    for _ in range(24):
        desk.amira.look_up("okafor")
    assert kept(desk) == []
    desk.amira.look_up("okafor")
    assert kept(desk) == [25]
    for _ in range(24):
        desk.amira.look_up("okafor")
    assert kept(desk) == [25]
    desk.tick()
    assert kept(desk) == [49]
    desk.tick()
    assert kept(desk) == [49]


def test_a_look_up_waits_for_no_writer(desk: Desk) -> None:
    on_file(desk)
    _ = desk.amira.person
    writing, go_on = threading.Event(), threading.Event()

    def slow(_db: Db) -> None:
        writing.set()
        assert go_on.wait(60)

    writer = threading.Thread(target=lambda: desk.store.write(slow))
    writer.start()
    try:
        assert writing.wait(60)
        for _ in range(60):
            assert offered(desk.amira, "okafor") == ["C-0001", *NOBODY]
        assert writer.is_alive()
    finally:
        go_on.set()
        writer.join()
    assert kept(desk) == [50]


def test_one_audit_entry_tells_of_an_hour_in_which_many_were_looked_up_and_never_whom(desk: Desk) -> None:
    on_file(desk)
    looked_up_before(desk, desk.amira, 120)
    looked_up_before(desk, desk.priya, 99)
    looked_up_before(desk, desk.david, LIMIT)
    desk.david.look_up("okafor")
    desk.tick(T0 + timedelta(minutes=62))
    assert not entries(desk)
    for minutes in (66, 67, 120):
        desk.tick(T0 + timedelta(minutes=minutes))
    told = {entry.staff_id: (entry.subject, json.loads(entry.facts)) for entry in entries(desk)}
    hour = T0.isoformat()
    assert told == {
        desk.amira.person.staff_id: ("lookup", {"hour": hour, "number": 120, "limited": False}),
        desk.david.person.staff_id: ("lookup", {"hour": hour, "number": LIMIT + 1, "limited": True}),
    }
    assert len(entries(desk)) == 2


def test_the_summary_tells_once_who_reached_the_limit(desk: Desk) -> None:
    looked_up_before(desk, desk.amira, LIMIT)
    desk.amira.look_up("okafor")
    desk.helen.command("summary")
    assert "Look-ups" not in desk.helen.sees or "AK" in desk.helen.sees
    desk.tick(T0 + timedelta(hours=23, minutes=30))
    desk.tick(T0 + timedelta(hours=47, minutes=30))
    first, second = (repr(card) for card in desk.managers_channel()[-2:])
    assert (
        "more customers looked up within an hour than usual, by AK (yesterday 09:00): ask what for" in first
    )
    assert "Amira" not in first
    assert "looked up" not in second


def test_the_counts_are_forgotten_after_two_weeks(desk: Desk) -> None:
    looked_up_before(desk, desk.amira, LIMIT)
    desk.tick(T0 + timedelta(days=13, hours=23, minutes=30))
    assert kept(desk) == [LIMIT]
    desk.tick(T0 + timedelta(days=14, hours=23, minutes=30))
    assert kept(desk) == []
    assert len(entries(desk)) == 1


def test_how_many_came_after_the_limit_is_known_to_whoever_looks_after_it(desk: Desk) -> None:
    looked_up_before(desk, desk.amira, LIMIT - 1)
    for _ in range(3):
        desk.amira.look_up("okafor")
    assert desk.bot.lookups_over == 2
