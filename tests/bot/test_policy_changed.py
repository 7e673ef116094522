"""The policy file is changed while cases are open: everything still opens, and what was told to a customer still holds."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from annotated_types import Ge, Le
from pydantic import BaseModel

from bot import escalation, policy
from bot.app import Bot
from bot.cards import Button, Card, Form
from bot.chat import Ask, Press, Refresh, Replace, Reply, Whisper
from bot.policy import Policy
from bot.words import times
from storage import reports
from storage.tables import CaseStep, Complaint, Report, ReportConcern
from tests.bot import on_file, taking
from tests.bot.desk import TEAM, Colleague, Desk
from tests.bot.reading import buttons

MORNING = time(8, 30, tzinfo=UTC)
HAMPSHIRE, THORNBECK = (policy.packaged(name) for name in policy.EXAMPLES)
ENDS = frozenset({"restriction.withdraw", "issue.undo", "customer.unmerge"})
"""Buttons that change something at once; every other one only shows or asks."""
TYPED = (
    "check C-0001",
    "mine",
    "cases",
    "case M-0001",
    "restrictions",
    "summary",
    "stats",
    "help",
    "",
    "away",
)


def at_bounds(part: BaseModel, bound: type[Ge | Le]) -> dict[str, Any]:
    """Every number of a policy as small, or as large, as it may be."""
    found: dict[str, Any] = {}
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        limits = [
            getattr(each, "ge", getattr(each, "le", None))
            for each in field.metadata
            if isinstance(each, bound)
        ]
        if isinstance(value, BaseModel):
            found[name] = at_bounds(value, bound)
        elif isinstance(value, int) and not isinstance(value, bool) and limits:
            found[name] = limits[0]
    return found


def changed(bound: type[Ge | Le], **more: object) -> Policy:
    """Thornbeck's concerns, no step that may be left out, every number at this end of what is allowed."""
    given = THORNBECK.model_dump() | at_bounds(THORNBECK, bound) | more
    given["walk"]["leave_out"] = sorted(escalation.MAY_BE_LEFT_OUT)
    return Policy.model_validate({**given, "links": THORNBECK.links.model_dump()})


OTHERS = {"smallest": changed(Ge), "largest": changed(Le)}


@pytest.fixture
def lived(desk: Desk) -> Desk:
    """A case with all that there can be on file, under Hampshire's policy; a block is in force."""
    desk = Desk(desk.store, evenhand_managers="helen@example.org", evenhand_reserve_deciders=on_file.RESERVE)
    on_file.fill(desk)
    desk.later(days=1)
    return desk


def goes_on_with(desk: Desk, rules: Policy) -> None:
    """A restart with another policy file."""
    desk.bot = Bot(desk.store, rules, desk.service)


@pytest.mark.parametrize("rules", OTHERS.values(), ids=OTHERS)
def test_everything_that_is_on_file_still_opens(lived: Desk, rules: Policy) -> None:
    assert taking.states(lived) == ["in_force", "in_force"]
    goes_on_with(lived, rules)
    assert taking.states(lived, rules) == ["in_force", "in_force"]
    seen = {each: presses_everything(lived, colleague) for each, colleague in _people(lived).items()}
    assert {"restriction.review", "letter.restriction", "case.timeline", "case.record"} <= seen["helen"]
    assert {"report.correct", "report.withdraw"} <= seen["amira"]
    for _ in range(20):
        lived.later(days=1)
        lived.tick()
    assert taking.states(lived, rules) == ["in_force", "in_force"]


def _people(desk: Desk) -> dict[str, Colleague]:
    return {each.profile.handle: each for each in desk.everybody}


def presses_everything(desk: Desk, colleague: Colleague) -> set[str]:
    """Every button that somebody can come to, each once; the actions that they were for."""
    waiting = [each for typed in TYPED for each in _shown(colleague.command(typed))]
    waiting += [each for card in (*colleague.inbox(), *desk.managers_channel()) for each in buttons(card)]
    done: set[tuple[str, str]] = set()
    while waiting:
        button = waiting.pop()
        if (button.action, button.value) in done or button.action in ENDS:
            continue
        done.add((button.action, button.value))
        press = Press(
            who=colleague.person,
            where=TEAM,
            when=desk.now,
            delivery=desk.new_delivery(),
            action=button.action,
            value=button.value,
        )
        waiting += _shown(desk.bot.handle(press))
    return {action for action, _value in done}


def _shown(reply: Reply) -> list[Button]:
    shown: list[Card | Form] = [part.card for part in reply.parts if isinstance(part, Whisper | Replace)]
    shown += [part.form for part in reply.parts if isinstance(part, Ask | Refresh)]
    return [each for card in shown for each in buttons(card)]


def test_a_concern_that_the_file_lacks_is_read_in_words_and_stays_ticked(desk: Desk) -> None:
    taking.opened(desk)
    goes_on_with(desk, THORNBECK)
    desk.helen.command("case M-0001")
    assert "several advisers" in desk.helen.sees
    desk.amira.command("mine R-00001")
    desk.amira.press("Correct")
    offered = {option.key: option.label for option in desk.amira.field("concerns").options}  # type: ignore[union-attr]
    assert offered["several_advisers"] == "several advisers (not in our policy any more)"
    assert set(THORNBECK.concerns) < set(offered)
    desk.amira.submit(issue="Put right")
    assert desk.row(Report, 1).issue == "Put right"
    assert desk.store.read(lambda db: reports.concerns(db, [1])) == {1: ["several_advisers"]}


def test_a_mistake_in_the_correction_shows_it_again_and_nothing_made_up_is_taken(desk: Desk) -> None:
    taking.opened(desk)
    goes_on_with(desk, THORNBECK)
    desk.amira.command("mine R-00001")
    desk.amira.press("Correct")
    desk.amira.submit(issue="")
    assert desk.amira.values["concerns"] == ("several_advisers",)
    desk.amira.submit(issue="Put right", concerns=("several_advisers", "copied_in"))
    assert "concerns" in desk.amira.errors


def test_what_it_lacks_can_not_be_ticked_on_a_new_report(desk: Desk) -> None:
    goes_on_with(desk, THORNBECK)
    desk.amira.command()
    assert "several_advisers" not in {o.key for o in desk.amira.field("concerns").options}  # type: ignore[union-attr]
    desk.amira.send_form("report.file", {"customer": "Liz", "issue": "x", "concerns": ("several_advisers",)})
    assert "concerns" in desk.amira.errors
    assert desk.rows(ReportConcern) == []


def test_a_walk_that_was_begun_goes_on_to_its_end(desk: Desk) -> None:
    """Also with a concern that the new file does not know: two reports of it are still a pattern."""
    taking.opened(desk)
    goes_on_with(desk, THORNBECK)
    taking.consider(desk, desk.helen)
    assert [row.action for row in desk.rows(CaseStep)] == ["case.consider"]
    desk.amira.send_press("letter.concern", taking.value(desk))
    assert "a draft letter" in desk.amira.sees
    taking.talk(desk, desk.amira)
    taking.propose(desk, desk.amira)
    taking.approve(desk, desk.tom)
    taking.notify(desk, desk.helen)
    assert taking.states(desk, THORNBECK) == ["in_force"]
    assert taking.restriction(desk).review_on.isoformat() == "2027-02-24"


def test_words_that_hurt_are_still_asked_about_where_a_style_was_agreed(desk: Desk) -> None:
    """The new file has another concern about words; the old one keeps its meaning."""
    taking.restricted(desk)
    desk.later(days=1)
    taking.incident(desk, desk.david, concern="remarks_to_staff")
    goes_on_with(desk, THORNBECK)
    desk.later(days=1)
    desk.david.file("C-0001", "Rings about the plan", concerns=("abusive_words",), details="As said")
    desk.helen.command("case M-0001")
    assert "R-00003" in desk.helen.sees
    assert "R-00004" in desk.helen.sees


def test_what_waits_when_a_step_is_left_out_is_still_decided(desk: Desk) -> None:
    """Two misfits were enough when it was proposed; three are asked for now, so it can only be declined."""
    taking.restricted(desk)
    taking.misfits(desk)
    taking.propose_block(desk, desk.helen)
    goes_on_with(desk, THORNBECK)
    desk.helen.send_press("block.propose", taking.value(desk))
    assert "This service does without this step" in desk.helen.sees
    desk.tom.send_press("restriction.decide", taking.value(desk, 2))
    assert "too little is confirmed" in desk.tom.sees
    desk.tom.send_press("block.decline", taking.value(desk, 2))
    desk.tom.submit(reasons="Not with the policy as it is now")
    assert taking.states(desk, THORNBECK) == ["in_force", "declined"]


def test_what_is_in_force_keeps_its_review_day_and_is_renewed_for_no_longer_than_the_file_says(
    desk: Desk,
) -> None:
    taking.restricted(desk)
    day = taking.restriction(desk).review_on
    goes_on_with(desk, THORNBECK)
    assert taking.restriction(desk).review_on == day
    desk.helen.send_press("restriction.review", taking.value(desk, 1))
    told = {"since": "x", "changed": "no", "needed": "yes", "outcome": "renew", "reasons": "Goes on"}
    fields = {
        name: text for name, text in told.items() if name in {f.name for f in desk.helen.form.every_field}
    }
    desk.helen.fill({**fields, "review": "2027-11-19"})
    assert "review" in desk.helen.errors


def test_what_was_promised_stays_promised(desk: Desk) -> None:
    """The end of a word, the day of an answer: kept as it was said, whatever the file says later."""
    taking.restricted(desk)
    goes_on_with(desk, THORNBECK)
    desk.priya.send_press("complaint.log", "0:0:0:0:1")
    desk.priya.submit(about="Nobody asked me")
    goes_on_with(desk, OTHERS["smallest"])
    (row,) = desk.rows(Complaint)
    assert row.due_on is not None
    assert row.due_on.isoformat() == "2026-12-07"


@pytest.mark.parametrize(("days", "longer"), [(40, True), (1, False)])
def test_what_nobody_reviews_ends_on_the_day_that_its_letter_names(
    desk: Desk, days: int, *, longer: bool
) -> None:
    """Whatever the file says by then; what the customer is told of anew goes by the new number."""
    taking.restricted(desk)
    walk = HAMPSHIRE.walk.model_copy(update={"unreviewed_days": days})
    rules = HAMPSHIRE.model_copy(update={"walk": walk})
    goes_on_with(desk, rules)
    ends = _ends(desk)
    desk.helen.send_press("letter.read", taking.value(desk, 1))
    assert (
        f"If we have not looked at it by {times.full_day(ends)}, it ends by itself that day."
        in desk.helen.sees
    )
    desk.tick(datetime.combine(ends - timedelta(days=1), MORNING))
    assert taking.states(desk, rules) == ["review_due"]
    taking.renews(desk, "2027-11-19")
    desk.tick(datetime(2027, 11, 29, 8, 30, tzinfo=UTC))
    assert taking.states(desk, rules) == ["review_due" if longer else "ended"]


def _ends(desk: Desk) -> date:
    """Twenty working days after its review day, as Hampshire's letter says."""
    return desk.service.work.next_working(taking.restriction(desk).review_on, 20)


def test_what_nobody_reviews_is_over_though_the_file_gives_more_time_by_now(desk: Desk) -> None:
    taking.restricted(desk)
    goes_on_with(desk, changed(Le))
    desk.tick(datetime.combine(_ends(desk), MORNING))
    assert taking.states(desk, changed(Le)) == ["ended"]
