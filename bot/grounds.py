"""What steps may rest on: who was spoken with, and how, what dated reports show, what did not fit since."""

from collections import Counter
from datetime import date

from bot.situation import Kept, Misfit, Situation, Taken

LETTER = "letter"
ROUTES_TRIED = 2
"""Different ways by which somebody has to be tried before "not reached" counts."""
PATTERN = 2
"""Dated reports that a pattern needs ("repeatedly", "routinely": policy, list of examples)."""
DECIDES = frozenset(
    {
        *("case.consider", "restriction.approve", "block.approve", "reserve.approve", "safety.approve"),
        *("restriction.review", "misfit.confirm", "decision.confirm"),
    }
)
"""Steps that rest on reports; confirming them again is one."""


def was_raised(now: Situation) -> bool:
    """Whether the newest fairness check says to raise it with the customer."""
    considered = now.last("case.consider")
    return considered is not None and considered.answers.get("result") == "raise"


def conversations(now: Situation) -> tuple[Taken, ...]:
    """Attempts to resolve since the newest fairness check that asked for one."""
    found: list[Taken] = []
    for step in now.steps:
        if step.action == "case.consider" and step.answers.get("result") == "raise":
            found = []
        elif step.action == "case.conversation":
            found.append(step)
    return tuple(found)


def was_reached(now: Situation) -> bool:
    """Whether somebody spoke with the customer since the newest fairness check."""
    return any(step.answers.get("outcome") != "not_reached" for step in conversations(now))


def was_spoken_with(now: Situation) -> bool:
    """Whether somebody spoke with the customer in this case, be it before the newest fairness check."""
    held = (step.answers for step in now.steps if step.action == "case.conversation")
    return any(answers.get("outcome") != "not_reached" for answers in held)


def resolution_attempted(now: Situation) -> bool:
    """The policy's "attempt to resolve": they were spoken with, or tried by two routes and a letter.

    A word with them before the case counts as one of the two routes, and never instead of what is tried in the case.
    """
    if not was_raised(now):
        return False
    ways = {step.answers.get("how", "") for step in conversations(now)}
    others = len(ways - {LETTER, ""}) + bool(now.words)
    return was_reached(now) or (LETTER in ways and others >= ROUTES_TRIED)


def looked_into(now: Situation) -> bool:
    """Whether a manager recorded that the complaint about a colleague was looked into."""
    return any(
        step.answers.get("looked_into") == "yes" for step in now.steps if step.action == "case.exclude"
    )


def shows_enough(now: Situation) -> bool:
    """Whether dated reports show what would be raised: two of one and the same pattern, one of remarks or recording.

    How many a concern needs stands in the policy file. Two patterns reported once each are two contacts to remember, and
    no pattern yet (POLICY, "Concerns").
    """
    unproven = frozenset() if looked_into(now) else now.looked_into_first
    shown = Counter(concern for incident in now.incidents for concern in incident.concerns - unproven)
    return any(reports >= _needed(now, concern) for concern, reports in shown.items())


def _needed(now: Situation, concern: str) -> int:
    """How many reports a concern needs; one that the policy file names no more is a pattern."""
    return now.reports_needed.get(concern, PATTERN)


def first_restricted(now: Situation) -> date | None:
    """The day from which the first restriction of the case counted; blocks and safety measures are none."""
    days = (each.begins for each in now.restrictions if not each.passes and each.was_in_force(now.today))
    return min((day for day in days if day), default=None)


def later_misfits(now: Situation) -> tuple[Misfit, ...]:
    """Confirmed misfits from after the first restriction began, each from while its own restriction counted."""
    begun = first_restricted(now)
    return tuple(misfit for misfit in now.misfits if begun and misfit.day > begun and _counted(now, misfit))


def _counted(now: Situation, misfit: Misfit) -> bool:
    kept = now.restriction(misfit.restriction)
    return kept is not None and kept.counted_for(misfit.day)


def asked_for_review(now: Situation, kept: Kept) -> Taken | None:
    """The customer's own request for a review, if nobody has reviewed it since."""
    about = {"restriction.request", "restriction.review"}
    mine = [step for step in now.steps if step.action in about and step.restriction == kept.number]
    return mine[-1] if mine and mine[-1].action == "restriction.request" else None
