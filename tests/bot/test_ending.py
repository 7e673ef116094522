"""Lifting, taking back, closing: what frees the customer stays possible, whoever is complained about."""

import pytest

from bot.words import mistakes
from storage.tables import AuditEntry, Case, Report
from tests.bot import taking
from tests.bot.desk import Desk
from tests.bot.reading import labels, said
from tests.bot.taking import value


def test_a_sole_manager_complained_about_may_still_lift_and_close_and_nothing_else(desk: Desk) -> None:
    alone = Desk(desk.store, evenhand_managers="helen@example.org")
    taking.proposed(alone)
    taking.approve(alone, alone.helen)
    taking.notify(alone, alone.helen)
    alone.helen.send_press("case.exclude", value(alone))
    alone.helen.submit(staff=str(alone.helen.person.staff_id), looked_into="no")
    (card,) = [message.card for message in alone.outbox() if message.key.startswith("case:")][-1:]
    assert "A complaint in this case is about every manager" in said(card)
    assert labels(card) == ["Show the case"]
    alone.helen.send_press("misfit.confirm", value(alone))
    assert "there is no other manager" in alone.helen.sees
    taking.lift(alone, alone.helen)
    assert "is lifted" in alone.helen.sees
    alone.helen.send_press("case.consider", value(alone))
    assert "A complaint in this case is about you" in alone.helen.sees
    alone.helen.send_press("case.close", value(alone))
    alone.helen.submit(reasons="It is over")
    assert "M-0001 is closed" in alone.helen.sees


@pytest.mark.parametrize("action", ["restriction.lift", "case.close", "restriction.notify", "block.propose"])
def test_where_another_manager_is_here_whom_a_complaint_is_about_does_nothing(
    desk: Desk, action: str
) -> None:
    taking.restricted(desk)
    desk.tom.send_press("case.exclude", value(desk))
    desk.tom.submit(staff=str(desk.helen.person.staff_id), looked_into="yes")
    about = 1 if action.startswith("restriction") else 0
    desk.helen.send_press(action, value(desk, about))
    assert "A complaint in this case is about you" in desk.helen.sees


def test_a_restriction_is_lifted_with_reasons_and_who_proposed_it_is_told(desk: Desk) -> None:
    taking.restricted(desk)
    desk.helen.send_press("restriction.lift", value(desk, 1))
    desk.helen.submit(reasons=" ")
    assert desk.helen.errors == {"reasons": mistakes.NEEDED}
    desk.helen.submit(reasons="It is calm again")
    assert taking.states(desk) == ["lifted"]
    assert "lifted" in said(desk.amira.message)
    desk.helen.send_press("restriction.lift", value(desk, 1))
    assert "It is over already" in desk.helen.sees


def test_an_unanswered_request_never_keeps_a_restriction_from_being_lifted(desk: Desk) -> None:
    taking.restricted(desk)
    desk.priya.file("C-0001", "Asks", adjustment="Large print, please")
    taking.lift(desk, desk.helen)
    assert taking.states(desk) == ["lifted"]


def test_a_case_is_closed_only_when_nothing_waits_or_is_in_force(desk: Desk) -> None:
    taking.proposed(desk)
    for take, manager in (
        (taking.approve, desk.tom),
        (taking.notify, desk.helen),
        (taking.lift, desk.helen),
    ):
        desk.helen.send_press("case.close", value(desk))
        assert "A restriction waits or is in force" in desk.helen.sees
        take(desk, manager)
    desk.helen.send_press("case.close", value(desk))
    desk.helen.submit(reasons="It is over")
    assert desk.row(Case, 1).closed_at


def test_a_closed_case_takes_no_more_steps_and_another_walk_begins_at_its_beginning(desk: Desk) -> None:
    taking.restricted(desk)
    taking.lift(desk, desk.helen)
    desk.helen.send_press("case.close", value(desk))
    desk.helen.submit(reasons="It is over")
    for action in ("case.consider", "restriction.agree", "case.exclude", "misfit.confirm"):
        desk.helen.send_press(action, value(desk))
        assert "The case is closed" in desk.helen.sees
    desk.later(days=1)
    taking.incident(desk, desk.priya)
    desk.priya.press("Ask a manager")
    desk.priya.submit(reasons="Again")
    card = next(m.card for m in reversed(desk.outbox()) if m.key == "request:2")
    desk.helen.press("Look closer", card)
    assert "M-0002 · C-0001 · considering" in desk.helen.sees
    desk.helen.send_press("restriction.agree", f"2:{desk.row(Case, 2).version}:0")
    assert "First a fairness check" in desk.helen.sees
    desk.helen.send_press("misfit.confirm", f"2:{desk.row(Case, 2).version}:0")
    assert "Only after a restriction was in force" in desk.helen.sees


def test_a_case_without_any_report_left_can_be_closed(desk: Desk) -> None:
    taking.opened(desk)
    for worker, report in ((desk.amira, 1), (desk.priya, 2)):
        worker.command(f"mine R-0000{report}")
        worker.press("Withdraw")
        worker.submit(reasons="It was somebody else")
    assert all(row.withdrawn_at for row in desk.rows(Report))
    taking.consider(desk, desk.helen)
    assert "result" in desk.helen.errors
    desk.helen.send_press("case.close", value(desk))
    desk.helen.submit(reasons="Nothing is left of it")
    assert desk.row(Case, 1).closed_at


def test_every_end_leaves_how_and_when_in_the_audit(desk: Desk) -> None:
    taking.restricted(desk)
    taking.lift(desk, desk.helen)
    taking.propose(desk, desk.amira)
    desk.amira.send_press("restriction.withdraw", value(desk, 2))
    ends = {row.action: row.facts for row in desk.rows(AuditEntry) if row.action.startswith("restriction.")}
    assert '"date":"2026-11-23","how":"lifted","restriction":1' in ends["restriction.lift"]
    assert '"date":"2026-11-23","how":"withdrawn","restriction":2' in ends["restriction.withdraw"]
    assert "calm" not in ends["restriction.lift"]
