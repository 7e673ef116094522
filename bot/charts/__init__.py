"""Pictures of what is on file: plain data in, PNG bytes out; no clock, no names, nothing that anybody said."""

from bot.charts.data import Bar, Bars, Captions, Day, Group, Row, Span, Timeline

__all__ = ["Bar", "Bars", "Captions", "Day", "Group", "Row", "Span", "Timeline", "bars_png", "png"]


def png(shown: Timeline, captions: Captions) -> bytes:
    """The timeline as a PNG; equal data gives equal bytes."""
    from bot.charts import drawing  # noqa: PLC0415 - only who asks for a picture waits for the library

    return drawing.draw(shown, captions)


def bars_png(shown: Bars) -> bytes:
    """Figures as bars, as a PNG; equal data gives equal bytes."""
    from bot.charts import barred  # noqa: PLC0415 - only who asks for a picture waits for the library

    return barred.draw(shown)
