"""What a message or a dialog shows, in a form that every platform can draw.

Text is a tuple of runs (`Line`), never markup: what a person typed is always a plain run, so it can't
become bold, a link or a mention anywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Bold:
    """A run of text that stands out."""

    text: str


@dataclass(frozen=True)
class Link:
    """A run of text that leads to a public page."""

    text: str
    url: str


Run = str | Bold | Link
Line = tuple[Run, ...]


class Style(StrEnum):
    """How much a button asks to be pressed."""

    PLAIN = "plain"
    GO = "go"
    STOP = "stop"


@dataclass(frozen=True)
class Button:
    """One thing the reader may do: `action` names it, `value` is opaque and comes back with the press.

    `confirm` is a question that the platform asks before the press counts.
    """

    label: str
    action: str
    value: str = ""
    style: Style = Style.PLAIN
    confirm: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    line: Line


@dataclass(frozen=True)
class Quiet:
    """A paragraph in small, quiet type."""

    line: Line


@dataclass(frozen=True)
class Bullets:
    """A list of lines."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Facts:
    """Labels and their values."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Divider:
    """A rule between parts."""


@dataclass(frozen=True)
class Copyable:
    """Text to be copied into another system; the platform offers a copy button named `label` where it can."""

    label: str
    text: str


@dataclass(frozen=True)
class Image:
    """A picture (PNG) with its alternative text; private replies only. `about`: as of a file."""

    name: str
    png: bytes
    alt: str
    about: str = ""


@dataclass(frozen=True)
class Buttons:
    """A row of buttons; those under `more` fold into an overflow menu named More."""

    shown: tuple[Button, ...]
    more: tuple[Button, ...] = ()


Part = Text | Quiet | Bullets | Facts | Divider | Copyable | Image | Buttons


@dataclass(frozen=True)
class Card:
    """A message: a title, its parts, and the plain text that notifications and screen readers get."""

    title: str
    parts: tuple[Part, ...] = ()
    fallback: str = ""

    @property
    def plain(self) -> str:
        """The text for a notification: the fallback, else the title."""
        return self.fallback or self.title


@dataclass(frozen=True)
class Option:
    """One choice; `key` is what comes back, `hint` is quiet text beside the label."""

    key: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class TextField:
    """Typed text; `limit` is its longest length in characters."""

    name: str
    label: str
    value: str = ""
    help: str = ""
    required: bool = False
    multiline: bool = False
    limit: int = 150
    error: str = ""


@dataclass(frozen=True)
class NumberField:
    """A whole number from `least` to `most`."""

    name: str
    label: str
    value: str = ""
    help: str = ""
    required: bool = False
    least: int = 0
    most: int = 9999
    error: str = ""


@dataclass(frozen=True)
class ChoiceField:
    """One of the options. `watch` asks the platform to send a `Change` when one is chosen."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str = ""
    help: str = ""
    required: bool = False
    watch: bool = False
    error: str = ""


@dataclass(frozen=True)
class ChoicesField:
    """Any number of the options."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: tuple[str, ...] = ()
    help: str = ""
    required: bool = False
    error: str = ""


@dataclass(frozen=True)
class DateField:
    """A day, `YYYY-MM-DD`."""

    name: str
    label: str
    value: str = ""
    help: str = ""
    required: bool = False
    error: str = ""


@dataclass(frozen=True)
class DateTimeField:
    """A moment, `YYYY-MM-DDTHH:MM` in the service's zone."""

    name: str
    label: str
    value: str = ""
    help: str = ""
    required: bool = False
    error: str = ""


@dataclass(frozen=True)
class LookupField:
    """Type-ahead: what is typed goes to the bot as a `Lookup`, its `Options` are offered.

    `value` is the key chosen (or typed text), `shown` its label. `watch` asks the platform to send a
    `Change` when something is chosen.
    """

    name: str
    label: str
    value: str = ""
    shown: str = ""
    help: str = ""
    required: bool = False
    watch: bool = False
    error: str = ""


Field = TextField | NumberField | ChoiceField | ChoicesField | DateField | DateTimeField | LookupField


@dataclass(frozen=True)
class Form:
    """A dialog. `action` names the submission, `value` is opaque and comes back with it.

    `notices` stand after the field named `notices_after` (at the top when empty) and may change while the
    form is open; what is typed stays. Fields under `more` are folded away until *More* (or `more_label`) is
    pressed, or `more_shown`. What is filled in of a `kept` form is told as a `Change` while it is open. `beside` stands
    next to the submission, as easy to reach: the other way to answer, or a look at what would come of it.
    """

    action: str
    title: str
    fields: tuple[Field, ...]
    submit: str
    value: str = ""
    notices: tuple[Part, ...] = ()
    notices_after: str = ""
    more: tuple[Field, ...] = ()
    more_shown: bool = False
    more_label: str = ""
    kept: bool = False
    beside: Button | None = None
    error: str = ""

    @property
    def every_field(self) -> tuple[Field, ...]:
        """All fields, folded ones included, in order."""
        return self.fields + self.more


def line(*runs: Run) -> Line:
    """The runs as a line, empty ones left out."""
    return tuple(run for run in runs if run)


def bullets(lines: Iterable[Line | str]) -> Bullets:
    """A list whose items may be plain strings."""
    return Bullets(tuple((item,) if isinstance(item, str) else item for item in lines))


def text(*runs: Run) -> Text:
    """A paragraph of these runs."""
    return Text(line(*runs))


def quiet(*runs: Run) -> Quiet:
    """A quiet paragraph of these runs."""
    return Quiet(line(*runs))
