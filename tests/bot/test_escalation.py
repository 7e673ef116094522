"""The walk's gates: each opens a step in its turn, and each alone keeps it shut."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import escalation
from bot.escalation import Gate, Incident, Kept, Lost, Misfit, Situation, Stage, State, Taken
from bot.judging import Why
from bot.policy import Policy
from bot.situation import Question
from bot.words import gates, walk
from tests.bot.policies import POLICIES, enough, under

TODAY = date(2026, 11, 23)
GRACE, OWEN, AMIRA, RESERVE = 1, 2, 3, 9
RAISE = Taken("case.consider", GRACE, date(2026, 10, 1), {"result": "raise", "speaker": str(AMIRA)})
SPOKEN = Taken("case.conversation", AMIRA, date(2026, 10, 5), {"outcome": "no_change", "how": "helpline"})
STYLE = Kept(
    number=1,
    kind="style",
    proposed_by=AMIRA,
    approvers=frozenset({GRACE, OWEN}),
    decision="",
    notified_on=None,
    starts_on=date(2026, 10, 10),
    review_on=date(2027, 4, 10),
    ended_how="",
)
APPROVED = replace(STYLE, decision="approved")
IN_FORCE = replace(APPROVED, notified_on=date(2026, 10, 12))
BLOCK = replace(STYLE, number=2, kind="block_telephone", proposed_by=OWEN, approvers=frozenset({GRACE}))
LATER = tuple(Misfit(1, number, date(2026, 11, number), serious=False) for number in (1, 2))

CASE = Situation(
    actor=GRACE,
    manages=True,
    today=TODAY,
    closed=False,
    speaker=AMIRA,
    steps=(),
    restrictions=(),
    incidents=tuple(
        Incident(who, date(2026, 9, who), frozenset({"several_advisers"})) for who in (AMIRA, OWEN)
    ),
    misfits=(),
    excluded=frozenset(),
    managers=frozenset({GRACE, OWEN}),
    deciders=frozenset({GRACE, OWEN, RESERVE}),
    words=0,
    adjustments=0,
    block_misfits=2,
    reports_needed={"several_advisers": 2, "remarks_to_staff": 1, "staff_complaint": 2},
    looked_into_first=frozenset({"staff_complaint"}),
    left_out=frozenset(),
)
AFTER_TALK = replace(CASE, steps=(RAISE, SPOKEN))
RESTRICTED = replace(AFTER_TALK, restrictions=(IN_FORCE,), misfits=LATER)
MEASURE = replace(
    STYLE,
    interim=True,
    proposed_by=OWEN,
    approvers=frozenset({GRACE}),
    starts_on=TODAY,
    lapses_on=date(2026, 12, 7),
)
"""Set today by one manager, after a threat."""
WAITS = replace(STYLE, proposed_by=GRACE, approvers=frozenset())
ALONE = replace(
    AFTER_TALK, restrictions=(WAITS,), managers=frozenset({GRACE}), deciders=frozenset({GRACE}), outside=1
)
"""One manager, who proposed; the reserve decider is not in the workspace."""
OPEN: dict[str, tuple[Situation, Kept | None]] = {
    "case.exclude": (CASE, None),
    "case.consider": (CASE, None),
    "case.conversation": (replace(CASE, steps=(RAISE,), actor=AMIRA, manages=False), None),
    "restriction.agree": (AFTER_TALK, None),
    "restriction.approve": (replace(AFTER_TALK, restrictions=(STYLE,)), STYLE),
    "restriction.decline": (replace(AFTER_TALK, restrictions=(STYLE,)), STYLE),
    "restriction.notify": (replace(AFTER_TALK, restrictions=(APPROVED,)), APPROVED),
    "restriction.withdraw": (
        replace(AFTER_TALK, restrictions=(STYLE,), actor=AMIRA, manages=False),
        STYLE,
    ),
    "restriction.lift": (RESTRICTED, IN_FORCE),
    "restriction.review": (RESTRICTED, IN_FORCE),
    "restriction.request": (replace(RESTRICTED, manages=False), IN_FORCE),
    "decision.confirm": (replace(RESTRICTED, lost=(Lost(1, "withdrawn", TODAY),)), None),
    "misfit.confirm": (RESTRICTED, None),
    "report.fits": (replace(RESTRICTED, questions=(Question(5, 1, Why.REMARKS, TODAY),)), None),
    "block.propose": (RESTRICTED, None),
    "block.approve": (replace(RESTRICTED, restrictions=(IN_FORCE, BLOCK)), BLOCK),
    "block.decline": (replace(RESTRICTED, restrictions=(IN_FORCE, BLOCK)), BLOCK),
    "reserve.approve": (ALONE, WAITS),
    "reserve.decline": (ALONE, WAITS),
    "safety.measure": (replace(CASE, threats=1), None),
    "safety.approve": (replace(CASE, restrictions=(MEASURE,)), MEASURE),
    "safety.decline": (replace(CASE, restrictions=(MEASURE,)), MEASURE),
    "case.close": (CASE, None),
}
"""Each step where nothing keeps it shut."""


@pytest.mark.parametrize("rules", POLICIES.values(), ids=POLICIES)
def test_each_step_has_a_situation_in_which_it_is_open_unless_the_service_does_without(rules: Policy) -> None:
    assert set(OPEN) == set(escalation.STEPS)
    for action, (now, kept) in OPEN.items():
        expected = (Gate.LEFT_OUT,) if action in rules.walk.leave_out else ()
        assert escalation.shut(action, under(rules, now), kept) == expected, action


@pytest.mark.parametrize("action", escalation.STEPS)
@pytest.mark.parametrize(
    ("change", "gates_shut"),
    [
        ({"closed": True}, {Gate.CLOSED}),
        ({"excluded": {GRACE, AMIRA}}, {Gate.EXCLUDED, Gate.ALL_EXCLUDED}),
    ],
)
def test_nothing_happens_in_a_closed_case_nor_by_whom_a_complaint_is_about(
    action: str, change: dict[str, object], gates_shut: set[Gate]
) -> None:
    now, kept = OPEN[action]
    if action == "restriction.request" and "excluded" in change:  # no decision: it is noted for the customer
        change = {"closed": True}
        gates_shut = {Gate.CLOSED}
    assert gates_shut & set(escalation.shut(action, replace(now, **change), kept))  # type: ignore[arg-type] # fields by name


def test_where_a_complaint_is_about_every_manager_it_says_that_another_is_needed() -> None:
    now, kept = OPEN["case.consider"]
    nobody = replace(now, excluded=frozenset({GRACE, OWEN}))
    assert escalation.shut("case.consider", nobody, kept) == (Gate.ALL_EXCLUDED,)
    assert escalation.shut("case.consider", replace(now, excluded=frozenset({GRACE})), kept) == (
        Gate.EXCLUDED,
    )


def test_every_gate_and_every_step_has_its_sentence() -> None:
    assert set(gates.REASONS) == set(Gate)
    said = {action for action, step in walk.STEPS.items() if step.did}
    assert said == {*escalation.STEPS, "restriction.end", "restriction.import"}
    shared = {"reserve.approve", "reserve.decline"}
    assert all(walk.STEPS[action].label for action in escalation.STEPS.keys() - shared)


SHUT: list[tuple[str, Callable[[Situation], Situation], Callable[[Kept], Kept] | None, Gate]] = [
    ("case.consider", lambda now: replace(now, manages=False), None, Gate.NOT_MANAGER),
    (
        "case.consider",
        lambda now: replace(now, incidents=(Incident(GRACE, TODAY, frozenset({"recorded"})),)),
        None,
        Gate.ONLY_REPORTER,
    ),
    ("case.consider", lambda now: replace(now, restrictions=(STYLE,)), None, Gate.RESTRICTED),
    ("case.conversation", lambda now: replace(now, steps=()), None, Gate.NOT_RAISED),
    ("case.conversation", lambda now: replace(now, actor=OWEN), None, Gate.NOT_SPEAKER),
    ("case.conversation", lambda now: replace(now, steps=(RAISE, SPOKEN)), None, Gate.SPOKEN),
    ("restriction.agree", lambda now: replace(now, steps=(SPOKEN,)), None, Gate.NOT_RAISED),
    ("restriction.agree", lambda now: replace(now, steps=(RAISE,)), None, Gate.NOT_SPOKEN),
    ("restriction.agree", lambda now: replace(now, manages=False, actor=7), None, Gate.NOT_SPEAKER),
    ("restriction.agree", lambda now: replace(now, adjustments=1), None, Gate.ADJUSTMENT),
    ("restriction.agree", lambda now: replace(now, deciders=frozenset({GRACE})), None, Gate.NO_DECIDER),
    ("restriction.approve", lambda now: replace(now, adjustments=1), None, Gate.ADJUSTMENT),
    (
        "restriction.approve",
        lambda now: now,
        lambda kept: replace(kept, proposed_by=GRACE),
        Gate.OWN_PROPOSAL,
    ),
    (
        "restriction.approve",
        lambda now: now,
        lambda kept: replace(kept, approvers=frozenset({OWEN})),
        Gate.NOT_ASKED,
    ),
    (
        "restriction.approve",
        lambda now: replace(now, deciders=frozenset({OWEN})),
        None,
        Gate.NOT_DECIDER,
    ),
    (
        "restriction.approve",
        lambda now: now,
        lambda kept: replace(kept, decision="declined"),
        Gate.NOT_PROPOSED,
    ),
    ("restriction.approve", lambda now: now, lambda kept: replace(kept, review_on=TODAY), Gate.REVIEW_PASSED),
    (
        "restriction.approve",
        lambda now: now,
        lambda kept: replace(kept, kind="block_telephone"),
        Gate.NOT_PROPOSED,
    ),
    (
        "restriction.decline",
        lambda now: now,
        lambda kept: replace(kept, proposed_by=GRACE),
        Gate.OWN_PROPOSAL,
    ),
    (
        "restriction.decline",
        lambda now: now,
        lambda kept: replace(kept, approvers=frozenset({OWEN})),
        Gate.NOT_ASKED,
    ),
    ("restriction.notify", lambda now: replace(now, adjustments=1), None, Gate.ADJUSTMENT),
    ("restriction.notify", lambda now: replace(now, manages=False), None, Gate.NOT_MANAGER),
    ("restriction.notify", lambda now: now, lambda kept: replace(kept, decision=""), Gate.NOT_APPROVED),
    ("restriction.notify", lambda now: now, lambda kept: replace(kept, notified_on=TODAY), Gate.NOT_APPROVED),
    (
        "restriction.notify",
        lambda now: now,
        lambda kept: replace(kept, notified_on=TODAY, starts_on=date(2026, 12, 1)),
        Gate.NOT_APPROVED,
    ),
    ("restriction.notify", lambda now: now, lambda kept: replace(kept, review_on=TODAY), Gate.REVIEW_PASSED),
    ("restriction.withdraw", lambda now: replace(now, actor=OWEN), None, Gate.NOT_PROPOSER),
    (
        "restriction.withdraw",
        lambda now: now,
        lambda kept: replace(kept, decision="approved"),
        Gate.NOT_PROPOSED,
    ),
    ("restriction.lift", lambda now: replace(now, manages=False), None, Gate.NOT_MANAGER),
    ("misfit.confirm", lambda now: replace(now, restrictions=(APPROVED,)), None, Gate.NO_RESTRICTION_BEFORE),
    ("block.propose", lambda now: replace(now, steps=(RAISE,)), None, Gate.NOT_SPOKEN),
    ("block.propose", lambda now: replace(now, restrictions=(APPROVED,)), None, Gate.NO_RESTRICTION_BEFORE),
    ("block.propose", lambda now: replace(now, misfits=LATER[:1]), None, Gate.NOT_EXTREME),
    (
        "block.propose",
        lambda now: replace(now, misfits=tuple(replace(m, day=date(2026, 10, 1)) for m in LATER)),
        None,
        Gate.NOT_EXTREME,
    ),
    ("block.propose", lambda now: replace(now, adjustments=1), None, Gate.ADJUSTMENT),
    ("block.propose", lambda now: replace(now, deciders=frozenset({GRACE})), None, Gate.NO_DECIDER),
    ("block.approve", lambda now: now, lambda kept: replace(kept, proposed_by=GRACE), Gate.OWN_PROPOSAL),
    ("block.approve", lambda now: replace(now, misfits=()), None, Gate.NOT_EXTREME),
    ("block.approve", lambda now: replace(now, adjustments=1), None, Gate.ADJUSTMENT),
    ("restriction.decline", lambda now: now, lambda kept: replace(kept, kind=BLOCK.kind), Gate.NOT_PROPOSED),
    ("restriction.notify", lambda now: now, lambda kept: replace(kept, kind=BLOCK.kind), Gate.NOT_EXTREME),
    ("block.approve", lambda now: now, lambda kept: replace(kept, kind="style"), Gate.NOT_PROPOSED),
    ("block.approve", lambda now: now, lambda kept: replace(kept, decision="approved"), Gate.NOT_PROPOSED),
    ("block.approve", lambda now: now, lambda kept: replace(kept, review_on=TODAY), Gate.REVIEW_PASSED),
    ("block.decline", lambda now: now, lambda kept: replace(kept, kind="style"), Gate.NOT_PROPOSED),
    ("block.decline", lambda now: now, lambda kept: replace(kept, proposed_by=GRACE), Gate.OWN_PROPOSAL),
    ("block.decline", lambda now: now, lambda kept: replace(kept, approvers=frozenset()), Gate.NOT_ASKED),
    ("block.propose", lambda now: replace(now, manages=False), None, Gate.NOT_MANAGER),
    ("misfit.confirm", lambda now: replace(now, manages=False), None, Gate.NOT_MANAGER),
    ("case.exclude", lambda now: replace(now, manages=False), None, Gate.NOT_MANAGER),
    ("restriction.lift", lambda now: now, lambda kept: replace(kept, decision=""), Gate.OVER),
    ("restriction.lift", lambda now: now, lambda kept: replace(kept, decision="declined"), Gate.OVER),
    ("restriction.lift", lambda now: now, lambda kept: replace(kept, ended_how="lifted"), Gate.OVER),
    (
        "restriction.notify",
        lambda now: now,
        lambda kept: replace(kept, ended_how="lifted"),
        Gate.NOT_APPROVED,
    ),
    *(
        row
        for action in ("reserve.approve", "reserve.decline")
        for row in (
            (action, lambda now: replace(now, manages=False), None, Gate.NOT_MANAGER),
            (action, lambda now: replace(now, deciders=frozenset({GRACE, OWEN})), None, Gate.DECIDED_HERE),
            (action, lambda now: now, lambda kept: replace(kept, proposed_by=AMIRA), Gate.DECIDED_HERE),
            (action, lambda now: replace(now, outside=0), None, Gate.NO_RESERVE),
            (action, lambda now: now, lambda kept: replace(kept, decision="declined"), Gate.NOT_PROPOSED),
        )
    ),
    ("reserve.approve", lambda now: replace(now, adjustments=1), None, Gate.ADJUSTMENT),
    ("reserve.approve", lambda now: now, lambda kept: replace(kept, review_on=TODAY), Gate.REVIEW_PASSED),
    (
        "reserve.approve",
        lambda now: now,
        lambda kept: replace(kept, kind="block_telephone"),
        Gate.NOT_EXTREME,
    ),
    ("case.close", lambda now: replace(now, restrictions=(APPROVED,)), None, Gate.SOMETHING_OPEN),
    ("case.close", lambda now: replace(now, restrictions=(STYLE,)), None, Gate.SOMETHING_OPEN),
    ("case.close", lambda now: replace(now, restrictions=(IN_FORCE,)), None, Gate.SOMETHING_OPEN),
    ("case.close", lambda now: replace(now, manages=False), None, Gate.NOT_MANAGER),
]


@pytest.mark.parametrize(("action", "change", "differs", "gate"), SHUT)
def test_one_thing_missing_keeps_a_step_shut_and_says_what(
    action: str,
    change: Callable[[Situation], Situation],
    differs: Callable[[Kept], Kept] | None,
    gate: Gate,
) -> None:
    now, kept = OPEN[action]
    now = change(now)
    if differs and kept:
        changed = differs(kept)
        others = tuple(changed if each == kept else each for each in now.restrictions)
        now, kept = replace(now, restrictions=others), changed
    assert gate in escalation.shut(action, now, kept)


def test_an_unanswered_adjustment_stops_exactly_what_would_restrict() -> None:
    stopped = {
        action
        for action, (now, kept) in OPEN.items()
        if escalation.shut(action, replace(now, adjustments=1), kept)
    }
    assert stopped == {
        "restriction.agree",
        "restriction.approve",
        "restriction.notify",
        "block.propose",
        "block.approve",
        "reserve.approve",
    }


def test_one_serious_remark_is_enough_for_a_block_to_be_proposed() -> None:
    now = replace(RESTRICTED, misfits=(replace(LATER[0], serious=True),))
    assert escalation.shut("block.propose", now) == ()


@pytest.mark.parametrize("action", ["misfit.confirm", "block.propose"])
def test_what_a_service_does_without_is_shut_and_what_else_keeps_it_shut_is_said(action: str) -> None:
    now = replace(RESTRICTED, left_out=frozenset({action}))
    assert escalation.shut(action, now) == (Gate.LEFT_OUT,)
    assert escalation.shut(action, replace(now, manages=False)) == (Gate.LEFT_OUT, Gate.NOT_MANAGER)


@pytest.mark.parametrize(
    ("today", "ended", "was"),
    [
        (date(2026, 10, 11), None, False),
        (date(2026, 10, 12), None, True),
        (TODAY, date(2026, 10, 12), False),
        (TODAY, date(2026, 10, 13), True),
    ],
)
def test_a_restriction_was_in_force_from_its_notice_on_unless_it_was_over_by_then(
    today: date, ended: date | None, *, was: bool
) -> None:
    assert replace(IN_FORCE, ended_on=ended).was_in_force(today) is was


@pytest.mark.parametrize(("day", "counted"), [(12, False), (13, True), (19, True), (20, False)])
def test_what_can_misfit_came_after_the_first_day_and_before_the_last(day: int, *, counted: bool) -> None:
    kept = replace(IN_FORCE, ended_on=date(2026, 10, 20))
    assert kept.counted_for(date(2026, 10, day)) is counted


@pytest.mark.parametrize("ended", [date(2026, 11, 2), date(2026, 11, 1), date(2026, 10, 12)])
def test_what_came_once_a_restriction_was_over_is_no_misfit_of_it(ended: date) -> None:
    over = replace(IN_FORCE, ended_how="lifted", ended_on=ended)
    assert Gate.NOT_EXTREME in escalation.shut("block.propose", replace(RESTRICTED, restrictions=(over,)))


def test_what_came_while_it_counted_misfits_a_restriction_that_is_over_by_now() -> None:
    over = replace(IN_FORCE, ended_how="lifted", ended_on=date(2026, 11, 3))
    assert escalation.shut("block.propose", replace(RESTRICTED, restrictions=(over,))) == ()


def test_a_misfit_of_what_began_later_is_none() -> None:
    newer = replace(IN_FORCE, number=3, notified_on=date(2026, 11, 2))
    later = tuple(replace(each, restriction=3) for each in LATER)
    now = replace(RESTRICTED, restrictions=(IN_FORCE, newer), misfits=later)
    assert Gate.NOT_EXTREME in escalation.shut("block.propose", now)


@pytest.mark.parametrize("action", ["restriction.lift", "case.close"])
def test_where_complaints_are_about_every_manager_what_frees_the_customer_stays_possible(action: str) -> None:
    now, kept = OPEN[action]
    assert escalation.shut(action, replace(now, excluded=frozenset({GRACE, OWEN})), kept) == ()
    stranger = replace(now, excluded=frozenset({GRACE, OWEN}), manages=False)
    assert Gate.NOT_MANAGER in escalation.shut(action, stranger, kept)


def test_one_report_that_misfits_two_restrictions_is_one_report() -> None:
    twice = tuple(replace(each, report=7) for each in LATER)
    assert Gate.NOT_EXTREME in escalation.shut("block.propose", replace(RESTRICTED, misfits=twice))


@pytest.mark.parametrize(
    ("hows", "words", "attempted"),
    [
        (["helpline", "inbox", "letter"], 0, True),
        (["helpline", "letter"], 0, False),
        (["helpline", "letter"], 1, True),
        (["helpline", "inbox"], 0, False),
        (["letter"], 0, False),
    ],
)
def test_not_reached_counts_only_after_two_other_ways_and_a_letter(
    hows: list[str], words: int, *, attempted: bool
) -> None:
    tries = tuple(
        Taken("case.conversation", AMIRA, TODAY, {"outcome": "not_reached", "how": how}) for how in hows
    )
    now = replace(CASE, steps=(RAISE, *tries), words=words)
    assert escalation.resolution_attempted(now) is attempted


@pytest.mark.parametrize(
    ("concerns", "enough"),
    [
        (["several_advisers"], False),
        (["several_advisers", "several_advisers"], True),
        (["copied_in", "changing_focus"], False),
        (["copied_in", "changing_focus", "copied_in"], True),
        (["remarks_to_staff"], True),
        (["staff_complaint", "staff_complaint"], False),
    ],
)
def test_a_pattern_needs_two_dated_reports_and_a_remark_one(concerns: list[str], *, enough: bool) -> None:
    incidents = tuple(Incident(AMIRA, TODAY, frozenset({concern})) for concern in concerns)
    assert escalation.shows_enough(replace(CASE, incidents=incidents)) is enough


@pytest.mark.parametrize("rules", POLICIES.values(), ids=POLICIES)
def test_every_concern_needs_as_many_reports_as_its_policy_says(rules: Policy) -> None:
    for key, concern in rules.concerns.items():
        incidents = (Incident(AMIRA, TODAY, frozenset({key})),) * concern.reports
        now = under(rules, replace(CASE, incidents=incidents))
        assert escalation.shows_enough(now) is not concern.looked_into_first, key
        assert not escalation.shows_enough(replace(now, incidents=incidents[1:])), key


def test_a_complaint_about_a_colleague_counts_once_it_was_looked_into() -> None:
    looked = Taken("case.exclude", GRACE, TODAY, {"looked_into": "yes"})
    incidents = (Incident(AMIRA, TODAY, frozenset({"staff_complaint"})),) * 2
    assert escalation.shows_enough(replace(CASE, incidents=incidents, steps=(looked,)))


@pytest.mark.parametrize(
    ("kept", "state"),
    [
        (STYLE, State.PROPOSED),
        (replace(STYLE, decision="declined"), State.DECLINED),
        (APPROVED, State.APPROVED),
        (replace(IN_FORCE, starts_on=date(2026, 12, 1)), State.APPROVED),
        (IN_FORCE, State.IN_FORCE),
        (replace(IN_FORCE, review_on=TODAY), State.REVIEW_DUE),
        (replace(IN_FORCE, ended_how="lifted"), State.LIFTED),
    ],
)
def test_where_a_restriction_stands_follows_from_what_happened_to_it(kept: Kept, state: State) -> None:
    assert escalation.state(kept, TODAY) is state


@pytest.mark.parametrize(
    ("now", "stage"),
    [
        (CASE, Stage.CONSIDERING),
        (replace(CASE, steps=(replace(RAISE, answers={"result": "watch"}),)), Stage.WATCHING),
        (AFTER_TALK, Stage.RAISING),
        (replace(AFTER_TALK, restrictions=(STYLE,)), Stage.AGREED),
        (RESTRICTED, Stage.MONITORING),
        (replace(AFTER_TALK, restrictions=(replace(IN_FORCE, review_on=TODAY),)), Stage.REVIEW),
        (replace(RESTRICTED, restrictions=(IN_FORCE, BLOCK)), Stage.BLOCKING),
        (replace(RESTRICTED, closed=True), Stage.CLOSED),
    ],
)
def test_a_case_s_stage_follows_from_its_steps(now: Situation, stage: Stage) -> None:
    assert escalation.stage(now) is stage


@given(
    rules=st.sampled_from(list(POLICIES.values())),
    actor=st.sampled_from([GRACE, OWEN, AMIRA, RESERVE, 7]),
    manages=st.booleans(),
    excluded=st.frozensets(st.sampled_from([GRACE, OWEN, AMIRA])),
    adjustments=st.integers(0, 1),
    steps=st.lists(st.sampled_from([RAISE, SPOKEN]), max_size=3),
    restrictions=st.lists(st.sampled_from([STYLE, APPROVED, IN_FORCE, BLOCK]), max_size=2),
    lacking=st.integers(0, 3),
    kept=st.sampled_from([STYLE, APPROVED, IN_FORCE, BLOCK]),
)
def test_whatever_the_situation_nobody_decides_alone_and_nothing_extreme_comes_first(
    rules: Policy, kept: Kept, lacking: int, **fields: object
) -> None:
    made = {name: tuple(each) if isinstance(each, list) else each for name, each in fields.items()}
    now = under(rules, replace(CASE, **made))  # type: ignore[arg-type] # fields by name
    now = replace(now, misfits=enough(rules)[lacking:])
    for action in ("restriction.approve", "restriction.decline", "block.approve", "block.decline"):
        if not escalation.shut(action, now, kept):
            assert now.actor in kept.approvers - now.excluded - {kept.proposed_by}
    if not escalation.shut("block.propose", now):
        assert RAISE in now.steps
        assert IN_FORCE in now.restrictions
        assert now.misfits == enough(rules)
        assert "block.propose" not in rules.walk.leave_out
    if not escalation.shut("restriction.agree", now):
        assert not now.adjustments or IN_FORCE in now.restrictions
        assert now.steps[-1] == SPOKEN


def test_what_nobody_reviewed_is_over_from_the_day_that_was_told_and_holds_until_then() -> None:
    told = replace(IN_FORCE, review_on=date(2026, 10, 26), lapses_on=TODAY)
    assert escalation.state(told, TODAY) is State.ENDED
    assert escalation.state(told, date(2026, 11, 22)) is State.REVIEW_DUE
    assert told.counted_for(date(2026, 11, 22))
    assert not told.counted_for(TODAY)
    assert told.was_in_force(TODAY)
    assert escalation.state(replace(APPROVED, lapses_on=TODAY), TODAY) is State.APPROVED


def test_what_is_to_be_replaced_holds_until_the_new_one_begins() -> None:
    going = replace(IN_FORCE, ended_how="replaced", ended_on=date(2026, 11, 24))
    assert escalation.state(going, TODAY) is State.IN_FORCE
    assert escalation.state(going, date(2026, 11, 24)) is State.REPLACED
