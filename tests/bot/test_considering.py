"""The fairness check: who may judge, what has to be known, what follows, and who is told when a watch ends."""

import pytest

from bot.words import considering as words
from bot.words import mistakes
from storage.tables import AuditEntry, Case, CaseStep
from tests.bot import taking
from tests.bot.desk import Colleague, Desk, Typed
from tests.bot.reading import said
from tests.bot.taking import CHECKED, value


def alone(desk: Desk) -> Desk:
    return Desk(desk.store, evenhand_managers="helen@example.org")


def reported_by_helen(desk: Desk) -> None:
    """Helen alone logged incidents; Priya, who logged an ordinary contact, asked for a look."""
    for _time in range(2):
        taking.incident(desk, desk.helen)
    desk.priya.file("C-0001", "Asks about the plan")
    taking.look_closer(desk, desk.helen)


def errors(desk: Desk, by: Colleague, result: str, /, **more: Typed) -> dict[str, str]:
    """What is wrong with a check that says so."""
    taking.consider(desk, by, result, **more)
    assert desk.rows(CaseStep) == []
    return by.errors


def test_whoever_alone_reported_it_leaves_the_judging_to_another_manager(desk: Desk) -> None:
    reported_by_helen(desk)
    desk.helen.send_press("case.consider", value(desk))
    assert "You alone reported it, so another manager judges it" in desk.helen.sees
    desk.helen.send_form("case.consider", {**CHECKED, "result": "watch"}, value(desk))
    assert "You alone reported it" in desk.helen.sees
    taking.consider(desk, desk.tom, "watch")
    assert "the fairness check is saved" in desk.tom.sees


def test_a_sole_manager_who_alone_reported_it_judges_it_after_all(desk: Desk) -> None:
    only = alone(desk)
    reported_by_helen(only)
    taking.consider(only, only.helen, "watch")
    assert "the fairness check is saved" in only.helen.sees


def test_where_a_complaint_is_about_the_other_manager_the_only_reporter_judges_it(desk: Desk) -> None:
    reported_by_helen(desk)
    desk.helen.send_press("case.exclude", value(desk))
    desk.helen.submit(staff=str(desk.tom.person.staff_id), looked_into="no")
    desk.tom.send_press("case.consider", value(desk))
    assert "A complaint in this case is about you" in desk.tom.sees
    taking.consider(desk, desk.helen, "watch")
    assert "the fairness check is saved" in desk.helen.sees


def test_a_worker_judges_nothing(desk: Desk) -> None:
    taking.opened(desk)
    desk.amira.send_form("case.consider", {**CHECKED, "result": "watch"}, value(desk))
    assert "Only a manager can do this" in desk.amira.sees
    assert desk.rows(CaseStep) == []


@pytest.mark.parametrize("result", ["raise", "not_unreasonable"])
@pytest.mark.parametrize("question", ["handled", "rights"])
def test_what_is_not_known_yet_allows_only_to_watch(desk: Desk, question: str, result: str) -> None:
    taking.opened(desk)
    assert errors(desk, desk.helen, result, **{question: "not_known"}) == {
        "result": words.still_open([question])
    }
    taking.consider(desk, desk.helen, "watch", **{question: "not_known"})
    assert desk.rows(CaseStep)[0].action == "case.consider"


@pytest.mark.parametrize("typed", ["", "perhaps"])
def test_every_question_needs_one_of_the_three_answers(desk: Desk, typed: str) -> None:
    taking.opened(desk)
    assert errors(desk, desk.helen, "watch", meeting=typed) == {"meeting": mistakes.CHOOSE}


def test_what_speaks_for_the_customer_is_written_down_and_so_is_why_a_case_ends(desk: Desk) -> None:
    taking.opened(desk)
    found = errors(desk, desk.helen, "watch", genuine="for_customer", note=" ")
    assert found == {"note": words.NOTE_NEEDED}
    assert errors(desk, desk.helen, "not_unreasonable", note="") == {"note": words.REASONS_NEEDED}


def test_one_report_of_a_pattern_is_no_pattern(desk: Desk) -> None:
    taking.incident(desk, desk.amira)
    desk.priya.file("C-0001", "Asks about the plan")
    taking.look_closer(desk, desk.helen)
    assert errors(desk, desk.helen, "raise") == {"result": words.TOO_FEW}


@pytest.mark.parametrize("concern", ["remarks_to_staff", "recorded"])
def test_one_remark_or_recording_may_be_raised(desk: Desk, concern: str) -> None:
    taking.incident(desk, desk.amira, concern)
    desk.priya.file("C-0001", "Asks about the plan")
    taking.look_closer(desk, desk.helen)
    taking.consider(desk, desk.helen)
    assert desk.rows(CaseStep)[0].action == "case.consider"


def test_a_complaint_about_a_colleague_counts_only_once_it_was_looked_into(desk: Desk) -> None:
    for worker in (desk.amira, desk.priya):
        taking.incident(desk, worker, "staff_complaint")
    taking.look_closer(desk, desk.helen)
    assert errors(desk, desk.helen, "raise") == {"result": words.TOO_FEW}
    desk.tom.send_press("case.exclude", value(desk))
    desk.tom.submit(staff=str(desk.david.person.staff_id), looked_into="no")
    taking.consider(desk, desk.helen)
    assert desk.helen.errors == {"result": words.TOO_FEW}
    desk.tom.send_press("case.exclude", value(desk))
    desk.tom.submit(staff=str(desk.david.person.staff_id), looked_into="yes")
    taking.consider(desk, desk.helen)
    assert "Amira Khan was asked" in desk.helen.sees


def test_a_withdrawn_report_shows_nothing_any_more(desk: Desk) -> None:
    taking.opened(desk)
    desk.priya.command("mine")
    desk.priya.press("Withdraw")
    desk.priya.submit(reasons="Wrong person")
    assert errors(desk, desk.helen, "raise") == {"result": words.TOO_FEW}


@pytest.mark.parametrize(
    ("result", "field", "typed"),
    [
        ("watch", "until", "2026-11-22"),
        ("watch", "until", "2027-11-24"),
        ("watch", "until", "soon"),
        ("raise", "by", "2026-11-22"),
        ("raise", "by", "2027-02-24"),
        ("raise", "how", "pigeon"),
        ("raise", "how", ""),
        ("raise", "speaker", "99"),
        ("raise", "speaker", ""),
        ("raise", "speaker", "Amira"),
    ],
)
def test_days_and_people_that_make_no_sense_are_said_to_be_wrong(
    desk: Desk, result: str, field: str, typed: str
) -> None:
    taking.opened(desk)
    assert set(errors(desk, desk.helen, result, **{field: typed})) == {field}


def test_who_is_complained_about_does_not_speak_with_the_customer(desk: Desk) -> None:
    taking.opened(desk)
    desk.helen.send_press("case.exclude", value(desk))
    desk.helen.submit(staff=str(desk.amira.person.staff_id), looked_into="no")
    taking.consider(desk, desk.helen)
    assert desk.helen.errors == {"speaker": mistakes.CHOOSE}


def test_usually_it_is_watched_for_three_months_and_raised_within_five_working_days(desk: Desk) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen, "watch")
    assert '"until": "2027-02-23"' in desk.rows(CaseStep)[0].answers
    taking.consider(desk, desk.tom)
    assert '"by": "2026-11-30"' in desk.rows(CaseStep)[1].answers


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({}, "2027-02-22"),
        ({"until": "2026-12-26"}, "2026-12-29"),
        ({"until": "2026-12-24"}, "2026-12-24"),
    ],
)
def test_a_watch_ends_on_a_working_day_for_on_others_no_summary_brings_it_back(
    desk: Desk, typed: dict[str, str], kept: str
) -> None:
    desk.later(days=-3)
    taking.opened(desk)
    desk.helen.send_press("case.consider", value(desk))
    taking.consider(desk, desk.helen, "watch", **typed)
    assert f'"until": "{kept}"' in desk.rows(CaseStep)[0].answers
    assert "the summary brings it back" in desk.helen.sees


def test_not_unreasonable_closes_the_case_and_nothing_is_held_against_anybody(desk: Desk) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen, "not_unreasonable")
    assert "Nothing is held against the customer" in desk.helen.sees
    assert desk.row(Case, 1).closed_at
    assert "closed" in said(desk.priya.message)


def test_a_watch_that_ended_is_told_by_a_message_of_its_own_and_looked_at_again(desk: Desk) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen, "watch", until="2026-11-30")
    cards = case_cards(desk)
    desk.tick(desk.now.replace(day=27))
    assert case_cards(desk) == cards
    desk.tick(desk.now.replace(day=30))
    assert case_cards(desk) == cards + 1
    newest = next(m.card for m in reversed(desk.outbox()) if m.key.startswith("case:1/"))
    assert "makes the fairness check again" in said(newest)
    desk.tom.press("Fairness check", newest)
    desk.tom.fill({**CHECKED, "result": "watch", "note": "Still calm"})
    assert "it is watched until" in desk.tom.sees


def test_once_something_is_proposed_the_check_is_not_made_again(desk: Desk) -> None:
    taking.proposed(desk)
    desk.helen.send_press("case.consider", value(desk))
    assert "Something is proposed or in force" in desk.helen.sees


def test_raising_it_anew_asks_for_a_new_conversation(desk: Desk) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    taking.talk(desk, desk.amira)
    taking.consider(desk, desk.tom)
    desk.helen.send_press("restriction.agree", value(desk))
    assert "First somebody speaks with the customer" in desk.helen.sees


def test_what_one_manager_filled_in_is_nobody_else_s(desk: Desk) -> None:
    taking.opened(desk)
    desk.helen.send_press("case.consider", value(desk))
    desk.helen.change("handled", handled="for_customer", note="A thought of mine")
    desk.tom.send_press("case.consider", value(desk))
    assert desk.tom.values["note"] == ""
    desk.helen.send_press("case.consider", value(desk))
    assert desk.helen.values["note"] == "A thought of mine"


def test_two_managers_check_at_once_and_the_second_hears_who_was_first(desk: Desk) -> None:
    taking.opened(desk)
    before = value(desk)
    taking.consider(desk, desk.helen, "watch")
    desk.tom.send_form("case.consider", {**CHECKED, "result": "not_unreasonable", "note": "Fine"}, before)
    assert "somebody was faster" in desk.tom.sees
    assert desk.row(Case, 1).closed_at is None


def test_the_audit_tells_the_answers_and_not_the_note(desk: Desk) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    (entry,) = [row for row in desk.rows(AuditEntry) if row.action == "case.consider"]
    assert '"handled":"nothing_found"' in entry.facts
    assert f'"speaker":"{desk.amira.person.staff_id}"' in entry.facts
    assert "Looked at all" not in entry.facts


def case_cards(desk: Desk) -> int:
    return len([m for m in desk.outbox() if m.key.startswith("case:1/")])
