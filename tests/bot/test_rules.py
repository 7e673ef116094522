"""Each rule of the walk by itself: where it keeps a step shut, and where it does not."""

from dataclasses import replace
from datetime import date

import pytest

from bot import escalation, rules
from bot.escalation import Gate, Incident, Situation, State, Taken
from bot.rules import Rule
from tests.bot.policies import POLICIES, under
from tests.bot.test_escalation import (
    AFTER_TALK,
    AMIRA,
    APPROVED,
    BLOCK,
    CASE,
    GRACE,
    IN_FORCE,
    LATER,
    MEASURE,
    OPEN,
    OWEN,
    RESERVE,
    RESTRICTED,
    SPOKEN,
    STYLE,
    TODAY,
)

ALONE = (Incident(GRACE, TODAY, frozenset({"recorded"})),)
BROKEN: dict[Rule, dict[str, object]] = {
    rules.is_open: {"closed": True},
    rules.not_excluded: {"excluded": frozenset({GRACE, OWEN, AMIRA})},
    rules.not_excluded_while_others_manage: {"excluded": frozenset({GRACE})},
    rules.by_manager: {"manages": False},
    rules.not_only_reporter: {"incidents": ALONE},
    rules.nothing_agreed_yet: {"restrictions": (STYLE,)},
    rules.raised: {"steps": (SPOKEN,)},
    rules.by_speaker: {"actor": OWEN},
    rules.spoken: {"steps": ()},
    rules.by_speaker_or_manager: {"actor": 7, "manages": False},
    rules.no_adjustment_waits: {"adjustments": 1},
    rules.no_adjustment_waits_but_to_ease: {"adjustments": 1},
    rules.somebody_can_decide: {"deciders": frozenset({GRACE})},
    rules.by_decider: {"deciders": frozenset()},
    rules.by_proposer: {"actor": 7},
    rules.restricted_before: {"restrictions": (APPROVED,)},
    rules.is_extreme: {"misfits": ()},
    rules.something_is_asked: {"questions": ()},
    rules.some_way_has_no_block_waiting: {
        "restrictions": (IN_FORCE, BLOCK, replace(BLOCK, number=3, kind="block_electronic"))
    },
    rules.nothing_open: {"restrictions": (APPROVED,)},
    rules.only_reserve_can_decide: {"deciders": frozenset({GRACE, OWEN})},
    rules.reserve_is_outside: {"outside": 0},
    rules.threat_was_raised: {"threats": 0},
    rules.by_reviewer: {"manages": False},
    rules.something_lost: {"lost": ()},
    rules.not_asked_yet: {"steps": (Taken("restriction.request", AMIRA, TODAY, {}, 1),)},
}
"""What about the case breaks a rule."""
BROKEN_BY: dict[Rule, dict[str, object]] = {
    rules.is_proposed: {"decision": "declined"},
    rules.block_is_proposed: {"decision": "declined"},
    rules.waits_for_a_decision: {"decision": "approved"},
    rules.is_approved: {"decision": ""},
    rules.by_another: {"proposed_by": GRACE},
    rules.by_who_was_asked: {"approvers": frozenset({OWEN})},
    rules.review_lies_ahead: {"review_on": TODAY},
    rules.was_approved: {"decision": ""},
    rules.measure_is_unconfirmed: {"decision": "approved"},
    rules.block_is_still_extreme: {"kind": "block_telephone"},
    rules.is_in_force: {"decision": ""},
}
"""What about the restriction breaks a rule."""
EVERY = [(action, rule) for action, each in escalation.STEPS.items() for rule in each]


@pytest.mark.parametrize("service", POLICIES)
@pytest.mark.parametrize(("action", "rule"), EVERY, ids=[f"{a} {r.__name__}" for a, r in EVERY])
def test_every_rule_of_every_step_keeps_it_shut_once_it_is_broken(
    action: str, rule: Rule, service: str
) -> None:
    now, kept = OPEN[action]
    now = under(POLICIES[service], now)
    if rule is rules.block_is_still_extreme:
        now = replace(now, misfits=())
    if rule is rules.not_spoken_yet:
        now = replace(now, steps=(*now.steps, SPOKEN))
    now = replace(now, **BROKEN.get(rule, {}))  # type: ignore[arg-type] # fields by name
    if kept and (change := BROKEN_BY.get(rule)):
        changed = replace(kept, **change)  # type: ignore[arg-type] # fields by name
        now, kept = replace(now, restrictions=(changed,)), changed
    gate = rule(now, kept)
    assert gate
    assert gate in escalation.shut(action, now, kept)


RECORDED = {
    "is_open",
    "not_excluded",
    "by_manager",
    "waits_for_a_decision",
    "only_reserve_can_decide",
    "reserve_is_outside",
}
STEPS = {
    "case.exclude": {"is_open", "not_excluded", "by_manager"},
    "case.consider": {"is_open", "not_excluded", "by_manager", "not_only_reporter", "nothing_agreed_yet"},
    "case.conversation": {"is_open", "not_excluded", "raised", "by_speaker", "not_spoken_yet"},
    "restriction.agree": {
        "is_open",
        "not_excluded",
        "by_speaker_or_manager",
        "raised",
        "spoken",
        "no_adjustment_waits_but_to_ease",
        "somebody_can_decide",
    },
    "restriction.approve": {
        "is_open",
        "not_excluded",
        "is_proposed",
        "by_decider",
        "by_another",
        "by_who_was_asked",
        "no_adjustment_waits",
        "review_lies_ahead",
    },
    "restriction.decline": {
        "is_open",
        "not_excluded",
        "is_proposed",
        "by_decider",
        "by_another",
        "by_who_was_asked",
    },
    "restriction.notify": {
        "is_open",
        "not_excluded",
        "by_manager",
        "is_approved",
        "no_adjustment_waits",
        "review_lies_ahead",
        "block_is_still_extreme",
    },
    "restriction.withdraw": {"is_open", "not_excluded", "waits_for_a_decision", "by_proposer"},
    "restriction.lift": {"is_open", "not_excluded_while_others_manage", "by_manager", "was_approved"},
    "decision.confirm": {"is_open", "not_excluded", "by_manager", "something_lost"},
    "restriction.review": {"is_open", "not_excluded", "is_in_force", "by_reviewer"},
    "restriction.request": {"is_open", "is_in_force", "not_asked_yet"},
    "misfit.confirm": {"is_open", "not_excluded", "by_manager", "restricted_before"},
    "report.fits": {"is_open", "not_excluded", "by_manager", "something_is_asked"},
    "block.propose": {
        "is_open",
        "not_excluded",
        "by_manager",
        "spoken",
        "restricted_before",
        "is_extreme",
        "some_way_has_no_block_waiting",
        "no_adjustment_waits",
        "somebody_can_decide",
    },
    "block.approve": {
        "is_open",
        "not_excluded",
        "block_is_proposed",
        "by_decider",
        "by_another",
        "by_who_was_asked",
        "no_adjustment_waits",
        "review_lies_ahead",
        "is_extreme",
    },
    "block.decline": {
        "is_open",
        "not_excluded",
        "block_is_proposed",
        "by_decider",
        "by_another",
        "by_who_was_asked",
    },
    "reserve.approve": {
        *RECORDED,
        "no_adjustment_waits",
        "review_lies_ahead",
        "block_is_still_extreme",
    },
    "reserve.decline": RECORDED,
    "safety.measure": {"is_open", "not_excluded", "by_manager", "threat_was_raised"},
    "safety.approve": {
        "is_open",
        "not_excluded",
        "measure_is_unconfirmed",
        "by_decider",
        "by_another",
        "by_who_was_asked",
        "review_lies_ahead",
    },
    "safety.decline": {
        "is_open",
        "not_excluded",
        "measure_is_unconfirmed",
        "by_decider",
        "by_another",
        "by_who_was_asked",
    },
    "case.close": {"is_open", "not_excluded_while_others_manage", "by_manager", "nothing_open"},
}
"""POLICY, "The walk": steps and their gates, written down a second time so that none can go unnoticed."""


def test_no_step_has_lost_a_rule_or_won_one() -> None:
    assert {a: {rule.__name__ for rule in each} for a, each in escalation.STEPS.items()} == STEPS


def test_a_step_that_the_service_does_without_is_shut_whatever_else_holds() -> None:
    now = replace(RESTRICTED, left_out=frozenset({"block.propose"}))
    assert escalation.shut("block.propose", now) == (Gate.LEFT_OUT,)
    assert escalation.shut("misfit.confirm", now) == ()


@pytest.mark.parametrize("kept", [STYLE, replace(BLOCK, decision="approved"), None])
def test_as_a_block_only_a_block_is_decided_that_waits(kept: escalation.Kept | None) -> None:
    now = replace(RESTRICTED, restrictions=(kept,) if kept else ())
    assert rules.block_is_proposed(now, kept) is Gate.NOT_PROPOSED


def test_the_customer_is_told_of_a_block_only_as_long_as_its_grounds_hold() -> None:
    block = replace(BLOCK, decision="approved")
    now = replace(RESTRICTED, restrictions=(IN_FORCE, block))
    assert rules.block_is_still_extreme(now, block) is None
    gone = replace(now, misfits=LATER[:1])
    assert rules.block_is_still_extreme(gone, block) is Gate.NOT_EXTREME
    assert rules.block_is_still_extreme(gone, APPROVED) is None


@pytest.mark.parametrize(
    ("kept", "gate"),
    [
        (IN_FORCE, None),
        (APPROVED, None),
        (STYLE, Gate.OVER),
        (replace(IN_FORCE, ended_how=State.LIFTED), Gate.OVER),
        (None, Gate.OVER),
    ],
)
def test_what_was_approved_and_is_not_over_can_be_lifted(
    kept: escalation.Kept | None, gate: Gate | None
) -> None:
    now = replace(RESTRICTED, restrictions=(kept,) if kept else ())
    assert rules.was_approved(now, kept) is gate


def test_a_sole_manager_may_judge_what_they_alone_reported() -> None:
    alone: Situation = replace(CASE, incidents=ALONE, managers=frozenset({GRACE}))
    assert rules.not_only_reporter(alone, None) is None
    others_left_out = replace(CASE, incidents=ALONE, excluded=frozenset({OWEN}))
    assert rules.not_only_reporter(others_left_out, None) is None


def test_a_review_the_day_after_still_lies_ahead() -> None:
    assert rules.review_lies_ahead(CASE, replace(STYLE, review_on=date(2026, 11, 24))) is None


def test_before_anything_is_proposed_whoever_would_propose_is_nobody_to_decide() -> None:
    now, _kept = OPEN["reserve.approve"]
    assert rules.only_reserve_can_decide(now, None) is None


def test_a_block_that_nobody_reviewed_in_time_is_the_reserve_deciders_to_review() -> None:
    block = replace(BLOCK, decision="approved", notified_on=date(2026, 10, 12), passes_on=TODAY)
    now = replace(RESTRICTED, restrictions=(IN_FORCE, block), reserves=frozenset({RESERVE}))
    assert rules.by_reviewer(now, block) is Gate.PASSED_ON
    assert rules.by_reviewer(replace(now, actor=RESERVE, manages=False), block) is None
    in_time = replace(block, passes_on=date(2026, 11, 24))
    assert rules.by_reviewer(now, in_time) is None
    assert rules.by_reviewer(replace(now, actor=RESERVE, manages=False), in_time) is Gate.NOT_MANAGER
    style = replace(IN_FORCE, passes_on=TODAY)
    assert rules.by_reviewer(now, style) is None


def test_after_a_review_the_customer_may_ask_again() -> None:
    asked, reviewed = (Taken(f"restriction.{each}", GRACE, TODAY, {}, 1) for each in ("request", "review"))
    assert rules.not_asked_yet(replace(RESTRICTED, steps=(asked,)), IN_FORCE) is Gate.ASKED_ALREADY
    assert rules.not_asked_yet(replace(RESTRICTED, steps=(asked, reviewed)), IN_FORCE) is None
    assert rules.not_asked_yet(replace(RESTRICTED, steps=(replace(asked, restriction=2),)), IN_FORCE) is None


def test_what_is_in_force_for_safety_waits_for_no_answer_and_needs_no_misfits() -> None:
    measure = replace(MEASURE, kind="block_telephone")
    now = replace(CASE, restrictions=(measure,), adjustments=1)
    assert escalation.shut("safety.approve", now, measure) == ()
    assert escalation.shut("restriction.notify", now, measure) == ()
    assert rules.block_is_proposed(now, measure) is Gate.NOT_PROPOSED
    assert rules.is_proposed(now, replace(measure, kind="style")) is Gate.NOT_PROPOSED


def test_what_one_manager_set_is_not_reviewed_before_a_second_has_confirmed_it() -> None:
    now = replace(CASE, restrictions=(MEASURE,))
    assert rules.is_in_force(now, MEASURE) is Gate.NOT_IN_FORCE
    confirmed = replace(MEASURE, decision="approved")
    assert rules.is_in_force(replace(now, restrictions=(confirmed,)), confirmed) is None


def test_nobody_decides_any_more_on_what_has_ended_by_itself() -> None:
    over = replace(MEASURE, starts_on=date(2026, 11, 9), lapses_on=TODAY)
    now = replace(CASE, restrictions=(over,))
    assert rules.measure_is_unconfirmed(now, over) is Gate.NOT_PROPOSED
    assert rules.was_approved(now, over) is Gate.OVER
    assert rules.nothing_open(now, None) is None


def test_a_measure_that_ended_is_no_longer_told_of() -> None:
    over = replace(MEASURE, starts_on=date(2026, 11, 9), lapses_on=TODAY)
    now = replace(CASE, restrictions=(over,))
    assert rules.is_approved(now, over) is Gate.NOT_APPROVED
    assert rules.is_approved(now, replace(over, lapses_on=date(2026, 11, 24))) is None


def test_a_safety_measure_is_no_ground_for_a_block() -> None:
    confirmed = replace(
        MEASURE, decision="approved", notified_on=date(2026, 10, 1), starts_on=date(2026, 10, 1)
    )
    now = replace(CASE, restrictions=(confirmed,), misfits=LATER)
    assert confirmed.was_in_force(TODAY) or confirmed.lapses_on <= TODAY
    assert rules.restricted_before(now, None) is Gate.NO_RESTRICTION_BEFORE
    assert not confirmed.counted_for(date(2026, 10, 20))


@pytest.mark.parametrize("kind", ["block_telephone", "block_electronic"])
def test_while_one_block_waits_the_other_way_may_be_proposed(kind: str) -> None:
    waits = replace(BLOCK, kind=kind)
    for block in (waits, replace(waits, decision="approved")):
        now = replace(RESTRICTED, restrictions=(IN_FORCE, block))
        assert escalation.shut("block.propose", now) == ()
    told = replace(waits, decision="approved", notified_on=TODAY)
    other = replace(BLOCK, number=3, kind=({"block_telephone", "block_electronic"} - {kind}).pop())
    assert escalation.shut("block.propose", replace(RESTRICTED, restrictions=(IN_FORCE, told, other))) == ()


EASED = replace(STYLE, number=2, replaces=1, eased=True)
"""Less than what is in force, and agreed with the customer."""


@pytest.mark.parametrize(
    ("action", "decision"), [("restriction.approve", ""), ("restriction.notify", "approved")]
)
def test_what_becomes_less_in_agreement_waits_for_no_answer(action: str, decision: str) -> None:
    eased = replace(EASED, decision=decision)
    now = replace(AFTER_TALK, restrictions=(IN_FORCE, eased), adjustments=1)
    assert escalation.shut(action, now, eased) == ()
    for other in (replace(eased, eased=False), replace(eased, replaces=0), replace(eased, replaces=9)):
        assert escalation.shut(action, replace(now, restrictions=(IN_FORCE, other)), other) == (
            Gate.ADJUSTMENT,
        )


@pytest.mark.parametrize(
    "gone",
    [{"ended_how": "lifted", "ended_on": TODAY}, {"lapses_on": TODAY}, {"decision": "", "notified_on": None}],
)
def test_nothing_becomes_less_where_nothing_holds(gone: dict[str, object]) -> None:
    old = replace(IN_FORCE, **gone)  # type: ignore[arg-type] # fields by name
    now = replace(AFTER_TALK, restrictions=(old, EASED), adjustments=1)
    assert escalation.shut("restriction.approve", now, EASED) == (Gate.ADJUSTMENT,)
    assert Gate.ADJUSTMENT in escalation.shut("restriction.agree", now)


def test_while_an_answer_waits_something_in_force_may_be_proposed_to_become_less() -> None:
    now = replace(RESTRICTED, adjustments=1)
    assert escalation.shut("restriction.agree", now) == ()
    block = replace(BLOCK, decision="approved", notified_on=date(2026, 10, 12))
    assert escalation.shut("restriction.agree", replace(now, restrictions=(block,))) == (Gate.ADJUSTMENT,)
    assert escalation.shut("block.propose", now) == (Gate.ADJUSTMENT,)
