"""Stories that differ in what the bot decides alone: each is told in one office, and the offices take turns."""

from collections.abc import Callable, Collection
from typing import ParamSpec

P = ParamSpec("P")
IN_TURN = "told_in_turn"


def in_turn(name: str, values: Collection[str]) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Tell the story of each of these values; more than there are offices, so that none is left out."""

    def mark(story: Callable[P, None]) -> Callable[P, None]:
        setattr(story, IN_TURN, (name, tuple(values)))
        return story

    return mark
