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


@dataclass(frozen=True)
class Example:
    """One thing that was sent or said; `said` are the words that were noted, where they matter."""

    day: date
    route: str
    about: str
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What every letter rests on; an empty text is a gap in the letter, an empty address is left out.

    `staff`: names of colleagues, looked for in what is quoted. `late`: promises of ours that came late; `while_late`:
    contacts that came meanwhile. `fell_short`: the fairness check found that we did not do well, and no count says how.
    """

    reference: str
    customer: str
    written_on: date
    policy: str
    policy_page: str = ""
    what_to_expect_page: str = ""
    complaints_page: str = ""
    staff: tuple[str, ...] = ()
    late: int = 0
    while_late: int = 0
    fell_short: bool = False


@dataclass(frozen=True, kw_only=True)
class ConcernFacts(Facts):
    """What a concern letter says. `examples` by concern, oldest first; `noted` counts all reports with a concern.

    `contact` is the colleague whom the customer can turn to.
    """

    examples: tuple[tuple[str, tuple[Example, ...]], ...]
    noted: int
    contact: str
    months: int
    look_again_on: date


@dataclass(frozen=True, kw_only=True)
class RestrictionFacts(Facts):
    """What a restriction letter says. `ends_on`: the day on which it ends by itself if nobody looks; None for a block.

    `terms` are what its kind asks for in particular, as lines; `details` is what was written beside. `exceptions`:
    what gets through beside what always does. `reach`: how the customer can reach us now. `spoken_on` and `view` are
    of the conversation before; `tried` are the days and ways by which they were not reached. `attempted`: how we tried
    to resolve it before a block.
    """

    kind: str
    terms: tuple[str, ...] = ()
    details: str = ""
    agreed: bool | None = None
    reasons: str = ""
    proportionate: str = ""
    exceptions: str = ""
    reach: str = ""
    starts_on: date | None = None
    review_on: date | None = None
    ends_on: date | None = None
    is_block: bool = False
    attempted: str = ""
    tried: tuple[tuple[date, str], ...] = ()
    spoken_on: date | None = None
    view: str = ""
