"""Being away: the form and its answers."""

from collections.abc import Mapping

from bot.cards import Button, Buttons, Card, ChoiceField, ChoicesField, DateField, Form, Option, quiet, text
from bot.chat import Values
from bot.targets import Target
from bot.words import labels, times
from bot.words.report_form import options
from storage.tables import Absence


def away_form(values: Values, errors: Mapping[str, str], colleagues: tuple[Option, ...]) -> Form:
    """Until when, who covers, and the usual working days."""
    days = values.get("days", ())
    return Form(
        action="away.set",
        title="I'm away",
        submit="Save",
        fields=(
            DateField(
                "until",
                "Up to and including",
                str(values.get("until", "")),
                help="The last day on which you are away.",
                required=True,
                error=errors.get("until", ""),
            ),
            ChoiceField(
                "cover",
                "Who covers?",
                colleagues,
                str(values.get("cover", "")),
                help="They get your messages. Without cover, yours wait until you are back.",
                error=errors.get("cover", ""),
            ),
            ChoicesField(
                "days",
                "Days I usually work",
                options(labels.WEEKDAYS),
                (days,) if isinstance(days, str) else tuple(days),
                help="On the service's other days your messages wait until you work again.",
                error=errors.get("days", ""),
            ),
        ),
    )


def away_card(absence: Absence, cover: str) -> Card:
    """Somebody is away."""
    covers = f"{cover} gets your messages." if cover else "Your messages wait until you are back."
    back = Button("I'm back", "away.end", Target(extra=absence.id or 0).value)
    return Card(f"You are away until {times.full_day(absence.last_day)}", (text(covers), Buttons((back,))))


def back_card() -> Card:
    """Somebody is back."""
    return Card("Welcome back", (quiet("Your messages come to you again."),))


def covering(card: Card, initials: list[str]) -> Card:
    """A message for somebody's cover: the card, and for whom they read it."""
    whom = quiet(f"You cover for {times.listed(initials)}.")
    return Card(card.title, (whom, *card.parts), card.fallback)
