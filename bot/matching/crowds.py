"""What many customers hold says little: a school's telephone number, an office's address, a reference typed for everybody.

In the terms of Fellegi & Sunter: the more customers hold something, the likelier two strangers share it.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from bot.matching.tables import weights
from bot.matching.texts import LONGEST_KEY

Key = tuple[str, str]
"""A kind and a value."""

Held = Mapping[Key, int]
"""How many customers hold a key, counted up to `MANY`; one that is not in it is held by a household at most."""

NOBODY: Final[Held] = MappingProxyType({})
HOUSEHOLD: Final = 3
"""So many customers hold a key as one household does: it keeps its weight."""
NAMED: Final = frozenset({"name", "child", "child+surname", "child+given"})
"""Kinds of keys made of names."""
MANY: Final = 100
"""Held by so many, a key says nothing about who somebody is, and finds nobody alone."""


_ENOUGH: Final = 2
"""Keys of a crowd, that together may find somebody; any other key is enough by itself."""

Holders = Mapping[Key, Sequence[tuple[int, date]]]
"""Customers who have a key, `MANY` at most, each with the day when they were seen last; the newest first."""


def worth_comparing(holders: Holders, most: int) -> list[int]:
    """Customers who may be meant: who shares more keys or rarer ones first, then who was seen last.

    Whoever shares one key alone, and that one with a crowd, is left out: nothing tells them from the others.
    """
    weight, shared, seen = Counter[int](), Counter[int](), dict[int, date]()
    for some in holders.values():
        for number, day in some:
            weight[number] += _rarity(len(some))
            shared[number] += 1 if len(some) >= MANY else _ENOUGH
            seen[number] = max(day, seen.get(number, day))
    found = [number for number in weight if shared[number] >= _ENOUGH]
    return sorted(found, key=lambda n: (weight[n], seen[n], n), reverse=True)[:most]


def by_chance(held: Held, keys: tuple[Key, ...]) -> float:
    """How likely a stranger holds this, which was typed in one way or several; 0 where only a household does, 1 for a crowd.

    Of so many people as the prior in `weights.toml` takes for strangers, each holder is one.
    """
    number = max((held.get(key, 0) for key in keys), default=0)
    if number >= MANY:
        return 1.0
    same, _household, strangers = weights().prior
    return max(number - HOUSEHOLD, 0) * same / strangers


def _rarity(number: int) -> int:
    """How much sharing a key says, in bits; whole thousandths, so that the order of adding them is all one."""
    return round(1000 * math.log2(2 * MANY / number))


def many_are_called_so(held: Held) -> bool:
    """Whether more than a household are called so, and have a child who is: every key of the names is held by more."""
    most: dict[str, int] = {}
    for (kind, _value), number in held.items():
        if kind in NAMED:
            most[kind] = max(number, most.get(kind, 0))
    return min(most.values(), default=0) > HOUSEHOLD


def phone_key(national: str) -> Key:
    """A telephone number's; its last digits are the same with and without a country."""
    return "phone", national[-9:]


def email_key(address: str) -> Key:
    """An e-mail address's."""
    return "email", address[:LONGEST_KEY]


def case_key(reference: str) -> Key:
    """A case reference's."""
    return "case", reference[:LONGEST_KEY]
