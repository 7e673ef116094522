"""What people answer about what matching suggested is counted as they meant it, and as it holds by now."""

from datetime import timedelta

import pytest

from bot import learning
from bot.learning import Labels
from bot.matching.decisions import Verdict
from bot.matching.tables import weights
from tests.bot.desk import PHONE, T0, Desk
from tests.bot.merging import merge, unmerge
from tests.bot.test_noticing import household
from tests.bot.test_sharing import asked, two

SAME, DIFFERENT, ANOTHER, NONE = Verdict.SAME, Verdict.DIFFERENT, Verdict.ANOTHER_PERSON, Verdict.NONE
Meant = tuple[bool, Verdict, Verdict]
"""Whether it was a link, what was answered, what holds."""


def read(desk: Desk, **given: object) -> Labels:
    return desk.store.read(lambda db: learning.read(db, days=30, **given))  # type: ignore[arg-type]


def meant(desk: Desk) -> list[Meant]:
    return [(each.sure, each.answer, each.verdict) for each in read(desk).suggested]


@pytest.mark.parametrize(
    ("label", "answer"),
    [("Same issue", SAME), ("Different issue", DIFFERENT), ("Not the same person", ANOTHER)],
)
def test_an_answer_is_a_label_and_undo_takes_it_back(desk: Desk, label: str, answer: Verdict) -> None:
    asked(desk)
    assert meant(desk) == [(False, NONE, NONE)]
    desk.priya.press(label)
    assert meant(desk) == [(False, answer, answer)]
    assert read(desk).taken_back == 0
    desk.priya.press("Undo")
    assert meant(desk) == [(False, NONE, NONE)]
    assert read(desk).taken_back == 1


@pytest.mark.parametrize(
    ("label", "verdict"), [("Different issue", DIFFERENT), ("Not the same person", ANOTHER)]
)
def test_a_link_that_nobody_took_back_is_right_and_one_separated_is_wrong(
    desk: Desk, label: str, verdict: Verdict
) -> None:
    two(desk)
    assert meant(desk) == [(True, NONE, SAME)]
    desk.priya.press(label)
    assert meant(desk) == [(True, NONE, verdict)]
    desk.priya.press("Undo")
    assert meant(desk) == [(True, NONE, SAME)]


def test_a_link_is_wrong_too_where_the_report_before_it_is_taken_off(desk: Desk) -> None:
    two(desk)
    desk.amira.press("Different issue", desk.amira.message)
    assert meant(desk) == [(True, NONE, DIFFERENT)]


def test_a_link_stays_right_while_somebody_from_before_it_is_on_the_issue(desk: Desk) -> None:
    two(desk)
    desk.later(hours=1)
    desk.david.file("Liz Okafor", "Draft plan is late", phone=PHONE)
    assert meant(desk) == [(True, NONE, SAME)] * 2
    desk.amira.press("Different issue", desk.amira.message)
    assert meant(desk) == [(True, NONE, DIFFERENT), (True, NONE, SAME)]


def test_who_left_before_a_report_came_says_nothing_about_it(desk: Desk) -> None:
    two(desk)
    desk.amira.press("Different issue", desk.amira.message)
    desk.later(hours=1)
    desk.david.file("Liz Okafor", "EHC plan draft not here yet", phone=PHONE)
    assert meant(desk)[1] == (True, NONE, SAME)


def test_what_was_answered_same_and_separated_later_is_wrong(desk: Desk) -> None:
    asked(desk)
    desk.priya.press("Same issue")
    desk.later(hours=1)
    desk.priya.press("Different issue")
    assert meant(desk) == [(False, SAME, DIFFERENT)]


def test_what_people_say_of_two_customers_is_counted(desk: Desk) -> None:
    asked(desk)
    desk.priya.press("Not the same person")
    assert read(desk).people.two_people == 1
    desk.priya.press("Undo")
    assert read(desk).people.two_people == 0


def test_what_a_withdrawn_report_was_suggested_for_is_left_out_and_counted(desk: Desk) -> None:
    two(desk)
    desk.priya.press("Withdraw")
    desk.priya.submit(reasons="Logged twice")
    assert meant(desk) == []
    assert read(desk).withdrawn == 1


def test_by_which_numbers_it_was_suggested_is_kept(desk: Desk) -> None:
    two(desk)
    asked_of_another(desk)
    desk.tom.file("C-0001", "Draft plan is late")
    known = [each.basis for each in read(desk).suggested]
    assert [each and (each.version, each.likely) for each in known] == [
        (weights().version, weights().thresholds["likely"])
    ] * 3
    assert [each and each.may_be_sure for each in known] == [True, False, True]


def asked_of_another(desk: Desk) -> None:
    """A question about somebody of whom only the name is known."""
    desk.later(hours=1)
    desk.david.file("Liz Okafor", "EHC plan draft not here yet")
    assert desk.david.card.title == "Are colleagues on this too?"


def test_only_what_was_logged_from_a_day_on_is_counted_where_that_is_asked_for(desk: Desk) -> None:
    two(desk)
    desk.priya.press("Different issue")
    desk.priya.press("Undo")
    assert len(read(desk, since=T0).suggested) == 1
    later = read(desk, since=T0 + timedelta(hours=2))
    assert (len(later.suggested), later.taken_back) == (0, 0)


def test_keeping_separate_is_counted_and_what_matching_says_of_a_household_is_not(desk: Desk) -> None:
    household(desk)
    assert read(desk).people.kept_apart == 0
    desk.priya.press("Keep separate")
    assert read(desk).people.kept_apart == 1
    assert read(desk, since=desk.now + timedelta(days=1)).people.kept_apart == 0


def merged_by_hand(desk: Desk, *, days: float = 1) -> None:
    """Two records with nothing in common, merged by a manager."""
    desk.amira.file("Priscilla Okafor", "Taxi does not come", phone=PHONE)
    desk.later(days=days)
    desk.david.file("Cilla Osei", "Where is my form?", phone="07700 900888")
    merge(desk)


def test_a_merge_that_matching_never_asked_about_is_a_missed_link(desk_anywhere: Desk) -> None:
    merged_by_hand(desk_anywhere)
    people = read(desk_anywhere).people
    assert (people.merges, people.asked, people.missed, people.merges_taken_back) == (1, 0, 1, 0)
    unmerge(desk_anywhere)
    people = read(desk_anywhere).people
    assert (people.merges, people.asked, people.missed, people.merges_taken_back) == (0, 0, 0, 1)


def test_a_merge_of_two_who_were_never_in_touch_together_says_nothing_about_links(desk: Desk) -> None:
    merged_by_hand(desk, days=31)
    people = read(desk).people
    assert (people.merges, people.asked, people.missed) == (1, 0, 0)


def test_a_merge_that_matching_had_asked_about_was_not_missed(desk: Desk) -> None:
    asked(desk)
    merge(desk)
    people = read(desk).people
    assert (people.merges, people.asked, people.missed) == (1, 1, 0)
