"""Both answers together: link at once, ask, or say nothing."""

from bot.matching.model import IssueMatch, Likeness, Outcome, PersonMatch
from bot.matching.tables import weights


def likely_from() -> float:
    """Return the combined probability from which the product asks."""
    return weights().thresholds["likely"]


def combined(person: PersonMatch, issue: IssueMatch) -> float:
    """Return P(same person) x P(same issue given the person)."""
    return person.probability * issue.probability


def judge(person: PersonMatch, issue: IssueMatch) -> Likeness:
    """Say what to do with a match; `SURE` also needs the person to be sure."""
    probability = combined(person, issue)
    if probability >= weights().thresholds["sure"] and person.sure:
        return Likeness.SURE
    if probability >= likely_from() and person.outcome is Outcome.SAME:
        return Likeness.LIKELY
    return Likeness.UNLIKELY
