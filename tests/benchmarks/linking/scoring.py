"""How well pairs were found: precision, recall and F1 at a probability, and at the best one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

Pair = tuple[str, str]
"""Two records by their ids, in the order of the alphabet."""

EVEN = 0.5


def pair_of(one: str, other: str) -> Pair:
    """Return two ids as a pair."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True)
class Score:
    """`at` is the probability from which pairs count as found."""

    at: float
    found: int
    right: int
    true: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is true that was found."""
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 0.0


def score(found: Mapping[Pair, float], true: Collection[Pair], at: float = EVEN) -> Score:
    """Count pairs of at least the probability `at`."""
    named = {pair for pair, probability in found.items() if probability >= at}
    return Score(at, len(named), len(named & set(true)), len(true))


def best(found: Mapping[Pair, float], true: Collection[Pair]) -> Score:
    """Find the probability with the highest F1; who uses a matcher could only know it from labels."""
    truth, right = set(true), 0
    top = Score(1.0, 0, 0, len(truth))
    ranked = sorted(found.items(), key=lambda item: -item[1])
    for number, (pair, probability) in enumerate(ranked, start=1):
        right += pair in truth
        tied = number < len(ranked) and ranked[number][1] == probability
        if not tied:
            top = max(top, Score(probability, number, right, len(truth)), key=lambda each: each.f1)
    return top
