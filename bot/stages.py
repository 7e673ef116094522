"""Where a restriction and a case stand on a day. Nothing of this is kept: it is derived each time."""

from datetime import date
from enum import StrEnum

from bot.grounds import was_raised
from bot.situation import Kept, Situation


class Stage(StrEnum):
    """Where a case stands; derived, never kept."""

    CONSIDERING = "considering"
    WATCHING = "watching"
    RAISING = "raising"
    AGREED = "agreed"
    MONITORING = "monitoring"
    REVIEW = "review"
    BLOCKING = "blocking"
    CLOSED = "closed"


class State(StrEnum):
    """Where a restriction stands; derived, never kept."""

    PROPOSED = "proposed"
    DECLINED = "declined"
    APPROVED = "approved"
    IN_FORCE = "in_force"
    REVIEW_DUE = "review_due"
    LIFTED = "lifted"
    REPLACED = "replaced"
    ENDED = "ended"


HOLDS = frozenset({State.IN_FORCE, State.REVIEW_DUE})
"""Where a restriction counts for the customer: also while its review is due."""
OVER = frozenset({State.DECLINED, State.LIFTED, State.REPLACED, State.ENDED})


def state(kept: Kept, today: date) -> State:
    """Where a restriction stands on this day; what is to be replaced later counts until then."""
    if kept.ended_how and (kept.ended_on is None or kept.ended_on <= today):
        return State(kept.ended_how)
    if kept.decision == "declined":
        return State.DECLINED
    if not kept.decision and not kept.interim:
        return State.PROPOSED
    return _since_it_began(kept, today) if kept.was_in_force(today) else State.APPROVED


def _since_it_began(kept: Kept, today: date) -> State:
    if kept.lapses_on <= today:
        return State.ENDED
    return State.REVIEW_DUE if kept.review_on <= today else State.IN_FORCE


def is_undecided(kept: Kept, today: date) -> bool:
    """Whether a second person has yet to decide on it: a proposal, or a safety measure that is in force meanwhile."""
    where = state(kept, today)
    return where is State.PROPOSED or (kept.interim and not kept.decision and where in HOLDS)


def open_restrictions(now: Situation) -> tuple[Kept, ...]:
    """Restrictions that wait for something or are in force."""
    return tuple(each for each in now.restrictions if state(each, now.today) not in OVER)


def waiting(now: Situation) -> tuple[Kept, ...]:
    """What is proposed, or approved and not in force yet."""
    return tuple(e for e in now.restrictions if state(e, now.today) in {State.PROPOSED, State.APPROVED})


def waiting_kinds(now: Situation) -> frozenset[str]:
    """The kinds of that."""
    return frozenset(each.kind for each in waiting(now))


def eases(now: Situation, kept: Kept) -> bool:
    """Whether it frees the customer of some of what holds: less than that, agreed with them, and in its place."""
    old = now.restriction(kept.replaces)
    return kept.eased and old is not None and state(old, now.today) in HOLDS


def may_be_eased(now: Situation) -> bool:
    """Whether something is in force that less could take the place of; blocks are lifted, or replaced by blocks."""
    return any(not each.is_block and state(each, now.today) in HOLDS for each in now.restrictions)


def stage(now: Situation) -> Stage:
    """Where the case stands: what comes latest in the walk counts."""
    if now.closed:
        return Stage.CLOSED
    states = {state(each, now.today) for each in now.restrictions}
    if any(each.is_block and state(each, now.today) is State.PROPOSED for each in now.restrictions):
        return Stage.BLOCKING
    for reached, counts in _STAGES:
        if states & counts:
            return reached
    if now.last("case.consider") is None:
        return Stage.CONSIDERING
    return Stage.RAISING if was_raised(now) else Stage.WATCHING


_STAGES = (
    (Stage.REVIEW, {State.REVIEW_DUE}),
    (Stage.MONITORING, {State.IN_FORCE}),
    (Stage.AGREED, {State.PROPOSED, State.APPROVED}),
)
