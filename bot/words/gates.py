"""Why a step of the walk is not allowed yet, and what is said to somebody who comes second."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import Button, Buttons, Card, bullets, quiet, text
from bot.escalation import Gate
from bot.words import times, walk
from bot.workdays import WorkCalendar
from storage.tables import CaseStep

SHOW = "case.show"
BY_ITSELF = "Evenhand"
"""Who did what came by itself."""
REASONS: Mapping[Gate, str] = {
    Gate.CLOSED: "The case is closed. Another one can be opened if there is reason to.",
    Gate.NOT_MANAGER: "A manager does this.",
    Gate.EXCLUDED: "A complaint in this case is about you, so you take no decision in it. Others do.",
    Gate.ALL_EXCLUDED: (
        "A complaint in this case is about you, so you take no decision in it, and there is no other manager: "
        "whoever looks after Evenhand names one (EVENHAND_MANAGERS)."
    ),
    Gate.ONLY_REPORTER: "You alone reported it, so another manager judges it.",
    Gate.RESTRICTED: "Something is proposed or in force: this opens again once that is declined, taken back or lifted.",
    Gate.NOT_RAISED: "First a fairness check with the result “Raise it with the customer”.",
    Gate.NOT_SPEAKER: "The colleague who was asked to speak with the customer does this.",
    Gate.SPOKEN: "The conversation is noted already. A new fairness check can ask for another.",
    Gate.NOT_SPOKEN: "First somebody speaks with the customer, or tries by two ways and a letter.",
    Gate.ADJUSTMENT: "The customer asked for another way of communicating: a manager answers that first.",
    Gate.NOT_PROPOSED: "It does not wait for a decision any more. The case shows where it stands.",
    Gate.NOT_APPROVED: "It is not approved, or it is noted already that the customer was told.",
    Gate.OWN_PROPOSAL: "Nobody decides on their own proposal. Somebody else was asked.",
    Gate.NOT_ASKED: "Others were asked to decide when it was proposed.",
    Gate.NO_RESTRICTION_BEFORE: "Only after a restriction was in force and the customer knew of it.",
    Gate.NOTHING_ASKED: "No report waits for an answer whether it fits.",
    Gate.NOT_EXTREME: "A block is for extreme cases, and too little is confirmed since the restriction began.",
    Gate.BLOCKS_WAIT: "Blocks of both ways wait already.",
    Gate.SOMETHING_OPEN: "A restriction waits or is in force: first it is declined, taken back or lifted.",
    Gate.LEFT_OUT: "This service does without this step (its policy file says so).",
    Gate.NO_DECIDER: "Nobody else may decide on it: name a second manager or a reserve decider first.",
    Gate.DECIDED_HERE: "Somebody here may decide on it: they do it themselves.",
    Gate.NO_RESERVE: "No reserve decider from outside is named.",
    Gate.NOT_DECIDER: "Managers and reserve deciders decide.",
    Gate.REVIEW_PASSED: "Its review day has passed: decline it, or lift it if it was approved, and propose it anew.",
    Gate.NOT_PROPOSER: "Only the colleague who proposed it can take it back.",
    Gate.NO_THREAT: (
        "Only after a threat to staff was raised about this customer (/incident safety) in the last days, and once for each."
    ),
    Gate.OVER: "It is over already, or was never approved.",
    Gate.NOT_IN_FORCE: "It is not in force.",
    Gate.PASSED_ON: (
        "Nobody reviewed it in time, so the reserve decider does. Managers can lift it, or propose a block anew."
    ),
    Gate.NOTHING_LOST: "Every report that the decisions rest on counts as it did.",
    Gate.ASKED_ALREADY: "They asked for a review already, and it is still to come.",
}


def show_button(value: str) -> Button:
    """Open the case."""
    return Button("Show the case", SHOW, value)


def refused(reference: str, shut: Sequence[Gate], buttons: tuple[Button, ...] = ()) -> Card:
    """A step that is not allowed now, and why; `buttons` lead to what is."""
    why = [REASONS[gate] for gate in dict.fromkeys(shut)]
    rest = (Buttons(buttons),) if buttons else ()
    return Card(f"{reference}: this step is not open", (bullets(why), quiet("Nothing was changed."), *rest))


@dataclass(frozen=True)
class Before:
    """The last step of a case: by whom, and whether that was the actor."""

    step: CaseStep
    by: str
    mine: bool


def somebody_was_faster(
    reference: str, last: Before | None, work: WorkCalendar, today: date, buttons: tuple[Button, ...] = ()
) -> Card:
    """Something happened in the case between the drawing of a button and its press."""
    rest = (quiet("Your press changed nothing."), *((Buttons(buttons),) if buttons else ()))
    if last is None:
        return Card(f"{reference}: this changed meanwhile", (text("The case has moved on."), *rest))
    who = "you" if last.mine else last.by
    said = f"{walk.did(last.step.action)}, {times.moment(last.step.at, work, today)}"
    title = "this button is older than the case" if last.mine else "somebody was faster"
    return Card(f"{reference}: {title}", (text(f"Last, by {who}: {said}."), *rest))
