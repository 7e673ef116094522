"""Text as Slack draws it: what somebody typed stays what they typed, never markup, a mention or an emoji."""

import re
from collections.abc import Iterator
from itertools import pairwise, starmap
from typing import assert_never

from adapters import lines
from adapters.lines import WEB_PAGE, blank, end, words
from adapters.payload import Payload
from adapters.slack.limits import LIMITS
from bot.cards import Bold, Line, Link, Run

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARKUP = re.compile(r"[*_~`]|:[^\s:]+:|^\s*>", re.MULTILINE)
"""What Slack's markup would take for more than letters, and what no escape prevents."""


def cut(text: str, limit: str) -> str:
    """The text within a limit of the table, with a mark where something is missing."""
    return lines.cut(text, LIMITS[limit])


def plain(text: str, limit: str) -> Payload:
    """A text object that is drawn letter by letter; nothing at all becomes the mark for something missing."""
    return {"type": "plain_text", "text": "…" if blank(text) else cut(text, limit), "emoji": False}


def escaped(text: str) -> str:
    """Text in which nobody is mentioned and nothing is linked."""
    return text.translate(_ENTITIES)


def is_tame(text: str) -> bool:
    """Whether text means nothing more in Slack's markup once it is escaped."""
    return not _MARKUP.search(text)


def marked(line: Line) -> Payload | None:
    """A line with its bold runs and links in one text object, or None where something in it could be markup."""
    whole = is_tame("".join(map(words, line))) and all(starmap(_stand_apart, pairwise(line)))
    if not whole or not all(map(_can_be_marked, line)):
        return None
    text = "".join(map(_marked, line))
    fits = len(text) <= LIMITS["paragraph"] and not blank(text)
    return {"type": "mrkdwn", "text": text, "verbatim": True} if fits else None


def pieces(text: str, limit: str = "paragraph") -> Iterator[str]:
    """The whole text in pieces within a limit, parted at a line's or a word's end; blank pieces are left out."""
    while text:
        until = end(text, LIMITS[limit])
        if not blank(text[:until]):
            yield text[:until]
        text = text[until:]


def paragraphs(line: Line) -> Iterator[list[Payload]]:
    """The whole line as elements of rich text, in paragraphs that each stay within the limit."""
    drawn: list[Payload] = []
    room = LIMITS["paragraph"]
    for run in line:
        left = words(run)
        while left:
            until = end(left, room)
            drawn += [_element(run, left[:until])] if until else []
            left, room = left[until:], room - until
            if left:
                yield from _seen(drawn)
                drawn, room = [], LIMITS["paragraph"]
    yield from _seen(drawn)


def _seen(drawn: list[Payload]) -> Iterator[list[Payload]]:
    if not all(blank(element["text"]) for element in drawn):
        yield drawn


def _element(run: Run, text: str) -> Payload:
    match run:
        case str():
            return {"type": "text", "text": text}
        case Bold():
            return {"type": "text", "text": text, "style": {"bold": True}}
        case Link(url=url):
            leads = WEB_PAGE.fullmatch(url) and len(url) <= LIMITS["url"]
            return {"type": "link", "url": url, "text": text} if leads else {"type": "text", "text": text}
    assert_never(run)


def _can_be_marked(run: Run) -> bool:
    match run:
        case str():
            return True
        case Bold(text):
            return text == text.strip() and "\n" not in text
        case Link(text, url):
            return "|" not in text and bool(WEB_PAGE.fullmatch(url))
    assert_never(run)


def _stand_apart(one: Run, other: Run) -> bool:
    """Slack takes a star for bold only where no letter touches it from outside."""
    touching = words(one)[-1:].isalnum() and words(other)[:1].isalnum()
    bold = isinstance(one, Bold), isinstance(other, Bold)
    return not (all(bold) or (any(bold) and touching))


def _marked(run: Run) -> str:
    match run:
        case str():
            return escaped(run)
        case Bold(text):
            return f"*{escaped(text)}*" if text else ""
        case Link(text, url):
            return f"<{escaped(url)}|{escaped(text)}>" if not blank(text) else f"<{escaped(url)}>"
    assert_never(run)
