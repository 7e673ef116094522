"""Who lives in a generated world: names drawn from its own list, common ones more often."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

FLAT = {"mothers": 10, "fathers": 10, "children": 60, "common": 10}
"""A name is drawn in proportion to 1 / (its place + this).

The commonest mother's name is 3 % of mothers', the commonest child's 1 % of children's, as in England and Wales.
"""

COMMON_SURNAME = 0.25
"""How often a surname is of the list, the commonest 1 %; crowded: twice as often."""

DOUBLE_SURNAME = 0.03
CROWDED = 3
"""A crowded world knows only one in three names of each list, the commonest."""


@dataclass(frozen=True)
class Lists:
    """`world.toml`."""

    mothers: Sequence[str]
    fathers: Sequence[str]
    children: Sequence[str]
    common: Sequence[str]
    heads: Sequence[str]
    tails: Sequence[str]
    short: Mapping[str, Sequence[str]]


@cache
def lists() -> Lists:
    """Return the names of generated worlds."""
    data = tomllib.loads(Path(__file__).with_name("world.toml").read_text("utf-8"))
    short = {name: said.split() for name, said in data.pop("short").items()}
    return Lists(**{kind: said.split() for kind, said in data.items()}, short=short)


class Namer:
    """Draws names; where it is `crowded`, people share them far more often than in life."""

    def __init__(self, chance: Random, *, crowded: bool) -> None:
        self.chance = chance
        self._part = CROWDED if crowded else 1
        self._often = COMMON_SURNAME * (2 if crowded else 1)

    def mother(self) -> str:
        """Draw a mother's first name."""
        return self._drawn("mothers", lists().mothers)

    def father(self) -> str:
        """Draw a father's first name."""
        return self._drawn("fathers", lists().fathers)

    def child(self) -> str:
        """Draw a child's first name."""
        return self._drawn("children", lists().children)

    def surname(self) -> str:
        """Draw a surname: a common one, or one made of two parts; now and then a double one."""
        if self.chance.random() < DOUBLE_SURNAME:
            return f"{self._single()}-{self._single()}"
        return self._single()

    def _single(self) -> str:
        if self.chance.random() < self._often:
            return self._drawn("common", lists().common)
        return self.chance.choice(lists().heads) + self.chance.choice(lists().tails)

    def _drawn(self, kind: str, found: Sequence[str]) -> str:
        known = found[: len(found) // self._part]
        return self.chance.choices(known, [1 / (place + FLAT[kind]) for place in range(1, len(known) + 1)])[0]


def short_of(first: str, chance: Random) -> str:
    """Return what somebody of this name may be called instead."""
    return chance.choice(lists().short.get(first, [first]))
