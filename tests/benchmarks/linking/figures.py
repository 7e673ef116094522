"""What came of it, in tables."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from tests.benchmarks.linking.scoring import EVEN, Pair, Score, best, score
from tests.benchmarks.linking.world import World, couples_taken_for_one
from tests.benchmarks.tables import table

SURE = 0.95
"""What counts as sure where a matcher has only probabilities: the product's own figure."""


@dataclass(frozen=True)
class Judged:
    """The pairs that were compared, each with its probability.

    `seconds` of a processor were needed; what is `sure` where that is more than a probability.
    """

    found: Mapping[Pair, float]
    seconds: float
    sure: Collection[Pair] | None = None

    def at(self, probability: float) -> set[Pair]:
        """Return the pairs of at least that probability."""
        return {pair for pair, each in self.found.items() if each >= probability}

    @property
    def certain(self) -> set[Pair]:
        """Return the pairs that are sure."""
        return self.at(SURE) if self.sure is None else set(self.sure)


def files(judged: Mapping[str, Judged], true: Collection[Pair]) -> str:
    """Two files linked: one line for each way."""
    columns = [
        "pairs compared",
        "true ones among them",
        "precision",
        "recall",
        "F1",
        "best F1",
        "processor, s",
    ]
    rows = {}
    for name, each in judged.items():
        among = len(set(true) & each.found.keys())
        scored, top = score(each.found, true), best(each.found, true)
        rows[name] = [
            f"{len(each.found):,}", f"{among:,}", *_cells(scored), f"{top.f1:.3f} at {top.at:.2f}", f"{each.seconds:.0f}",
        ]  # fmt: skip
    return table("FEBRL4", columns, rows)


def _cells(scored: Score) -> list[str]:
    return [f"{scored.precision:.3f}", f"{scored.recall:.3f}", f"**{scored.f1:.3f}**"]


def inhabitants(worlds: Mapping[str, World]) -> str:
    """Say how large each world is."""
    rows = {
        f"seed {seed}": [
            f"{len({record.person for record in each.records}):,}",
            f"{len(each.couples):,}",
            f"{len(each.records):,}",
            f"{len(each.true):,}",
        ]
        for seed, each in worlds.items()
    }
    return table("world", ["people", "couples", "records", "true pairs"], rows)


def found(worlds: Mapping[str, World], judged: Mapping[str, Mapping[str, Judged]]) -> str:
    """Precision, recall and F1 at 0.5, seed by seed, and their mean."""
    rows = {}
    for name in _names(judged):
        scored = [score(judged[seed][name].found, worlds[seed].true) for seed in worlds]
        tops = [best(judged[seed][name].found, worlds[seed].true).f1 for seed in worlds]
        means = (mean(getattr(each, figure) for each in scored) for figure in ("precision", "recall", "f1"))
        rows[name] = [*(" / ".join(_cells(each)) for each in scored), _three(*means), f"{mean(tops):.3f}"]
    columns = [*(f"seed {seed}" for seed in worlds), "mean", "best F1, mean"]
    return table("precision / recall / F1", columns, rows)


def _three(precision: float, recall: float, f1: float) -> str:
    return f"{precision:.3f} / {recall:.3f} / **{f1:.3f}**"


def mistaken(worlds: Mapping[str, World], judged: Mapping[str, Mapping[str, Judged]]) -> str:
    """Who is wrongly taken for one person, all worlds together, from 0.5 and where sure."""
    columns = ["from 0.5", "where sure", "processor, s a world"]
    rows = {}
    for name in _names(judged):
        likely = [_errors(worlds[seed], judged[seed][name].at(EVEN)) for seed in worlds]
        sure = [_errors(worlds[seed], judged[seed][name].certain) for seed in worlds]
        seconds = mean(judged[seed][name].seconds for seed in worlds)
        rows[name] = [_totals(likely), _totals(sure), f"{seconds:.0f}"]
    couples = sum(len(each.couples) for each in worlds.values())
    title = f"of {couples:,} couples taken for one / wrong pairs of a household / of strangers / right pairs"
    return table(title, columns, rows)


def _totals(errors: Sequence[Sequence[int]]) -> str:
    return " / ".join(f"{sum(each):,}" for each in zip(*errors, strict=True))


def _names(judged: Mapping[str, Mapping[str, Judged]]) -> list[str]:
    return list(next(iter(judged.values()), {}))


def _errors(of: World, pairs: Collection[Pair]) -> tuple[int, int, int, int]:
    """Count couples taken for one, wrong pairs of one household and of strangers, and right pairs."""
    by_id = {record.id: record for record in of.records}
    both = [(by_id[a], by_id[b]) for a, b in pairs]
    wrong = [(a, b) for a, b in both if a.person != b.person]
    home = sum(a.household == b.household for a, b in wrong)
    return couples_taken_for_one(pairs, of), home, len(wrong) - home, len(both) - len(wrong)
