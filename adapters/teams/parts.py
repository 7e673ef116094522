"""A card's parts as elements of an Adaptive Card, and what is done with more of them than fit."""

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from adapters.fitting import Room, fit, weight
from adapters.lines import blank, read_out
from adapters.payload import Payload
from adapters.teams import elements, ids, text
from adapters.teams.elements import Drawing
from adapters.teams.limits import LIMITS
from bot.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Copyable,
    Divider,
    Facts,
    Image,
    Line,
    Part,
    Quiet,
    Text,
)
from bot.words import waiting

_SMALL: dict[str, object] = {"size": "Small", "isSubtle": True}


def body(shown: Card, drawing: Drawing, size: int, key: str = "") -> list[Payload]:
    """A card within so many bytes; with a key, what is left out can be asked for."""
    heading = header(shown.title)
    return [*heading, *fitting(shown.parts, drawing, size - weight(heading), key)] or header(
        waiting.ASSISTANT
    )


def bodies(shown: Card, drawing: Drawing, size: int) -> Iterator[list[Payload]]:
    """The whole card, in as many pieces as it takes."""
    piece = header(shown.title)
    taken = weight(piece)
    for element in (element for each in shown.parts for element in part(each, drawing)):
        more = weight(element)
        if piece and taken + more > size:
            yield piece
            piece, taken = [], 0
        piece.append(element)
        taken += more
    yield piece or header(waiting.ASSISTANT)


def header(title: str) -> list[Payload]:
    """A title, where there is one; a heading knows markup, so what could be any is only big and bold."""
    if blank(title):
        return []
    said = text.cut(title, "title")
    if text.is_tame(said):
        heading = {"type": "TextBlock", "text": said, "wrap": True, "style": "heading"}
        return [{**heading, "size": "Large", "weight": "Bolder"}]
    return text.paragraphs((Bold(said),), size="Large")


def fitting(shown: Sequence[Part], drawing: Drawing, size: int, key: str = "") -> list[Payload]:
    """As many parts as fit; with a key, what is left out can be asked for."""
    drawn = [list(part(each, drawing)) for each in shown]
    closes = bool(shown) and isinstance(shown[-1], Buttons)
    return fit(drawn, Room(size), lambda number: _left_out(number, drawing, key), closes=closes)


def part(shown: Part, drawing: Drawing) -> Iterable[Payload]:  # noqa: PLR0911 - one arm per kind
    """One part, in as many elements as it takes to leave nothing out."""
    match shown:
        case Text(line):
            return text.paragraphs(line)
        case Quiet(line):
            return quiet(line)
        case Bullets(lines):
            return _bullets(lines)
        case Facts(pairs):
            return _facts(pairs)
        case Divider():
            return ({"type": "Container", "items": [], "separator": True},)
        case Copyable(label, content):
            return _copyable(label, content)
        case Image():
            return quiet((waiting.picture_sent(),))
        case Buttons():
            return elements.rows(shown, drawing)
    assert_never(shown)


def quiet(line: Line) -> list[Payload]:
    """A paragraph in small, quiet type."""
    return text.paragraphs(line, **_SMALL)


def _left_out(number: int, drawing: Drawing, key: str) -> Iterator[Payload]:
    yield from quiet((waiting.more_parts(number),))
    if key:
        yield from elements.rows(Buttons((Button(waiting.SHOW_ALL, ids.SHOW_ALL, key),)), drawing)


def _bullets(lines: Iterable[Line]) -> Iterator[Payload]:
    """A list, in as many pieces as a card can be parted at."""
    told = (line for line in lines if not blank(read_out(line)))
    drawn = (each for line in told for each in _spaced(text.paragraphs(("• ", *line)), "Small"))
    for items in _pieces(drawn):
        yield {"type": "Container", "items": items}


def _spaced(drawn: Iterable[Payload], spacing: str) -> list[Payload]:
    return [{**each, "spacing": spacing} for each in drawn]


def _pieces(drawn: Iterable[Payload]) -> Iterator[list[Payload]]:
    """What belongs together, in pieces that take about as much as a paragraph may."""
    items: list[Payload] = []
    taken = 0
    for each in drawn:
        more = weight(each)
        if items and taken + more > LIMITS["paragraph"]:
            yield items
            items, taken = [], 0
        items.append(each)
        taken += more
    if items:
        yield items


def _facts(pairs: Iterable[tuple[str, str]]) -> Iterator[Payload]:
    """Sets of facts, which know markup; a pair in which something could be any stands in two columns."""
    facts: list[Payload] = []
    for label, value in pairs:
        if text.is_tame(f"{label}\n{value}") and len(value) <= LIMITS["option"]:
            facts.append({"title": label, "value": value or "–"})  # noqa: RUF001 - a dash for nothing
            continue
        if facts:
            yield {"type": "FactSet", "facts": facts}
            facts = []
        yield from _beside(label, value)
    if facts:
        yield {"type": "FactSet", "facts": facts}


def _beside(label: str, value: str) -> Iterator[Payload]:
    """A label beside its value; above it where that is so long that it may have to go on in another card."""
    columns = [_column((Bold(label),), "auto"), _column((value,), "stretch")]
    if weight(columns) <= LIMITS["paragraph"]:
        yield {"type": "ColumnSet", "columns": columns}
    else:
        yield from text.paragraphs((Bold(label),))
        yield from text.paragraphs((value,))


def _column(line: Line, width: str) -> Payload:
    return {"type": "Column", "width": width, "items": text.paragraphs(line)}


def _copyable(label: str, content: str) -> Iterator[Payload]:
    if blank(content):
        return
    yield from quiet((label,))
    lines = _spaced(text.paragraphs((content,), fontType="Monospace"), "None")
    for items in _pieces(lines):
        yield {"type": "Container", "style": "emphasis", "items": items, "spacing": "None"}
