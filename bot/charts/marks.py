"""The marks of a timeline, each of its own shape and its own colour: nobody has to rely on one of them."""

from collections.abc import Callable

from bot.charts.sheet import BLUE, GREEN, INK, PAPER, SKY, SOFT, VERMILION, Point, Sheet

Mark = Callable[[Sheet, Point, Point], None]
"""Draws itself into the box between two corners, upper left and lower right."""


def contact(paper: Sheet, corner: Point, opposite: Point) -> None:
    """An ordinary contact: a dot."""
    x, y, width = _middle(corner, opposite)
    paper.circle((x, y), width * 0.38, BLUE)


def incident(paper: Sheet, corner: Point, opposite: Point) -> None:
    """A report with a concern: a triangle."""
    (left, top), (right, bottom) = corner, opposite
    x, _, width = _middle(corner, opposite)
    space = width * 0.06
    low = bottom - space
    paper.shape([(x, top + space), (right - space, low), (left + space, low)], VERMILION)


def word(paper: Sheet, corner: Point, opposite: Point) -> None:
    """A word with the customer: a diamond."""
    x, y, width = _middle(corner, opposite)
    half = width * 0.55
    paper.shape([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], GREEN)


def in_force(paper: Sheet, corner: Point, opposite: Point) -> None:
    """A restriction while it counts: a full bar."""
    paper.box(corner, opposite, SKY, filled=True)


def waiting(paper: Sheet, corner: Point, opposite: Point) -> None:
    """A restriction that does not count: an empty bar."""
    paper.box(corner, opposite, SOFT, filled=False)


def flag(paper: Sheet, corner: Point, opposite: Point) -> None:
    """A review: a flag on its pole."""
    (_, top), (right, bottom) = corner, opposite
    x, y, _ = _middle(corner, opposite)
    paper.line((x, top - 4), (x, bottom + 4), INK, 3)
    paper.shape([(x, top - 4), (right, (top + y) / 2 - 2), (x, y)], INK)


def badge(paper: Sheet, at: Point, radius: float, said: str) -> None:
    """The number of a day on which steps were taken."""
    paper.circle(at, radius, INK)
    paper.text(at, said, radius * 1.15, colour=PAPER, anchor="mm")


def _middle(corner: Point, opposite: Point) -> tuple[float, float, float]:
    (left, top), (right, bottom) = corner, opposite
    return (left + right) / 2, (top + bottom) / 2, right - left
