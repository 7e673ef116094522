"""The rules of the walk: each gives the gate that keeps a step shut, or None. `bot/escalation.py` says who has which."""

from collections.abc import Callable
from enum import StrEnum

from bot.grounds import (
    asked_for_review,
    first_restricted,
    later_misfits,
    resolution_attempted,
    was_raised,
    was_reached,
)
from bot.situation import BLOCKS, Kept, Situation
from bot.stages import (
    HOLDS,
    State,
    eases,
    is_undecided,
    may_be_eased,
    open_restrictions,
    state,
    waiting_kinds,
)


class Gate(StrEnum):
    """What keeps a step shut; `bot/words/gates.py` says each in a sentence."""

    LEFT_OUT = "left_out"
    CLOSED = "closed"
    NOT_MANAGER = "not_manager"
    EXCLUDED = "excluded"
    ALL_EXCLUDED = "all_excluded"
    ONLY_REPORTER = "only_reporter"
    RESTRICTED = "restricted"
    NOT_RAISED = "not_raised"
    NOT_SPEAKER = "not_speaker"
    SPOKEN = "spoken"
    NOT_SPOKEN = "not_spoken"
    ADJUSTMENT = "adjustment"
    NO_DECIDER = "no_decider"
    DECIDED_HERE = "decided_here"
    NO_RESERVE = "no_reserve"
    NOT_PROPOSED = "not_proposed"
    NOT_APPROVED = "not_approved"
    NOT_DECIDER = "not_decider"
    OWN_PROPOSAL = "own_proposal"
    NOT_ASKED = "not_asked"
    REVIEW_PASSED = "review_passed"
    NO_RESTRICTION_BEFORE = "no_restriction_before"
    NOTHING_ASKED = "nothing_asked"
    NOT_EXTREME = "not_extreme"
    BLOCKS_WAIT = "blocks_wait"
    SOMETHING_OPEN = "something_open"
    NOT_PROPOSER = "not_proposer"
    OVER = "over"
    NO_THREAT = "no_threat"
    NOT_IN_FORCE = "not_in_force"
    PASSED_ON = "passed_on"
    ASKED_ALREADY = "asked_already"
    NOTHING_LOST = "nothing_lost"


Rule = Callable[[Situation, Kept | None], Gate | None]


def is_open(now: Situation, _kept: Kept | None) -> Gate | None:
    """Nothing is done in a closed case."""
    return Gate.CLOSED if now.closed else None


def by_manager(now: Situation, _kept: Kept | None) -> Gate | None:
    """A manager does this."""
    return None if now.manages else Gate.NOT_MANAGER


def not_excluded(now: Situation, _kept: Kept | None) -> Gate | None:
    """Nobody decides where a complaint is about them; where that is every manager, another has to be named."""
    if now.actor not in now.excluded:
        return None
    return Gate.EXCLUDED if now.managers - now.excluded else Gate.ALL_EXCLUDED


def not_excluded_while_others_manage(now: Situation, _kept: Kept | None) -> Gate | None:
    """The same for what frees the customer, unless nobody else could do it: nothing may last for ever."""
    others = now.managers - now.excluded - {now.actor}
    return Gate.EXCLUDED if now.actor in now.excluded and others else None


def not_only_reporter(now: Situation, _kept: Kept | None) -> Gate | None:
    """Whoever alone reported it does not judge it, as long as there is another manager who may."""
    alone = {each.reporter for each in now.incidents} == {now.actor}
    return Gate.ONLY_REPORTER if alone and now.managers - now.excluded - {now.actor} else None


def nothing_agreed_yet(now: Situation, _kept: Kept | None) -> Gate | None:
    """Once something is agreed or in force, reviews look at it again."""
    return Gate.RESTRICTED if open_restrictions(now) else None


def raised(now: Situation, _kept: Kept | None) -> Gate | None:
    """The fairness check came first, and said so."""
    return None if was_raised(now) else Gate.NOT_RAISED


def by_speaker(now: Situation, _kept: Kept | None) -> Gate | None:
    """The colleague named in the fairness check speaks with the customer."""
    return None if now.actor == now.speaker else Gate.NOT_SPEAKER


def not_spoken_yet(now: Situation, _kept: Kept | None) -> Gate | None:
    """One conversation is enough."""
    return Gate.SPOKEN if was_reached(now) else None


def spoken(now: Situation, _kept: Kept | None) -> Gate | None:
    """Resolution was attempted with the customer (policy)."""
    return None if resolution_attempted(now) else Gate.NOT_SPOKEN


def by_speaker_or_manager(now: Situation, _kept: Kept | None) -> Gate | None:
    """Who spoke with the customer, or a manager."""
    return None if now.manages or now.actor == now.speaker else Gate.NOT_SPEAKER


def no_adjustment_waits(now: Situation, kept: Kept | None) -> Gate | None:
    """A request for another way of communicating is answered first (LGSCO 18-000-293: fault where unanswered).

    Safety never waits for that, nor does what changes in the customer's favour (POLICY, the walk: adjustments).
    """
    exempt = kept and (kept.interim or eases(now, kept))
    return Gate.ADJUSTMENT if now.adjustments and not exempt else None


def no_adjustment_waits_but_to_ease(now: Situation, _kept: Kept | None) -> Gate | None:
    """The same before anything is proposed: where something is in force, it may become less meanwhile."""
    return Gate.ADJUSTMENT if now.adjustments and not may_be_eased(now) else None


def somebody_can_decide(now: Situation, _kept: Kept | None) -> Gate | None:
    """A proposal that nobody else may decide on would wait for ever."""
    return None if now.outside or now.deciders - now.excluded - {now.actor} else Gate.NO_DECIDER


def is_proposed(now: Situation, kept: Kept | None) -> Gate | None:
    """A restriction, no block, that waits for a decision."""
    ordinary = kept and not kept.passes
    return None if kept and ordinary and _waits(now, kept) else Gate.NOT_PROPOSED


def block_is_proposed(now: Situation, kept: Kept | None) -> Gate | None:
    """A block that waits for a decision."""
    return None if kept and kept.is_block and not kept.interim and _waits(now, kept) else Gate.NOT_PROPOSED


def measure_is_unconfirmed(now: Situation, kept: Kept | None) -> Gate | None:
    """A safety measure that is in force, and that nobody else has decided on."""
    return None if kept and kept.interim and _waits(now, kept) else Gate.NOT_PROPOSED


def threat_was_raised(now: Situation, _kept: Kept | None) -> Gate | None:
    """One manager acts alone only on a threat of late, once for each: measures can't follow one another for ever."""
    return None if now.threats else Gate.NO_THREAT


def _waits(now: Situation, kept: Kept) -> bool:
    return is_undecided(kept, now.today)


def is_approved(now: Situation, kept: Kept | None) -> Gate | None:
    """It was approved, or is in force for safety, and the customer was not told yet."""
    if kept is None or kept.notified_on is not None:
        return Gate.NOT_APPROVED
    where = state(kept, now.today)
    waits = where is State.APPROVED or (kept.interim and where in HOLDS)
    return None if waits else Gate.NOT_APPROVED


def by_decider(now: Situation, _kept: Kept | None) -> Gate | None:
    """A manager or a reserve decider decides; whoever was asked as one and is none any more does not."""
    return None if now.actor in now.deciders else Gate.NOT_DECIDER


def by_another(now: Situation, kept: Kept | None) -> Gate | None:
    """Nobody decides on their own proposal."""
    return Gate.OWN_PROPOSAL if kept and kept.proposed_by == now.actor else None


def by_who_was_asked(now: Situation, kept: Kept | None) -> Gate | None:
    """Who decides was fixed when it was proposed."""
    return None if kept and now.actor in kept.approvers else Gate.NOT_ASKED


def only_reserve_can_decide(now: Situation, kept: Kept | None) -> Gate | None:
    """Somebody in the workspace who may decide does so for themselves: recording is no way round them.

    So whoever records it is another manager than the proposer wherever there is one who may: they would decide.
    """
    here = now.deciders - now.excluded - {kept.proposed_by if kept else now.actor}
    return Gate.DECIDED_HERE if here else None


def reserve_is_outside(now: Situation, _kept: Kept | None) -> Gate | None:
    """A reserve decider is named who is not in the workspace."""
    return None if now.outside else Gate.NO_RESERVE


def review_lies_ahead(now: Situation, kept: Kept | None) -> Gate | None:
    """What should have been reviewed already is not approved any more: it is declined and proposed anew."""
    return Gate.REVIEW_PASSED if kept and kept.review_on <= now.today else None


def restricted_before(now: Situation, _kept: Kept | None) -> Gate | None:
    """A restriction was in force, and the customer knew (policy: extreme cases)."""
    return None if first_restricted(now) else Gate.NO_RESTRICTION_BEFORE


def something_is_asked(now: Situation, _kept: Kept | None) -> Gate | None:
    """A report seems not to fit, and no manager has said whether it does."""
    return None if now.questions else Gate.NOTHING_ASKED


def is_extreme(now: Situation, _kept: Kept | None) -> Gate | None:
    """Communication did not change: reports confirmed as misfits since, or one serious remark (policy; number ours).

    A report that misfits two restrictions is one report.
    """
    later = later_misfits(now)
    enough = len({misfit.report for misfit in later}) >= now.block_misfits
    return None if enough or any(misfit.serious for misfit in later) else Gate.NOT_EXTREME


def some_way_has_no_block_waiting(now: Situation, _kept: Kept | None) -> Gate | None:
    """What waits is decided first; one way may be proposed while a block of the other waits."""
    return Gate.BLOCKS_WAIT if waiting_kinds(now) >= BLOCKS else None


def block_is_still_extreme(now: Situation, kept: Kept | None) -> Gate | None:
    """A block whose grounds were withdrawn meanwhile is not put in force; a safety measure has others."""
    return is_extreme(now, kept) if kept and kept.is_block and not kept.interim else None


def nothing_open(now: Situation, _kept: Kept | None) -> Gate | None:
    """No restriction waits or is in force."""
    return Gate.SOMETHING_OPEN if open_restrictions(now) else None


def waits_for_a_decision(now: Situation, kept: Kept | None) -> Gate | None:
    """A restriction or a block that nobody decided on yet."""
    return None if kept and _waits(now, kept) else Gate.NOT_PROPOSED


def by_proposer(now: Situation, kept: Kept | None) -> Gate | None:
    """Who proposed it takes it back."""
    return None if kept and kept.proposed_by == now.actor else Gate.NOT_PROPOSER


def was_approved(now: Situation, kept: Kept | None) -> Gate | None:
    """It was approved, or is in force for safety, and is not over: a proposal is declined or taken back instead."""
    approved = kept is not None and (kept.interim or kept.decision == "approved")
    lasts = approved and kept in open_restrictions(now)
    return None if lasts else Gate.OVER


def is_in_force(now: Situation, kept: Kept | None) -> Gate | None:
    """It counts for the customer, two people decided on it, and its review may be due."""
    decided = kept and kept.decision == "approved"
    return None if kept and decided and state(kept, now.today) in HOLDS else Gate.NOT_IN_FORCE


def by_reviewer(now: Situation, kept: Kept | None) -> Gate | None:
    """A manager reviews; a block that none has reviewed in time is the reserve deciders' (POLICY, the walk: review)."""
    if kept and kept.passes and kept.passes_on <= now.today:
        return None if now.actor in now.reserves else Gate.PASSED_ON
    return by_manager(now, kept)


def not_asked_yet(now: Situation, kept: Kept | None) -> Gate | None:
    """The customer asks once between two reviews (POLICY, the walk: review)."""
    return Gate.ASKED_ALREADY if kept and asked_for_review(now, kept) else None


def something_lost(now: Situation, _kept: Kept | None) -> Gate | None:
    """Decisions are confirmed again where a report that they rest on counts no more as it did."""
    return None if now.lost else Gate.NOTHING_LOST
