"""Slack's markup in what people wrote, as the plain words that they saw."""

import html
import re

_MARKED = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")


def plain(text: str) -> str:
    """Links as their label and address, mentions as their name where Slack says it, entities as characters."""
    return html.unescape(_MARKED.sub(_words, text))


def _words(found: re.Match[str]) -> str:
    target, label = found.group(1), found.group(2) or ""
    if target.startswith(("@", "#", "!")):
        return label or target
    return f"{label} ({target})" if label and label not in target else target
