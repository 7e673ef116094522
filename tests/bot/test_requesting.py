"""What a customer may ask by law: noted by anybody, due by a day, named in the summary, done by a manager."""

from datetime import date

import pytest

from bot import erasing
from storage.tables import AuditEntry, PersonRequest
from tests.bot.desk import Desk
from tests.bot.test_erasing import erase


@pytest.fixture
def known(desk: Desk) -> Desk:
    """A customer on file, C-0001."""
    desk.amira.file("Priscilla Okafor", "How do I appeal?")
    return desk


def ask(desk: Desk, kind: str = "file", **more: str) -> None:
    desk.amira.command("request Okafor")
    desk.amira.submit(kind=kind, **more)


@pytest.mark.parametrize(
    ("kind", "asked", "due"),
    [
        ("file", "2026-11-23", date(2026, 12, 23)),
        ("erasure", "2026-10-31", date(2026, 11, 30)),
        ("correction", "2026-11-05", date(2026, 12, 7)),  # the fifth is a Saturday
        ("information", "2026-11-23", date(2026, 12, 21)),
    ],
)
def test_it_is_due_in_a_calendar_month_or_twenty_working_days(
    known: Desk, kind: str, asked: str, due: date
) -> None:
    ask(known, kind, asked=asked)
    [row] = known.rows(PersonRequest)
    assert row.due_on == due
    assert f"{due.day} " in known.amira.sees


def test_the_next_summary_names_it_then_two_weeks_before_and_until_it_is_done(known: Desk) -> None:
    known.later(hours=2)
    ask(known)
    known.later(hours=-2)
    named = []
    while known.now.date() < date(2027, 1, 5):
        known.later(days=1)
        known.tick()
        key = f"summary:{known.now:%Y-%m-%d}"
        cards = [m.card for m in known.outbox() if m.key == key]
        if cards and "their own records" in str(cards[0]):
            named.append(known.now.date())
    assert named[0] == date(2026, 11, 24)
    assert named[1] == date(2026, 12, 9)
    assert named[-1] == date(2027, 1, 5)
    assert "Overdue" in str(known.managers_channel()[-1])


def test_a_manager_says_what_was_done_and_whoever_noted_it_is_told(known: Desk) -> None:
    ask(known, details="All of it, please")
    known.helen.command("check C-0001")
    known.helen.press("Done: their own records")
    assert "evenhand export C-0001" in known.helen.sees
    known.helen.submit(done="Handed over by post", date="2026-11-20")
    assert known.helen.errors["date"] == "They had not asked yet on that day."
    known.helen.submit(done="Handed over by post", date="2026-11-23")
    known.amira.press("Read it", known.amira.message)
    assert "Handed over by post" in known.amira.sees
    known.helen.command("check C-0001")
    assert "Done: their own records" not in known.helen.sees
    assert [e.action for e in known.rows(AuditEntry)].count("request.done") == 1


def test_twice_is_once_and_a_second_answer_is_refused(known: Desk) -> None:
    ask(known)
    ask(known)
    [row] = known.rows(PersonRequest)
    known.helen.command("check C-0001")
    card = known.helen.card
    for _ in range(2):
        known.helen.press("Done: their own records", card)
        if known.rows(PersonRequest)[0].done_at is None:
            known.helen.submit(done="Sent")
    assert "That is settled already" in known.helen.sees
    assert row.kind == "file"


def test_only_managers_say_that_it_is_done_and_others_read_nothing(known: Desk) -> None:
    ask(known, details="Secret")
    [row] = known.rows(PersonRequest)
    value = f"0:0:0:0:{row.id}"
    known.priya.send_press("request.done", value)
    assert "Only a manager can do this" in known.priya.sees
    known.priya.send_press("request.show", value)
    assert "not yours" in known.priya.sees
    known.priya.send_press("request.show", "0:0:0:0:99")
    assert "Secret" not in known.priya.sees


def test_a_day_to_come_and_a_customer_nobody_knows_are_said(known: Desk) -> None:
    known.amira.command("request")
    known.amira.submit(customer="C-0099", kind="file", asked="2026-12-24")
    assert set(known.amira.errors) == {"customer", "asked"}


def test_any_colleague_notes_it_from_the_look_up(known: Desk) -> None:
    known.priya.command("check C-0001")
    known.priya.press("Note a request")
    known.priya.submit(kind="information", details="How many of you are there?")
    assert "Due by" in known.priya.sees


def test_nobody_is_erased_while_a_request_is_open(known: Desk) -> None:
    ask(known, "erasure")
    with pytest.raises(erasing.StillOpen) as still:
        erase(known)
    assert set(still.value.matters) == {"request"}
