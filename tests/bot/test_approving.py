"""Two people decide: who is asked, who is reminded, who comes in where somebody can't, and who is told."""

from datetime import timedelta

import pytest

from bot.chat import Role
from storage.tables import Adjustment, Approver, AuditEntry, Restriction, Staff
from tests.bot import taking
from tests.bot.desk import Colleague, Desk
from tests.bot.reading import labels, said
from tests.bot.taking import value


@pytest.fixture
def small(desk: Desk) -> Desk:
    """Helen alone manages; Rosa is the reserve decider."""
    found = Desk(
        desk.store, evenhand_managers="helen@example.org", evenhand_reserve_deciders="rosa@example.org"
    )
    assert rosa(found).person.role is Role.RESERVE
    return found


@pytest.fixture
def backed(desk: Desk) -> Desk:
    """Helen and Tom manage; Rosa is the reserve decider."""
    found = Desk(desk.store, evenhand_reserve_deciders="rosa@example.org")
    assert rosa(found).person.role is Role.RESERVE
    return found


def rosa(desk: Desk) -> Colleague:
    return desk.colleague("Rosa Lindqvist")


def asked(desk: Desk, number: int = 1) -> set[str]:
    names = {row.id: row.name for row in desk.rows(Staff)}
    return {names[row.staff_id] for row in desk.rows(Approver) if row.restriction_id == number}


def by_helen(desk: Desk) -> None:
    """A proposal by Helen."""
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    taking.talk(desk, desk.amira)
    taking.propose(desk, desk.helen)


def morning(desk: Desk, days: int) -> None:
    """So many days on, at nine."""
    desk.later(days=days)
    desk.tick(desk.now)


def test_all_managers_but_the_proposer_are_asked_and_nobody_else(backed: Desk) -> None:
    by_helen(backed)
    assert asked(backed) == {"Tom Hill"}
    assert "You are asked to decide" in said(backed.tom.message)
    assert rosa(backed).inbox() == []


def test_the_speaker_proposes_and_a_sole_manager_approves(small: Desk) -> None:
    taking.proposed(small)
    assert asked(small) == {"Helen Stone"}
    taking.approve(small, small.helen)
    assert "is approved" in small.helen.sees


def test_what_a_sole_manager_proposes_goes_to_the_reserve_decider_who_sees_that_alone(small: Desk) -> None:
    by_helen(small)
    assert asked(small) == {"Rosa Lindqvist"}
    reserve = rosa(small)
    for action in (
        "case.show",
        "case.record",
        "customer.who",
        "restriction.lift",
        "case.close",
        "case.points",
    ):
        reserve.send_press(action, value(small))
        assert "Waiting for your decision" in reserve.sees
    reserve.send_press("restriction.show", value(small, 1))
    assert "Nothing changed" in reserve.sees
    taking.approve(small, reserve)
    assert "is approved" in reserve.sees
    reserve.command("check okafor")
    assert "Nothing waits for your decision" in reserve.sees


def test_without_a_second_person_a_sole_manager_is_told_what_to_do(desk: Desk) -> None:
    alone = Desk(desk.store, evenhand_managers="helen@example.org")
    taking.opened(alone)
    taking.consider(alone, alone.helen)
    taking.talk(alone, alone.amira)
    alone.helen.send_press("restriction.agree", value(alone))
    assert "name a second manager or a reserve decider" in alone.helen.sees
    taking.propose(alone, alone.amira)
    taking.approve(alone, alone.helen)
    assert "is approved" in alone.helen.sees


def test_who_becomes_a_manager_later_was_not_asked(desk: Desk) -> None:
    taking.proposed(desk)
    more = Desk(desk.store, evenhand_managers="helen@example.org, tom@example.org, priya@example.org")
    assert more.priya.person.role is Role.MANAGER
    more.priya.send_press("restriction.approve", value(more, 1))
    assert "Others were asked to decide" in more.priya.sees


def test_nobody_decides_on_their_own_proposal_whatever_they_press(desk: Desk) -> None:
    by_helen(desk)
    for action in ("restriction.decide", "restriction.approve", "restriction.decline"):
        desk.helen.send_press(action, value(desk, 1))
        assert "Nobody decides on their own proposal" in desk.helen.sees
    for action in ("restriction.approve", "restriction.decline"):
        desk.helen.send_form(action, {"agree_because": "I say so", "reasons": "I say so"}, value(desk, 1))
        assert "Nobody decides on their own proposal" in desk.helen.sees
    assert taking.states(desk) == ["proposed"]


def test_a_worker_decides_nothing(desk: Desk) -> None:
    taking.proposed(desk)
    desk.david.send_form("restriction.approve", {"agree_because": "Yes"}, value(desk, 1))
    assert "Managers and reserve deciders decide" in desk.david.sees
    assert taking.states(desk) == ["proposed"]


def test_a_complaint_about_somebody_who_was_asked_puts_it_before_others(backed: Desk) -> None:
    by_helen(backed)
    backed.helen.send_press("case.exclude", value(backed))
    backed.helen.submit(staff=str(backed.tom.person.staff_id), looked_into="no")
    assert asked(backed) == {"Rosa Lindqvist"}
    backed.tom.send_press("restriction.approve", value(backed, 1))
    assert "A complaint in this case is about you" in backed.tom.sees
    taking.approve(backed, rosa(backed))
    assert taking.states(backed) == ["approved"]


def test_a_complaint_may_be_about_a_reserve_decider_too(backed: Desk) -> None:
    taking.opened(backed)
    backed.helen.send_press("case.exclude", value(backed))
    backed.helen.submit(staff=str(rosa(backed).person.staff_id), looked_into="no")
    assert "Rosa Lindqvist takes no decision in M-0001" in backed.helen.sees


def test_nobody_is_reminded_before_two_working_days(desk: Desk) -> None:
    by_helen(desk)
    morning(desk, 1)
    assert not any("still waits" in said(card) for card in desk.tom.inbox())


def test_whoever_is_asked_is_reminded_once_after_two_working_days(desk: Desk) -> None:
    by_helen(desk)
    for days in (2, 1, 1):
        morning(desk, days)
    assert sum("still waits" in said(card) for card in desk.tom.inbox()) == 1


def test_days_without_work_do_not_count_towards_a_reminder(desk: Desk) -> None:
    friday = Desk(desk.store, now=desk.now + timedelta(days=4))
    by_helen(friday)
    morning(friday, 3)
    assert not any("still waits" in said(card) for card in friday.tom.inbox())
    morning(friday, 1)
    assert any("still waits" in said(card) for card in friday.tom.inbox())


def test_a_decided_proposal_reminds_nobody(desk: Desk) -> None:
    by_helen(desk)
    taking.approve(desk, desk.tom)
    morning(desk, 2)
    assert not any("still waits" in said(card) for card in desk.tom.inbox())


def test_where_everybody_asked_is_away_others_are_asked_after_two_working_days(backed: Desk) -> None:
    by_helen(backed)
    backed.tom.command("away")
    backed.tom.submit(until="2026-12-18")
    morning(backed, 1)
    assert asked(backed) == {"Tom Hill"}
    morning(backed, 1)
    assert asked(backed) == {"Tom Hill", "Rosa Lindqvist"}
    entry = [row for row in backed.rows(AuditEntry) if row.action == "restriction.ask"]
    assert len(entry) == 1
    morning(backed, 1)
    assert len([row for row in backed.rows(AuditEntry) if row.action == "restriction.ask"]) == 1
    taking.approve(backed, rosa(backed))
    assert taking.states(backed) == ["approved"]


def test_where_nobody_answers_others_are_asked_after_as_many_days_again(backed: Desk) -> None:
    by_helen(backed)
    for days in (2, 1):
        morning(backed, days)
        assert asked(backed) == {"Tom Hill"}
    morning(backed, 1)
    assert asked(backed) == {"Tom Hill", "Rosa Lindqvist"}


def test_the_proposer_is_told_the_answer_and_reads_the_reasons(desk: Desk) -> None:
    taking.proposed(desk)
    desk.tom.send_press("restriction.decide", value(desk, 1))
    desk.tom.send_press("restriction.decline", value(desk, 1))
    desk.tom.submit(reasons="A word first")
    assert "was declined" in desk.amira.message.title
    assert "A word first" not in said(desk.amira.message)
    desk.helen.send_press("restriction.decide", value(desk, 1))
    assert "M-0001/1 was declined already" in desk.helen.sees
    assert "Tom Hill" in desk.helen.sees


def test_what_was_taken_back_is_decided_by_nobody(desk: Desk) -> None:
    taking.proposed(desk)
    question = desk.tom.message
    desk.amira.send_press("restriction.withdraw", value(desk, 1))
    assert "taken back" in said(desk.tom.message)
    desk.tom.press("Look and decide", question)
    assert "It does not wait for a decision any more" in desk.tom.sees


def test_only_who_proposed_it_takes_it_back(desk: Desk) -> None:
    taking.proposed(desk)
    desk.helen.send_press("restriction.withdraw", value(desk, 1))
    assert "Only the colleague who proposed it can take it back" in desk.helen.sees


def test_opposite_answers_one_counts_and_the_other_hears_whose(desk: Desk) -> None:
    taking.proposed(desk)
    before = value(desk, 1)
    desk.tom.send_form("restriction.approve", {"agree_because": "Yes"}, before)
    desk.helen.send_form("restriction.decline", {"reasons": "No"}, before)
    assert "was approved already" in desk.helen.sees
    assert "Tom Hill" in desk.helen.sees
    assert taking.states(desk) == ["approved"]


def test_pressing_approve_twice_approves_once(desk: Desk) -> None:
    taking.proposed(desk)
    before = value(desk, 1)
    for _time in range(2):
        desk.tom.send_form("restriction.approve", {"agree_because": "Yes"}, before)
    assert len([row for row in desk.rows(AuditEntry) if row.action == "restriction.approve"]) == 1


@pytest.mark.parametrize("typed", ["", "  ", "x" * 301])
def test_one_line_says_why(desk: Desk, typed: str) -> None:
    taking.proposed(desk)
    desk.tom.send_press("restriction.decide", value(desk, 1))
    desk.tom.submit(agree_because=typed)
    assert "agree_because" in desk.tom.errors
    assert taking.states(desk) == ["proposed"]


def test_an_unanswered_request_lets_it_only_be_declined(desk: Desk) -> None:
    taking.proposed(desk)
    desk.priya.file("C-0001", "Asks", adjustment="Large print, please")
    desk.tom.send_press("restriction.decide", value(desk, 1))
    assert desk.tom.form.action == "restriction.decline"
    desk.tom.send_form("restriction.approve", {"agree_because": "Yes"}, value(desk, 1))
    assert "a manager answers that first" in desk.tom.sees
    assert desk.rows(Adjustment)[0].answered_at is None


def test_what_should_have_been_reviewed_by_now_is_only_declined(desk: Desk) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    taking.talk(desk, desk.amira)
    taking.propose(desk, desk.amira, review="2026-11-25")
    desk.later(days=2)
    desk.tom.send_form("restriction.approve", {"agree_because": "Yes"}, value(desk, 1))
    assert "Its review day has passed" in desk.tom.sees
    desk.tom.send_form("restriction.decline", {"reasons": "Too late"}, value(desk, 1))
    assert taking.states(desk) == ["declined"]


def test_a_restriction_is_not_approved_as_a_block_nor_the_other_way_round(desk: Desk) -> None:
    taking.proposed(desk)
    desk.tom.send_form("block.approve", {"agree_because": "Yes"}, value(desk, 1))
    assert taking.states(desk) == ["proposed"]


@pytest.mark.parametrize(
    "forged", ["1:{v}:9", "2:{v}:1", "1:{v}:0", "1:0:1", "1:{v}:-1", "1:{v}:1:1", "x", ""]
)
def test_a_forged_value_decides_nothing(desk: Desk, forged: str) -> None:
    taking.proposed(desk)
    version = value(desk).split(":")[1]
    desk.tom.send_form("restriction.approve", {"agree_because": "Yes"}, forged.format(v=version))
    assert desk.tom.sees
    assert taking.states(desk) == ["proposed"]


def test_a_restriction_of_another_case_is_not_decided_with_this_ones_version(desk: Desk) -> None:
    taking.proposed(desk)
    for worker in (desk.amira, desk.priya):
        worker.file("Liz Okafor", "Something else", phone="07700 900123", concerns=("several_advisers",))
        if "Same issue" in worker.sees:
            worker.press("Same issue")
    desk.priya.press("Ask a manager")
    desk.priya.submit(reasons="Please look")
    desk.helen.press(
        "Look closer", next(m.card for m in reversed(desk.outbox()) if m.key.startswith("request:2"))
    )
    assert "M-0002" in desk.helen.sees
    desk.tom.send_form("restriction.approve", {"agree_because": "Yes"}, "2:0:1")
    assert taking.states(desk) == ["proposed"]


def test_a_decision_leaves_who_decided_and_on_what_in_the_audit_and_nothing_typed(desk: Desk) -> None:
    taking.proposed(desk)
    taking.approve(desk, desk.tom)
    (entry,) = [row for row in desk.rows(AuditEntry) if row.action == "restriction.approve"]
    assert (entry.subject, entry.staff_id) == ("M-0001", desk.tom.person.staff_id)
    assert '"restriction":1' in entry.facts
    assert "In proportion" not in entry.facts
    assert desk.rows(Restriction)[0].decided_why == "In proportion, as I see it"


def test_who_asked_for_what_lies_before_the_decider_on_one_screen(desk: Desk) -> None:
    taking.proposed(desk)
    desk.tom.press("Look and decide", desk.tom.message)
    for text in ("Priscilla Okafor", "No shouting", "Nothing changed", "A word did not help", "Worried"):
        assert text in desk.tom.sees
    assert labels(desk.tom.message) == ["Look and decide"]
