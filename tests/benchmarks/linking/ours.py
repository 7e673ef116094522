"""Two files linked with our arithmetic, and with tables that nobody labelled a pair for."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bot.matching.linkage import FieldTable, PerClass, posterior
from tests.benchmarks.linking.estimating import Learnt, Shares, Shown, counted, learn, shares, side_by_side
from tests.benchmarks.linking.febrl import BLOCKED, LADDER, Person, agreed, candidates, shown
from tests.benchmarks.linking.scoring import Pair, pair_of

RANDOM_PAIRS = 200_000
MOST_ROUNDS = 20
STEADY = 0.001


@dataclass(frozen=True)
class Compared:
    """A candidate: what it shows, and how many of all people have the values that agree, by field."""

    of: Person
    pair: Pair
    shown: Shown
    frequency: Mapping[str, float]

    def likelihoods(self, table: FieldTable) -> Iterator[PerClass]:
        """Strangers agree on a frequent value as often as it is frequent (Winkler 2000)."""
        for field, level in self.shown:
            same, strangers = table[field][level]
            yield same, self.frequency.get(field, strangers) if level == "exact" else strangers


class Files:
    """Two files of people, the pairs of them that are worth comparing, and so many at random."""

    def __init__(
        self, left: Sequence[Person], right: Sequence[Person], random_pairs: int = RANDOM_PAIRS
    ) -> None:
        self.left, self.right, self.random_pairs = left, right, random_pairs
        self.by_kind = candidates(left, right)
        self._frequencies = {field: _frequencies(left, right, field) for field in LADDER if field != "order"}

    @property
    def pairs(self) -> int:
        """All there are."""
        return len(self.left) * len(self.right)

    @property
    def true(self) -> dict[Pair, tuple[Person, Person]]:
        """Return the true pairs, whether or not they share a key."""
        right = {person.number: person for person in self.right}
        both = ((a, right[a.number]) for a in self.left if a.number in right)
        return {pair_of(a.id, b.id): (a, b) for a, b in both}

    @property
    def compared(self) -> list[Compared]:
        """Return all candidates compared."""
        return [self._compared(*places) for places in sorted(set().union(*self.by_kind.values()))]

    def _compared(self, left: int, right: int) -> Compared:
        a, b = self.left[left], self.right[right]
        values = agreed(a, b)
        often = {field: self._frequencies[field][value] for field, value in values.items()}
        return Compared(a, pair_of(a.id, b.id), shown(a, b), often)

    def seen(self, kind: str, without: Collection[str]) -> Counter[Shown]:
        """Count what the pairs that share a key show, but for the fields that the key is made of."""
        pairs = ((self.left[a], self.right[b]) for a, b in self.by_kind.get(kind, ()))
        return Counter(_without(shown(*pair), without) for pair in pairs)

    def strangers(self, chance: Random) -> Iterator[Shown]:
        """Return what random pairs show: nearly all of them are strangers."""
        pairs = ((chance.choice(self.left), chance.choice(self.right)) for _ in range(self.random_pairs))
        return (shown(*pair) for pair in pairs)


def _frequencies(left: Sequence[Person], right: Sequence[Person], field: str) -> dict[str, float]:
    count = Counter(value for person in (*left, *right) if (value := getattr(person, field)))
    return {value: times / count.total() for value, times in count.items()}


def _without(shown: Shown, fields: Collection[str]) -> Shown:
    return frozenset((field, level) for field, level in shown if field not in fields)


Link = Callable[[Files, Random], dict[Pair, float]]
"""A way to link two files: what it thinks of each pair."""


def unlabelled(files: Files, chance: Random) -> dict[Pair, float]:
    """Link two files of which nobody said what is right."""
    return _judged(files.compared, learnt_table(files, chance), files.pairs)


def learnt_table(files: Files, chance: Random) -> FieldTable:
    """Learn what strangers show from random pairs, what one person shows from pairs that share a key."""
    strangers = shares(Counter(files.strangers(chance)), LADDER)
    passes = {kind: files.seen(kind, without) for kind, without in BLOCKED.items()}
    learnt = {kind: learn(seen, strangers, LADDER) for kind, seen in passes.items()}
    weights = {kind: learnt[kind].share * seen.total() for kind, seen in passes.items()}
    return side_by_side(_together(learnt, weights), strangers)


def _together(learnt: Mapping[str, Learnt], weights: Mapping[str, float]) -> Shares:
    """Take each field from the passes that could teach it, each as much as it has matches."""
    return {
        field: _mean(
            [(learnt[kind].same[field], weights[kind]) for kind in learnt if field not in BLOCKED[kind]]
        )
        for field in LADDER
    }


def _mean(found: Sequence[tuple[Mapping[str, float], float]]) -> dict[str, float]:
    total = sum(weight for _, weight in found)
    return {level: sum(row[level] * weight for row, weight in found) / total for level in found[0][0]}


def labelled(files: Files, chance: Random) -> dict[Pair, float]:
    """The same with tables counted from labels: each half of the people judged by what the other half taught."""
    compared, true = files.compared, files.true
    strangers = [(1, each) for each in files.strangers(chance)]
    found: dict[Pair, float] = {}
    for half in (0, 1):
        same = [(0, shown(a, b)) for a, b in true.values() if a.number % 2 == half]
        judged = [each for each in compared if each.of.number % 2 != half]
        found |= _judged(judged, counted([*same, *strangers], LADDER), files.pairs / 2)
    return found


def _judged(compared: Iterable[Compared], table: FieldTable, pairs: float) -> dict[Pair, float]:
    """Give each candidate its probability; of all pairs as many are matches as then seem to be."""
    read = {each.pair: list(each.likelihoods(table)) for each in compared}
    share = len(read) / pairs / 2
    found: dict[Pair, float] = {}
    for _ in range(MOST_ROUNDS):
        found = {pair: posterior((share, 1 - share), rows)[0] for pair, rows in read.items()}
        before, share = share, sum(found.values()) / pairs
        if abs(share - before) < STEADY * before:
            break
    return found
