"""Figures of the waits, and the tables that they are read in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from tests.benchmarks.visits import Visit

Rounds = Sequence[Sequence[Visit]]
"""What one app took, round by round."""

Wait = Callable[[Visit], float]

WAITS: dict[str, Wait] = {
    "`/incident` is acknowledged": lambda visit: visit.acknowledged,
    "The dialog is asked for (`views.open` arrives)": lambda visit: visit.asked_for_dialog,
    "The report is acknowledged": lambda visit: visit.saved,
}
SHARES = 50, 90, 99


@dataclass(frozen=True)
class Figures:
    """Milliseconds within which 50, 90 and 99 of 100 were done, and how often as long as the bare app's median."""

    milliseconds: tuple[float, ...]
    ratio: float
    lowest: float
    highest: float

    def cells(self) -> str:
        """The figures as they stand in a table."""
        spread = f"{self.ratio:.2f} ({self.lowest:.2f} to {self.highest:.2f})"
        return " | ".join([*(f"{each:.1f}" for each in self.milliseconds), spread])


def figures(mine: Rounds, bare: Rounds, wait: Wait) -> Figures:
    """Percentiles over all that was done; the median of the rounds' ratios, and the furthest from it."""
    ratios = [_median(own, wait) / _median(theirs, wait) for own, theirs in zip(mine, bare, strict=True)]
    waits = [wait(visit) for each in mine for visit in each]
    return Figures(_percentiles(waits), median(ratios), min(ratios), max(ratios))


def table(title: str, lines: dict[str, Figures]) -> str:
    """One table, an app a line."""
    head = f"| {title} | " + " | ".join(f"p{share}" for share in SHARES) + " | to bare app |"
    rule = "|---|" + "---|" * (len(SHARES) + 1)
    return "\n".join([head, rule, *(f"| {name} | {found.cells()} |" for name, found in lines.items())])


def _median(visits: Sequence[Visit], wait: Wait) -> float:
    return median(wait(visit) for visit in visits)


def _percentiles(waits: Sequence[float]) -> tuple[float, ...]:
    cuts = quantiles(waits, n=100, method="inclusive")
    return tuple(cuts[share - 1] * 1000 for share in SHARES)
