"""What is left of a shared issue when reports are withdrawn, and what can be undone where it was decided."""

from datetime import timedelta

import pytest

from storage import audit
from storage.tables import AuditEntry, Issue, Report, SharingChange, Suggestion
from tests.bot.desk import PHONE, T0, Colleague, Desk
from tests.bot.reading import labels, said
from tests.bot.test_managers import three
from tests.bot.test_sharing import two


def withdraws(colleague: Colleague) -> None:
    colleague.command("mine")
    colleague.press("Withdraw")
    colleague.submit(reasons="Entered by mistake")


def name_who_replies(desk: Desk, colleague: Colleague) -> None:
    desk.helen.press("Name who replies", desk.managers_channel()[0])
    desk.helen.submit(owner=str(colleague.person.staff_id))


def dismiss(desk: Desk) -> None:
    desk.helen.press("No action needed", desk.managers_channel()[0])
    desk.helen.submit(reasons="Three genuine questions")


def test_the_last_holder_reads_who_replies_while_somebody_else_does(desk: Desk) -> None:
    three(desk)
    name_who_replies(desk, desk.tom)
    withdraws(desk.priya)
    withdraws(desk.david)
    assert "Who repliesTH" in said(desk.amira.message)
    assert "Who repliesYou" in said(desk.tom.message)
    assert "Settled" in said(desk.priya.message)
    desk.amira.file("Liz Okafor", phone=PHONE)
    assert "Who replies: Tom Hill." in desk.amira.sees


def test_who_replies_stays_when_they_withdraw_their_own_report(desk: Desk) -> None:
    two(desk)
    desk.priya.press("I'll reply")
    withdraws(desk.priya)
    assert "Who repliesPS" in said(desk.amira.message)
    assert "Who repliesYou" in said(desk.priya.message)


def test_with_every_report_withdrawn_nobody_has_to_do_with_it(desk: Desk) -> None:
    three(desk)
    name_who_replies(desk, desk.tom)
    for colleague in (desk.amira, desk.priya, desk.david):
        withdraws(colleague)
    for colleague in (desk.amira, desk.priya, desk.david, desk.tom):
        assert "Settled" in said(colleague.message)


def test_an_issue_that_is_shared_no_more_waits_for_no_manager(desk: Desk) -> None:
    three(desk)
    withdraws(desk.priya)
    assert desk.managers_channel()[0].title == "2 colleagues hold one issue · I-0001"
    withdraws(desk.david)
    (card,) = desk.managers_channel()
    assert card.title == "No longer shared · I-0001"
    assert labels(card) == []
    desk.tick(T0 + timedelta(days=1))
    assert "I-0001" not in said(desk.managers_channel()[-1])
    desk.david.file("Liz Okafor", phone=PHONE)
    assert desk.managers_channel()[0].title == "2 colleagues hold one issue · I-0001"


def test_the_managers_card_counts_who_holds_it_however_long_ago(desk: Desk) -> None:
    three(desk)
    desk.later(days=15)
    name_who_replies(desk, desk.priya)
    assert desk.managers_channel()[0].title == "3 colleagues hold one issue · I-0001"


@pytest.mark.parametrize(("last", "told"), [("2026-11-15T09:00", 1), ("2026-11-15T09:01", 0)])
def test_the_days_count_between_the_reports_and_not_back_from_now(desk: Desk, last: str, told: int) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE, happened="2026-11-01T09:00")
    desk.priya.file("C-0001", happened="2026-11-05T09:00")
    desk.david.file("C-0001", happened=last)
    assert {report.issue_id for report in desk.rows(Report)} == {1}
    assert len(desk.managers_channel()) == told


@pytest.mark.parametrize(("happened", "linked"), [("2026-10-24T10:00", 1), ("2026-10-24T09:59", 0)])
def test_an_earlier_contact_logged_late_is_not_compared_with_a_much_later_one(
    desk: Desk, happened: str, linked: int
) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE, happened="2026-11-23T09:00")
    desk.priya.file("C-0001", happened=happened)
    assert len(desk.rows(Suggestion)) == linked


def test_a_manager_undoes_whom_they_named_on_the_managers_card(desk: Desk) -> None:
    three(desk)
    name_who_replies(desk, desk.priya)
    desk.helen.press("Undo", desk.managers_channel()[0])
    assert desk.row(Issue, 1).owner_id is None
    assert labels(desk.managers_channel()[0]) == ["Name who replies", "No action needed"]
    assert labels(desk.helen.card) == ["Name who replies", "No action needed"]


def test_another_manager_is_told_who_can_undo_it(desk: Desk) -> None:
    three(desk)
    name_who_replies(desk, desk.priya)
    desk.tom.press("Undo", desk.managers_channel()[0])
    assert "Only who decided can undo this" in desk.tom.sees
    assert "Helen Stone decided it." in desk.tom.sees
    assert desk.row(Issue, 1).owner_id == desk.priya.person.staff_id


def test_a_workers_own_decision_is_not_offered_for_undoing_to_managers(desk: Desk) -> None:
    three(desk)
    desk.david.press("I'll reply")
    assert labels(desk.managers_channel()[0]) == ["Name somebody else"]


def test_no_action_needed_can_be_undone(desk: Desk) -> None:
    three(desk)
    dismiss(desk)
    assert labels(desk.managers_channel()[0]) == ["Undo"]
    desk.helen.press("Undo", desk.managers_channel()[0])
    issue = desk.row(Issue, 1)
    assert (issue.dismissed_at, issue.dismissed_by, issue.dismissed_why) == (None, None, "")
    assert labels(desk.managers_channel()[0]) == ["Name who replies", "No action needed"]


def test_the_reasons_of_no_action_can_be_confirmed_by_the_audit(desk: Desk) -> None:
    three(desk)
    dismiss(desk)
    (entry,) = [entry for entry in desk.rows(AuditEntry) if entry.action == "issue.dismiss"]
    reasons = "Three genuine questions"
    assert desk.store.read(lambda db: audit.confirms(db, entry.id or 0, "reasons", reasons))


def test_no_action_that_a_new_report_ended_is_not_undone(desk: Desk) -> None:
    three(desk)
    dismiss(desk)
    old = desk.managers_channel()[0]
    desk.priya.file("Liz Okafor", "Draft plan again", phone=PHONE)
    assert labels(desk.managers_channel()[0]) == ["Name who replies", "No action needed"]
    desk.helen.press("Undo", old)
    assert "That can't be undone any more" in desk.helen.sees


def test_who_takes_it_after_no_action_was_needed_replies(desk: Desk) -> None:
    three(desk)
    dismiss(desk)
    desk.amira.press("I'll reply", desk.amira.message)
    (card,) = desk.managers_channel()
    assert "Who repliesAK" in said(card)
    assert "No action needed:" not in said(card)
    assert labels(card) == ["Name somebody else"]
    desk.david.press("I'll reply", desk.david.card)
    assert "Amira Khan replies, since today 10:00." in desk.david.sees
    desk.amira.press("Undo", desk.amira.message)
    assert "No action needed: HS" in said(desk.managers_channel()[0])


def test_a_different_issue_can_be_undone_on_the_message_it_was_pressed_on(desk: Desk) -> None:
    two(desk)
    desk.amira.press("Different issue", desk.amira.message)
    assert "Settled" in desk.amira.sees
    assert labels(desk.amira.card) == labels(desk.amira.message) == ["Undo"]
    desk.amira.press("Undo", desk.amira.message)
    assert desk.row(Report, 1).issue_id == 1
    assert "2 colleagues hold the same issue" in said(desk.amira.message)
    assert "2 colleagues hold the same issue" in desk.amira.sees


def test_whoever_did_not_decide_is_offered_no_undo_on_what_is_settled(desk: Desk) -> None:
    two(desk)
    desk.amira.press("Different issue", desk.amira.message)
    assert "Settled" in said(desk.priya.message)
    assert labels(desk.priya.message) == []


@pytest.mark.parametrize("label", ["Different issue", "Not the same person"])
def test_taking_a_report_out_is_not_undone_once_a_colleague_joined_it(desk: Desk, label: str) -> None:
    two(desk)
    desk.priya.press(label)
    mine, own = desk.priya.card, desk.row(Report, 2)
    joined = Report(**own.model_dump(exclude={"id"}) | {"reporter_id": desk.david.person.staff_id})
    desk.store.write(lambda db: db.add(joined))
    desk.priya.press("Undo", mine)
    assert "That can't be undone any more" in desk.priya.sees
    assert desk.row(Report, 2).issue_id == own.issue_id
    assert not [change for change in desk.rows(SharingChange) if change.undone_at]
