"""My own reports: corrected with history, withdrawn with reasons, promises done."""

import json
from datetime import UTC, datetime

import pytest

from bot.words import mistakes
from storage.tables import Promise, Report, ReportConcern, ReportRevision
from tests.bot.desk import PHONE, Desk
from tests.bot.reading import buttons, labels, said
from tests.bot.test_managers import three
from tests.bot.test_sharing import two


def correct(desk: Desk, **typed: str | tuple[str, ...]) -> None:
    desk.amira.command("mine")
    desk.amira.press("Correct")
    desk.amira.fill(typed)


def withdraw(desk: Desk, reasons: str = "Wrong person") -> None:
    desk.amira.command("mine")
    desk.amira.press("Withdraw")
    desk.amira.submit(reasons=reasons)


def test_i_see_my_reports_and_nobody_elses(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", "Draft plan is late")
    desk.priya.file("Sunita Shah", "School transport")
    desk.amira.command("mine")
    assert "Draft plan is late" in desk.amira.sees
    assert "Elizabeth Okafor: " in desk.amira.sees
    assert "School transport" not in desk.amira.sees
    assert labels(desk.amira.card) == ["Correct", "Talked about how they contact us", "Withdraw"]


def test_nothing_logged_is_said(desk: Desk) -> None:
    desk.amira.command("mine")
    assert "You logged nothing in the last month." in desk.amira.sees


def test_the_form_to_correct_shows_what_is_on_file(desk: Desk) -> None:
    desk.amira.file(
        "Elizabeth Okafor",
        details="As said",
        concerns=("other",),
        minutes="0",
        told_us="yes",
        happened="2026-11-20T14:10",
        route="letter",
    )
    desk.amira.press("Correct")
    assert desk.amira.form.title == "Correct R-00001"
    assert desk.amira.values == {
        "issue": "Draft plan is late",
        "route": "letter",
        "happened": "2026-11-20T14:10",
        "details": "As said",
        "concerns": ("other",),
        "minutes": "0",
        "told_us": "yes",
        "gets_through": (),
    }


def test_a_correction_is_saved_and_what_it_said_before_is_kept(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", details="Rude", concerns=("other",))
    correct(desk, issue="Draft plan overdue", details="", concerns=("heavy_demands",))
    report = desk.row(Report, 1)
    assert (report.issue, report.details, report.version) == ("Draft plan overdue", "", 1)
    assert [row.concern for row in desk.rows(ReportConcern)] == ["heavy_demands"]
    (revision,) = desk.rows(ReportRevision)
    before = json.loads(revision.before)
    assert (before["issue"], before["details"]) == ("Draft plan is late", "Rude")
    assert before["concerns"] == ["other"]
    assert revision.by_id == desk.amira.person.staff_id


def test_a_corrected_field_left_empty_does_not_become_now(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", happened="2026-11-20T14:10")
    desk.later(hours=5)
    correct(desk, happened="")
    assert f"{desk.row(Report, 1).happened_at:%Y-%m-%dT%H:%M}" == "2026-11-20T14:10"


def test_a_wrong_correction_comes_back_filled(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    correct(desk, issue="", details="New words", minutes="x")
    assert desk.amira.errors == {"issue": mistakes.NEEDED, "minutes": mistakes.whole_number(1440)}
    assert desk.amira.values["details"] == "New words"
    assert desk.rows(ReportRevision) == []
    desk.amira.submit(issue="Draft plan", minutes="5")
    assert desk.row(Report, 1).minutes == 5


def test_colleagues_messages_are_brought_up_to_date(desk: Desk) -> None:
    two(desk)
    correct(desk, route="letter")
    assert "letter" in said(desk.priya.message)


@pytest.mark.parametrize("label", ["Correct", "Withdraw", "Talked about how they contact us"])
def test_only_my_own_report_is_mine_to_change(desk: Desk, label: str) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.amira.command("mine")
    desk.priya.press(label, desk.amira.card)
    assert "This is not yours to open or change" in desk.priya.sees
    desk.helen.press(label, desk.amira.card)
    assert "This is not yours to open or change" in desk.helen.sees


@pytest.mark.parametrize("action", ["report.correct", "report.withdraw"])
def test_a_forged_form_for_somebody_elses_report_is_refused(desk: Desk, action: str) -> None:
    desk.amira.file("Elizabeth Okafor")
    value = desk.amira.button("Correct").value
    desk.priya.send_form(action, {"issue": "Mine now", "reasons": "Because"}, value)
    assert "This is not yours to open or change" in desk.priya.sees
    assert desk.row(Report, 1).issue == "Draft plan is late"
    assert desk.row(Report, 1).withdrawn_at is None


def test_a_form_older_than_the_report_is_refused(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    old = desk.amira.card
    desk.amira.press("Correct", old)
    form = desk.amira.form
    desk.amira.submit(issue="First correction")
    desk.amira.send_form(form.action, {"issue": "Second"}, form.value)
    assert "R-00001 was changed meanwhile" in desk.amira.sees
    desk.amira.press("Correct", old)
    assert "R-00001 was changed meanwhile" in desk.amira.sees
    assert desk.row(Report, 1).issue == "First correction"


def test_withdrawing_needs_a_reason(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    withdraw(desk, " ")
    assert desk.amira.errors == {"reasons": mistakes.NEEDED}


def test_a_withdrawn_report_stays_on_file_and_counts_nowhere(desk: Desk) -> None:
    three(desk, concerns=("heavy_demands",))
    withdraw(desk)
    report = desk.row(Report, 1)
    assert (report.withdrawn_why, report.issue) == ("Wrong person", "Draft plan is late")
    assert "R-00001 is withdrawn" in desk.amira.sees
    assert "2 colleagues hold the same issue" in said(desk.priya.message)
    assert "Settled" in said(desk.amira.message)
    assert desk.managers_channel()[0].title.startswith("2 colleagues hold one issue")
    desk.amira.command("mine")
    assert "Draft plan is late" not in desk.amira.sees
    desk.helen.command("check C-0001")
    assert "Amira" not in desk.helen.sees


def test_a_withdrawn_report_cannot_be_changed_any_more(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    card = desk.amira.card
    withdraw(desk)
    desk.amira.press("Correct", card)
    assert "R-00001 is withdrawn" in desk.amira.sees


def test_nothing_is_compared_with_a_withdrawn_report(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    withdraw(desk)
    desk.priya.file("Liz Okafor", phone=PHONE)
    assert desk.priya.card.title == "Saved as R-00002"


def test_a_promise_is_done_by_who_made_it(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back")
    desk.amira.command("mine")
    assert "Promised for tomorrow: Ring back" in desk.amira.sees
    desk.priya.press("Done", desk.amira.card)
    assert "This is not yours to open or change" in desk.priya.sees
    card = desk.amira.card
    desk.amira.press("Done", card)
    assert desk.amira.card.title == "My reports and promises"
    assert "Draft plan is late" in desk.amira.sees
    assert "Ring back" not in desk.amira.sees
    done = desk.row(Promise, 1).done_at
    desk.later(hours=1)
    desk.amira.press("Done", card)
    assert desk.row(Promise, 1).done_at == done
    desk.amira.command("mine")
    assert "Ring back" not in desk.amira.sees


def test_done_on_the_reminder_answers_there_and_leaves_my_list_alone(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back")
    desk.tick(datetime(2026, 11, 24, 8, 30, tzinfo=UTC))
    desk.amira.press("Done", desk.amira.message)
    assert desk.amira.card.title == "Done: the promise from R-00001"


def test_done_in_my_list_is_shown_on_the_reminder_too(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back")
    desk.tick(datetime(2026, 11, 24, 8, 30, tzinfo=UTC))
    desk.amira.command("mine")
    desk.amira.press("Done")
    assert desk.amira.message.title == "Done: the promise from R-00001"


def test_a_late_promise_is_said_to_be_late(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back")
    desk.later(days=2)
    desk.amira.command("mine")
    assert "Promised for yesterday (late): Ring back" in desk.amira.sees


def test_a_word_is_kept_and_what_they_need_waits_for_an_answer(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.amira.press("Talked about how they contact us")
    assert "Elizabeth Okafor · C-0001" in desk.amira.sees
    desk.amira.submit(explained="Calls", view="Worried", trying="Fridays", adjustment="Please write")
    assert desk.amira.card.title == "Noted: you had a word"
    assert "Colleagues see it until Tuesday 23 February 2027; then it ends by itself." in desk.amira.sees
    desk.helen.command("summary")
    assert "C-0001 asked" in desk.helen.sees


def test_a_word_by_name_finds_the_customer_or_asks(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.priya.command("word okafor")
    assert desk.priya.values["customer"] == "C-0001"
    desk.priya.command("word shah")
    assert desk.priya.values["customer"] == ""
    desk.priya.submit(held="2026-11-24", explained="", view="x", trying="x")
    assert desk.priya.errors == {
        "customer": mistakes.CHOOSE_CUSTOMER,
        "held": mistakes.FUTURE,
        "explained": mistakes.NEEDED,
    }


def test_the_buttons_of_my_reports_say_which_one(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.amira.file("Sunita Shah", "Transport")
    desk.amira.command("mine")
    corrects = [button.value for button in buttons(desk.amira.card) if button.label == "Correct"]
    assert len(set(corrects)) == 2
