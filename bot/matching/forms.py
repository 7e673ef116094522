"""Two first names that are forms of one, as they were typed: to say so in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from bot.matching.likeness import given_level, roots
from bot.matching.names import read_name
from bot.matching.texts import LONGEST, fold


@dataclass(frozen=True)
class Forms:
    """`one` was typed now, `other` before; `short`: the first of the two is short for the second, as given here."""

    one: str
    other: str
    short: bool


def forms_of_one_name(typed: str | None, before: Iterable[str | None]) -> Forms | None:
    """Return the first names that are forms of one or nearly the same, or nothing where they are just the same."""
    ours, theirs = _first_names(typed), [each for name in before for each in _first_names(name)]
    pairs = [(a, b, given_level(fold(a), fold(b))) for a, b in product(ours, theirs)]
    if any(level == "exact" for _, _, level in pairs):
        return None
    found = [(a, b) for a, b, level in pairs if level == "variant"] or [
        (a, b) for a, b, level in pairs if level == "close"
    ]
    return _forms(*found[0]) if found else None


def _forms(one: str, other: str) -> Forms:
    if _short_for(one, other):
        return Forms(one, other, short=True)
    return Forms(other, one, short=True) if _short_for(other, one) else Forms(one, other, short=False)


def _short_for(short: str, full: str) -> bool:
    a, b = fold(short), fold(full)
    return len(a) < len(b) and b in roots(a) and a not in roots(b)


def _first_names(typed: str | None) -> list[str]:
    """Return the words of a name, as typed, that are first names as it most probably is to be read."""
    readings = read_name(typed).readings[:1]
    given = {word for reading in readings for word in reading.given + reading.middle}
    words = (typed or "")[:LONGEST].replace("-", " ").replace(",", " ").split()
    return [word.strip("().") for word in words if fold(word.strip("().")) in given]
