"""Figures for the steering group in words: counts, what is too small to be told, and the picture's text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.cards import Bold, Card, Facts, Image, Line, Part, quiet, text
from bot.charts import Bar, Bars, Group
from bot.words import kinds, times

CHECKS: Mapping[str, str] = {
    "not_unreasonable": "Not unreasonable: closed",
    "watch": "Watched",
    "raise": "Raised with the customer",
}
REVIEWS: Mapping[str, str] = {
    "in_time": "By its day, or before",
    "late": "After its day",
    "lapsed": "Ended by itself, nobody looked",
    "overdue": "Overdue now",
}
UNTOLD = "not told"
_NONE: Line = ("None in this time. Those that wait: ", Bold("/incident restrictions waiting"), ".")


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    number: int
    of: int


@dataclass(frozen=True)
class Figures:
    """What was done from the `first` to the `last` day, both included.

    `words` and `letters`: those after which fewer incidents came than before, of those that can be judged by now.
    `kinds`: restrictions of which customers were told. `reviews` by `in_time`, `late`, `lapsed`, `overdue`.
    `promises`: kept by their day, of those that were due.
    """

    first: date
    last: date
    contacts: int
    incidents: int
    words: Share
    letters: Share
    checks: Mapping[str, int]
    kinds: Mapping[str, int]
    reviews: Mapping[str, int]
    promises: Share


@dataclass(frozen=True)
class Suppressed:
    """Says counts, but none from 1 to below `least`: somebody could be recognised."""

    least: int

    def hides(self, number: int) -> bool:
        """Whether this count is too small to be told."""
        return 0 < number < self.least

    def count(self, number: int) -> str:
        """One count."""
        return f"under {self.least}" if self.hides(number) else str(number)

    def part(self, number: int, of: int) -> str:
        """A count beside the one that it is part of: not told where the rest is too small, for that is their difference."""
        return UNTOLD if self.hides(of - number) else self.count(number)

    def group(self, counted: Mapping[str, int]) -> Mapping[str, str]:
        """Each count of a group. Where one alone is too small, the next is not told either: a total would give it away."""
        small = sum(map(self.hides, counted.values()))
        large = sorted((number, key) for key, number in counted.items() if number >= self.least)
        beside = large[0][1] if small == 1 and large else None
        return {key: UNTOLD if key == beside else self.count(number) for key, number in counted.items()}

    def share(self, found: Share) -> str:
        """A share; nothing of it where either side is too small."""
        if not found.of:
            return "none yet"
        if found.of < self.least or self.hides(found.number) or self.hides(found.of - found.number):
            return "too few to tell"
        return f"{found.number} of {found.of} ({round(100 * found.number / found.of)} %)"


def card(found: Figures, shown: Suppressed, days: int, png: bytes) -> Card:
    """The figures and their picture, for the manager who asked."""
    title = _title(found)
    alt = "; ".join(
        f"{group.title}: " + ", ".join(f"{bar.label} {bar.said}" for bar in group.bars)
        for group in bars(found, shown).groups
    )
    return Card(
        title,
        (
            Facts(_facts(found, shown)),
            *_group("Fairness checks", CHECKS, found.checks, shown),
            *_group("Restrictions that customers were told of", _told(found), found.kinds, shown),
            *_group("Reviews that were due", REVIEWS, found.reviews, shown),
            Image(f"figures-{found.first:%Y-%m-%d}.png", png, f"{title}. {alt}."),
            *(() if found.contacts else (_nothing_logged(found),)),
            quiet(note(shown, days)),
        ),
    )


NONE_TOLD: Mapping[str, str] = {"": "Of any kind"}
"""What the picture says where no customer was told of a restriction."""


def bars(found: Figures, shown: Suppressed) -> Bars:
    """The picture's words and numbers."""
    groups = (
        _bars("Restrictions that customers were told of", _told(found) or NONE_TOLD, found.kinds, shown),
        _bars("Reviews that were due", REVIEWS, found.reviews, shown),
    )
    return Bars(
        _title(found), groups, "An empty box: a count that is not told, so that nobody can be recognised."
    )


def note(shown: Suppressed, days: int) -> str:
    """How it was counted."""
    return (
        f"Better afterwards: fewer reports with a concern in the {days} days after than in the {days} days before, where "
        f"there were some before and the {days} days are over. A count from 1 to {shown.least - 1} is not told, nor one from "
        "which it could be worked out, so that nobody can be recognised. Counts are of what the service did; none is about "
        "a person."
    )


def _nothing_logged(found: Figures) -> Part:
    year = Bold(f"/incident stats {found.first.year}")
    return quiet(
        "Nothing was logged in this time, so there is nothing to count yet. Another year: ", year, "."
    )


def _title(found: Figures) -> str:
    return f"Figures, {times.in_full(found.first)} to {times.in_full(found.last)}"


def _facts(found: Figures, shown: Suppressed) -> tuple[tuple[str, str], ...]:
    return (
        ("Communications", shown.count(found.contacts)),
        ("With a concern", shown.part(found.incidents, found.contacts)),
        ("Better after a word", shown.share(found.words)),
        ("Better after a concern letter", shown.share(found.letters)),
        ("Promises kept by their day", shown.share(found.promises)),
    )


def _told(found: Figures) -> Mapping[str, str]:
    """The kinds that there were."""
    return {key: label for key, label in kinds.LABELS.items() if found.kinds.get(key)}


def _group(
    title: str, labels: Mapping[str, str], counted: Mapping[str, int], shown: Suppressed
) -> tuple[Part, ...]:
    said = shown.group({key: counted.get(key, 0) for key in labels})
    lines = tuple((label, said[key]) for key, label in labels.items())
    return (text(Bold(title)), Facts(lines)) if lines else (text(Bold(title)), quiet(*_NONE))


def _bars(title: str, labels: Mapping[str, str], counted: Mapping[str, int], shown: Suppressed) -> Group:
    found = {key: counted.get(key, 0) for key in labels}
    said = shown.group(found)
    return Group(
        title,
        tuple(
            Bar(labels[key], number if said[key] == str(number) else None, said[key])
            for key, number in found.items()
        ),
    )
