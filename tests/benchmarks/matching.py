"""How well matching does on labelled reports, beside simpler ways: `python -m tests.benchmarks.matching [FILE...]`.

A pair is two reports of one issue by different reporters, at most 30 days apart. Intervals: bootstrap over customers.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from bot.matching.believing import likely_from
from bot.matching.evaluate import true_pairs
from bot.matching.keys import keys
from bot.matching.ledger import Ledger
from bot.matching.model import Likeness
from bot.matching.rows import Row, read_rows
from tests.benchmarks import simpler
from tests.benchmarks.labelled import WINDOW, in_time, learned_from, scored_on
from tests.benchmarks.tables import table
from tests.benchmarks.tally import Tally

SAMPLES = 2000
OUTSIDE = 0.025
"""The share of samples below the interval, and above it."""
THRESHOLDS = [step / 50 for step in range(1, 50)]

Pair = tuple[str, str]
"""Later id, earlier id."""


def believed(rows: Sequence[Row]) -> dict[Pair, float]:
    """Return what Evenhand believes of each pair."""
    ledger = Ledger(WINDOW)
    return {
        (row.id, earlier.id): found.belief.probability
        for row in rows
        for found in ledger.take(row)
        for earlier in found.earlier
        if earlier.reporter != row.reporter
    }


def wrong_notices(rows: Sequence[Row]) -> int:
    """Return how many reports are shown, as sure or likely, an issue that is another one."""
    ledger, wrong = Ledger(WINDOW), 0
    for row in rows:
        shown = [
            found for found in ledger.take(row) if found.belief.likeness in {Likeness.SURE, Likeness.LIKELY}
        ]
        wrong += bool(shown) and row.issue_key not in {earlier.issue_key for earlier in shown[0].earlier}
    return wrong


def kinds_of_mistakes(rows: Sequence[Row]) -> str:
    """Return a table of what went wrong: pairs found that are none, and pairs not found."""
    at = {row.id: row for row in rows}
    found = believed(rows)
    taken = {pair for pair, probability in found.items() if probability >= likely_from()}
    true = set(true_pairs(rows, WINDOW))
    counted = Counter(_wrong(at[later], at[earlier]) for later, earlier in taken - true)
    counted.update(_missed(at[later], at[earlier]) for later, earlier in true - taken)
    return table("mistake", ["pairs"], {kind: [str(number)] for kind, number in counted.most_common()})


def _wrong(later: Row, earlier: Row) -> str:
    same = later.customer_key == earlier.customer_key
    return "wrong: another issue of the same person" if same else "wrong: another person"


def _missed(later: Row, earlier: Row) -> str:
    if not keys(later.identity) & keys(earlier.identity):
        return "missed: nothing in common but through other reports"
    return "missed: not likely enough"


def alike(rows: Sequence[Row], likeness: Callable[[Row, Row], float]) -> dict[Pair, float]:
    """Return what a simpler way makes of each pair."""
    return {
        (later.id, earlier.id): likeness(later, earlier)
        for earlier, later in combinations(rows, 2)
        if later.account.at - earlier.account.at <= WINDOW and later.reporter != earlier.reporter
    }


def tallies(rows: Sequence[Row], found: Mapping[Pair, float], threshold: float) -> list[Tally]:
    """Return what was found at a threshold, customer by customer: a pair counts for the later report's."""
    customer = {row.id: row.customer_key for row in rows}
    true = set(true_pairs(rows, WINDOW))
    taken = {pair for pair, probability in found.items() if probability >= threshold}
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for place, pairs in enumerate((true & taken, taken, true)):
        for later, _ in pairs:
            counted[customer[later]][place] += 1
    return [Tally(*counted[key]) for key in sorted(set(customer.values()))]


def together(parts: Iterable[Tally]) -> Tally:
    """Return the sum."""
    counts = [(part.right, part.found, part.true) for part in parts]
    return Tally(*(sum(column) for column in zip(*counts, strict=True)))


def interval(parts: Sequence[Tally], seed: int = 1) -> tuple[float, float]:
    """Return between which values 95 of 100 samples' F1 lie, each of as many customers, drawn with replacement."""
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    f1 = sorted(together(chance.choices(parts, k=len(parts))).f1 for _ in range(SAMPLES))
    return f1[int(OUTSIDE * SAMPLES)], f1[int((1 - OUTSIDE) * SAMPLES) - 1]


def compared(rows: Sequence[Row]) -> str:
    """Return the table of Evenhand and the simpler ways; these are given the threshold that suits them best."""
    ways = {"Evenhand": (believed(rows), [likely_from()])}
    for name, likeness in simpler.ways(rows).items():
        ways[name] = alike(rows, likeness), THRESHOLDS
    lines = {}
    for name, (found, thresholds) in ways.items():
        parts = max((tallies(rows, found, each) for each in thresholds), key=lambda p: together(p).f1)
        whole, (low, high) = together(parts), interval(parts)
        lines[name] = [
            f"{whole.precision:.2f}",
            f"{whole.recall:.2f}",
            f"**{whole.f1:.3f}**",
            f"{low:.2f} to {high:.2f}",
        ]
    return table("way", ["precision", "recall", "F1", "95 % of F1"], lines)


def main() -> None:
    """Print a table for every set."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.matching", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="labelled reports; else those of the tests")
    files = {
        file.stem: in_time(read_rows(file.read_text("utf-8").splitlines()))
        for file in parser.parse_args().files
    }
    for name, rows in (files or {**scored_on(), **learned_from()}).items():
        true = sum(1 for _ in true_pairs(rows, WINDOW))
        customers = len({row.customer_key for row in rows})
        print(f"\n**{name}**: {len(rows)} reports, {customers} customers, {true} pairs\n")  # noqa: T201
        print(compared(rows))  # noqa: T201
        print("", kinds_of_mistakes(rows), sep="\n")  # noqa: T201
        print(f"\nReports shown a wrong issue as sure or likely: {wrong_notices(rows)} of {len(rows)}")  # noqa: T201


if __name__ == "__main__":
    main()
