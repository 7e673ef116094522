"""The app's two icons, drawn: what somebody said, and two bars of the same length in it."""

from io import BytesIO

from PIL import Image, ImageDraw

COLOUR = "#1f4e5f"
WHITE = "#ffffff"
NOTHING = "#ffffff00"
FINE = 8
"""Drawn this much larger, then made small: no jagged edges."""
_LINE = 0.2
"""How thick bars and outlines are, for half of the drawing's width."""


def colour_icon() -> bytes:
    """192 by 192: white on our colour, the drawing within the middle that every client shows."""
    return _png(_drawing(192, 0.56, ground=COLOUR, bubble=WHITE, bars=COLOUR))


def outline_icon() -> bytes:
    """32 by 32: white lines on nothing."""
    drawn = _drawing(32, 0.94, ground=NOTHING, bubble=NOTHING, bars=WHITE)
    white = Image.new("RGB", drawn.size, WHITE)  # else the edges, half seen through, turn grey
    return _png(Image.merge("RGBA", (*white.split(), drawn.getchannel("A"))))


def _drawing(side: int, drawn: float, *, ground: str, bubble: str, bars: str) -> Image.Image:
    """A bubble with a tail at its lower left; where it is filled with nothing, its edge is drawn in the bars' colour."""
    large, thick = side * FINE, round(_LINE * side * FINE * drawn / 2)
    picture = Image.new("RGBA", (large, large), ground)
    draw = ImageDraw.Draw(picture)
    left, right = large * (1 - drawn) / 2, large * (1 + drawn) / 2
    top, wide = left + (right - left) * 0.06, right - left
    bottom = top + wide * 0.7
    tail = [
        (left + wide * 0.2, bottom - thick),
        (left + wide * 0.2, bottom + wide * 0.22),
        (left + wide * 0.48, bottom - thick),
    ]
    edge = bars if bubble == NOTHING else bubble
    draw.polygon(tail, fill=edge)
    draw.rounded_rectangle((left, top, right, bottom), wide * 0.16, fill=edge)
    if bubble == NOTHING:
        inner = (left + thick, top + thick, right - thick, bottom - thick)
        draw.rounded_rectangle(inner, wide * 0.16 - thick, fill=NOTHING)
    for at in (0.23, 0.47):
        above = top + wide * at - thick / 2
        draw.rounded_rectangle(
            (left + wide * 0.27, above, right - wide * 0.27, above + thick), thick / 2, fill=bars
        )
    return picture.resize((side, side), Image.Resampling.LANCZOS)


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
