"""Teams' markup in what people wrote, as the plain words that they saw."""

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

_BREAKS = re.compile(r"<\s*(br\s*/?|/p|/div|/li|/h[1-6]|/tr)\s*>", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>")
_EMPTY = re.compile(r"\n\s*\n\s*\n+")


def plain(markup: str) -> str:
    """The words of a message in HTML, one line for each of its paragraphs."""
    text = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", markup))).replace("\xa0", " ")
    return _EMPTY.sub("\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


def said(text: str, entities: Iterable[Mapping[str, Any]], us: str) -> str:
    """What somebody wrote to us, without our own name."""
    for entity in entities:
        mentioned = entity.get("mentioned")
        ours = isinstance(mentioned, Mapping) and mentioned.get("id") == us
        if entity.get("type") == "mention" and ours and isinstance(entity.get("text"), str):
            text = text.replace(str(entity["text"]), " ")
    return " ".join(text.replace("&nbsp;", " ").split())
