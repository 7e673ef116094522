"""How well matching does on a file of reports: `evenhand match`."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.matching.evidence import Prepared, prepare
from bot.matching.issues import same_issue
from bot.matching.judging import combined, likely_from
from bot.matching.keys import keys
from bot.matching.people import compare_prepared
from bot.matching.rows import Row, read_rows

WORTH_WRITING = 0.05
MOST_CANDIDATES = 200
"""Earlier reports compared with one report, those that share most keys first."""

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
    index: dict[tuple[str, str], list[int]] = {}
    read: list[Prepared] = []
    for at, row in enumerate(rows):
        own_keys = keys(row.identity)
        read.append(prepare(row.identity))
        for earlier in _candidates(index, own_keys, rows, row.account.at - window):
            pair = _pair(row, rows[earlier], read[at], read[earlier])
            if pair and pair.probability >= WORTH_WRITING:
                yield pair
        for key in own_keys:
            index.setdefault(key, []).append(at)
        if progress:
            progress(at + 1, len(rows))


def _candidates(
    index: Mapping[tuple[str, str], list[int]],
    own_keys: Iterable[tuple[str, str]],
    rows: Sequence[Row],
    since: datetime,
) -> list[int]:
    shared: Counter[int] = Counter()
    for key in own_keys:
        for at in reversed(index.get(key, ())):
            if rows[at].account.at < since:
                break
            shared[at] += 1
    return sorted(shared, key=lambda at: (-shared[at], -at))[:MOST_CANDIDATES]


def _pair(later: Row, earlier: Row, ours: Prepared, theirs: Prepared) -> Pair | None:
    if later.reporter == earlier.reporter:
        return None
    person = compare_prepared(ours, theirs)
    if person.probability < WORTH_WRITING:
        return None
    return Pair(later.id, earlier.id, combined(person, same_issue(later.account, earlier.account)))


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
