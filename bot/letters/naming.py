"""Colleagues who are named in what a letter quotes: nothing is taken out, whoever sends the letter is asked to look."""

import re
from collections.abc import Iterable, Iterator

from bot.letters.model import Gap, Line, Run


def marked(quoted: str, staff: Iterable[str], gap: Gap) -> Line:
    """The same words with a gap behind each name of a colleague.

    A whole name counts however it is written, a part of one with a capital only: many are words as well (will, stone).
    """
    return tuple(_runs(quoted, _names(staff), gap))


def _runs(quoted: str, names: re.Pattern[str] | None, gap: Gap) -> Iterator[Run]:
    begun = 0
    for found in names.finditer(quoted) if names else ():
        yield quoted[begun : found.end()] + " "
        yield gap
        begun = found.end()
    if rest := quoted[begun:]:
        yield rest


def _names(staff: Iterable[str]) -> re.Pattern[str] | None:
    """What to look for, whole names first; None where there is nobody."""
    whole = [name.split() for name in staff if name.strip()]
    parts = {part for words in whole for part in words if part[0].isupper() and len(part) > 1}
    wanted = ["(?i:" + r"\s+".join(map(re.escape, words)) + ")" for words in whole]
    wanted += [re.escape(way) for part in parts for way in (part, part.capitalize(), part.upper())]
    if not wanted:
        return None
    longest_first = sorted(dict.fromkeys(wanted), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")
