"""Reviews: a restriction is lifted unless there are written reasons to go on, and ends by itself if nobody looks."""

from datetime import date, timedelta

import pytest

from bot.cards import Style
from storage.tables import AuditEntry, CaseStep
from tests.bot.desk import Colleague, Desk, Waiting
from tests.bot.reading import buttons, labels
from tests.bot.taking import (
    PHONE,
    STYLE,
    approve,
    misfits,
    notify,
    propose,
    propose_block,
    restricted,
    restriction,
    states,
    value,
)

SAID = {"since": "Two calm calls", "changed": "The plan came", "needed": "Less would do"}
REVIEW = date(2027, 5, 24)
"""The usual day: half a year after the start."""


@pytest.fixture
def held(desk: Desk) -> Desk:
    """A restriction in force since Monday; Helen told the customer, Tom approved."""
    restricted(desk)
    return desk


LAPSES = date(2027, 6, 22)
"""Twenty working days later; one holiday lies between."""


def opens(desk: Desk, by: Colleague, number: int = 1) -> None:
    by.send_press("restriction.review", value(desk, number))


def review(desk: Desk, by: Colleague, outcome: str, number: int = 1, **more: str) -> None:
    opens(desk, by, number)
    by.fill({**SAID, "outcome": outcome, **more})


def to(desk: Desk, day: date) -> None:
    """Mornings go by until this one."""
    while desk.now.date() < day:
        desk.later(days=1)
        desk.tick()


def test_lifting_is_the_usual_outcome_and_what_is_on_file_stands_there(held: Desk) -> None:
    held.later(days=3)
    held.amira.file("C-0001", "Thanks for the letter")
    opens(held, held.helen)
    assert held.helen.values["outcome"] == "lift"
    assert held.helen.values["since"] == (
        "Since Mon 23 Nov: 1 contact, none with a concern, none confirmed not to fit."
    )
    held.helen.fill({"changed": "Calm", "needed": "No"})
    assert held.helen.card.title == "M-0001/1 is lifted"
    assert "Outcome letter" in held.helen.sees
    assert states(held) == ["lifted"]


def test_once_nothing_is_in_force_any_more_closing_comes_next_and_no_new_restriction(held: Desk) -> None:
    held.later(days=30)
    review(held, held.helen, "lift")
    assert "a manager closes the case, or proposes something else" in held.helen.sees
    held.helen.command("case M-0001")
    assert [each.label for each in buttons(held.helen.card) if each.style is Style.GO] == ["Close the case"]
    held.helen.command("cases")
    assert "Nothing has been in force since" in held.helen.sees
    held.helen.command("case M-0001")
    held.helen.press("Close the case")
    held.helen.fill({"reasons": "Calm for a month"})
    assert "closed" in held.helen.card.title


def test_where_nobody_heard_from_them_that_is_what_stands_there(held: Desk) -> None:
    held.later(days=3)
    opens(held, held.helen)
    assert held.helen.values["since"] == "Since Mon 23 Nov: no contact."


def test_to_go_on_needs_reasons_and_a_day_within_a_year(held: Desk) -> None:
    review(held, held.helen, "renew", reasons="", review="2028-05-21")
    assert set(held.helen.errors) == {"reasons", "review"}
    assert "within 12 months" in held.helen.errors["review"]
    held.helen.fill({"reasons": "Two more calls", "review": "2027-08-18"})
    assert held.helen.card.title == "M-0001/1 goes on"
    assert restriction(held).review_on == date(2027, 7, 30)  # August is no time for a review
    assert states(held) == ["in_force"]


def test_it_does_not_go_on_while_a_request_has_no_answer_but_can_be_lifted(held: Desk) -> None:
    held.amira.file("C-0001", "Please write", adjustment="Write to me")
    opens(held, held.helen)
    assert "nobody answered yet" in held.helen.sees
    held.helen.fill({**SAID, "outcome": "renew", "reasons": "It helps"})
    assert "answers that before" in held.helen.errors["outcome"]
    held.helen.fill({"outcome": "lift"})
    assert states(held) == ["lifted"]


def test_whoever_decided_on_it_reads_that_another_would_look_afresh(held: Desk) -> None:
    opens(held, held.tom)
    assert "would look at it afresh" in held.tom.sees
    opens(held, held.helen)
    assert "would look at it afresh" not in held.helen.sees


def test_only_managers_review_what_is_in_force(held: Desk) -> None:
    opens(held, held.amira)
    assert "A manager does this." in held.amira.sees
    review(held, held.helen, "lift")
    opens(held, held.helen)
    assert "It is not in force." in held.helen.sees


def test_a_change_waits_for_another_person_and_for_the_customer_to_be_told(held: Desk) -> None:
    review(held, held.helen, "vary", reasons="Once a week is enough")
    assert "proposes what is to take the place of M-0001/1" in held.helen.sees
    held.helen.press("Propose a restriction")
    assert held.helen.values["replaces"] == "1"
    assert held.helen.values["kind"] == "style"
    held.helen.fill({**STYLE, "kind": "other", "details": "Calls on Fridays", "start": "2026-11-25"})
    assert states(held) == ["in_force", "proposed"]
    approve(held, held.tom, 2)
    assert states(held) == ["in_force", "approved"]
    notify(held, held.helen, 2)
    assert states(held) == ["in_force", "approved"]  # it begins on Wednesday
    held.later(days=2)
    assert states(held) == ["replaced", "in_force"]
    assert restriction(held).ended_on == date(2026, 11, 25)


def test_one_that_comes_beside_it_ends_nothing(held: Desk) -> None:
    propose(held, held.amira, kind="other", details="Calls on Fridays")
    approve(held, held.tom, 2)
    notify(held, held.helen, 2)
    assert states(held) == ["in_force", "in_force"]


def test_a_review_may_want_a_block_only_where_the_case_is_extreme(held: Desk) -> None:
    opens(held, held.helen)
    assert "block" not in [option.key for option in held.helen.field("outcome").options]  # type: ignore[union-attr]
    held.helen.fill({**SAID, "outcome": "block", "reasons": "It got worse"})
    assert held.helen.errors["outcome"]
    misfits(held)
    review(held, held.helen, "block", reasons="It got worse")
    assert "Next: a manager proposes a block, as the review of M-0001/1 wants." in held.helen.sees
    propose_block(held, held.helen)
    assert states(held) == ["in_force", "proposed"]


def test_a_new_block_takes_the_place_of_the_same_one(held: Desk) -> None:
    misfits(held)
    for number in (2, 3):
        propose_block(held, held.helen)
        approve(held, held.tom, number)
        notify(held, held.helen, number)
        held.later(days=1)
    assert states(held) == ["in_force", "replaced", "in_force"]


def test_the_customer_asks_once_and_whoever_told_them_learns_by_when(held: Desk) -> None:
    held.later(days=1)
    held.amira.send_press("restriction.request", value(held, 1))
    held.amira.submit(view="I have calmed down")
    assert held.amira.card.title == "M-0001/1: they asked for a review"
    assert "Please make it by Tue 8 Dec" in str(held.helen.message)
    held.amira.send_press("restriction.request", value(held, 1))
    assert "They asked for a review already" in held.amira.sees
    held.helen.press("Review", held.helen.message)
    assert "I have calmed down" in held.helen.sees
    held.helen.fill({**SAID, "outcome": "renew", "reasons": "Two more calls"})
    held.amira.send_press("restriction.request", value(held, 1))
    assert held.amira.form.title == "They ask for a review"


def test_a_request_is_of_a_day_on_which_it_was_in_force(held: Desk) -> None:
    held.amira.send_press("restriction.request", value(held, 1))
    held.amira.submit(date="2026-11-20")
    assert held.amira.errors["date"] == "It was not in force yet on that day."
    held.amira.submit(date="2026-11-24")
    assert "still to come" in held.amira.errors["date"]


def test_whoever_told_them_is_reminded_two_weeks_before_and_on_the_day_and_never_again(held: Desk) -> None:
    to(held, date(2027, 6, 10))
    about = [m for m in held.helen.waiting() if m.key.startswith("turn:1/") and "-2027-" in m.key]
    assert [m.key[-10:] for m in about] == ["2027-05-10", "2027-05-24"]
    assert not [m for m in held.tom.waiting() if m.key.startswith("turn:")]


def test_a_morning_that_was_missed_reminds_once(held: Desk) -> None:
    held.later(days=(date(2027, 5, 25) - held.now.date()).days)
    held.tick()
    about = [m for m in held.helen.waiting() if m.key.startswith("turn:")]
    assert len(about) == 1
    assert "A review was due by" in str(about[0].card)


def test_what_nobody_reviewed_ends_by_itself_on_the_day_that_the_letter_said(held: Desk) -> None:
    to(held, date(2027, 6, 21))
    assert states(held) == ["review_due"]
    held.helen.command("case M-0001")
    assert "Overdue since Mon 24 May. Without a review it ends by itself on Tue 22 Jun." in held.helen.sees
    to(held, date(2027, 6, 23))
    assert states(held) == ["ended"]
    assert restriction(held).ended_on == LAPSES
    assert "It has ended by itself" in str(held.helen.message)
    [step] = [each for each in held.rows(CaseStep) if each.action == "restriction.end"]
    assert step.by_id is None
    held.helen.command("case M-0001")
    assert "Evenhand, Tue 22 Jun" in held.helen.sees
    held.tick()
    assert [each.action for each in held.rows(AuditEntry)].count("restriction.end") == 1


def test_it_has_ended_for_everybody_also_before_a_morning_wrote_that_down(held: Desk) -> None:
    held.later(days=(LAPSES - held.now.date()).days, hours=-8.5)
    held.amira.command("check C-0001")
    assert "In force" not in held.amira.sees
    held.helen.send_press("case.close", value(held))
    held.helen.fill({"reasons": "All is well"})
    assert held.helen.card.title == "M-0001 is closed"
    assert restriction(held).ended_how == "ended"


def test_the_register_says_what_is_overdue(held: Desk) -> None:
    held.later(days=(date(2027, 5, 25) - held.now.date()).days)
    held.helen.command("restrictions")
    assert "Overdue: review was due Mon 24 May" in held.helen.sees
    assert PHONE not in held.helen.sees


def test_any_colleague_notes_it_where_they_look_the_customer_up(held: Desk) -> None:
    held.later(days=1)
    held.priya.command("check C-0001")
    held.priya.press("They ask for a review: M-0001/1")
    held.priya.submit(view="It went well")
    held.priya.command("check C-0001")
    assert "They ask for a review" not in held.priya.sees


def test_after_sixty_calm_days_the_summary_says_once_that_it_goes_well(held: Desk) -> None:
    said = "60 days in which every contact fitted: an early review?"
    to(held, date(2027, 1, 29))
    summaries = [m for m in held.managers_channel() if "every contact fitted" in str(m)]
    assert len(summaries) == 1
    assert said in str(summaries[0])
    assert "Going well" in str(summaries[0])


PASSES, BLOCK_LAPSES = date(2027, 6, 24), date(2027, 7, 22)
"""A block told on 25 November: twenty working days after its review day, and twenty more."""


def blocked(desk: Desk) -> None:
    """A block of the telephone in force, M-0001/2; Helen told the customer."""
    restricted(desk)
    misfits(desk)
    propose_block(desk, desk.helen)
    approve(desk, desk.tom, 2)
    notify(desk, desk.helen, 2)


def on(desk: Desk, day: date) -> None:
    """This morning comes, after none for a while."""
    desk.tick(desk.now.replace(year=day.year, month=day.month, day=day.day))


def of_the_case(by: Colleague) -> list[Waiting]:
    return [m for m in by.waiting() if m.key.startswith(("turn:", "news:")) and "-2027-" in m.key]


def test_a_block_that_nobody_reviewed_is_told_to_managers_once_where_no_reserve_decider_is(
    desk: Desk,
) -> None:
    blocked(desk)
    on(desk, PASSES - timedelta(days=1))
    before = {by.profile.name: len(of_the_case(by)) for by in (desk.helen, desk.tom)}
    for day in range(3):
        on(desk, PASSES + timedelta(days=day))
    for by in (desk.helen, desk.tom):
        told = of_the_case(by)[before[by.profile.name] :]
        assert len(told) == 1
        assert "there is no reserve decider here who could" in str(told[0].card)
        assert "it ends by itself on Thu 22 Jul" in str(told[0].card)
        assert labels(told[0].card) == ["Show the case"]
    assert not of_the_case(desk.priya)
    desk.tom.press("Show the case", of_the_case(desk.tom)[-1].card)
    desk.tom.press("Lift: M-0001/2")
    desk.tom.submit(reasons="It is calm")
    assert states(desk)[1] == "lifted"


@pytest.fixture
def reserved(desk: Desk) -> Desk:
    """The same service with a reserve decider in the workspace, and a block that passes to them on the day."""
    found = Desk(desk.store, evenhand_reserve_deciders="rosa@example.org")
    _ = found.colleague("Rosa Lindqvist").person
    blocked(found)
    on(found, PASSES)
    return found


@pytest.mark.parametrize(
    ("outcome", "more", "state"),
    [("lift", {}, "lifted"), ("renew", {"reasons": "Screams again"}, "in_force")],
)
def test_a_reserve_decider_in_the_workspace_is_asked_once_and_reviews_a_block_that_passed(
    reserved: Desk, outcome: str, more: dict[str, str], state: str
) -> None:
    on(reserved, PASSES + timedelta(days=1))
    rosa = reserved.colleague("Rosa Lindqvist")
    [asked] = of_the_case(rosa)
    assert "A review was due by" in str(asked.card)
    assert not [m for m in of_the_case(reserved.helen) if "reserve decider here" in str(m.card)]
    opens(reserved, reserved.helen, 2)
    assert "so the reserve decider does" in reserved.helen.sees
    rosa.press("Review", asked.card)
    rosa.fill({**SAID, "outcome": outcome, **more})
    assert states(reserved)[1] == state
    assert f"M-0001/2 {'is lifted' if outcome == 'lift' else 'goes on'}" == rosa.card.title
    assert "It was reviewed" in str(reserved.helen.message)


def test_what_the_reserve_decider_does_not_review_either_ends_by_itself(reserved: Desk) -> None:
    on(reserved, BLOCK_LAPSES + timedelta(days=1))
    assert states(reserved)[1] == "ended"
    assert restriction(reserved, 2).ended_on == BLOCK_LAPSES
