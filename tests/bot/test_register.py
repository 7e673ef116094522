"""What managers list: open cases by stage, restrictions by where they stand."""

from datetime import date

from tests.bot.desk import Desk
from tests.bot.reading import labels
from tests.bot.test_in_force import known, restrict

__all__ = ["known"]


def test_where_there_is_nothing_it_says_so(desk: Desk) -> None:
    desk.helen.command("cases")
    assert "No case is open." in desk.helen.sees
    desk.helen.command("restrictions")
    assert "No restriction was ever proposed." in desk.helen.sees


def test_open_cases_stand_by_stage_with_references_only(known: Desk) -> None:
    known.helen.command("cases")
    assert "Considering: 1" in known.helen.sees
    assert "M-0001 C-0001: a manager makes the fairness check." in known.helen.sees
    assert "Okafor" not in known.helen.sees
    known.helen.press("M-0001")
    assert known.helen.card.title.startswith("M-0001")


def test_the_register_shows_what_needs_somebody_first(known: Desk) -> None:
    restrict(known, "style")
    restrict(known, "other", decision="", notified_on=None)
    restrict(known, "style", review_on=date(2026, 11, 20))
    restrict(known, "style", ended_how="lifted", ended_on=date(2026, 11, 22))
    known.helen.command("restrictions")
    shown = known.helen.sees
    groups = [shown.index(f"{each}: 1") for each in ("Review due or overdue", "Waiting", "In force", "Ended")]
    assert groups == sorted(groups)
    assert (
        "M-0001/3 C-0001 · An agreed style of communicating, since Fri 20 Nov, Overdue: review was due"
        in shown
    )
    assert "One thing" not in shown
    assert "Okafor" not in shown
    known.helen.press("M-0001/3")
    assert known.helen.card.title.startswith("M-0001")


def test_a_long_register_is_shown_whole_on_demand(known: Desk) -> None:
    for _ in range(12):
        restrict(known, "style")
    known.helen.command("restrictions")
    assert len(labels(known.helen.card)) == 11
    known.helen.press("Show all 12")
    assert len(labels(known.helen.card)) == 12


def test_lists_are_for_managers(known: Desk) -> None:
    for typed in ("cases", "restrictions"):
        known.amira.command(typed)
        assert "Only a manager can do this" in known.amira.sees


def test_the_summary_says_what_cases_wait_for_and_decisions_first(known: Desk) -> None:
    restrict(known, "style", decision="", notified_on=None)
    restrict(known, "style", review_on=date(2026, 11, 20))
    restrict(known, "other", notified_on=None)
    known.helen.command("summary")
    shown = known.helen.sees
    assert "M-0001/1" in shown
    assert shown.index("M-0001/1") < shown.index("review")
    assert shown.count("M-0001 ") >= 3
    assert "Okafor" not in shown
    known.amira.command("summary")
    assert "Only a manager can do this" in known.amira.sees


def test_a_case_that_waits_for_nothing_needs_nobody(known: Desk) -> None:
    restrict(known, "style")
    known.helen.command("summary")
    assert "M-0001" not in known.helen.sees


def test_a_long_register_is_narrowed_to_where_they_stand_or_to_a_customer(known: Desk) -> None:
    for _ in range(11):
        restrict(known, "style")
    restrict(known, "other", decision="", notified_on=None)
    known.helen.command("restrictions")
    assert "To narrow it: /incident restrictions, and one of review, waiting" in known.helen.sees
    known.helen.command("restrictions waiting")
    assert known.helen.card.title == "Restrictions: 1 (waiting)"
    assert "M-0001/12" in known.helen.sees
    known.helen.command("restrictions in force")
    known.helen.press("Show all 11")
    assert known.helen.card.title == "Restrictions: 11 (in force)"
    known.helen.command("restrictions C-0001")
    assert known.helen.card.title == "Restrictions: 12 (C-0001)"
    known.helen.command("restrictions ended")
    assert "There is none." in known.helen.sees
    known.helen.command("restrictions of yesterday")
    assert known.helen.form.action == "report.file"  # other words are an issue after all
