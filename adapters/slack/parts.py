"""A card's parts as blocks, and what is done with more of them than fit."""

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from adapters.fitting import Room, fit
from adapters.lines import blank, read_out
from adapters.payload import Payload
from adapters.slack import elements, ids, text
from adapters.slack.limits import LIMITS
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


def card(shown: Card, most: str, size: str, key: str = "") -> list[Payload]:
    """A card within so many blocks and bytes; with a key, what is left out can be asked for."""
    heading = header(shown.title)
    room = Room(LIMITS[size], LIMITS[most]).beside(heading)
    return [*heading, *fitting(below(shown), room, key)] or header(waiting.ASSISTANT)


def below(shown: Card) -> tuple[Part, ...]:
    """What stands below a card's header; a title that is too long for one stands there whole."""
    return ((Text((shown.title,)),) if len(shown.title) > LIMITS["header"] else ()) + shown.parts


def header(title: str) -> list[Payload]:
    """A title, where there is one."""
    return [] if blank(title) else [{"type": "header", "text": text.plain(title, "header")}]


def fitting(shown: Sequence[Part], room: Room, key: str = "") -> list[Payload]:
    """As many parts as there is room for; with a key, what is left out can be asked for."""
    drawn = [list(part(each)) for each in shown]
    closes = bool(shown) and isinstance(shown[-1], Buttons)
    return fit(drawn, room, lambda number: _left_out(number, key), closes=closes)


def part(shown: Part) -> Iterable[Payload]:  # noqa: PLR0911 - one arm per kind
    """One part, in as many blocks as it takes to leave nothing out."""
    match shown:
        case Text(line):
            return _text(line)
        case Quiet(line):
            return _quiet(line)
        case Bullets(lines):
            return _bullets(lines)
        case Facts(pairs):
            return _facts(pairs)
        case Divider():
            return ({"type": "divider"},)
        case Copyable(label, content):
            return _copyable(label, content)
        case Image():
            return _quiet((waiting.picture_sent(),))
        case Buttons():
            return elements.rows(shown)
    assert_never(shown)


def _left_out(number: int, key: str) -> Iterator[Payload]:
    yield from _quiet((waiting.more_parts(number),))
    if key:
        yield from elements.rows(Buttons((Button(waiting.SHOW_ALL, ids.SHOW_ALL, key),)))


def rich(*sections: Payload) -> Payload:
    """A block of rich text, in which letters are only letters."""
    return {"type": "rich_text", "elements": list(sections)}


def section(runs: Sequence[Payload]) -> Payload:
    """A paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(runs)}


def _text(line: Line) -> Iterator[Payload]:
    return (rich(section(runs)) for runs in text.paragraphs(line))


def _quiet(line: Line) -> Iterator[Payload]:
    is_plain = all(isinstance(run, str) for run in line)
    if not is_plain and (marked := text.marked(line)):
        yield _context(marked)
        return
    for piece in text.pieces(read_out(line)):
        yield _context(text.plain(piece, "paragraph"))


def _context(element: Payload) -> Payload:
    return {"type": "context", "elements": [element]}


def _bullets(lines: Iterable[Line]) -> Iterator[Payload]:
    items: list[Payload] = []
    length = 0
    for runs in (runs for line in lines for runs in text.paragraphs(line)):
        longer = sum(len(run["text"]) for run in runs)
        if items and (len(items) == LIMITS["items"] or length + longer > LIMITS["paragraph"]):
            yield _list(items)
            items, length = [], 0
        items.append(section(runs))
        length += longer
    if items:
        yield _list(items)


def _list(items: Sequence[Payload]) -> Payload:
    return rich({"type": "rich_text_list", "style": "bullet", "elements": list(items)})


def _facts(pairs: Iterable[tuple[str, str]]) -> Iterator[Payload]:
    """Sections of fields; a pair that is too long for a field is a paragraph."""
    fields: list[Payload] = []
    for label, value in pairs:
        field = _fact(label, value)
        if fields and (field is None or len(fields) == LIMITS["fields"]):
            yield {"type": "section", "fields": fields}
            fields = []
        if field is None:
            yield from _text((Bold(label), "\n", value))
        else:
            fields.append(field)
    if fields:
        yield {"type": "section", "fields": fields}


def _fact(label: str, value: str) -> Payload | None:
    """A label over its value, bold where nothing in either could be taken for markup."""
    lines = [each for each in (label, value) if not blank(each)]
    marked = text.marked((Bold(label), "\n", value)) if len(lines) > 1 else None
    drawn = marked or {"type": "plain_text", "text": "\n".join(lines), "emoji": False}
    return drawn if 0 < len(drawn["text"]) <= LIMITS["field"] else None


def _copyable(label: str, content: str) -> Iterator[Payload]:
    if blank(content):
        return
    yield from _quiet((label,))
    for piece in text.pieces(content):
        yield rich({"type": "rich_text_preformatted", "elements": [{"type": "text", "text": piece}]})
