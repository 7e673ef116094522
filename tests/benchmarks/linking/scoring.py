"""How well pairs were found: precision, recall and F1 at a probability, and at the best one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tests.benchmarks.tally import Tally

Pair = tuple[str, str]
"""Two records by their ids, in the order of the alphabet."""

EVEN = 0.5


def pair_of(one: str, other: str) -> Pair:
    """Return two ids as a pair."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True)
class Score(Tally):
    """`at` is the probability from which pairs count as found."""

    at: float


def score(found: Mapping[Pair, float], true: Collection[Pair], at: float = EVEN) -> Score:
    """Count pairs of at least the probability `at`."""
    named = {pair for pair, probability in found.items() if probability >= at}
    return Score(len(named & set(true)), len(named), len(true), at)


def best(found: Mapping[Pair, float], true: Collection[Pair]) -> Score:
    """Find the probability with the highest F1; who uses a matcher could only know it from labels."""
    truth, right = set(true), 0
    top = Score(0, 0, len(truth), 1.0)
    ranked = sorted(found.items(), key=lambda item: -item[1])
    for number, (pair, probability) in enumerate(ranked, start=1):
        right += pair in truth
        tied = number < len(ranked) and ranked[number][1] == probability
        if not tied:
            top = max(top, Score(right, number, len(truth), probability), key=lambda each: each.f1)
    return top
