"""Field tables learnt from pairs: counted where they are labelled, by expectation maximisation where not.

It stands here, not in `bot/`: the product goes by published numbers (`weights.toml`) and learns from nobody's
records. Counting knows any number of classes, maximisation two: one person, strangers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.matching.linkage import FieldTable, PerClass, posterior

Shown = frozenset[tuple[str, str]]
"""The fields of a pair of records, each with the level that it shows; what either record lacks is left out."""

Ladder = Mapping[str, Sequence[str]]
"""By field: its levels, the most alike first."""

Shares = Mapping[str, Mapping[str, float]]
"""By field and level: the share of one class's pairs that show it, of those which have the field."""

SMOOTHING = 0.5
"""Pairs added to every level, so that what was not seen is only unlikely (Jeffreys)."""

MOST_ROUNDS = 200
SETTLED = 1e-6
BEST_AT_FIRST = 0.8


@dataclass(frozen=True)
class Learnt:
    """What expectation maximisation found: how many of the pairs are matches, and what those show."""

    share: float
    same: Shares


def shares(seen: Mapping[Shown, float], ladder: Ladder, smoothing: float = SMOOTHING) -> Shares:
    """Count what pairs of one class show; `seen` says how many showed the same, fractions too."""
    counts = {field: dict.fromkeys(levels, smoothing) for field, levels in ladder.items()}
    for shown, times in seen.items():
        for field, level in shown:
            counts[field][level] += times
    return {field: _in_all_one(levels) for field, levels in counts.items()}


def _in_all_one(counts: Mapping[str, float]) -> dict[str, float]:
    total = sum(counts.values())
    return {level: count / total for level, count in counts.items()}


def side_by_side(*classes: Shares) -> FieldTable:
    """Make one table of the shares of each class."""
    return {
        field: {level: tuple(each[field][level] for each in classes) for level in levels}
        for field, levels in classes[0].items()
    }


def counted(labelled: Iterable[tuple[int, Shown]], ladder: Ladder, classes: int = 2) -> FieldTable:
    """Count pairs whose class, a number from 0, is known."""
    seen: list[Counter[Shown]] = [Counter() for _ in range(classes)]
    for of_class, shown in labelled:
        seen[of_class][shown] += 1
    return side_by_side(*(shares(each, ladder) for each in seen))


def likelihoods(table: FieldTable, shown: Shown) -> Iterator[PerClass]:
    """Look up what a pair shows."""
    return (table[field][level] for field, level in shown)


def learn(seen: Mapping[Shown, float], strangers: Shares, ladder: Ladder, share: float = 0.1) -> Learnt:
    """Find what matches show among unlabelled pairs, what strangers show being known (from random pairs).

    Expectation maximisation (Winkler 1988) from `share` of matches that mostly show the best level of each field.
    """
    learnt = Learnt(share, _at_first(ladder))
    for _ in range(MOST_ROUNDS):
        before = learnt
        expected = _expected_matches(seen, before, strangers)
        learnt = Learnt(sum(expected.values()) / sum(seen.values()), shares(expected, ladder))
        if abs(learnt.share - before.share) < SETTLED:
            break
    return learnt


def _at_first(ladder: Ladder) -> Shares:
    return {field: _in_all_one(_falling(levels)) for field, levels in ladder.items()}


def _falling(levels: Sequence[str]) -> dict[str, float]:
    best, *others = levels
    return {best: BEST_AT_FIRST, **dict.fromkeys(others, (1 - BEST_AT_FIRST) / max(1, len(others)))}


def _expected_matches(seen: Mapping[Shown, float], now: Learnt, strangers: Shares) -> dict[Shown, float]:
    table, prior = side_by_side(now.same, strangers), (now.share, 1 - now.share)
    return {shown: times * posterior(prior, likelihoods(table, shown))[0] for shown, times in seen.items()}
