"""Two records that were taken for one person are two again: nobody shares an issue, a decision, a lock or a word."""

import pytest

from bot.cards import Card
from bot.targets import ANSWER, Target
from storage.tables import (
    Adjustment,
    Case,
    Report,
    Restriction,
    Safety,
    Word,
)
from tests.bot.desk import Colleague, Desk
from tests.bot.merging import assert_nobody_shares_an_issue, merge, on_file_twice, unmerge, verdicts, whose
from tests.bot.reading import buttons
from tests.bot.taking import (
    approve,
    consider,
    notify,
    opened,
    propose,
    talk,
)
from tests.walk import register


@pytest.fixture
def twice(desk: Desk) -> Desk:
    return on_file_twice(desk)


def test_what_came_since_on_an_issue_that_goes_back_gets_an_issue_of_its_own(twice: Desk) -> None:
    merge(twice)
    twice.david.file("C-0002", "Rings about the plan", details="As said")
    if "Same issue" in twice.david.sees:
        twice.david.press("Same issue")
    assert twice.row(Report, 4).issue_id == twice.row(Report, 1).issue_id
    twice.amira.file("C-0002", "Rings about the plan", details="As said")
    unmerge(twice)
    assert whose(twice) == [1, 1, 2, 2, 2]
    assert_nobody_shares_an_issue(twice)
    assert twice.row(Report, 4).issue_id == twice.row(Report, 5).issue_id != twice.row(Report, 1).issue_id
    told = [str(m.card) for m in twice.david.waiting() if m.key.startswith("issue:1/")]
    assert told
    assert all("Settled: colleagues are no longer on this" in card for card in told)


def test_neither_colleague_sees_what_the_other_person_said(twice: Desk) -> None:
    merge(twice)
    twice.david.file("C-0002", "Rings about the plan", details="Lives with her aunt now")
    if "Same issue" in twice.david.sees:
        twice.david.press("Same issue")
    unmerge(twice)
    shown = [
        found
        for colleague in (twice.priya, twice.amira, twice.david)
        for message in colleague.waiting()
        for found in shows(colleague, message.card)
    ]
    assert [found for found in shown if "As said" in found]
    assert not [found for found in shown if "As said" in found and "Lives with her aunt" in found]
    twice.priya.command("check C-0001")
    assert "aunt" not in twice.priya.sees


def shows(colleague: Colleague, card: Card) -> list[str]:
    """What Show gives on a message, if it has that."""
    found = []
    for each in buttons(card):
        if each.label == "Show":
            colleague.send_press(each.action, each.value)
            found.append(colleague.sees)
    return found


def test_an_issue_that_was_made_meanwhile_for_one_of_their_reports_is_theirs(twice: Desk) -> None:
    merge(twice)
    twice.priya.send_press("issue.separate", Target(issue=1, report=2, card=ANSWER).value)
    apart = twice.row(Report, 2).issue_id
    assert apart != twice.row(Report, 1).issue_id
    unmerge(twice)
    assert whose(twice) == [1, 1, 2]
    assert twice.row(Report, 2).issue_id == apart
    assert_nobody_shares_an_issue(twice)


def test_what_hangs_on_a_report_or_a_case_goes_back_with_it(desk: Desk) -> None:
    opened(desk)
    consider(desk, desk.helen)
    desk.later(days=1)
    desk.david.file("Cilla Osei", "Where is my form?", phone="07700 900888")
    merge(desk)
    talk(desk, desk.amira)
    propose(desk, desk.amira)
    approve(desk, desk.tom)
    notify(desk, desk.helen)
    desk.amira.command("mine R-00001")
    desk.amira.press("Talked about how they contact us")
    desk.amira.submit(explained="Calls", view="Worried", trying="Fridays", adjustment="In writing")
    desk.amira.send_press("safety.raise", Target(report=1).value)
    desk.amira.submit(said="I come round")
    unmerge(desk)
    assert desk.row(Restriction, 1).customer_id == desk.row(Case, 1).customer_id == 1
    assert [row.customer_id for row in desk.rows(Word)] == [1]
    assert [row.customer_id for row in desk.rows(Adjustment)] == [1]
    assert [row.customer_id for row in desk.rows(Safety)] == [1]
    assert desk.store.read(register.rebuilt) == desk.store.read(register.kept)


def keep_apart(desk: Desk) -> None:
    """Priya locks the household apart, on the answer to her report."""
    desk.priya.send_press("customer.keep_apart", Target(issue=2, report=2, card=ANSWER, extra=1).value)
    assert "separate" in desk.priya.sees


def family(desk: Desk) -> Desk:
    """C-0002 shares a child with C-0001; C-0003 is C-0001 again, by another name and telephone."""
    desk.amira.file("Priscilla Okafor", "Plan", phone="07700 900321", child="Ada Okafor")
    desk.priya.file("Daniel Okafor", "Taxi", phone="07700 900555", child="Ada Okafor")
    desk.david.file("Cilla Osei", "Where is my form?", phone="07700 900888")
    assert verdicts(desk) == {(1, 2): "household"}
    return desk


def test_the_household_and_a_lock_stay_with_the_person(desk: Desk) -> None:
    family(desk)
    merge(desk, into="C-0003")
    assert verdicts(desk)[2, 3] == "household"
    desk.priya.command("check C-0003")
    assert "connected with this child" in desk.priya.sees
    unmerge(desk, into="C-0003")
    assert verdicts(desk) == {(1, 2): "household", (1, 3): "different"}


def test_a_lock_is_carried_to_the_new_number_and_stays_with_both_afterwards(desk: Desk) -> None:
    family(desk)
    keep_apart(desk)
    merge(desk, into="C-0003")
    assert verdicts(desk)[2, 3] == "keep_apart"
    desk.priya.command("check C-0003")
    assert "connected with this child" not in desk.priya.sees
    unmerge(desk, into="C-0003")
    assert verdicts(desk) == {(1, 2): "keep_apart", (1, 3): "different"}


def test_a_lock_that_was_put_while_they_were_one_holds_for_both(desk: Desk) -> None:
    family(desk)
    merge(desk, into="C-0003")
    keep_apart(desk)
    unmerge(desk, into="C-0003")
    assert verdicts(desk) == {(1, 2): "keep_apart", (2, 3): "keep_apart", (1, 3): "different"}


def test_two_whom_a_worker_keeps_apart_are_not_merged_nor_by_way_of_a_third(desk: Desk) -> None:
    family(desk)
    keep_apart(desk)
    merge(desk, into="C-0002")
    assert "kept apart" in desk.helen.errors["customer"]
    merge(desk, into="C-0003")
    merge(desk, source="C-0002", into="C-0003")
    assert "kept apart" in desk.helen.errors["customer"]


def test_a_lock_that_was_taken_back_meanwhile_is_taken_back_for_both(desk: Desk) -> None:
    family(desk)
    keep_apart(desk)
    merge(desk, into="C-0003")
    desk.priya.send_press("customer.household", Target(issue=2, extra=1).value)
    unmerge(desk, into="C-0003")
    assert verdicts(desk) == {(1, 2): "household", (1, 3): "different"}


def test_a_button_of_before_locks_whoever_they_are_by_now(desk: Desk) -> None:
    family(desk)
    merge(desk, source="C-0002", into="C-0003")
    keep_apart(desk)
    assert verdicts(desk)[1, 3] == "keep_apart"
    desk.priya.press("Undo")
    assert verdicts(desk)[1, 3] == "household"
