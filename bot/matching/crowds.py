"""What many customers hold says little: a school's telephone number, an office's address, a reference typed for everybody.

In the terms of Fellegi & Sunter: the more customers hold something, the likelier two strangers share it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.matching.tables import weights

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


def by_chance(held: Held, keys: tuple[Key, ...]) -> float:
    """How likely a stranger holds this, which was typed in one way or several; 0 where only a household does, 1 for a crowd.

    Of so many people as the prior in `weights.toml` takes for strangers, each holder is one.
    """
    number = max((held.get(key, 0) for key in keys), default=0)
    if number >= MANY:
        return 1.0
    same, _household, strangers = weights().prior
    return max(number - HOUSEHOLD, 0) * same / strangers


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
    return "email", address


def case_key(reference: str) -> Key:
    """A case reference's."""
    return "case", reference
