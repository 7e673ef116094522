"""A correction reaches the decisions that rested on it: a manager looks again, and says whether they still hold."""

import pytest

from storage.tables import AuditEntry, CaseStep
from tests.bot.desk import Colleague, Desk, Typed
from tests.bot.taking import consider, incident, lift, look_closer, opened, restricted, value

NEXT = "looks again at what was decided"


@pytest.fixture
def held(desk: Desk) -> Desk:
    """A restriction in force that rests on Amira's and Priya's reports; a day later."""
    restricted(desk)
    desk.later(days=1)
    return desk


def withdraw(by: Colleague, report: int) -> None:
    by.command(f"mine R-{report:05d}")
    by.press("Withdraw")
    by.submit(reasons="It was about somebody else")


def correct(by: Colleague, report: int, **more: Typed) -> None:
    by.command(f"mine R-{report:05d}")
    by.press("Correct")
    by.fill(more)


def shown(desk: Desk) -> str:
    desk.helen.command("case M-0001")
    return desk.helen.sees


def test_a_report_that_was_withdrawn_asks_whoever_judged_it_to_look_again(held: Desk) -> None:
    assert NEXT not in shown(held)
    withdraw(held.amira, 1)
    assert f"a manager {NEXT}, by Tue 1 Dec" in shown(held)
    assert "Please look by Tue 1 Dec" in str(held.helen.message)
    assert not [m for m in held.tom.waiting() if "Please look by" in str(m.card)]
    held.helen.press("Confirm the decisions", held.helen.message)
    assert "R-00001 was withdrawn" in held.helen.sees
    held.helen.submit(reasons="R-00002 shows the same")
    assert held.helen.card.title == "M-0001: what was decided still holds"
    assert NEXT not in shown(held)
    [entry] = [each for each in held.rows(AuditEntry) if each.action == "decision.confirm"]
    assert '"without":["R-00001"]' in entry.facts


def test_a_correction_of_a_report_with_a_concern_asks_too_and_once(held: Desk) -> None:
    correct(held.amira, 1, concerns=())
    correct(held.amira, 1, issue="Another matter")
    assert shown(held).count(NEXT) == 1
    held.helen.press("Confirm the decisions")
    assert "R-00001 was corrected" in held.helen.sees


def test_where_nothing_was_lost_no_card_speaks_of_confirming(held: Desk) -> None:
    assert "Confirm the decisions" not in shown(held)
    withdraw(held.amira, 1)
    assert "Confirm the decisions" in shown(held)


def test_an_ordinary_contact_asks_nobody(held: Desk) -> None:
    held.david.file("C-0001", "How do I appeal?")
    consider_count = len(held.rows(CaseStep))
    correct(held.david, 3, issue="How do I appeal, and by when?")
    withdraw(held.david, 3)
    assert NEXT not in shown(held)
    assert len(held.rows(CaseStep)) == consider_count


def test_before_anything_was_decided_and_after_the_case_nobody_is_asked(desk: Desk) -> None:
    opened(desk)
    desk.later(days=1)
    withdraw(desk.amira, 1)
    assert NEXT not in shown(desk)
    consider(desk, desk.helen, "watch")
    assert NEXT not in shown(desk)
    desk.later(days=1)
    withdraw(desk.priya, 2)
    assert NEXT in shown(desk)
    desk.helen.send_press("case.close", value(desk))
    desk.helen.fill({"reasons": "Nothing is left"})
    assert NEXT not in shown(desk)


def test_what_came_after_the_decision_was_no_part_of_it(held: Desk) -> None:
    held.david.file("C-0001", "Rings again", concerns=("several_advisers",), details="As said")
    withdraw(held.david, 3)
    assert NEXT not in shown(held)


def test_the_summary_names_it_when_it_is_due_and_lifting_stays_open(held: Desk) -> None:
    withdraw(held.amira, 1)
    held.later(days=7)
    held.helen.command("summary")
    assert f"{NEXT}, by Tue 1 Dec" in held.helen.sees
    lift(held, held.helen)
    assert "is lifted" in held.helen.card.title


def test_to_confirm_needs_reasons_and_something_that_was_lost(held: Desk) -> None:
    held.helen.send_press("decision.confirm", value(held))
    assert "Every report that the decisions rest on counts as it did." in held.helen.sees
    withdraw(held.amira, 1)
    held.helen.send_press("decision.confirm", value(held))
    held.helen.submit(reasons=" ")
    assert held.helen.errors["reasons"]
    held.amira.send_press("decision.confirm", value(held))
    assert "Only a manager can do this" in held.amira.sees


def test_a_report_that_turns_out_to_be_another_persons_asks_too_and_no_more_once_that_is_undone(
    desk: Desk,
) -> None:
    incident(desk, desk.amira)
    incident(desk, desk.priya)
    answer = desk.priya.card
    look_closer(desk, desk.helen)
    consider(desk, desk.helen)
    desk.later(days=1)
    desk.priya.press("Not the same person", answer)
    assert NEXT in shown(desk)
    desk.helen.press("Confirm the decisions")
    assert "R-00002 is about somebody else" in desk.helen.sees
    desk.priya.press("Undo")
    assert NEXT not in shown(desk)


def test_reports_that_go_back_to_another_person_ask_too_but_no_decision_from_before_they_came(
    desk: Desk,
) -> None:
    desk.david.file(
        "Cilla Osei", "Rings", phone="07700 900888", concerns=("several_advisers",), details="Said"
    )
    desk.amira.file("Rosa Ash", "Plan", phone="07700 900999", concerns=("several_advisers",), details="Said")
    one_person(desk, "C-0001")
    desk.amira.file("C-0002", "Plan again", concerns=("several_advisers",), details="Said")
    desk.amira.press("Ask a manager")
    desk.amira.submit(reasons="Several of us hear the same")
    desk.helen.press("Look closer", next(m.card for m in desk.outbox() if m.key.startswith("request:")))
    desk.later(hours=1)
    consider(desk, desk.tom)
    desk.david.file("Peter Osei", "Rings", phone="07700 900777", concerns=("recorded",), details="Said")
    desk.later(hours=1)
    one_person(desk, "C-0003")
    desk.later(hours=1)
    two_people(desk, "C-0003")
    assert NEXT not in shown(desk)
    two_people(desk, "C-0001")
    assert f"a manager {NEXT}" in shown(desk)
    assert "Please look by" in str(desk.tom.message)
    desk.tom.press("Confirm the decisions", desk.tom.message)
    assert "R-00001 is about somebody else" in desk.tom.sees
    assert "R-00004" not in desk.tom.sees


def test_a_case_that_goes_back_asks_about_what_the_other_person_did(desk: Desk) -> None:
    opened(desk)
    desk.david.file(
        "Cilla Osei", "Rings", phone="07700 900888", concerns=("several_advisers",), details="Said"
    )
    one_person(desk, "C-0001")
    desk.later(hours=1)
    consider(desk, desk.tom)
    desk.later(hours=1)
    two_people(desk, "C-0001")
    desk.tom.press("Confirm the decisions", desk.tom.message)
    assert "R-00003 is about somebody else" in desk.tom.sees


def one_person(desk: Desk, source: str) -> None:
    desk.helen.command(f"check {source}")
    desk.helen.press("Same person as another")
    desk.helen.submit(customer="C-0002", reasons="Same card shown")
    assert "is C-0002" in desk.helen.card.title


def two_people(desk: Desk, source: str) -> None:
    desk.helen.command("check C-0002")
    desk.helen.press(f"Not the same person: {source}")
    desk.helen.submit(reasons="Two sisters")
