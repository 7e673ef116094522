"""Both answers together: link at once, ask, or say nothing."""

from bot.matching.model import IssueMatch, Likeness, Outcome, PersonMatch, ReasonKind
from bot.matching.tables import weights


def likely_from() -> float:
    """Return the combined probability from which the product asks."""
    return weights().thresholds["likely"]


def combined(person: PersonMatch, issue: IssueMatch) -> float:
    """Return P(same person) x P(same issue given the person)."""
    return person.probability * issue.probability


def judge(person: PersonMatch, issue: IssueMatch) -> Likeness:
    """Say what to do with a match; `SURE` also needs a sure person, and accounts that speak for one issue."""
    probability = combined(person, issue)
    if probability >= weights().thresholds["sure"] and person.sure and _speaks_for_one(issue):
        return Likeness.SURE
    if probability >= likely_from() and person.outcome is Outcome.SAME:
        return Likeness.LIKELY
    return Likeness.UNLIKELY


def _speaks_for_one(issue: IssueMatch) -> bool:
    """Whether anything but time speaks for one issue: a topic, the words, or that it follows up."""
    kinds = {reason.kind for reason in issue.reasons if reason.weight > 0}
    differ = any(reason.kind is ReasonKind.TOPICS_DIFFER for reason in issue.reasons)
    return bool(kinds & _FOR_ONE) and not differ


_FOR_ONE = {ReasonKind.TOPICS_SHARED, ReasonKind.WORDS_SHARED, ReasonKind.FOLLOW_UP}
