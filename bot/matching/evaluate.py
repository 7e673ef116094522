"""How well matching does on a file of reports: `evenhand match`."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.matching.believing import likely_from
from bot.matching.ledger import Ledger
from bot.matching.rows import Row, read_rows

WORTH_WRITING = 0.05

Progress = Callable[[int, int], None]
"""Is told reports done and reports in all."""


@dataclass(frozen=True)
class Pair:
    """Two reports of different reporters and the probability that they are of one issue."""

    later: str
    earlier: str
    probability: float

    def line(self) -> str:
        """Return `[later id, earlier id, probability]` as one line of JSON."""
        return json.dumps([self.later, self.earlier, round(self.probability, 4)])


@dataclass(frozen=True)
class Evaluation:
    """`labelled` is None, or the number of true pairs, precision, recall and F1 at `threshold`."""

    reports: int
    threshold: float
    pairs: tuple[Pair, ...]
    labelled: tuple[int, float, float, float] | None

    def summary(self) -> dict[str, float | int]:
        """Return what `evenhand match` prints."""
        found: dict[str, float | int] = {"reports": self.reports, "threshold": self.threshold}
        if self.labelled:
            true, precision, recall, f1 = self.labelled
            found |= {"pairs": true, "precision": precision, "recall": recall, "f1": f1}
        return found

    def lines(self) -> Iterator[str]:
        """Return the lines of `--pairs`."""
        return (pair.line() for pair in self.pairs)


def evaluate(lines: Iterable[str], *, days: float = 30, progress: Progress | None = None) -> Evaluation:
    """Match the reports of a file, one JSON object a line, as the product would.

    Raises:
        BadReports: a line is not a report; says which and what is wrong, never what it holds.
    """
    rows = sorted(read_rows(lines), key=lambda row: row.account.at)
    window = timedelta(days=days)
    pairs = tuple(_pairs(rows, window, progress))
    threshold = likely_from()
    return Evaluation(len(rows), threshold, pairs, _measures(rows, pairs, window, threshold))


def _pairs(rows: Sequence[Row], window: timedelta, progress: Progress | None) -> Iterator[Pair]:
    ledger = Ledger(window)
    for at, row in enumerate(rows, start=1):
        for found in ledger.take(row):
            yield from (
                Pair(row.id, earlier.id, found.belief.probability)
                for earlier in found.earlier
                if found.belief.probability >= WORTH_WRITING and earlier.reporter != row.reporter
            )
        if progress:
            progress(at, len(rows))


def _measures(
    rows: Sequence[Row], pairs: Iterable[Pair], window: timedelta, threshold: float
) -> tuple[int, float, float, float] | None:
    if not any(row.issue_key for row in rows):
        return None
    true = set(true_pairs(rows, window))
    found = {(pair.later, pair.earlier) for pair in pairs if pair.probability >= threshold}
    right = len(true & found)
    precision = right / len(found) if found else 0.0
    recall = right / len(true) if true else 0.0
    f1 = 2 * right / (len(true) + len(found)) if true or found else 0.0
    return len(true), round(precision, 4), round(recall, 4), round(f1, 4)


def true_pairs(rows: Sequence[Row], window: timedelta) -> Iterator[tuple[str, str]]:
    """Return (later id, earlier id) of every true pair: one issue, different reporters, in the window.

    `rows` must be in order of time.
    """
    by_issue: dict[str, list[Row]] = {}
    for row in rows:
        earlier = by_issue.setdefault(row.issue_key, []) if row.issue_key else []
        for other in earlier:
            if row.reporter != other.reporter and row.account.at - other.account.at <= window:
                yield row.id, other.id
        earlier.append(row)
