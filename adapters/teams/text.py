"""Text as Teams draws it: what somebody typed stays what they typed, never markup, a mention or a date that moves.

Runs of a `RichTextBlock` know no markup; where only a text with markup is to be had, nothing that could be any goes in.
"""

import re
from collections.abc import Iterator
from typing import assert_never

from adapters import lines
from adapters.lines import WEB_PAGE, blank, end, words
from adapters.payload import Payload
from adapters.teams.limits import LIMITS
from bot.cards import Bold, Line, Link, Run

_MARKUP = re.compile(r"[*_~`\[\]<>&\\|#]|\{\{|^\s*([-+]|\d+[.)])(\s|$)|https?:|www\.", re.MULTILINE)
"""What Markdown would take for more than letters."""
_LOOK_ALIKE = str.maketrans("*_~`[]<>\\", "＊＿～｀［］＜＞＼")  # noqa: RUF001 - that they look alike is their use
_COMMAND = re.compile(r"^/((?:incident|contact)\b)")
"""A command to type: a plain word here, where a slash opens Teams' own menu."""
_JOINED = "{\u2060{"
"""Two braces that begin no date of the card's own."""


def cut(text: str, limit: str) -> str:
    """The text within a limit of the table, with a mark where something is missing."""
    return lines.cut(text, LIMITS[limit])


def is_tame(text: str) -> bool:
    """Whether text means nothing more where Markdown is read."""
    return not _MARKUP.search(text)


def plain(text: str, limit: str = "label") -> str:
    """A label that is drawn letter by letter where no markup is read; nothing becomes the mark for something missing."""
    return "…" if blank(text) else _still(cut(text, limit))


def option(text: str) -> str:
    """A choice's label, of which one client reads markup and another doesn't: what could be any looks alike only."""
    said = plain(text, "option")
    return said if is_tame(said) else said.translate(_LOOK_ALIKE)


def paragraphs(line: Line, **style: object) -> list[Payload]:
    """The line as blocks of text, one for each line break, each within the limit; `style` counts for every run."""
    return [_block(runs, style) for runs in _lines(line) if not all(blank(_words(run)) for run in runs)]


def _lines(line: Line) -> Iterator[list[Run]]:
    runs: list[Run] = []
    room = LIMITS["paragraph"]
    for run in line:
        first, *others = _words(run).split("\n")
        for number, piece in enumerate([first, *others]):
            if number:
                yield runs
                runs, room = [], LIMITS["paragraph"]
            left = piece
            while len(left) > room:
                until = end(left, room)
                yield [*runs, _with_words(run, left[:until])]
                runs, room, left = [], LIMITS["paragraph"], left[until:]
            if left:
                runs.append(_with_words(run, left))
                room -= len(left)
    yield runs


def _block(runs: list[Run], style: dict[str, object]) -> Payload:
    return {"type": "RichTextBlock", "inlines": [_inline(run, style) for run in runs]}


def _inline(run: Run, style: dict[str, object]) -> Payload | str:
    text = _still(_words(run))
    bold = {"weight": "Bolder"} if isinstance(run, Bold) else {}
    leads = isinstance(run, Link) and WEB_PAGE.fullmatch(run.url) and run.url.startswith("https:")
    link = (
        {"selectAction": {"type": "Action.OpenUrl", "url": run.url}}
        if leads and isinstance(run, Link)
        else {}
    )
    styled = {**style, **bold, **link}
    return {"type": "TextRun", "text": text, **styled} if styled else text


def _still(text: str) -> str:
    return text.replace("{{", _JOINED)


def _words(run: Run) -> str:
    """What is read of a run here."""
    said = words(run)
    return _COMMAND.sub(r"\1", said) if isinstance(run, Bold) else said


def _with_words(run: Run, text: str) -> Run:
    match run:
        case str():
            return text
        case Bold():
            return Bold(text)
        case Link(url=url):
            return Link(text, url)
    assert_never(run)
