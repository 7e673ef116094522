"""Figures as tables show them."""

from collections.abc import Mapping, Sequence
from statistics import quantiles


def quantile(waits: Sequence[float], share: int) -> float:
    """Within which so many of a hundred were done."""
    if len(waits) == 1:
        return waits[0]
    return quantiles(waits, n=100, method="inclusive")[share - 1]


def compared(waits: Sequence[float]) -> str:
    """Milliseconds: the median, and within which 99 of 100 were done."""
    return f"{quantile(waits, 50) * 1000:.0f} / {quantile(waits, 99) * 1000:.0f}" if waits else ""


def table(title: str, columns: Sequence[str], rows: Mapping[str, Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [f"| {title} | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    return "\n".join([*lines, *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items())])
