"""What was filled in before is back."""

from datetime import date, datetime

from bot.cards import Button, Buttons, Card, Part, Style, quiet, text
from bot.words import times
from bot.workdays import WorkCalendar


def back(saved_at: datetime, work: WorkCalendar, today: date, value: str) -> tuple[Part, ...]:
    """Above a form that opens as its writer left it; `value` goes with *Start afresh*."""
    return (
        quiet(f"Kept from {times.moment(saved_at, work, today)}, for you alone."),
        Buttons((Button("Start afresh", "draft.forget", value),)),
    )


def forgotten(action: str, value: str) -> Card:
    """The draft is gone."""
    again = (Buttons((Button("Open the form", action, value, Style.GO),)),) if value else ()
    said = (
        "Nothing of it is kept." if value else "Nothing of it is kept. Open the form again, and it is empty."
    )
    return Card("What you filled in is gone", (text(said), *again))


def kept_for_you(card: Card) -> Card:
    """It could not be done, and what was filled in waits."""
    waits = quiet("What you filled in is kept: open the form again and it is there.")
    return Card(card.title, (*card.parts, waits), card.fallback)
