"""What two names show: every way to read one against every way to read the other."""

import math
from collections.abc import Iterator
from itertools import product

from bot.matching.contacts import usual_title
from bot.matching.levels import BEST_FIRST, Evidence, frequency, initial, row
from bot.matching.likeness import given_level, letters, surname_level, whole
from bot.matching.model import ReasonKind
from bot.matching.names import Name, Reading
from bot.matching.prepared import Prepared

SHORTEST_IN_EMAIL = 5
GIVEN = frozenset(ReasonKind(f"given_{level}") for level in ("exact", "variant", "close", "differs"))
HINTS = frozenset({ReasonKind.GIVEN_INITIAL, ReasonKind.TITLE_AGREES, ReasonKind.TITLE_DIFFERS})


def name_evidence(a: Prepared, b: Prepared) -> list[Evidence]:
    """Of several names, those count that tell most of the first name; of those, the two that fit best."""
    if not (a.names and b.names):
        return _name_in_email(a, b)
    return max((_best_reading(x, y, a, b) for x, y in product(a.names, b.names)), key=_telling)


def _best_reading(x: Name, y: Name, a: Prepared, b: Prepared) -> list[Evidence]:
    ways = [(r, s) for r, s in product(x.readings, y.readings) if _fits(r, s)]
    return max(([*_reading(r, s, a, b), *_titles(x, y, r, s)] for r, s in ways), key=_fit)


def _telling(found: list[Evidence]) -> tuple[int, float, list[str]]:
    """First names tell more than initials and titles: one mother is not her husband because both are Marlowe."""
    kinds = {evidence.kind for evidence in found}
    return 2 * bool(kinds & GIVEN) + bool(kinds & HINTS), *_fit(found)


def _fit(found: list[Evidence]) -> tuple[float, list[str]]:
    """How well a way to read fits; the kinds settle ties, so that comparing is symmetrical."""
    return math.prod(e.ratio for e in found), [e.kind for e in found]


def _fits(x: Reading, y: Reading) -> bool:
    """Two names both read backwards would only count what reading both forwards counts."""
    return not (x.swapped and y.swapped)


def _reading(x: Reading, y: Reading, a: Prepared, b: Prepared) -> list[Evidence]:
    found = [*_given(x, y), *_surname(x, y, a, b)]
    if x.swapped or y.swapped:
        found.append(row("order", "swapped", ReasonKind.ORDER_SWAPPED))
    return found


def _given(x: Reading, y: Reading) -> Iterator[Evidence]:
    if not (x.given and y.given):
        return
    ours, theirs = whole(x.given), whole(y.given)
    if ours and theirs:
        level, shared = _best_given(x, y)
        yield row("given", level, ReasonKind(f"given_{level}"), frequency("forenames", shared))
        return
    agree = bool(letters(x.given + x.middle) & letters(y.given) | letters(x.given) & letters(y.middle))
    yield initial("given", agree=agree)


def _best_given(x: Reading, y: Reading) -> tuple[str, set[str]]:
    """Compare first names, and each also with the other side's middle names."""
    pairs = {
        *product(whole(x.given), whole(y.given + y.middle)),
        *product(whole(x.given + x.middle), whole(y.given)),
    }
    pairs.add(("".join(whole(x.given)), "".join(whole(y.given))))
    levels = {pair: given_level(*pair) for pair in pairs}
    level = min(levels.values(), key=BEST_FIRST.index)
    return level, {word for pair, found in levels.items() if found == level for word in pair}


def _surname(x: Reading, y: Reading, a: Prepared, b: Prepared) -> Iterator[Evidence]:
    if not (x.surname and y.surname):
        return
    ours, theirs = whole(x.surname), whole(y.surname)
    if not (ours and theirs):
        yield initial("surname", agree=bool(letters(x.surname) & letters(y.surname)))
        return
    level = surname_level(ours, theirs)
    if level in {"close", "differs"} and _shared_middle(x, y):
        level = "part"
    if level == "differs" and (_childs(b, ours) or _childs(a, theirs)):
        level = "of_child"
    floor = frequency("surnames", {*ours} & {*theirs}) if level in {"exact", "part"} else 0.0
    yield row("surname", level, ReasonKind(f"surname_{level}"), floor)


def _shared_middle(x: Reading, y: Reading) -> bool:
    ours, theirs = {*whole(x.surname)}, {*whole(y.surname)}
    return bool(ours & {*whole(y.middle)} | theirs & {*whole(x.middle)})


def _childs(other: Prepared, surname: tuple[str, ...]) -> bool:
    words = {word for child in other.children for word in whole(child.rest)}
    return bool(words & {*surname})


def _titles(a: Name, b: Name, x: Reading, y: Reading) -> Iterator[Evidence]:
    ours, theirs = a.title or usual_title(x.given), b.title or usual_title(y.given)
    if not (ours and theirs) or (whole(x.given) and whole(y.given)):
        return
    level = "agrees" if ours == theirs else "differs"
    yield row("title", level, ReasonKind(f"title_{level}"))


def _name_in_email(a: Prepared, b: Prepared) -> list[Evidence]:
    named, other = (a, b) if a.names else (b, a)
    addresses = set(other.emails) - set(named.emails)
    surnames = {word for name in named.names for word in name.surnames if len(word) >= SHORTEST_IN_EMAIL}
    if not any(word in address for word in surnames for address in addresses):
        return []
    return [row("surname_in_email", "in_email", ReasonKind.SURNAME_IN_EMAIL)]
