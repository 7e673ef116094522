"""Why a step of the walk is not allowed yet, and what is said to somebody who comes second."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.cards import Card, bullets, quiet, text
from bot.escalation import Gate
from bot.words import times
from bot.workdays import WorkCalendar
from storage.tables import CaseStep

REASONS: Mapping[Gate, str] = {
    Gate.CLOSED: "The case is closed.",
    Gate.NOT_MANAGER: "A manager does this.",
    Gate.EXCLUDED: "A complaint in this case is about you, so you take no decision in it.",
    Gate.ONLY_REPORTER: "You alone reported it, so another manager judges it.",
    Gate.RESTRICTED: "Something is agreed or in force already; a review looks at it again.",
    Gate.NOT_RAISED: "First the fairness check: it has to say that this is raised with the customer.",
    Gate.NOT_SPEAKER: "The colleague named in the fairness check does this.",
    Gate.SPOKEN: "The conversation is recorded already.",
    Gate.NOT_SPOKEN: "First somebody speaks with the customer, or tries by two ways and a letter.",
    Gate.ADJUSTMENT: "The customer asked for another way of communicating: first that needs an answer.",
    Gate.NOT_PROPOSED: "It does not wait for a decision any more.",
    Gate.NOT_APPROVED: "It is not approved, or the customer was told already.",
    Gate.OWN_PROPOSAL: "Nobody decides on their own proposal.",
    Gate.NOT_ASKED: "Others were asked to decide when it was proposed.",
    Gate.NO_RESTRICTION_BEFORE: "This needs a restriction that was in force and that the customer knew of.",
    Gate.NOT_EXTREME: "A block is for extreme cases: too little is confirmed since the restriction began.",
    Gate.SOMETHING_OPEN: "A restriction waits or is in force; it is lifted or declined first.",
    Gate.LEFT_OUT: "This service does without this step (its policy file says so).",
    Gate.NO_DECIDER: "Nobody else may decide on it: name a second manager or a reserve decider first.",
    Gate.DECIDED_HERE: "Somebody here may decide on it: they do it themselves.",
    Gate.NO_RESERVE: "No reserve decider from outside is named.",
    Gate.NOT_DECIDER: "Managers and reserve deciders decide.",
    Gate.REVIEW_PASSED: "Its review day has passed: decline it and propose it anew.",
    Gate.NOT_PROPOSER: "Only the colleague who proposed it can take it back.",
    Gate.OVER: "It is over already.",
}

STEPS: Mapping[str, str] = {
    "case.exclude": "somebody was left out of the decisions",
    "case.consider": "the fairness check was made",
    "case.conversation": "a conversation was recorded",
    "restriction.agree": "a restriction was proposed",
    "restriction.approve": "a restriction was approved",
    "restriction.decline": "a restriction was declined",
    "restriction.notify": "the customer was told",
    "restriction.withdraw": "a proposal was taken back",
    "restriction.lift": "a restriction was lifted",
    "misfit.confirm": "a misfit was confirmed",
    "block.propose": "a block was proposed",
    "block.approve": "a block was approved",
    "block.decline": "a block was declined",
    "reserve.approve": "a reserve decider's approval was recorded",
    "reserve.decline": "a reserve decider's refusal was recorded",
    "case.close": "the case was closed",
}
"""What happened, for the case's history."""


def refused(reference: str, shut: Sequence[Gate]) -> Card:
    """A step that is not allowed now, and why."""
    why = [REASONS[gate] for gate in dict.fromkeys(shut)]
    return Card(f"{reference}: this step is not open", (bullets(why), quiet("Nothing was changed.")))


def somebody_was_faster(
    reference: str, last: CaseStep | None, by: str, work: WorkCalendar, today: date
) -> Card:
    """Something happened in the case between the drawing of a button and its press."""
    said = "Something changed in the case meanwhile."
    if last:
        said = f"{by}: {STEPS.get(last.action, last.action)}, {times.moment(last.at, work, today)}."
    return Card(f"{reference}: somebody was faster", (text(said), quiet("Your press changed nothing.")))
