"""The picture of a year's figures, with made-up numbers: the try-out has too few to tell any."""

from datetime import date
from pathlib import Path

from bot import charts
from bot.words import figures as words
from bot.words.figures import Figures, Share, Suppressed

A_YEAR = Figures(
    first=date(2025, 11, 24),
    last=date(2026, 11, 24),
    contacts=1840,
    incidents=96,
    words=Share(17, 31),
    letters=Share(8, 15),
    checks={"not_unreasonable": 14, "watch": 9, "raise": 15},
    kinds={"single_contact": 9, "agreed_frequency": 3, "style": 6, "block_telephone": 1},
    reviews={"in_time": 11, "late": 2, "lapsed": 0, "overdue": 0},
    promises=Share(212, 231),
)


def main(folder: Path) -> None:
    """Draw it into the folder."""
    (folder / "figures.png").write_bytes(charts.bars_png(words.bars(A_YEAR, Suppressed(5))))
