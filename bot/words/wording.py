"""A service's own words: the sentences of `sentences.py`, or what its policy file says in their place.

A placeholder is a whole name in braces. What stands for it is put in as it is and never read again, so nothing that
anybody typed can be a placeholder.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot.words.sentences import SENTENCES

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

Run = TypeVar("Run")


@dataclass(frozen=True)
class Wording:
    """What a service says; `own` by the key of a sentence, checked when its file was read."""

    own: Mapping[str, str] = field(default_factory=dict)

    def line(self, key: str, **given: Run) -> tuple[str | Run, ...]:
        """A sentence in runs: between what is said stands what was `given` for each placeholder."""
        pieces = PLACEHOLDER.split(self._template(key))
        runs = (given[each] if number % 2 else each for number, each in enumerate(pieces))
        return tuple(each for each in runs if each != "")

    def text(self, key: str, **given: str) -> str:
        """The same as one text."""
        return "".join(self.line(key, **given))

    def added(self, key: str) -> tuple[str, ...]:
        """What a service adds of its own; nothing where it adds nothing."""
        return (said,) if (said := self._template(key)) else ()

    def _template(self, key: str) -> str:
        return self.own.get(key) or SENTENCES[key].usual


USUAL = Wording()
"""Where a service says nothing of its own."""
