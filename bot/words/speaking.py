"""The form for a word with a customer, and what follows it."""

from collections.abc import Mapping
from datetime import date

from bot import limits
from bot.cards import Card, DateField, Form, LookupField, TextField, quiet, text
from bot.chat import Values
from bot.words import times


def word_form(value: str, reference: str, shown: str, fields: Values, errors: Mapping[str, str]) -> Form:
    """I had a word with the customer. With a `value` the customer stands already."""
    who = LookupField(
        "customer",
        "Customer",
        reference or _typed(fields, "customer"),
        shown,
        help="Name, telephone, e-mail, case reference or child's first name.",
        required=True,
        error=errors.get("customer", ""),
    )
    return Form(
        action="word.note",
        title="I had a word",
        submit="Save",
        kept=True,
        value=value,
        notices=(
            *((text(shown),) if value else ()),
            quiet(
                "An ordinary conversation about how we communicate: the first step, not a restriction. "
                "They may read this."
            ),
        ),
        fields=(
            *(() if value else (who,)),
            DateField(
                "held",
                "When",
                _typed(fields, "held"),
                help="The day of the conversation.",
                required=True,
                error=errors.get("held", ""),
            ),
            _long(
                fields, errors, "explained", "What I explained", "What makes it difficult, with an example."
            ),
            _long(fields, errors, "view", "Their own view", "In their words where you can."),
            _long(
                fields,
                errors,
                "adjustment",
                "A different way of communicating they need or asked for",
                "Only if there is one. A manager answers it.",
            ),
            _long(fields, errors, "trying", "What we agreed to try", "On both sides."),
        ),
    )


def ended_already(months: int) -> str:
    """A word from so long ago that it counts no more."""
    return f"A word counts for {times.count(months, 'month')}, and this one is over. Is the day right?"


def noted(customer: str, ends_on: date, *, adjustment: bool) -> Card:
    """The word is kept."""
    asked = (quiet("What they need is noted, for a manager to answer."),) if adjustment else ()
    return Card(
        "Noted: you had a word",
        (
            text(customer),
            *asked,
            quiet(f"Colleagues see it until {times.full_day(ends_on)}; then it ends by itself."),
        ),
    )


def _long(fields: Values, errors: Mapping[str, str], name: str, label: str, about: str) -> TextField:
    return TextField(
        name,
        label,
        _typed(fields, name),
        help=about,
        required=name != "adjustment",
        multiline=True,
        limit=limits.REASONS if name == "adjustment" else limits.ACCOUNT,
        error=errors.get(name, ""),
    )


def _typed(fields: Values, name: str) -> str:
    value = fields.get(name, "")
    return value if isinstance(value, str) else ",".join(value)
