"""What the steps of a case are called: on their buttons, and once they were taken."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A step in words. `label` stands on its button, `did` in the case's history.

    `confirm` is asked before a step that is taken by one press. `folded`: it stands under More, as it is seldom what comes next.
    """

    label: str = ""
    did: str = ""
    confirm: str = ""
    folded: bool = False


STEPS: Mapping[str, Step] = {
    "case.consider": Step("Fairness check", "the fairness check was made"),
    "case.conversation": Step("Note how it went", "a conversation was recorded"),
    "restriction.agree": Step("Propose a restriction", "a restriction was proposed"),
    "restriction.decide": Step("Look and decide"),
    "restriction.approve": Step("Approve", "a restriction was approved"),
    "restriction.decline": Step("Decline", "a restriction was declined"),
    "block.approve": Step("Approve", "a block was approved"),
    "block.decline": Step("Decline", "a block was declined"),
    "reserve.record": Step("Record a reserve decision"),
    "reserve.approve": Step("", "a reserve decider's approval was recorded"),
    "reserve.decline": Step("", "a reserve decider's refusal was recorded"),
    "restriction.notify": Step("Note that they were told", "the customer was told"),
    "restriction.import": Step("", "a restriction was taken up that was in force before"),
    "restriction.withdraw": Step(
        "Take back",
        "a proposal was taken back",
        confirm="Take this proposal back? Then nobody decides on it any more.",
        folded=True,
    ),
    "decision.confirm": Step("Confirm the decisions", "the decisions were confirmed again"),
    "restriction.review": Step("Review", "a restriction was reviewed"),
    "restriction.end": Step("", "a restriction has ended, because nobody reviewed it"),
    "restriction.lift": Step("Lift", "a restriction was lifted", folded=True),
    "restriction.request": Step("They ask for a review", "the customer asked for a review", folded=True),
    "report.fits": Step("Fits after all", "a report fits after all"),
    "misfit.confirm": Step("A report doesn't fit", "a report was confirmed not to fit"),
    "block.propose": Step("Propose a block", "a block was proposed"),
    "safety.measure": Step("Set a safety measure", "a safety measure was set"),
    "safety.approve": Step("Approve", "a safety measure was approved"),
    "safety.decline": Step("Decline", "a safety measure was declined"),
    "case.exclude": Step(
        "A complaint about a colleague", "somebody was left out of the decisions", folded=True
    ),
    "case.close": Step("Close the case", "the case was closed"),
}
"""The steps in the order of the walk; some come by themselves and have no button, some share one, which does nothing itself."""


def label(action: str, reference: str = "") -> str:
    """What its button says; `reference` where it is about one restriction."""
    said = STEPS[action].label
    return f"{said}: {reference}" if reference else said


def did(action: str) -> str:
    """What happened, for the case's history."""
    return STEPS[action].did if action in STEPS else action
