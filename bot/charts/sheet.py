"""A sheet to draw on: shapes and words in pixels, smooth at the edges, in colours that everybody can tell apart."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

WIDTH = 1080
"""Pixels: a telephone shows them at about a third of their size, so words are drawn large."""
FINE = 2
"""Everything is drawn so many times as large and then made smaller, which smooths it."""

# Okabe and Ito's colours: told apart with any kind of colour vision; text is near black on white.
INK, SOFT, FAINT, PAPER = "#1f1f1f", "#5a5a5a", "#d9d9d9", "#ffffff"
BLUE, VERMILION, GREEN, SKY = "#0072b2", "#d55e00", "#009e73", "#56b4e9"

Point = tuple[float, float]


class Sheet:
    """White paper of this height; what lies beyond its edges is not drawn."""

    def __init__(self, height: float) -> None:
        self._image = Image.new("RGB", (WIDTH * FINE, round(height) * FINE), PAPER)
        self._draw = ImageDraw.Draw(self._image)

    def text(self, at: Point, said: str, size: float, *, colour: str = INK, anchor: str = "ls") -> None:
        """Words; `anchor` says which point of them `at` is, as Pillow names it: `ls` is left on the line."""
        self._draw.text(_fine(at), said, fill=colour, font=_font(size), anchor=anchor)

    def circle(self, at: Point, radius: float, colour: str) -> None:
        """A filled circle."""
        (x, y), r = _fine(at), radius * FINE
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        """A filled shape."""
        self._draw.polygon([_fine(point) for point in points], fill=colour)

    def box(self, corner: Point, opposite: Point, colour: str, *, filled: bool) -> None:
        """A box, filled or only its edge."""
        ends = (*_fine(corner), *_fine(opposite))
        if filled:
            self._draw.rectangle(ends, fill=colour)
        else:
            self._draw.rectangle(ends, outline=colour, width=3 * FINE)

    def line(self, start: Point, end: Point, colour: str, width: float = 2) -> None:
        """A straight line."""
        self._draw.line((*_fine(start), *_fine(end)), fill=colour, width=round(width * FINE))

    def png(self) -> bytes:
        """The sheet as a PNG."""
        smooth = self._image.resize((WIDTH, self._image.height // FINE), Image.Resampling.LANCZOS)
        written = BytesIO()
        smooth.quantize(256, dither=Image.Dither.NONE).save(written, "PNG")
        return written.getvalue()


def length(said: str, size: float) -> float:
    """How long words are, in pixels."""
    return _font(size).getlength(said) / FINE


def wrapped(said: str, size: float, width: float) -> list[str]:
    """Words in lines of at most this length."""
    lines = [""]
    for word in said.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and length(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _font(size: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size * FINE)
    assert isinstance(font, ImageFont.FreeTypeFont)  # noqa: S101 - Pillow's wheels all bring FreeType
    return font


def _fine(point: Point) -> Point:
    return point[0] * FINE, point[1] * FINE
