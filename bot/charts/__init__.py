"""Pictures of what is on file: plain data in, PNG bytes out; no clock, no names, nothing that anybody said."""

from bot.charts.data import Captions, Day, Row, Span, Timeline

__all__ = ["Captions", "Day", "Row", "Span", "Timeline", "png"]


def png(shown: Timeline, captions: Captions) -> bytes:
    """The timeline as a PNG; equal data gives equal bytes."""
    from bot.charts import drawing  # noqa: PLC0415 - only who asks for a picture waits for the library

    return drawing.draw(shown, captions)
