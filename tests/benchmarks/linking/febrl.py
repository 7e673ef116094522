"""Name, birth date and postcode of two files of people (FEBRL4): what a pair shows, and who is compared."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from bot.matching.likeness import given_level, sound, surname_level
from bot.matching.texts import fold, words
from tests.benchmarks.linking.estimating import Ladder, Shown

LADDER: Ladder = {
    "given": ("exact", "variant", "close", "alike", "differs"),
    "surname": ("exact", "part", "close", "alike", "differs"),
    "order": ("straight", "swapped"),
    "born": ("exact", "near", "part", "differs"),
    "postcode": ("exact", "near", "differs"),
}
ALIKE = 0.8
"""Jaro-Winkler: below what `likeness.py` calls close, but seldom by chance."""

BLOCKED = {"born": {"born"}, "name": {"given", "surname", "order"}}
"""The keys that tables are learnt from, and the fields that pairs who share one cannot teach."""


@dataclass(frozen=True)
class Person:
    """One record, folded; what it lacks is empty. `born` is year, month and day in eight digits."""

    id: str
    given: str
    surname: str
    born: str
    postcode: str

    @property
    def number(self) -> int:
        """Whose record it is, which only labels know: 7 of `rec-7-org` and `rec-7-dup-0`."""
        return int(self.id.split("-")[1])


def read(rows: Iterable[Mapping[str, str]]) -> list[Person]:
    """Read rows with the columns of FEBRL's files."""
    columns = ("given_name", "surname", "date_of_birth", "postcode")
    return [Person(row["rec_id"], *(fold(row[column] or "").strip() for column in columns)) for row in rows]


def shown(a: Person, b: Person) -> Shown:
    """Compare field by field; a name in whichever order fits better."""
    found = {**_names(a, b)}
    if a.born and b.born:
        found["born"] = _born(a.born, b.born)
    if a.postcode and b.postcode:
        found["postcode"] = _postcode(a.postcode, b.postcode)
    return frozenset(found.items())


def _names(a: Person, b: Person) -> dict[str, str]:
    found = {}
    if a.given and b.given:
        found["given"] = _given(a.given, b.given)
    if a.surname and b.surname:
        found["surname"] = _surname(a.surname, b.surname)
    if len(found) < len(("given", "surname")):
        return found
    backwards = {"given": _given(a.given, b.surname), "surname": _surname(a.surname, b.given)}
    if _rank(backwards) < _rank(found):
        return {**backwards, "order": "swapped"}
    return {**found, "order": "straight"}


def _rank(levels: Mapping[str, str]) -> int:
    return sum(LADDER[field].index(level) for field, level in levels.items())


@cache
def _given(a: str, b: str) -> str:
    return _or_alike(given_level(a, b), a, b)


@cache
def _surname(a: str, b: str) -> str:
    return _or_alike(surname_level(tuple(words(a)), tuple(words(b))), a, b)


def _or_alike(level: str, a: str, b: str) -> str:
    return "alike" if level == "differs" and JaroWinkler.similarity(a, b) >= ALIKE else level


def _born(a: str, b: str) -> str:
    if a == b:
        return "exact"
    ours, theirs = _date(a), _date(b)
    turned = (ours[0], ours[2], ours[1]) == theirs
    if turned or DamerauLevenshtein.distance(a, b) == 1:
        return "near"
    return "part" if sum(x == y for x, y in zip(ours, theirs, strict=True)) > 1 else "differs"


def _date(born: str) -> tuple[str, str, str]:
    return born[:4], born[4:6], born[6:]


def _postcode(a: str, b: str) -> str:
    if a == b:
        return "exact"
    return "near" if DamerauLevenshtein.distance(a, b) == 1 else "differs"


def agreed(a: Person, b: Person) -> dict[str, str]:
    """Return the values that are just the same, of the fields in which some values are frequent."""
    return {
        field: value
        for field in ("given", "surname", "postcode")
        if (value := getattr(a, field)) and value == getattr(b, field)
    }


def keys_of(person: Person) -> Iterator[tuple[str, str]]:
    """Return what a record is found by: only records that share a key are compared."""
    if person.born:
        yield "born", person.born
    if person.given and person.surname:
        yield "name", " ".join(sorted((sound(person.given), sound(person.surname))))
    if person.postcode:
        yield "postcode", person.postcode


def candidates(left: Sequence[Person], right: Sequence[Person]) -> dict[str, set[tuple[int, int]]]:
    """Return by kind of key the pairs that share one, as places in the two files."""
    index: dict[tuple[str, str], list[int]] = {}
    for place, person in enumerate(right):
        for key in keys_of(person):
            index.setdefault(key, []).append(place)
    found: dict[str, set[tuple[int, int]]] = {}
    for place, person in enumerate(left):
        for key in keys_of(person):
            found.setdefault(key[0], set()).update((place, other) for other in index.get(key, ()))
    return found
