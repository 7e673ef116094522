"""The policy's walk: which steps there are, what each needs, and what keeps it shut now.

A rule is a function of the `Situation` that gives the `Gate` which keeps a step shut, or None (`bot/rules.py`).
`STEPS` says which rules a step has. What a button offers and what the server accepts are asked of the same table.
Sources: POLICY, "The walk"; numbers stand in the policy file.
"""

from collections.abc import Mapping

from bot import rules
from bot.grounds import (
    DECIDES,
    asked_for_review,
    conversations,
    resolution_attempted,
    shows_enough,
    was_raised,
    was_spoken_with,
)
from bot.rules import Gate, Rule
from bot.situation import BLOCKS, Incident, Kept, Lost, Misfit, Situation, Taken
from bot.stages import HOLDS, Stage, State, is_undecided, open_restrictions, stage, state

__all__ = [
    "ABOUT_A_RESTRICTION",
    "BLOCKS",
    "DECIDES",
    "HOLDS",
    "MAY_BE_LEFT_OUT",
    "STEPS",
    "Gate",
    "Incident",
    "Kept",
    "Lost",
    "Misfit",
    "Situation",
    "Stage",
    "State",
    "Taken",
    "asked_for_review",
    "conversations",
    "is_undecided",
    "open_restrictions",
    "resolution_attempted",
    "shows_enough",
    "shut",
    "stage",
    "state",
    "was_raised",
    "was_spoken_with",
]

_OPEN: tuple[Rule, ...] = (rules.is_open, rules.not_excluded)
_FREEING: tuple[Rule, ...] = (rules.is_open, rules.not_excluded_while_others_manage, rules.by_manager)
_DECISION: tuple[Rule, ...] = (rules.by_decider, rules.by_another, rules.by_who_was_asked)
_RECORDED: tuple[Rule, ...] = (
    *_OPEN,
    rules.by_manager,
    rules.waits_for_a_decision,
    rules.only_reserve_can_decide,
    rules.reserve_is_outside,
)

STEPS: Mapping[str, tuple[Rule, ...]] = {
    "case.exclude": (*_OPEN, rules.by_manager),
    "case.consider": (*_OPEN, rules.by_manager, rules.not_only_reporter, rules.nothing_agreed_yet),
    "case.conversation": (*_OPEN, rules.raised, rules.not_spoken_yet, rules.by_speaker),
    "restriction.agree": (
        *_OPEN,
        rules.by_speaker_or_manager,
        rules.raised,
        rules.spoken,
        rules.no_adjustment_waits_but_to_ease,
        rules.somebody_can_decide,
    ),
    "restriction.approve": (
        *_OPEN,
        rules.is_proposed,
        *_DECISION,
        rules.no_adjustment_waits,
        rules.review_lies_ahead,
    ),
    "restriction.decline": (*_OPEN, rules.is_proposed, *_DECISION),
    "restriction.notify": (
        *_OPEN,
        rules.by_manager,
        rules.is_approved,
        rules.no_adjustment_waits,
        rules.review_lies_ahead,
        rules.block_is_still_extreme,
    ),
    "restriction.withdraw": (*_OPEN, rules.waits_for_a_decision, rules.by_proposer),
    "restriction.lift": (*_FREEING, rules.was_approved),
    "restriction.review": (*_OPEN, rules.is_in_force, rules.by_reviewer),
    "restriction.request": (rules.is_open, rules.is_in_force, rules.not_asked_yet),
    "decision.confirm": (*_OPEN, rules.by_manager, rules.something_lost),
    "misfit.confirm": (*_OPEN, rules.by_manager, rules.restricted_before),
    "report.fits": (*_OPEN, rules.by_manager, rules.something_is_asked),
    "block.propose": (
        *_OPEN,
        rules.by_manager,
        rules.spoken,
        rules.restricted_before,
        rules.is_extreme,
        rules.some_way_has_no_block_waiting,
        rules.no_adjustment_waits,
        rules.somebody_can_decide,
    ),
    "block.approve": (
        *_OPEN,
        rules.block_is_proposed,
        *_DECISION,
        rules.no_adjustment_waits,
        rules.review_lies_ahead,
        rules.is_extreme,
    ),
    "block.decline": (*_OPEN, rules.block_is_proposed, *_DECISION),
    "reserve.approve": (
        *_RECORDED,
        rules.no_adjustment_waits,
        rules.review_lies_ahead,
        rules.block_is_still_extreme,
    ),
    "reserve.decline": _RECORDED,
    "safety.measure": (*_OPEN, rules.by_manager, rules.threat_was_raised),
    "safety.approve": (*_OPEN, rules.measure_is_unconfirmed, *_DECISION, rules.review_lies_ahead),
    "safety.decline": (*_OPEN, rules.measure_is_unconfirmed, *_DECISION),
    "case.close": (*_FREEING, rules.nothing_open),
}
"""What each step needs, in the order in which it is said."""

ABOUT_A_RESTRICTION = frozenset(
    {
        "restriction.approve",
        "restriction.decline",
        "restriction.notify",
        "restriction.withdraw",
        "restriction.lift",
        "restriction.review",
        "restriction.request",
        "block.approve",
        "block.decline",
        "reserve.approve",
        "reserve.decline",
        "safety.approve",
        "safety.decline",
    }
)
"""Steps that are taken on one restriction of the case."""

MAY_BE_LEFT_OUT = frozenset({"misfit.confirm", "block.propose"})
"""Steps that a service may do without: nothing that protects the customer depends on them."""


def shut(action: str, now: Situation, kept: Kept | None = None) -> tuple[Gate, ...]:
    """What keeps this step shut now; nothing: it is allowed. Raises KeyError for what is no step."""
    found = tuple(gate for rule in STEPS[action] if (gate := rule(now, kept)))
    return (Gate.LEFT_OUT, *found) if action in now.left_out else found
