"""The notice: in force only once the customer was told, from a day that can be."""

import pytest

from bot.words import mistakes
from storage.tables import AuditEntry
from tests.bot import taking
from tests.bot.desk import Desk
from tests.bot.reading import said
from tests.bot.taking import value


@pytest.fixture
def approved(desk: Desk) -> Desk:
    """Tom approved on Tuesday what Amira proposed on Monday."""
    taking.proposed(desk)
    desk.later(days=1)
    taking.approve(desk, desk.tom)
    return desk


def test_approved_is_not_in_force_until_the_customer_was_told(approved: Desk) -> None:
    approved.later(days=3)
    assert taking.states(approved) == ["approved"]
    taking.notify(approved, approved.helen)
    assert taking.states(approved) == ["in_force"]


def test_told_is_not_in_force_before_its_start(desk: Desk) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    taking.talk(desk, desk.amira)
    taking.propose(desk, desk.amira, start="2026-12-01")
    taking.approve(desk, desk.tom)
    taking.notify(desk, desk.helen)
    assert taking.states(desk) == ["approved"]
    desk.later(days=8)
    assert taking.states(desk) == ["in_force"]


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        ("date", "2026-11-25", mistakes.FUTURE),
        ("date", "2026-11-23", mistakes.BEFORE_DECISION),
        ("date", "", mistakes.DAY),
        ("date", "2026-02-30", mistakes.DAY),
        ("how", "pigeon", mistakes.CHOOSE),
        ("letter", "", mistakes.NEEDED),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(
    approved: Desk, field: str, typed: str, wrong: str
) -> None:
    taking.notify(approved, approved.helen, **{field: typed})
    assert approved.helen.errors == {field: wrong}
    assert taking.states(approved) == ["approved"]


def test_only_a_manager_notes_it_and_only_what_was_approved(desk: Desk) -> None:
    taking.proposed(desk)
    desk.helen.send_press("restriction.notify", value(desk, 1))
    assert "It is not approved, or it is noted already" in desk.helen.sees
    taking.approve(desk, desk.tom)
    desk.amira.send_form(
        "restriction.notify", {"date": "2026-11-23", "how": "letter", "letter": "x"}, value(desk, 1)
    )
    assert "Only a manager can do this" in desk.amira.sees
    assert taking.states(desk) == ["approved"]


def test_it_is_noted_once(approved: Desk) -> None:
    before = value(approved, 1)
    fields = {"date": "2026-11-24", "how": "letter", "letter": "Restriction letter"}
    for manager in (approved.helen, approved.tom):
        manager.send_form("restriction.notify", fields, before)
    assert "somebody was faster" in approved.tom.sees
    assert sum(row.action == "restriction.notify" for row in approved.rows(AuditEntry)) == 1


def test_who_proposed_it_is_told_and_nothing_private_with_it(approved: Desk) -> None:
    taking.notify(approved, approved.helen)
    assert "M-0001/1" in said(approved.amira.message)
    assert "Priscilla" not in said(approved.amira.message)


def test_an_unanswered_request_comes_first(approved: Desk) -> None:
    approved.priya.file("C-0001", "Asks", adjustment="Large print, please")
    approved.helen.send_press("restriction.notify", value(approved, 1))
    assert "a manager answers that first" in approved.helen.sees


def test_what_should_have_been_reviewed_by_now_is_lifted_and_proposed_anew(desk: Desk) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    taking.talk(desk, desk.amira)
    taking.propose(desk, desk.amira, review="2026-11-25")
    taking.approve(desk, desk.tom)
    desk.later(days=2)
    desk.helen.send_press("restriction.notify", value(desk, 1))
    assert "lift it if it was approved, and propose it anew" in desk.helen.sees
    desk.tom.command("case M-0001")
    assert "proposes it anew: its review was due" in desk.tom.sees
    desk.tom.press("Lift: M-0001/1")
    desk.tom.submit(reasons="Too late")
    taking.propose(desk, desk.amira)
    assert taking.states(desk) == ["lifted", "proposed"]


def test_from_its_review_day_on_it_is_due_and_the_managers_have_a_message_of_it(approved: Desk) -> None:
    taking.notify(approved, approved.helen)
    approved.tick(approved.now.replace(year=2027, month=5, day=24))
    assert taking.states(approved) == ["review_due"]
    newest = [m for m in approved.outbox() if m.key.startswith("case:1/")][-1]
    assert newest.key.endswith("-review")
    assert "a manager reviews M-0001/1" in said(newest.card)


def test_a_restriction_is_read_by_those_whom_it_concerns_alone(approved: Desk) -> None:
    for colleague in (approved.amira, approved.helen, approved.tom):
        colleague.send_press("restriction.show", value(approved, 1))
        assert "No shouting" in colleague.sees
    approved.priya.send_press("restriction.show", value(approved, 1))
    assert "No shouting" not in approved.priya.sees


def test_the_audit_tells_when_and_how_they_were_told(approved: Desk) -> None:
    taking.notify(approved, approved.helen)
    (entry,) = [row for row in approved.rows(AuditEntry) if row.action == "restriction.notify"]
    assert '"date":"2026-11-24","how":"letter","replaced":0,"restriction":1' in entry.facts
    assert "Restriction letter" not in entry.facts
