"""What gets through beside what always does: letters say the latter in words of their own, and once."""

import re

from bot.words.kinds import ALWAYS

_PARTS = re.compile(r"([;\n]+|\.(?=\s|$))")
_WORDS = re.compile(r"\w+")


def beside_what_always_does(typed: str) -> str:
    """What was typed without the parts that say no word more than a part of the usual text."""
    usual = [_words(part) for part in _PARTS.split(ALWAYS)]
    pieces = [*_PARTS.split(typed), ""]
    kept = [
        piece + mark
        for piece, mark in zip(pieces[::2], pieces[1::2], strict=True)
        if piece.strip() and not any(_words(piece) <= part for part in usual)
    ]
    return "".join(kept).strip().rstrip(";").rstrip()


def _words(part: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(part.lower()))
