"""As much of a card as fits: its parts from the first on, then how many more there are, and the buttons at its end."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from adapters.payload import Payload


@dataclass(frozen=True)
class Room:
    """For how much there is room: in bytes, and in pieces where a platform counts those too."""

    size: int
    most: int = sys.maxsize

    def holds(self, drawn: Sequence[Payload]) -> bool:
        """Whether all of it fits."""
        return len(drawn) <= self.most and weight(drawn) <= self.size

    def beside(self, drawn: Sequence[Payload]) -> "Room":
        """What is left of it."""
        return Room(self.size - weight(drawn), self.most - len(drawn))

    def half(self) -> "Room":
        """Half of it, for what must leave room for the rest."""
        return Room(self.size // 2, self.most // 2)

    def first(self, drawn: Sequence[Payload]) -> list[Payload]:
        """As many as fit, from the first."""
        kept: list[Payload] = []
        size = self.size
        for each in drawn[: max(self.most, 0)]:
            size -= weight([each])
            if size < 0:
                break
            kept.append(each)
        return kept


def weight(drawn: object) -> int:
    """How many bytes something takes on its way."""
    return len(json.dumps(drawn, ensure_ascii=False).encode("utf-8", "replace"))


def fit(
    parts: Sequence[Sequence[Payload]],
    room: Room,
    left_out: Callable[[int], Iterable[Payload]],
    *,
    closes: bool,
) -> list[Payload]:
    """The parts, each in its pieces, as far as there is room; `left_out` draws how many more there are.

    `closes`: the last part, its buttons, stays at the end whatever is left out before it.
    """
    whole = _pieces(parts)
    if not whole or room.holds(whole):
        return whole
    before, last = (parts[:-1], parts[-1]) if closes else (parts, ())
    closing = room.half().first(last)
    said = [*left_out(len(parts)), *closing]
    kept = room.beside(said).first(_pieces(before))
    number = _cut_off(before, len(kept)) + (len(closing) < len(last))
    return [*kept, *left_out(number), *closing]


def _pieces(parts: Iterable[Sequence[Payload]]) -> list[Payload]:
    return [piece for part in parts for piece in part]


def _cut_off(parts: Iterable[Sequence[Payload]], kept: int) -> int:
    """How many parts do not stand there whole."""
    left = 0
    for each in parts:
        kept -= len(each)
        left += bool(each) and kept < 0
    return left
