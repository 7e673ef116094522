"""A generated service: what colleagues typed about 2,000 people, and who really is who.

Weights, lists and code of the product are not used here. Numbers come from the thousand mobiles and the thousand
landlines that are nobody's, so fewer people have one than in life; more are known by an address or a reference.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from random import Random

from bot.matching import Identity
from tests.benchmarks.linking.households import Adult, Child, Household, households
from tests.benchmarks.linking.mistyping import slip
from tests.benchmarks.linking.names import Namer, short_of
from tests.benchmarks.linking.scoring import Pair, pair_of

PEOPLE = 2000
CONTACTS = (1, 2, 3, 4)
CONTACTS_WEIGHTS = (35, 30, 20, 15)
"""How often somebody is on file so many times."""

SAID = {"name": 0.95, "phone": 0.6, "email": 0.4, "case_ref": 0.3, "child": 0.6}
"""How often each is noted where there is one."""

FEWEST = 2
PERSONAL = {"name", "phone", "email"}
"""Nobody is on file with neither of these."""

SLIP = 0.06
SLIP_IN_EMAIL = 0.02
SHORT = 0.2
FORMER = 0.3
"""How often what has changed is still given as it was."""

FROM_HOME = 0.3
PARTNERS = 0.04
"""How often somebody calls from the partner's mobile."""


@dataclass(frozen=True)
class Record:
    """One customer as typed, the person it is, and the household."""

    id: str
    person: int
    household: int
    identity: Identity


@dataclass(frozen=True)
class World:
    """All records, and the pairs of people who are a couple."""

    records: tuple[Record, ...]
    couples: frozenset[tuple[int, int]]

    @property
    def true(self) -> set[Pair]:
        """Return the pairs of records that are one person."""
        by_person: dict[int, list[str]] = {}
        for record in self.records:
            by_person.setdefault(record.person, []).append(record.id)
        return {pair_of(*pair) for ids in by_person.values() for pair in combinations(ids, 2)}


def world(seed: int, people: int = PEOPLE, *, crowded: bool = False) -> World:
    """Generate the world of a seed."""
    chance = Random(seed)  # noqa: S311 - a world that can be made again
    found = list(households(chance, Namer(chance, crowded=crowded), people))
    typed = [one for household in found for one in _contacts(household, chance)]
    chance.shuffle(typed)
    records = (Record(str(number), *one) for number, one in enumerate(typed))
    couples = (tuple(adult.number for adult in each.adults) for each in found)
    return World(tuple(records), frozenset((pair[0], pair[1]) for pair in couples if len(pair) > 1))


def _contacts(household: Household, chance: Random) -> Iterator[tuple[int, int, Identity]]:
    for adult in household.adults:
        for _ in range(chance.choices(CONTACTS, CONTACTS_WEIGHTS)[0]):
            yield adult.number, household.number, _typed(adult, household, chance)


def _typed(adult: Adult, household: Household, chance: Random) -> Identity:
    """Type somebody in; who gives next to nothing is asked again."""
    child = chance.choice([household.children[0], *household.children])
    there = {
        "name": _name(adult, chance),
        "phone": _phone(adult, household, chance),
        "email": _email(adult, chance),
        "case_ref": _reference(child, chance),
        "child": _child(child, adult, chance),
    }
    said: dict[str, str] = {}
    while len(said) < FEWEST or not said.keys() & PERSONAL:
        said = {field: text for field, text in there.items() if text and chance.random() < SAID[field]}
    return Identity(**said)


def _now_or_before(values: tuple[str, ...], chance: Random) -> str:
    if not values:
        return ""
    return values[0] if chance.random() < FORMER else values[-1]


# A name as it is written down.

Style = Callable[[str, str, str], str]
STYLES: dict[Style, int] = {
    lambda _title, first, last: f"{first} {last}": 60,
    lambda title, first, last: f"{title} {first} {last}": 10,
    lambda title, _first, last: f"{title} {last}": 10,
    lambda _title, first, last: f"{first[0]} {last}": 5,
    lambda title, first, last: f"{title} {first[0]} {last}": 3,
    lambda _title, first, last: f"{last}, {first}": 4,
    lambda _title, first, last: f"{last} {first}": 2,
    lambda _title, first, _last: first: 4,
    lambda _title, first, last: f"{first} {last}".upper(): 2,
}
"""Ways to write a name, and how often of a hundred times each is used."""


def _name(adult: Adult, chance: Random) -> str:
    style = chance.choices(list(STYLES), list(STYLES.values()))[0]
    return style(
        adult.title, _called(adult.first, chance), _slipped(_now_or_before(adult.surnames, chance), chance)
    )


def _called(first: str, chance: Random) -> str:
    return _slipped(short_of(first, chance) if chance.random() < SHORT else first, chance)


def _slipped(word: str, chance: Random) -> str:
    return slip(word, chance) if chance.random() < SLIP else word


# What else is written down.


def _phone(adult: Adult, household: Household, chance: Random) -> str:
    lent = [number for other in household.adults if other != adult for number in other.mobiles]
    if lent and chance.random() < PARTNERS:
        return _spaced(lent[-1], chance)
    own = _now_or_before(adult.mobiles, chance)
    if household.landline and (not own or chance.random() < FROM_HOME):
        return _spaced(household.landline, chance)
    return _spaced(own, chance)


def _spaced(number: str, chance: Random) -> str:
    if not number:
        return ""
    written = (number, number.replace(" ", ""), f"+44 {number[1:]}", f"{number[:-3]} {number[-3:]}")
    return chance.choice(written)


def _email(adult: Adult, chance: Random) -> str:
    address = _now_or_before(adult.emails, chance)
    if not address or chance.random() >= SLIP_IN_EMAIL:
        return address
    local, _, domain = address.partition("@")
    return f"{slip(local, chance).lower()}@{domain}"


def _reference(child: Child, chance: Random) -> str:
    return chance.choice(
        [child.reference, child.reference, child.reference.lower(), child.reference.replace("-", "")]
    )


def _child(child: Child, adult: Adult, chance: Random) -> str:
    called = _called(child.name, chance)
    return chance.choice(
        [called] * 6 + [f"{called} {adult.surnames[-1][0]}", f"{called}, yr {chance.randrange(1, 11)}"]
    )


def couples_taken_for_one(found: Iterable[Pair], of: World) -> int:
    """Count the couples of whom some record of one is found to be some record of the other."""
    person = {record.id: record.person for record in of.records}
    taken = {(min(pair), max(pair)) for a, b in found if (pair := (person[a], person[b]))}
    return len(taken & of.couples)
