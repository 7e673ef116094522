"""A letter as plain data: what it says, and the places where somebody has to add a fact."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Gap:
    """A fact that we lack, or something to do; `what` says it to whoever sends the letter, `mark` which of both."""

    what: str
    mark: str = "fill in"


@dataclass(frozen=True)
class Link:
    """The address of a public page, which opens by a press where it can."""

    url: str


Run = str | Gap | Link
Line = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """What the next paragraphs are about."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    line: Line


@dataclass(frozen=True)
class Items:
    """A list."""

    lines: tuple[Line, ...]


Part = Heading | Paragraph | Items


@dataclass(frozen=True)
class Letter:
    """A letter to one customer. `check` is for whoever sends it and is taken out first.

    `sender` and `address` stand at the top; `reference` is ours, with the day it was written.
    """

    title: str
    reference: str
    written_on: date
    check: Gap
    sender: Line
    address: Line
    about: Line
    parts: tuple[Part, ...]
    closing: tuple[Line, ...]
    enclosed: tuple[Part, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is to be added, in the order of the letter; the same fact once."""
        found = (run for line in self.lines for run in line if isinstance(run, Gap))
        return tuple(dict.fromkeys(gap.what for gap in found if gap != self.check))

    @property
    def lines(self) -> Iterator[Line]:
        """Every line of text, headings included."""
        yield from ((self.check,), self.sender, self.address, self.about, (self.title,))
        yield from _lines(self.parts)
        yield from self.closing
        yield from _lines(self.enclosed)


def _lines(parts: tuple[Part, ...]) -> Iterator[Line]:
    for part in parts:
        match part:
            case Heading(text):
                yield (text,)
            case Paragraph(line):
                yield line
            case Items(lines):
                yield from lines
