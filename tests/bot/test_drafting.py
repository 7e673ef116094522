"""What somebody filled in of a long form waits for them alone, until it is submitted or no use any more."""

from datetime import datetime

import pytest

from bot.cards import Form
from bot.chat import Change
from storage.tables import Case, CaseStep, Restriction, Word
from tests.bot.desk import T0, TEAM, Colleague, Desk
from tests.bot.reading import buttons
from tests.bot.walking import agreed_case, opened_case, proposes, raised_case, talks, value_of

WRITTEN = "Two genuine questions, both answered."
RECORDED = {
    "role": "Head of service at the host",
    "date": "2026-11-23",
    "document": "Letter of 23 November, file 12",
    "outcome": "approved",
}


@pytest.fixture
def case(desk: Desk) -> Desk:
    return opened_case(desk)


def writes(colleague: Colleague, field: str, text: str, when: datetime | None = None, **more: str) -> None:
    """Fill in a field of the open form; the platform tells of it, maybe later than of what was done after."""
    changes(colleague, colleague.form, field, text, when, **more)


def changes(
    colleague: Colleague, form: Form, field: str, text: str, when: datetime | None = None, **more: str
) -> None:
    """The same in a form that may be open no more."""
    values = {f.name: f.value for f in form.every_field}
    colleague.desk.bot.handle(
        Change(
            who=colleague.person,
            where=TEAM,
            when=when or colleague.desk.now,
            delivery=colleague.desk.new_delivery(),
            action=form.action,
            field=field,
            fields={**values, field: text, **more},
            value=form.value,
        )
    )


def test_what_was_written_is_back_with_its_time_and_can_be_started_afresh(case: Desk) -> None:
    helen = case.helen
    helen.send_press("case.close", value_of(case))
    writes(helen, "reasons", WRITTEN)
    case.later(hours=2)
    helen.send_press("case.close", value_of(case))
    assert helen.values["reasons"] == WRITTEN
    assert "Kept from today 09:00, for you alone." in helen.sees
    (button,) = [b for b in buttons(helen.form) if b.label == "Start afresh"]
    helen.send_press(button.action, button.value)
    assert "is gone" in helen.card.title
    helen.press("Open the form")
    assert helen.values["reasons"] == ""
    assert "Kept from" not in helen.sees


def test_a_draft_is_its_writers_alone(case: Desk) -> None:
    case.helen.send_press("case.close", value_of(case))
    writes(case.helen, "reasons", WRITTEN)
    case.tom.send_press("case.close", value_of(case))
    assert WRITTEN not in case.tom.sees
    case.tom.send_press("draft.forget", f"case.close {value_of(case)}")
    case.helen.send_press("case.close", value_of(case))
    assert WRITTEN in case.helen.sees


def test_submitting_forgets_it_and_a_letter_that_comes_late_does_not_bring_it_back(desk: Desk) -> None:
    agreed_case(desk)
    amira = desk.amira
    amira.send_press("restriction.agree", value_of(desk))
    old = amira.form
    writes(amira, "reasons", "Five calls a day")
    assert len(desk.drafts) == 1
    amira.submit(
        kind="style",
        details="No shouting",
        agreement="decided",
        reasons="Five calls a day",
        proportionate="A word did not help",
    )
    assert len(desk.rows(Restriction)) == 1
    assert desk.drafts == []
    desk.bot.handle(
        Change(
            who=amira.person,
            where=TEAM,
            when=desk.now,
            delivery=desk.new_delivery(),
            action=old.action,
            field="reasons",
            fields={"reasons": "Five calls a da"},
            value=old.value,
        )
    )
    assert desk.drafts == []


def test_an_older_letter_never_covers_what_was_written_later(case: Desk) -> None:
    case.helen.send_press("case.close", value_of(case))
    before = case.now
    case.later(seconds=1)
    writes(case.helen, "reasons", WRITTEN)
    writes(case.helen, "reasons", WRITTEN[:5], when=before)
    case.helen.send_press("case.close", value_of(case))
    assert case.helen.values["reasons"] == WRITTEN


@pytest.mark.parametrize("kept_before", [True, False])
def test_a_word_that_was_noted_is_no_draft_again_by_a_letter_told_late(
    desk: Desk, *, kept_before: bool
) -> None:
    amira = desk.amira
    amira.file("Elizabeth Okafor")
    amira.command("word C-0001")
    form = amira.form
    if kept_before:
        writes(amira, "explained", "Five", customer="C-0001")
    before = desk.now
    desk.later(seconds=1)
    amira.submit(explained="Five calls", view="Fine", trying="One call", customer="C-0001")
    assert len(desk.rows(Word)) == 1
    late = {"explained": "Five call", "customer": "C-0001"}
    change = {"field": "explained", "fields": late, "value": form.value, "where": TEAM}
    desk.bot.handle(
        Change(who=amira.person, when=before, delivery="late", action="word.note", **change)  # type: ignore[arg-type]
    )
    assert desk.drafts == []
    desk.later(seconds=1)
    desk.bot.handle(
        Change(who=amira.person, when=desk.now, delivery="new", action="word.note", **change)  # type: ignore[arg-type]
    )
    assert len(desk.drafts) == 1


def test_who_was_too_late_finds_what_they_wrote(case: Desk) -> None:
    value = value_of(case)
    case.helen.send_press("case.close", value)
    case.tom.send_press("case.consider", value)
    case.tom.submit(result="watch")
    case.helen.submit(reasons=WRITTEN)
    assert "somebody was faster" in case.helen.card.title
    assert "What you filled in is kept" in case.helen.sees
    case.helen.send_press("case.close", value_of(case))
    assert case.helen.values["reasons"] == WRITTEN


def test_what_could_not_be_saved_yet_is_kept_too(desk: Desk) -> None:
    agreed_case(desk)
    desk.amira.send_press("restriction.agree", value_of(desk))
    desk.amira.submit(kind="style", reasons="Five calls a day")
    assert desk.amira.errors
    desk.amira.send_press("restriction.agree", value_of(desk))
    assert (desk.amira.values["kind"], desk.amira.values["reasons"]) == ("style", "Five calls a day")


def test_the_fields_of_a_kind_come_back_with_the_kind(desk: Desk) -> None:
    agreed_case(desk)
    desk.amira.send_press("restriction.agree", value_of(desk))
    desk.amira.change("kind", kind="agreed_frequency")
    writes(desk.amira, "times", "2", per="week")
    desk.amira.send_press("restriction.agree", value_of(desk))
    assert (desk.amira.values["times"], desk.amira.values["per"]) == ("2", "week")


def test_drafts_go_with_the_case(case: Desk) -> None:
    value = value_of(case)
    case.helen.send_press("case.close", value)
    writes(case.helen, "reasons", WRITTEN)
    case.tom.send_press("case.close", value)
    case.tom.submit(reasons="All is well")
    assert case.row(Case, 1).closed_at
    assert case.drafts == []
    assert [step.action for step in case.rows(CaseStep)] == ["case.close"]


def test_drafts_that_nobody_came_back_for_are_forgotten(case: Desk) -> None:
    case.helen.send_press("case.close", value_of(case))
    writes(case.helen, "reasons", WRITTEN)
    case.tick(T0.replace(day=24))
    assert len(case.drafts) == 1
    case.later(days=35)
    case.tick()
    assert case.drafts == []


def test_nobody_keeps_what_they_could_not_submit(case: Desk) -> None:
    form = {"action": "case.close", "field": "reasons", "fields": {"reasons": "x"}, "value": value_of(case)}
    case.bot.handle(
        Change(who=case.amira.person, where=TEAM, when=case.now, delivery=case.new_delivery(), **form)  # type: ignore[arg-type]
    )
    assert case.drafts == []


def test_nobody_keeps_what_is_somebody_elses_to_write(desk: Desk) -> None:
    agreed_case(desk)
    form = {"action": "restriction.agree", "field": "reasons", "fields": {"reasons": "x"}}
    for colleague in (desk.david, desk.amira):
        value = value_of(desk)
        about = {"who": colleague.person, "where": TEAM, "when": desk.now, "delivery": desk.new_delivery()}
        desk.bot.handle(Change(**about, **form, value=value))  # type: ignore[arg-type]
    assert [draft.staff_id for draft in desk.drafts] == [desk.amira.person.staff_id]


def test_a_word_is_kept_for_the_customer_it_is_about_and_for_no_other(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.amira.file("Tove Lindqvist")
    desk.amira.command("word Okafor")
    assert desk.amira.values["customer"] == "C-0001"
    writes(desk.amira, "explained", "Five calls a day")
    desk.amira.command("word Lindqvist")
    assert desk.amira.values["explained"] == ""
    desk.amira.command("word Okafor")
    assert desk.amira.values["explained"] == "Five calls a day"


def test_what_a_reserve_decider_decided_waits_half_recorded(desk: Desk) -> None:
    alone = Desk(
        desk.store, evenhand_managers="helen@example.org", evenhand_reserve_deciders="chair@host.example.org"
    )
    raised_case(alone, speaker="Helen Stone")
    talks(alone.helen)
    proposes(alone.helen)
    alone.helen.send_press("reserve.record", value_of(alone, 1))
    writes(alone.helen, "reasons", WRITTEN, name="Morag Ellis")
    alone.helen.send_press("reserve.record", value_of(alone, 1))
    assert (alone.helen.values["reasons"], alone.helen.values["name"]) == (WRITTEN, "Morag Ellis")
    form = alone.helen.form
    alone.helen.fill({**RECORDED, "reasons": WRITTEN})
    assert "is approved" in alone.helen.card.title
    assert alone.drafts == []
    changes(alone.helen, form, "reasons", "Two genuine")
    assert alone.drafts == []


def test_whoever_sets_a_measure_finds_what_they_wrote_about_the_same_threat(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.amira.command("safety")
    desk.amira.fill({"said": "A threat", "danger": "to_staff", "customer": "C-0001"})
    desk.helen.send_press("safety.measure", "0:0:0:0:1")
    writes(desk.helen, "reasons", WRITTEN, kind="style")
    desk.tom.send_press("safety.measure", "0:0:0:0:1")
    assert desk.tom.values["reasons"] == ""
    desk.helen.send_press("safety.measure", "0:1:0:3:1")
    assert (desk.helen.values["kind"], desk.helen.values["reasons"]) == ("style", WRITTEN)
    form = desk.helen.form
    desk.helen.fill({"details": "Calm words", "exceptions": "Write to us"})
    assert desk.helen.card.title == "In force from now on"
    changes(desk.helen, form, "reasons", "Two genuine")
    assert desk.drafts == []


def test_a_measure_in_an_open_case_waits_half_written_too(case: Desk) -> None:
    case.amira.command("safety")
    case.amira.fill({"said": "A threat", "danger": "to_staff", "customer": "C-0001"})
    case.helen.send_press("safety.measure", value_of(case))
    writes(case.helen, "reasons", WRITTEN)
    case.helen.send_press("safety.measure", value_of(case))
    assert case.helen.values["reasons"] == WRITTEN
