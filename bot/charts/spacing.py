"""Keeps what is drawn beside one another from being drawn over one another."""

from collections.abc import Sequence

Extent = tuple[float, float]
"""From where to where, in pixels."""


def clear(one: Extent, other: Extent, gap: float) -> bool:
    """Whether two words on one line stand clear of one another."""
    return one[1] + gap < other[0] or other[1] + gap < one[0]


def apart(places: Sequence[float], room: float, start: float, end: float) -> list[float]:
    """Middles in their order, moved to the right or away from the end, so that each has its room between start and end."""
    moved: list[float] = []
    least = start + room / 2
    for place in places:
        moved.append(max(place, least))
        least = moved[-1] + room
    most = end - room / 2
    for number in reversed(range(len(moved))):
        moved[number] = min(moved[number], most)
        most = moved[number] - room
    return moved
