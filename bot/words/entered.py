"""Fields of forms, with what somebody has filled in so far and what is wrong with it."""

from collections.abc import Mapping

from bot import limits
from bot.cards import TextField
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
