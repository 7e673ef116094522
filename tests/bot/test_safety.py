"""Safety: all managers at once, at any hour, until one of them has it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import policy
from bot.policy import PolicyMistake
from bot.words import mistakes
from storage import Store
from storage.tables import AuditEntry, Safety
from tests.bot.desk import PHONE, Colleague, Desk
from tests.bot.reading import labels, said
from tests.bot.test_away import away, due
from tests.bot.test_policy import PACKAGED

RING = "07700 900100"
SAID = "I know where you park"
SATURDAY = datetime(2026, 11, 28, 22, 0, tzinfo=UTC)


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, evenhand_safety_phone=RING)


def raises(by: Colleague, danger: str = "to_staff", **more: str) -> None:
    by.command("safety")
    by.fill({"said": SAID, "danger": danger, **more})


def keys(colleague: Colleague) -> list[str]:
    return [m.key for m in colleague.waiting()]


def test_999_is_the_first_line_and_no_customer_has_to_be_chosen(desk: Desk) -> None:
    desk.amira.command("safety")
    first, *_rest = desk.amira.sees.splitlines()
    shown = said(desk.amira.form)
    assert shown.index("Someone in danger now? Call 999 first.") < shown.index("What was said or done?")
    assert "This bot is not an emergency line. You may end the call." in shown
    assert first
    desk.amira.submit(said=SAID, danger="to_staff")
    assert desk.amira.card.title == "S-0001: all managers are told"


def test_words_after_the_command_are_kept_as_what_was_said(desk: Desk) -> None:
    desk.amira.command(f"safety {SAID}")
    assert desk.amira.values["said"] == SAID


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"said": "", "danger": "to_staff"}, {"said": mistakes.NEEDED}),
        ({"said": SAID, "danger": ""}, {"danger": mistakes.CHOOSE}),
        ({"said": SAID, "danger": "boredom"}, {"danger": mistakes.CHOOSE}),
    ],
)
def test_what_is_missing_is_named_and_what_is_typed_stays(
    desk: Desk, typed: dict[str, str], wrong: dict[str, str]
) -> None:
    desk.amira.command("safety")
    desk.amira.fill(typed)
    assert desk.amira.errors == wrong
    assert desk.amira.values["said"] == typed["said"]
    assert desk.rows(Safety) == []


def test_all_managers_are_told_privately_and_the_channel_has_the_reference_alone(desk: Desk) -> None:
    desk.amira.file("Liz Okafor", phone=PHONE)
    raises(desk.amira, customer="C-0001")
    for manager in (desk.helen, desk.tom):
        assert "A threat to staff. AK raised it, Mon 23 Nov 09:00. C-0001." in said(manager.message)
        assert SAID not in said(manager.message)
    shown = said(desk.managers_channel()[-1])
    assert "S-0001" in shown
    assert "C-0001" not in shown
    assert "AK" not in shown
    assert desk.priya.inbox() == []
    assert "Told now: Helen Stone and Tom Hill." in desk.amira.sees


def test_whoever_takes_it_reads_what_was_said_and_everybody_sees_who_has_it(desk: Desk) -> None:
    raises(desk.amira, customer="Somebody on the mobile")
    desk.helen.press("I've got this", desk.helen.message)
    assert SAID in desk.helen.sees
    assert "Somebody on the mobile" in desk.helen.sees
    assert desk.tom.message.title == "S-0001: Helen Stone has this"
    assert desk.amira.message.title == "S-0001: Helen Stone has this"
    assert desk.managers_channel()[-1].title == "S-0001: HS has this"
    desk.later(hours=3)
    desk.tick()
    assert keys(desk.tom) == ["safety:1/1"]


def test_the_second_to_take_it_is_told_who_has_it(desk: Desk) -> None:
    raises(desk.amira)
    stale = desk.tom.message
    desk.helen.press("I've got this", desk.helen.message)
    desk.later(minutes=2)
    desk.tom.press("I've got this", stale)
    assert desk.tom.card.title == "S-0001: Helen Stone has this already"
    assert desk.row(Safety, 1).taken_by == desk.helen.person.staff_id


def test_until_somebody_has_it_all_are_told_again_with_the_number_to_ring(desk: Desk) -> None:
    raises(desk.amira)
    desk.later(minutes=14, seconds=59)
    desk.tick()
    assert keys(desk.helen) == ["safety:1/1"]
    assert desk.amira.inbox() == []
    desk.later(seconds=1)
    desk.tick()
    desk.tick()
    assert keys(desk.helen) == ["safety:1/1", "safety:1/2"]
    assert f"Ring {RING}." in said(desk.helen.message)
    assert desk.helen.inbox()[0].title == "S-0001: sent again"
    assert desk.amira.message.title == "S-0001: nobody has answered yet"
    assert f"Ring {RING}." in said(desk.amira.message)


def test_what_was_missed_while_nothing_ran_is_said_once(desk: Desk) -> None:
    raises(desk.amira)
    desk.later(hours=1)
    desk.tick()
    assert keys(desk.helen) == ["safety:1/1", "safety:1/2"]


def test_after_eight_times_it_stands_first_in_the_summary_instead(desk: Desk) -> None:
    raises(desk.amira)
    for _ in range(20):
        desk.later(minutes=15)
        desk.tick()
    assert len(keys(desk.helen)) == 9
    desk.helen.command("summary")
    shown = desk.helen.sees
    assert "S-0001 safety: nobody has taken what AK raised, today 09:00" in shown
    desk.helen.press("I've got this", desk.helen.inbox()[-1])
    desk.helen.command("summary")
    assert "S-0001" not in desk.helen.sees


def test_neither_weekend_nor_absence_holds_it_back_and_no_cover_gets_it_instead(desk: Desk) -> None:
    away(desk.helen, cover=desk.priya, until="2026-12-04")
    desk.now = SATURDAY
    raises(desk.amira)
    assert due(desk, "helen") == ["safety:1/1"]
    assert due(desk, "tom") == ["safety:1/1"]
    assert desk.priya.inbox() == []


def test_where_all_of_them_are_away_the_number_is_said_at_once(desk: Desk) -> None:
    away(desk.helen)
    away(desk.tom)
    raises(desk.amira)
    assert f"All of them are away today. Ring {RING}." in desk.amira.sees


def test_where_there_is_no_manager_the_worker_is_told_plainly_whom_to_ring(store: Store) -> None:
    desk = Desk(store, evenhand_managers="", evenhand_safety_phone=RING)
    raises(desk.amira)
    assert desk.amira.card.title == "S-0001 is kept, but nobody could be told"
    assert f"Ring {RING}. Do that now." in desk.amira.sees


def test_a_manager_who_never_opened_evenhand_is_not_counted_among_the_told(store: Store) -> None:
    desk = Desk(store, evenhand_managers="helen@example.org, zoe@example.org, slack:s0123")
    raises(desk.amira)
    assert "Told now: Helen Stone." in desk.amira.sees
    assert "1 manager has never opened Evenhand, so they can't be reached here." in desk.amira.sees


def test_without_a_number_the_rules_for_lone_working_are_named(store: Store) -> None:
    desk = Desk(store, evenhand_managers="")
    raises(desk.amira)
    assert "Ring a manager, or whoever your rules for lone working name." in desk.amira.sees


def test_a_manager_who_is_told_again_is_not_told_to_ring_themselves(store: Store) -> None:
    desk = Desk(store)
    raises(desk.amira)
    desk.later(minutes=15)
    desk.tick()
    told = "Can't take it? Ring another manager, or whoever your rules for lone working name."
    assert told in said(desk.helen.message)


def test_raised_twice_by_mistake_it_is_one(desk: Desk) -> None:
    raises(desk.amira)
    desk.later(minutes=2)
    raises(desk.amira)
    assert desk.amira.card.title == "S-0001: all managers are told"
    assert len(desk.rows(Safety)) == 1
    assert keys(desk.helen) == ["safety:1/1"]
    assert [e.action for e in desk.rows(AuditEntry)] == ["safety.raise"]


def test_the_same_words_another_day_are_another_threat(desk: Desk) -> None:
    raises(desk.amira)
    desk.later(days=1)
    raises(desk.amira)
    assert len(desk.rows(Safety)) == 2


def test_somebody_elses_words_are_another_threat(desk: Desk) -> None:
    raises(desk.amira)
    raises(desk.priya)
    assert len(desk.rows(Safety)) == 2


def test_whoever_raised_something_a_moment_ago_is_reminded_of_it(desk: Desk) -> None:
    raises(desk.amira)
    desk.amira.command("safety")
    assert "You raised S-0001 a moment ago" in desk.amira.sees
    desk.priya.command("safety")
    assert "a moment ago" not in desk.priya.sees


def test_a_report_with_remarks_offers_to_say_that_it_was_a_threat(desk: Desk) -> None:
    desk.amira.file("Liz Okafor", phone=PHONE, concerns=("remarks_to_staff",), details=SAID)
    desk.amira.press("This was a threat")
    assert desk.amira.values["said"] == SAID
    assert desk.amira.values["danger"] == "to_staff"
    assert desk.amira.values["customer"] == "C-0001"
    desk.amira.submit()
    (row,) = desk.rows(Safety)
    assert (row.customer_id, row.report_id) == (1, 1)


def test_a_report_without_remarks_offers_nothing_of_the_kind(desk: Desk) -> None:
    desk.amira.file("Liz Okafor", phone=PHONE, concerns=("heavy_demands",))
    assert "This was a threat" not in labels(desk.amira.card)


def test_a_report_whose_threat_was_raised_says_so(desk: Desk) -> None:
    typed: dict[str, str | tuple[str, ...]] = {
        "customer": "Liz Okafor",
        "issue": "Rings",
        "concerns": ("remarks_to_staff",),
        "details": SAID,
        "route": "helpline",
    }
    desk.amira.send_form("report.file", typed, delivery="once")
    desk.amira.press("This was a threat")
    desk.amira.submit()
    desk.amira.send_form("report.file", typed, delivery="once")
    assert "S-0001: managers were told that this was a threat." in desk.amira.sees
    assert "This was a threat" not in labels(desk.amira.card)


def test_only_the_reporter_says_that_their_report_was_a_threat(desk: Desk) -> None:
    desk.amira.file("Liz Okafor", phone=PHONE, concerns=("remarks_to_staff",), details=SAID)
    button = desk.amira.button("This was a threat")
    desk.priya.send_press(button.action, button.value)
    assert desk.priya.card.title == "This is not yours to open or change"
    desk.priya.send_form("safety.raise", {"said": "x", "danger": "to_staff"}, button.value)
    assert desk.rows(Safety) == []


@pytest.mark.parametrize("value", ["0:0:9:0:0", "nonsense"])
def test_a_report_that_is_not_there_leads_nowhere(desk: Desk, value: str) -> None:
    desk.amira.send_press("safety.raise", value)
    assert desk.amira.card.title == "That button does not lead anywhere any more"


def test_a_lead_hears_of_safeguarding_only_and_may_take_it(store: Store) -> None:
    desk = Desk(store, evenhand_safeguarding_leads="priya@example.org")
    raises(desk.amira, "someone")
    raises(desk.amira, "to_staff")
    assert keys(desk.priya) == ["safety:1/1"]
    assert "safeguarding, not this policy" in said(desk.priya.message)
    desk.priya.press("I've got this", desk.priya.message)
    assert "Safeguarding follows your safeguarding procedure" in desk.priya.sees
    desk.priya.send_press("safety.take", "0:0:0:0:2")
    assert desk.priya.card.title == "This is not yours to open or change"


def test_other_colleagues_neither_take_nor_read_it(desk: Desk) -> None:
    raises(desk.amira)
    for action in ("safety.take", "safety.show", "safety.check_in"):
        desk.david.send_press(action, "0:0:0:0:1")
        assert desk.david.card.title == "This is not yours to open or change"


def test_who_raised_it_reads_it_and_does_not_take_it_while_others_can(desk: Desk) -> None:
    raises(desk.helen)
    assert desk.helen.inbox() == []
    desk.helen.send_press("safety.show", "0:0:0:0:1")
    assert SAID in desk.helen.sees
    desk.helen.send_press("safety.take", "0:0:0:0:1")
    assert desk.helen.card.title == "S-0001: somebody else takes this"
    assert [e.action for e in desk.rows(AuditEntry)] == ["safety.raise", "safety.show"]


def test_a_manager_alone_takes_their_own(store: Store) -> None:
    desk = Desk(store, evenhand_managers="helen@example.org")
    raises(desk.helen)
    desk.helen.send_press("safety.take", "0:0:0:0:1")
    assert desk.helen.card.title == "S-0001: you have this"
    assert desk.helen.inbox() == []
    desk.helen.send_press("safety.take", "0:0:0:0:1")
    assert desk.helen.card.title == "S-0001: you have this already"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("Yes, please", "AK would like somebody to check in with them"),
        ("No, thank you", "AK doesn't need a check-in now"),
    ],
)
def test_afterwards_the_worker_is_asked_and_who_has_it_is_told(desk: Desk, answer: str, told: str) -> None:
    raises(desk.amira)
    desk.helen.press("I've got this", desk.helen.message)
    assert "Want someone to check in with you?" in said(desk.amira.message)
    desk.amira.press(answer, desk.amira.message)
    assert desk.helen.message.title == f"S-0001: {told}"
    assert labels(desk.amira.message) == []
    assert "check_in" not in "".join(keys(desk.tom))


def test_nobody_is_asked_to_check_in_before_somebody_has_it(desk: Desk) -> None:
    raises(desk.amira)
    desk.amira.send_press("safety.check_in", "0:0:0:0:1")
    assert desk.amira.card.title == "S-0001: nobody has taken this yet"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("repeat_minutes = 15", "repeat_minutes = 4"),
        ("repeat_times = 8", "repeat_times = 0"),
        ("measure_days = 10 ", "measure_days = 11 "),
        ("measure_review_months = 3", "measure_review_months = 7"),
    ],
)
def test_nonsense_about_safety_is_refused(tmp_path: Path, ours: str, theirs: str) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(PACKAGED.replace(ours, theirs), "utf-8")
    with pytest.raises(PolicyMistake, match=f"safety.{theirs.partition(' ')[0]}"):
        policy.load(file)
