"""The people of a generated world: couples, single parents, brothers and sisters, and what each can be reached by."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

from tests.benchmarks.linking.names import Namer, short_of

COUPLE = 0.45
SINGLE_MOTHER = 0.8
TWO_OF_A_KIND = 0.06
OTHER_SURNAME = 0.15
SECOND_CHILD = 0.3
KIN = 0.08
HAS_MOBILE = 0.45
HAS_LANDLINE = 0.35
HAS_EMAIL = 0.8
FAMILY_EMAIL = 0.12
CHANGED = 0.1
MARRIED = 0.02


@dataclass(frozen=True)
class Child:
    """A child and the reference of their file, which whoever contacts about them has."""

    name: str
    reference: str


@dataclass(frozen=True)
class Adult:
    """One person: `surnames`, `mobiles` and `emails` in the order of time, the last is used now."""

    number: int
    title: str
    first: str
    surnames: tuple[str, ...]
    mobiles: tuple[str, ...]
    emails: tuple[str, ...]


@dataclass(frozen=True)
class Household:
    """People who live together, and what belongs to all of them."""

    number: int
    adults: tuple[Adult, ...]
    children: tuple[Child, ...]
    landline: str | None


class Register:
    """Deals what is dealt only once: numbers, addresses, references.

    Only a thousand mobiles and a thousand landlines are nobody's; when all are out, they are dealt again.
    """

    def __init__(self, chance: Random, namer: Namer) -> None:
        self.chance, self.namer = chance, namer
        self.people, self.households = count(), count()
        self.mobiles = self._numbers("07700 900")
        self.landlines = self._numbers("01632 960")
        self._taken: set[str] = set()

    def _numbers(self, beginning: str) -> Iterator[str]:
        while True:
            yield from (f"{beginning}{end:03}" for end in self.chance.sample(range(1000), 1000))

    def reference(self) -> str:
        """Deal a reference of a child's file."""
        return self._once(lambda: f"S-{self.chance.randrange(10_000, 100_000)}")

    def email(self, local: str) -> str:
        """Deal an address: what was wished for, with a number where somebody has it."""
        number = self.chance.choice(["", "", str(self.chance.randrange(60, 100))])
        return self._once(
            lambda: f"{local}{number}@example.org",
            lambda: f"{local}{self.chance.randrange(1000)}@example.org",
        )

    def _once(self, first: Callable[[], str], then: Callable[[], str] | None = None) -> str:
        drawn = first()
        while drawn in self._taken:
            drawn = (then or first)()
        self._taken.add(drawn)
        return drawn


def households(chance: Random, namer: Namer, people: int) -> Iterator[Household]:
    """Found households until there are so many people; now and then a brother or sister founds another."""
    register = Register(chance, namer)
    surname, found = namer.surname(), 0
    while found < people:
        household = _household(register, surname)
        found += len(household.adults)
        yield household
        surname = surname if chance.random() < KIN else namer.surname()


def _household(register: Register, surname: str) -> Household:
    chance = register.chance
    wives = _who(chance)
    shared = register.email(f"{_letters(surname)}.family") if chance.random() < FAMILY_EMAIL else None
    children = tuple(_child(register) for _ in range(1 + (chance.random() < SECOND_CHILD)))
    return Household(
        next(register.households),
        tuple(_adult(register, title, surname, shared) for title in wives),
        children,
        next(register.landlines) if chance.random() < HAS_LANDLINE else None,
    )


def _who(chance: Random) -> list[str]:
    """Return the titles of the adults."""
    if chance.random() >= COUPLE:
        return ["Mrs" if chance.random() < SINGLE_MOTHER else "Mr"]
    if chance.random() < TWO_OF_A_KIND:
        return [chance.choice(["Mrs", "Mr"])] * 2
    return ["Mrs", "Mr"]


def _child(register: Register) -> Child:
    return Child(register.namer.child(), register.reference())


def _adult(register: Register, title: str, surname: str, shared: str | None) -> Adult:
    chance, namer = register.chance, register.namer
    first = namer.mother() if title == "Mrs" else namer.father()
    own = namer.surname() if chance.random() < OTHER_SURNAME else surname
    before = (namer.surname(),) if title == "Mrs" and chance.random() < MARRIED else ()
    mobiles = _in_time(chance, HAS_MOBILE, lambda: next(register.mobiles))
    emails = _in_time(chance, HAS_EMAIL, lambda: register.email(_local(chance, first, own)))
    return Adult(
        next(register.people), title, first, (*before, own), mobiles, (shared,) if shared else emails
    )


def _in_time(chance: Random, has: float, deal: Callable[[], str]) -> tuple[str, ...]:
    if chance.random() >= has:
        return ()
    return tuple(deal() for _ in range(1 + (chance.random() < CHANGED)))


def _local(chance: Random, first: str, surname: str) -> str:
    called, last = _letters(short_of(first, chance)), _letters(surname)
    return chance.choice(
        [f"{_letters(first)}.{last}", f"{called}.{last}", f"{called[0]}{last}", f"{called}{last[0]}"]
    )


def _letters(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalpha())
