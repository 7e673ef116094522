"""What came of a restriction that a customer was told of, as far as they should hear of it."""

from bot import escalation
from bot.escalation import State, Taken
from bot.steps import About

REVIEW = "restriction.review"
_ENDED = {State.LIFTED: "lift", State.REPLACED: "vary", State.ENDED: "ended"}
_OF_A_MEASURE = {State.ENDED: "measure_ended", State.DECLINED: "measure_declined"}
"""What came of a measure for safety that one manager set and nobody else agreed to."""


def result(about: About) -> str:
    """What came of the restriction that this is about, as in `OUTCOMES`; empty where a customer has nothing to hear."""
    kept = about.kept
    if kept is None:
        return ""
    state = escalation.state(kept, about.now.today)
    if kept.interim and kept.notified_on and state in _OF_A_MEASURE and kept.decision != "approved":
        return _OF_A_MEASURE[state]
    if state is State.DECLINED:
        return "block_declined" if kept.is_block and not kept.interim else ""
    if kept.notified_on is None:
        return ""
    reviewed = last(about, REVIEW)
    if state in escalation.HOLDS and reviewed and reviewed.answers.get("outcome") == "renew":
        return "renew"
    return _ENDED.get(state, "")


def last(about: About, *actions: str) -> Taken | None:
    """The newest of these steps on the restriction that this is about."""
    mine = about.kept.number if about.kept else 0
    taken = (
        step for step in reversed(about.now.steps) if step.action in actions and step.restriction == mine
    )
    return next(taken, None)
