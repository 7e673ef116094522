"""What managers see and settle: one card for a shared issue, requests, a closer look."""

from datetime import timedelta

import pytest

from bot.words import mistakes
from storage.tables import AuditEntry, Case, CaseRequest, Issue
from tests.bot.desk import PHONE, Desk
from tests.bot.reading import buttons, labels, said
from tests.bot.test_sharing import two


def three(desk: Desk, **more: str | tuple[str, ...]) -> None:
    two(desk)
    desk.david.file("Liz Okafor", "Draft plan is late", phone=PHONE, **more)


def test_three_colleagues_bring_it_to_the_managers_once(desk: Desk) -> None:
    two(desk)
    assert desk.managers_channel() == []
    desk.david.file("Liz Okafor", phone=PHONE)
    (card,) = desk.managers_channel()
    assert card.title == "3 colleagues hold one issue · I-0001"
    assert labels(card) == ["Name who replies", "No action needed"]
    desk.tom.file("Liz Okafor", phone=PHONE)
    (card,) = desk.managers_channel()
    assert card.title == "4 colleagues hold one issue · I-0001"


def test_three_reports_of_two_colleagues_are_no_matter_for_managers(desk: Desk) -> None:
    two(desk)
    desk.priya.file("Liz Okafor", phone=PHONE)
    assert desk.managers_channel() == []


@pytest.mark.parametrize(("days", "told"), [(14, 1), (15, 0)])
def test_only_colleagues_within_the_policys_days_count(desk: Desk, days: int, told: int) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    desk.later(days=days)
    desk.priya.file("Liz Okafor", phone=PHONE, happened=f"{desk.now - timedelta(days=7):%Y-%m-%dT%H:%M}")
    if desk.priya.card.title.startswith("Are colleagues"):
        desk.priya.press("Same issue")
    desk.david.file("Liz Okafor", phone=PHONE)
    if desk.david.card.title.startswith("Are colleagues"):
        desk.david.press("Same issue")
    assert desk.row(Issue, 1).id
    assert "3 colleagues hold the same issue" in said(desk.david.message)
    assert len(desk.managers_channel()) == told


def test_the_managers_card_has_the_other_side_and_no_names(desk: Desk) -> None:
    three(desk, told_us="yes", promised="Ring back", promised_by="2026-11-23")
    desk.later(days=1)
    desk.tom.file("Liz Okafor", phone=PHONE)
    text = said(desk.managers_channel()[0])
    assert "Regular contact can be genuine" in text
    assert "Said they had contacted others1 of 4" in text
    assert "late1" in text
    for private in ("Okafor", "Liz", "900123", "Draft", "draft", "Ring back", "Amira", "Priya"):
        assert private not in text


def test_a_manager_names_who_replies_and_everybody_is_told(desk: Desk) -> None:
    three(desk)
    desk.helen.press("Name who replies", desk.managers_channel()[0])
    desk.helen.submit(owner=str(desk.priya.person.staff_id))
    assert "Who repliesPS, since Mon 23 Nov 10:00, named by HS" in said(desk.managers_channel()[0])
    assert "Who repliesYou, since Mon 23 Nov 10:00, named by HS" in said(desk.priya.message)
    assert "Who repliesPS" in said(desk.amira.message)
    assert labels(desk.managers_channel()[0]) == ["Name somebody else", "Undo"]


def test_somebody_outside_the_issue_may_be_named(desk: Desk) -> None:
    three(desk)
    desk.helen.press("Name who replies", desk.managers_channel()[0])
    desk.helen.submit(owner=str(desk.tom.person.staff_id))
    assert "Who repliesYou" in said(desk.tom.message)
    assert "Different issue" not in labels(desk.tom.message)


@pytest.mark.parametrize("owner", ["", "99", "0", "Priya", "1,2"])
def test_only_a_colleague_can_be_named(desk: Desk, owner: str) -> None:
    three(desk)
    desk.helen.press("Name who replies", desk.managers_channel()[0])
    desk.helen.submit(owner=owner)
    assert desk.helen.errors == {"owner": mistakes.CHOOSE}
    assert desk.row(Issue, 1).owner_id is None


def test_who_is_away_is_said_when_naming(desk: Desk) -> None:
    three(desk)
    desk.priya.command("away")
    desk.priya.submit()
    desk.helen.press("Name who replies", desk.managers_channel()[0])
    hints = {option.label: option.hint for option in desk.helen.field("owner").options}  # type: ignore[union-attr]
    assert hints["Priya Shah"] == "away today"
    assert hints["Amira Khan"] == ""


def test_of_two_managers_the_slower_is_told_who_decided(desk: Desk) -> None:
    three(desk)
    card = desk.managers_channel()[0]
    desk.helen.press("Name who replies", card)
    desk.tom.press("Name who replies", card)
    desk.helen.submit(owner=str(desk.priya.person.staff_id))
    desk.tom.submit(owner=str(desk.amira.person.staff_id))
    assert "I-0001: somebody was faster" in desk.tom.sees
    assert "Priya Shah replies, since today 10:00 (Helen Stone decided)." in desk.tom.sees
    desk.tom.press("No action needed", card)
    assert "I-0001: somebody was faster" in desk.tom.sees


def test_no_action_needs_reasons(desk: Desk) -> None:
    three(desk)
    desk.helen.press("No action needed", desk.managers_channel()[0])
    desk.helen.submit(reasons="  ")
    assert desk.helen.errors == {"reasons": mistakes.NEEDED}
    desk.helen.submit(reasons="x" * 1001)
    assert desk.helen.errors == {"reasons": mistakes.too_long(1001, 1000)}
    assert desk.helen.values["reasons"] == "x" * 1001
    desk.helen.submit(reasons="Three separate, genuine questions")
    issue = desk.row(Issue, 1)
    assert issue.dismissed_by == desk.helen.person.staff_id
    assert issue.dismissed_why == "Three separate, genuine questions"
    card = desk.managers_channel()[0]
    assert "No action needed: HS, Mon 23 Nov 10:00." in said(card)
    assert labels(card) == ["Undo"]
    assert "genuine questions" not in said(card)


def test_the_slower_manager_is_told_that_no_action_was_needed(desk: Desk) -> None:
    three(desk)
    card = desk.managers_channel()[0]
    desk.helen.press("No action needed", card)
    desk.helen.submit(reasons="Genuine")
    desk.tom.press("Name who replies", card)
    assert "Helen Stone decided that no action is needed, today 10:00." in desk.tom.sees


def test_a_new_report_opens_it_again(desk: Desk) -> None:
    three(desk)
    desk.helen.press("No action needed", desk.managers_channel()[0])
    desk.helen.submit(reasons="Genuine")
    desk.priya.file("Liz Okafor", "Draft plan again", phone=PHONE)
    assert desk.row(Issue, 1).dismissed_at is None
    assert labels(desk.managers_channel()[0]) == ["Name who replies", "No action needed"]


def test_look_closer_is_offered_only_with_an_incident(desk: Desk) -> None:
    three(desk)
    assert "Look closer" not in labels(desk.managers_channel()[0])
    desk.amira.command("mine")
    desk.amira.press("Correct")
    desk.amira.submit(concerns=("heavy_demands",))
    assert "Look closer" in labels(desk.managers_channel()[0])


def test_without_an_incident_there_is_no_case_however_it_is_asked_for(desk: Desk) -> None:
    three(desk)
    value = buttons(desk.managers_channel()[0])[0].value
    desk.helen.send_press("case.open", value)
    assert "I-0001 can't become a case" in desk.helen.sees
    assert desk.rows(Case) == []


def test_an_incident_withdrawn_is_none(desk: Desk) -> None:
    three(desk, concerns=("heavy_demands",))
    card = desk.managers_channel()[0]
    desk.david.command("mine")
    desk.david.press("Withdraw")
    desk.david.submit(reasons="Wrong person")
    desk.helen.press("Look closer", card)
    assert "I-0001 can't become a case" in desk.helen.sees


def test_a_case_is_opened_once_and_says_truthfully_what_comes_next(desk: Desk) -> None:
    three(desk, concerns=("heavy_demands",))
    card = desk.managers_channel()[0]
    desk.helen.press("Look closer", card)
    desk.tom.press("Look closer", card)
    (case,) = desk.rows(Case)
    assert (case.customer_id, case.opened_by) == (1, desk.helen.person.staff_id)
    assert "M-0001 · C-0001" in desk.tom.sees
    assert "Number: 3 reports, 1 with a concern" in desk.tom.sees
    assert "Breadth: 3 colleagues, 2 routes" in desk.tom.sees
    assert "Fairness check" in labels(desk.tom.card)
    assert "Propose a restriction" not in labels(desk.tom.card)


@pytest.mark.parametrize("typed", ["case M-0001", "case C-0001", "case m-1"])
def test_a_manager_finds_a_case_by_its_reference(desk: Desk, typed: str) -> None:
    three(desk, concerns=("heavy_demands",))
    desk.helen.press("Look closer", desk.managers_channel()[0])
    desk.tom.command(typed)
    assert "M-0001 · C-0001" in desk.tom.sees


@pytest.mark.parametrize("typed", ["case M-0009", "case C-0009"])
def test_a_case_that_is_not_there_is_said_not_to_be(desk: Desk, typed: str) -> None:
    desk.helen.command(typed)
    assert "No case fits" in desk.helen.sees


def ask(desk: Desk) -> None:
    two(desk)
    desk.priya.press("Ask a manager")
    desk.priya.submit(reasons="She was in tears")


def test_a_worker_asks_the_managers_and_only_the_reference_is_shown(desk: Desk) -> None:
    ask(desk)
    assert "The managers are asked to look at I-0001" in desk.priya.sees
    (card,) = desk.managers_channel()
    assert card.title == "PS asks for a look at I-0001"
    assert "tears" not in said(card)
    assert labels(card) == ["Show", "Read the request", "No case needed"]
    desk.helen.press("Read the request", card)
    assert "She was in tears" in desk.helen.sees


def test_a_request_needs_reasons(desk: Desk) -> None:
    two(desk)
    desk.priya.press("Ask a manager")
    desk.priya.submit(reasons="")
    assert desk.priya.errors == {"reasons": mistakes.NEEDED}


def test_a_request_is_read_by_managers_and_who_asked_only(desk: Desk) -> None:
    ask(desk)
    desk.amira.press("Read the request", desk.managers_channel()[0])
    assert "This is not yours to open or change" in desk.amira.sees
    assert "tears" not in desk.amira.sees


def test_the_worker_is_told_that_no_case_is_needed_and_why(desk: Desk) -> None:
    ask(desk)
    card = desk.managers_channel()[0]
    desk.helen.press("No case needed", card)
    desk.helen.submit(reasons="Her appeal is due, that is why")
    assert "HS: no case needed." in said(desk.managers_channel()[0])
    assert "No case is needed for now." in said(desk.priya.message)
    assert "appeal" not in said(desk.priya.message)
    desk.priya.press("Read why", desk.priya.message)
    assert "Her appeal is due, that is why" in desk.priya.sees


def test_a_request_is_answered_once(desk: Desk) -> None:
    ask(desk)
    card = desk.managers_channel()[0]
    desk.helen.press("No case needed", card)
    desk.tom.press("No case needed", card)
    desk.helen.submit(reasons="Not now")
    desk.tom.submit(reasons="Never")
    assert "That is settled already" in desk.tom.sees
    assert desk.rows(CaseRequest)[0].answer_reasons == "Not now"


def test_opening_a_case_answers_the_request(desk: Desk) -> None:
    two(desk)
    desk.amira.command("mine")
    desk.amira.press("Correct")
    desk.amira.submit(concerns=("heavy_demands",))
    desk.priya.press("Ask a manager")
    desk.priya.submit(reasons="Please look")
    desk.helen.press("Look closer", desk.managers_channel()[0])
    assert "HS opened M-0001." in said(desk.managers_channel()[0])
    assert "HS opened M-0001." in said(desk.priya.message)


def test_an_outsider_cannot_ask_about_an_issue(desk: Desk) -> None:
    two(desk)
    desk.david.press("Ask a manager", desk.amira.message)
    assert "This is not yours to open or change" in desk.david.sees


def test_several_channels_of_managers_all_have_the_card(desk: Desk) -> None:
    several = Desk(desk.store, evenhand_managers_channel="web:managers, slack:C0123")
    three(several)
    assert {m.target for m in several.outbox() if m.kind == "channel"} == {"managers", "C0123"}


def test_without_a_managers_channel_nothing_is_lost(desk: Desk) -> None:
    silent = Desk(desk.store, evenhand_managers_channel="")
    three(silent)
    assert silent.managers_channel() == []
    silent.helen.command("summary")
    assert "I-0001 3 colleagues hold it" in silent.helen.sees


def test_an_open_case_stands_on_the_managers_card(desk: Desk) -> None:
    three(desk, concerns=("heavy_demands",))
    desk.helen.press("Look closer", desk.managers_channel()[0])
    card = desk.managers_channel()[0]
    assert "CaseM-0001 is open" in said(card)
    desk.tom.press("Show the case", card)
    assert desk.tom.card.title == "M-0001 · C-0001 · considering"
    desk.tom.send_press("case.close", "1:0:0")
    desk.tom.submit(reasons="Genuine questions")
    assert "M-0001" not in said(desk.managers_channel()[0])


def test_a_case_says_for_ever_on_which_reports_it_was_opened(desk: Desk) -> None:
    three(desk, concerns=("heavy_demands",))
    desk.priya.file("C-0001", "Rings again", concerns=("several_advisers",))
    desk.helen.press("Look closer", desk.managers_channel()[0])
    assert "the case was opened, resting on R-00003 and R-00004" in desk.helen.sees
    [entry] = [each for each in desk.rows(AuditEntry) if each.action == "case.open"]
    assert '"reports":["R-00003","R-00004"]' in entry.facts
    desk.david.command("mine R-00003")
    desk.david.press("Withdraw")
    desk.david.submit(reasons="Wrong person")
    desk.helen.send_press("case.record", "1:0:0")
    assert "the case was opened, resting on R-00003 and R-00004." in desk.helen.sees
