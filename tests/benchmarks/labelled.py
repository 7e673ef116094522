"""Labelled reports, all invented: which of them the numbers of matching were learned from, and which it is scored on.

The development set was there first; its customers `READ` were read before the lexicon was written. The four others
are by four authors who knew neither the software nor each other's sets; the lexicon was widened after reading
mistakes in the first (south) and a few in the second (north). Of the last two nobody read a line.
"""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from bot.matching.rows import Row, read_rows

DATA = Path(__file__).parent.parent / "data"
WINDOW = timedelta(days=30)
READ = frozenset({*(f"D{number:02}" for number in range(1, 24)), "D29", "D31", "D56"})
"""Customers of the development set; families are on one side."""


def read(name: str) -> list[Row]:
    """Return a set's reports in the order of time."""
    return in_time(read_rows((DATA / f"{name}.jsonl").read_text("utf-8").splitlines()))


def in_time(rows: Iterable[Row]) -> list[Row]:
    """Return reports in the order of time."""
    return sorted(rows, key=lambda row: row.account.at)


def development(*, read_before: bool) -> list[Row]:
    """Return the half of the development set whose customers were read, or the half that was not."""
    return [row for row in read("dev_reports") if (row.customer_key in READ) == read_before]


def learned_from() -> dict[str, list[Row]]:
    """Return the sets that numbers and words were learned from."""
    return {
        "development, read": development(read_before=True),
        "south": read("reports_south"),
        "north": read("reports_north"),
    }


def scored_on() -> dict[str, list[Row]]:
    """Return the sets of which no customer was used to choose a number or a word."""
    return {
        "development, not read": development(read_before=False),
        "london": read("reports_london"),
        "border": read("reports_border"),
    }
