"""Fields of forms, with what somebody has filled in so far and what is wrong with it."""

from collections.abc import Mapping

from bot import limits
from bot.cards import ChoiceField, DateField, Option, TextField
from bot.chat import Values
from bot.words import kinds


def reasoned(
    name: str, label: str, about: str, values: Values, errors: Mapping[str, str], *, needed: bool = True
) -> TextField:
    """Some sentences, as long as reasons may be."""
    return TextField(
        name,
        label,
        kinds.typed(values, name),
        help=about,
        required=needed,
        multiline=True,
        limit=limits.REASONS,
        error=errors.get(name, ""),
    )


def one_of(
    name: str, label: str, options: Mapping[str, str], about: str, values: Values, errors: Mapping[str, str]
) -> ChoiceField:
    """One of these, each under its key."""
    return ChoiceField(
        name,
        label,
        tuple(Option(key, said) for key, said in options.items()),
        kinds.typed(values, name),
        help=about,
        required=True,
        error=errors.get(name, ""),
    )


def dated(name: str, label: str, about: str, values: Values, errors: Mapping[str, str]) -> DateField:
    """A day."""
    return DateField(
        name, label, kinds.typed(values, name), help=about, required=True, error=errors.get(name, "")
    )


def in_a_line(name: str, label: str, about: str, values: Values, errors: Mapping[str, str]) -> TextField:
    """A few words."""
    return TextField(
        name,
        label,
        kinds.typed(values, name),
        help=about,
        required=True,
        limit=limits.LINE,
        error=errors.get(name, ""),
    )
