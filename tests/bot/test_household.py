"""Two people of one household stay two, and may be kept apart altogether."""

from storage.tables import Customer, CustomerPair, Report
from tests.bot.desk import Desk
from tests.bot.reading import labels
from tests.bot.test_noticing import choose, household

NOTICE = "Someone else connected with this child has been in touch."


def test_a_household_is_two_customers_with_two_issues(desk: Desk) -> None:
    household(desk)
    assert len(desk.rows(Customer)) == 2
    assert {(r.customer_id, r.issue_id) for r in desk.rows(Report)} == {(1, 1), (2, 2)}
    assert [pair.verdict for pair in desk.rows(CustomerPair)] == ["household"]


def test_the_worker_is_told_to_tell_neither_about_the_other(desk: Desk) -> None:
    household(desk)
    assert NOTICE in desk.priya.sees
    assert "Separate customers: tell neither about the other." in desk.priya.sees
    assert "Elizabeth" not in desk.priya.sees
    assert "Amira" not in desk.priya.sees
    assert "Keep separate" in labels(desk.priya.card)


def test_both_sides_have_the_notice_on_choosing_and_checking(desk: Desk) -> None:
    household(desk)
    for customer in ("C-0001", "C-0002"):
        assert any("Same household" in line for line in choose(desk.david, customer))
        desk.david.command(f"check {customer}")
        assert "Same household" in desk.david.sees


def test_kept_separate_even_that_is_not_said(desk: Desk) -> None:
    household(desk)
    assert "Sure?" in desk.priya.button("Keep separate").confirm
    desk.priya.press("Keep separate")
    assert "Kept separate" in desk.priya.sees
    for customer in ("C-0001", "C-0002"):
        assert not any("household" in line for line in choose(desk.david, customer))
        desk.david.command(f"check {customer}")
        assert "household" not in desk.david.sees
        assert "Keep separate" not in labels(desk.david.card)


def test_kept_separate_stays_so_with_the_next_report(desk: Desk) -> None:
    household(desk)
    desk.priya.press("Keep separate")
    desk.david.file(
        "Mr Daniel Okafor", "School transport", phone="01632 960123", child="Sam", case_ref="HA-4471"
    )
    assert NOTICE not in desk.david.sees
    assert [pair.verdict for pair in desk.rows(CustomerPair)] == ["keep_apart"]


def test_several_relatives_are_kept_separate_at_once_and_so_is_that_taken_back(desk: Desk) -> None:
    household(desk)
    desk.david.file("Mrs Grace Okafor", "Tribunal", phone="01632 960123", child="Sam", case_ref="HA-4471")
    assert {(p.low_id, p.high_id) for p in desk.rows(CustomerPair)} == {(1, 2), (1, 3), (2, 3)}
    desk.david.press("Keep separate")
    verdicts = {(p.low_id, p.high_id): p.verdict for p in desk.rows(CustomerPair)}
    assert verdicts == {(1, 3): "keep_apart", (2, 3): "keep_apart", (1, 2): "household"}
    assert not any("household" in line for line in choose(desk.amira, "C-0003"))
    assert any("household" in line for line in choose(desk.amira, "C-0001"))
    desk.david.press("Undo")
    assert {p.verdict for p in desk.rows(CustomerPair)} == {"household"}


def test_a_household_silent_for_long_is_not_mentioned(desk: Desk) -> None:
    household(desk)
    desk.later(days=31)
    assert not any("household" in line for line in choose(desk.david, "C-0002"))


def test_strangers_are_no_household(desk: Desk) -> None:
    household(desk)
    desk.david.file("Sunita Shah", phone="07700 900456")
    assert NOTICE not in desk.david.sees


def test_whoever_kept_them_separate_can_take_it_back_and_nobody_else(desk: Desk) -> None:
    household(desk)
    desk.priya.press("Keep separate")
    undo = desk.priya.button("Undo")
    desk.david.send_press(undo.action, undo.value)
    assert desk.david.card.title == "That can't be undone any more"
    desk.priya.press("Undo")
    assert desk.priya.card.title == "No longer kept separate"
    assert [pair.verdict for pair in desk.rows(CustomerPair)] == ["household"]
    assert any("household" in line for line in choose(desk.david, "C-0001"))
