"""Same issue, different issue, not the same person; and all of it can be undone."""

import pytest

from storage.tables import Customer, CustomerPair, Issue, KnownAs, Report, SharingChange, Suggestion
from tests.bot.desk import PHONE, Desk
from tests.bot.reading import labels, said
from tests.bot.test_sharing import asked, two


def undo(desk: Desk) -> None:
    desk.priya.press("Undo")


def test_same_issue_joins_the_issue_and_the_customer(desk: Desk) -> None:
    asked(desk)
    assert len(desk.rows(Customer)) == 2
    desk.priya.press("Same issue")
    assert desk.priya.card.title == "Colleagues are on this too"
    assert {(r.issue_id, r.customer_id) for r in desk.rows(Report)} == {(1, 1)}
    assert {k.customer_id for k in desk.rows(KnownAs)} == {1}
    assert "2 colleagues hold the same issue" in said(desk.amira.message)


def test_a_customer_joined_is_found_by_both_names(desk: Desk) -> None:
    asked(desk)
    desk.priya.press("Same issue")
    assert desk.david.look_up("Liz")[0].key == "C-0001"
    assert "C-0002" not in [o.key for o in desk.david.look_up("Okafor")]


def test_undoing_same_issue_puts_everything_back_and_asks_again(desk: Desk) -> None:
    asked(desk)
    desk.priya.press("Same issue")
    undo(desk)
    assert desk.priya.card.title == "Are colleagues on this too?"
    assert {(r.id, r.issue_id, r.customer_id) for r in desk.rows(Report)} == {(1, 1, 1), (2, 2, 2)}
    assert {k.customer_id for k in desk.rows(KnownAs)} == {1, 2}
    assert "Settled" in said(desk.amira.message)


def test_different_issue_answers_the_question(desk: Desk) -> None:
    asked(desk)
    desk.priya.press("Different issue")
    assert desk.priya.card.title == "Saved as R-00002"
    assert desk.rows(Suggestion)[0].answer == "different"
    undo(desk)
    assert desk.priya.card.title == "Are colleagues on this too?"


def test_not_the_same_person_answers_the_question_and_is_remembered(desk: Desk) -> None:
    asked(desk)
    desk.priya.press("Not the same person")
    assert desk.priya.card.title == "Saved as R-00002"
    (pair,) = desk.rows(CustomerPair)
    assert (pair.low_id, pair.high_id, pair.verdict) == (1, 2, "different")
    undo(desk)
    assert desk.priya.card.title == "Are colleagues on this too?"


def test_a_question_is_answered_once(desk: Desk) -> None:
    asked(desk)
    card = desk.priya.card
    desk.priya.press("Same issue")
    desk.priya.press("Same issue", card)
    assert "That is settled already" in desk.priya.sees


def test_a_different_issue_gets_its_own_for_the_same_customer(desk: Desk) -> None:
    two(desk)
    desk.priya.press("Different issue")
    assert desk.priya.card.title == "Saved as R-00002"
    assert {(r.issue_id, r.customer_id) for r in desk.rows(Report)} == {(1, 1), (2, 1)}
    assert "Settled: colleagues are no longer on this together with you." in said(desk.amira.message)
    assert "Settled" in said(desk.priya.inbox()[0])


def test_undoing_different_issue_brings_the_report_back(desk: Desk) -> None:
    two(desk)
    desk.priya.press("Different issue")
    undo(desk)
    assert desk.priya.card.title == "Colleagues are on this too"
    assert {r.issue_id for r in desk.rows(Report)} == {1}
    assert "2 colleagues hold the same issue" in said(desk.amira.message)


def test_a_colleague_may_take_their_own_report_out_from_their_message(desk: Desk) -> None:
    two(desk)
    desk.amira.press("Different issue", desk.amira.message)
    assert {(r.id, r.issue_id) for r in desk.rows(Report)} == {(1, 2), (2, 1)}


def test_a_colleagues_report_is_not_mine_to_move(desk: Desk) -> None:
    two(desk)
    desk.david.press("Different issue", desk.amira.message)
    assert "This is not yours to open or change" in desk.david.sees
    desk.david.press("Not the same person", desk.amira.message)
    assert "This is not yours to open or change" in desk.david.sees
    assert {r.issue_id for r in desk.rows(Report)} == {1}


def test_not_the_same_person_splits_the_customer_and_is_remembered(desk: Desk) -> None:
    two(desk)
    desk.priya.press("Not the same person")
    assert {(r.id, r.issue_id, r.customer_id) for r in desk.rows(Report)} == {(1, 1, 1), (2, 2, 2)}
    assert desk.row(Customer, 2).name == "Liz Okafor"
    (pair,) = desk.rows(CustomerPair)
    assert (pair.low_id, pair.high_id, pair.verdict) == (1, 2, "different")
    assert "Liz Okafor" in desk.priya.sees


def test_undoing_the_split_forgets_that_they_are_different(desk: Desk) -> None:
    two(desk)
    desk.priya.press("Not the same person")
    undo(desk)
    assert {(r.issue_id, r.customer_id) for r in desk.rows(Report)} == {(1, 1)}
    assert desk.rows(CustomerPair) == []


def test_both_halves_of_a_split_customer_can_be_found(desk: Desk) -> None:
    two(desk)
    desk.priya.press("Not the same person")
    assert {"C-0001", "C-0002"} <= {o.key for o in desk.david.look_up("Okafor")}


def test_a_customer_chosen_by_mistake_leaves_a_report_of_nobody_known(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    desk.priya.file("C-0001", "Draft plan is late")
    desk.priya.press("Not the same person")
    assert {(r.id, r.customer_id) for r in desk.rows(Report)} == {(1, 1), (2, None)}
    undo(desk)
    assert {(r.id, r.customer_id) for r in desk.rows(Report)} == {(1, 1), (2, 1)}


def test_taking_it_can_be_undone(desk: Desk) -> None:
    two(desk)
    desk.priya.press("I'll reply")
    undo(desk)
    assert "Who replies: nobody has said so yet." in desk.priya.sees
    assert "Who repliesNobody yet" in said(desk.amira.message)


def test_undo_puts_back_who_replied_before_and_since_when(desk: Desk) -> None:
    two(desk)
    desk.amira.press("I'll reply", desk.amira.message)
    since = desk.row(Issue, 1).owner_since
    desk.later(hours=2)
    desk.priya.press("I'll reply instead", desk.priya.message)
    undo(desk)
    issue = desk.row(Issue, 1)
    assert (issue.owner_id, issue.owner_since) == (desk.amira.person.staff_id, since)


def test_leaving_it_can_be_undone(desk: Desk) -> None:
    two(desk)
    desk.priya.press("Leave it with Amira")
    undo(desk)
    assert desk.row(Issue, 1).owner_id is None


def test_undo_is_offered_to_who_decided_last_only(desk: Desk) -> None:
    two(desk)
    desk.priya.press("I'll reply")
    assert "Undo" in labels(desk.priya.card)
    assert "Undo" in labels(desk.priya.message)
    assert "Undo" not in labels(desk.amira.message)


def test_undo_is_too_late_once_somebody_decided_since(desk: Desk) -> None:
    two(desk)
    desk.priya.press("I'll reply")
    old = desk.priya.card
    desk.amira.press("I'll reply instead", desk.amira.message)
    desk.priya.press("Undo", old)
    assert "That can't be undone any more" in desk.priya.sees
    assert desk.row(Issue, 1).owner_id == desk.amira.person.staff_id


def test_nothing_is_undone_twice(desk: Desk) -> None:
    two(desk)
    desk.priya.press("I'll reply")
    card = desk.priya.card
    desk.priya.press("Undo", card)
    desk.priya.press("Undo", card)
    assert "That can't be undone any more" in desk.priya.sees
    assert sum(change.undone_at is not None for change in desk.rows(SharingChange)) == 1


def test_a_colleagues_decision_is_not_mine_to_undo(desk: Desk) -> None:
    two(desk)
    desk.priya.press("I'll reply")
    desk.amira.press("Undo", desk.priya.card)
    assert "That button does not lead anywhere any more" in desk.amira.sees
    assert desk.row(Issue, 1).owner_id == desk.priya.person.staff_id


@pytest.mark.parametrize("label", ["Same issue", "Different issue", "Not the same person"])
def test_somebody_else_cannot_answer_for_me(desk: Desk, label: str) -> None:
    asked(desk)
    desk.amira.press(label, desk.priya.card)
    assert "This is not yours to open or change" in desk.amira.sees
    assert desk.rows(Suggestion)[0].answer == ""


def test_a_report_joined_to_an_issue_that_needed_nothing_opens_it_again(desk: Desk) -> None:
    two(desk)
    desk.david.file("Liz Okafor", phone=PHONE)
    desk.helen.press("No action needed", desk.managers_channel()[-1])
    desk.helen.submit(reasons="Three separate questions")
    desk.tom.file("Liz Okafor", "Draft plan not here")
    desk.tom.press("Same issue")
    assert desk.row(Issue, 1).dismissed_at is None
