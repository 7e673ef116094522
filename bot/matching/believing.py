"""Whose report is it, and about which issue? One choice among all that may be meant, with one probability each.

A conditional logit (McFadden 1974): every customer who may be meant, each of their issues or a new one, somebody of
their household, or nobody we know. What is told fills in for what is not known about the person; what contradicts
that it is the same person it never argues away.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.matching.model import IssueMatch, Likeness, Outcome, PersonMatch, Reason, ReasonKind
from bot.matching.tables import weights

CERTAIN = PersonMatch(Outcome.SAME, probability=1.0, household=0.0, sure=True, reasons=())
"""A person chose the customer: no question about who it is is left."""


@dataclass(frozen=True)
class Claim:
    """A customer who may be meant: how the comparison went, and how alike each of their recent issues is."""

    person: PersonMatch
    issues: Mapping[int, IssueMatch]


@dataclass(frozen=True)
class Belief:
    """That a report is of this customer, and about this issue or (None) about a new one."""

    customer: int
    issue: int | None
    probability: float
    likeness: Likeness


def likely_from() -> float:
    """Return the probability from which the product asks."""
    return _threshold("likely")


def believe(claims: Mapping[int, Claim]) -> list[Belief]:
    """Return what may be believed, the likeliest first; probabilities add up to 1 with that of nobody we know."""
    whose = {number: _odds(claim) for number, claim in claims.items()}
    against = math.fsum([1.0, *(_household_odds(claim) for claim in claims.values())])
    total = math.fsum([against, *whose.values()])
    return _likeliest_first(
        belief for number, claim in claims.items() for belief in _of(number, claim, whose[number] / total)
    )


def believe_of(customer: int, issues: Mapping[int, IssueMatch]) -> list[Belief]:
    """The same where nobody doubts the customer."""
    return _likeliest_first(_of(customer, Claim(CERTAIN, issues), 1.0))


def speaks_for_one(reasons: Iterable[Reason]) -> bool:
    """Whether anything but time speaks for one issue: a topic, the words, or that it follows up; and nothing for two."""
    told = list(reasons)
    kinds = {reason.kind for reason in told if reason.weight > 0}
    return bool(kinds & _FOR_ONE) and not any(reason.kind in _FOR_TWO for reason in told)


def _of(customer: int, claim: Claim, probability: float) -> Iterable[Belief]:
    """Return one customer's issues and a new one, which share the customer's probability."""
    best = max(claim.issues, key=lambda issue: claim.issues[issue].logit, default=None)
    for issue, match in claim.issues.items():
        share = probability * math.exp(match.logit - _any_issue(claim))
        likeness = _likeness(share, claim.person, match)
        if likeness is Likeness.UNLIKELY and issue == best and probability >= _threshold("person_likely"):
            likeness = Likeness.POSSIBLE
        yield Belief(customer, issue, share, likeness)
    yield Belief(customer, None, probability * math.exp(-_any_issue(claim)), Likeness.UNLIKELY)


def _likeness(probability: float, person: PersonMatch, match: IssueMatch) -> Likeness:
    """`SURE` also needs a sure person, and an account that speaks for one issue by more than time."""
    if probability >= _threshold("sure") and person.sure and speaks_for_one(match.reasons):
        return Likeness.SURE
    return Likeness.LIKELY if probability >= _threshold("likely") else Likeness.UNLIKELY


def _odds(claim: Claim) -> float:
    """Return how much likelier this customer is than nobody we know; nothing for a household: tell neither about the other."""
    numbers, person = weights().whose, claim.person
    if person.outcome is Outcome.HOUSEHOLD:
        return 0.0
    known = numbers["recent"] if claim.issues else numbers["earlier"]
    told = 0.0 if person.contradicted else numbers["told"] * _told(claim)
    return _bounded(known + numbers["person"] * person.for_same + told)


def _household_odds(claim: Claim) -> float:
    """Return how much likelier somebody of this customer's household is, whom we don't know."""
    numbers = weights().whose
    seen = numbers["person"] * claim.person.for_household
    return _bounded(numbers["household"] + seen + numbers["told_household"] * _told(claim))


def _told(claim: Claim) -> float:
    """Return how much what is told speaks for this customer; nothing where they have no recent issue."""
    return _any_issue(claim) if claim.issues else 0.0


def _any_issue(claim: Claim) -> float:
    """Return the logarithm of the odds of any of the issues, a new one included."""
    return math.log1p(math.fsum(math.exp(match.logit) for match in claim.issues.values()))


def _bounded(logit: float) -> float:
    return math.exp(min(logit, HIGHEST))


def _threshold(name: str) -> float:
    return weights().thresholds[name]


def _likeliest_first(beliefs: Iterable[Belief]) -> list[Belief]:
    return sorted(beliefs, key=lambda b: (-b.probability, b.customer, b.issue or 0))


HIGHEST = 300.0
"""The logarithm of odds beyond which nothing changes any more."""

_FOR_ONE = {ReasonKind.TOPICS_SHARED, ReasonKind.WORDS_SHARED, ReasonKind.FOLLOW_UP}
_FOR_TWO = {
    ReasonKind.TOPICS_DIFFER,
    ReasonKind.NEW_MATTER,
    ReasonKind.OTHER_CHILD,
    ReasonKind.SEPARATED_BEFORE,
}
