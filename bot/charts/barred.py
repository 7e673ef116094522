"""Draws figures: a bar for each, none for 0, its words above and its number behind; an empty box where it is not told."""

from bot.charts import sheet
from bot.charts.data import Bar, Bars, Group
from bot.charts.marks import in_force, waiting
from bot.charts.sheet import INK, SOFT, WIDTH, Sheet

EDGE, TITLE, BODY, SMALL = 40.0, 42, 31, 28
LONGEST = WIDTH - 2 * EDGE - 240
"""The longest bar; its number stands behind it."""
HEIGHT, UNTOLD, SPACE = 34.0, 60.0, 14.0


def draw(shown: Bars) -> bytes:
    """The picture as a PNG."""
    height = _page(Sheet(1), shown)
    paper = Sheet(height + EDGE)
    _page(paper, shown)
    return paper.png()


def _page(paper: Sheet, shown: Bars) -> float:
    """Draw it all; gives where it ends."""
    y = _written(paper, shown.title, TITLE, EDGE, INK)
    for group in shown.groups:
        y = _group(paper, group, y)
    return _written(paper, shown.note, SMALL, y + 24, SOFT)


def _group(paper: Sheet, group: Group, y: float) -> float:
    y = _written(paper, group.title, BODY, y + 34, INK)
    most = max((bar.number or 0 for bar in group.bars), default=0) or 1
    for bar in group.bars:
        y = _bar(paper, bar, y + 8, LONGEST / most)
    return y


def _bar(paper: Sheet, bar: Bar, y: float, unit: float) -> float:
    y = _written(paper, bar.label, SMALL, y, SOFT) + 10
    if bar.number is None:
        waiting(paper, (EDGE, y), (EDGE + UNTOLD, y + HEIGHT))
        end = EDGE + UNTOLD
    elif bar.number:
        end = EDGE + max(bar.number * unit, 4)
        in_force(paper, (EDGE, y), (end, y + HEIGHT))
    else:
        end = EDGE - SPACE
    paper.text((end + SPACE, y + HEIGHT * 0.78), bar.said, SMALL)
    return y + HEIGHT


def _written(paper: Sheet, said: str, size: float, y: float, colour: str) -> float:
    """Words in as many lines as they need; gives where they end."""
    for line in sheet.wrapped(said, size, WIDTH - 2 * EDGE):
        y += size + 8
        paper.text((EDGE, y), line, size, colour=colour)
    return y
