"""A card's line, whatever draws it: its words, where its links lead, where it ends within a limit."""

import re
from typing import assert_never

from bot.cards import Bold, Line, Link, Run

WEB_PAGE = re.compile(r"https?://[^\s<>|]+")


def blank(text: str) -> bool:
    """Whether nothing would be seen."""
    return not text.strip()


def cut(text: str, most: int) -> str:
    """The text within so many characters, with a mark where something is missing."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def end(text: str, room: int) -> int:
    """Where the piece that fits ends: after a line, else after a word, else anywhere."""
    if len(text) <= room:
        return len(text)
    for border in ("\n", " "):
        if (found := text.rfind(border, room // 2, room)) >= 0:
            return found + 1
    return room


def words(run: Run) -> str:
    """What is read of a run; of a link without words its address."""
    match run:
        case str():
            return run
        case Bold(text):
            return text
        case Link(text, url):
            return url if blank(text) and WEB_PAGE.fullmatch(url) else text
    assert_never(run)


def read_out(line: Line) -> str:
    """A line as plain text, links with their address."""
    return "".join(map(_read_out, line))


def _read_out(run: Run) -> str:
    said = words(run)
    if isinstance(run, Link) and WEB_PAGE.fullmatch(run.url) and said != run.url:
        return f"{said} ({run.url})"
    return said
