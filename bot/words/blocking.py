"""Proposing a block."""

from collections.abc import Mapping

from bot import limits
from bot.cards import ChoiceField, DateField, Form, Option, Part, TextField, text
from bot.chat import Values
from bot.words import times
from bot.words.letters import cards as letters

KINDS: Mapping[str, str] = {
    "telephone": "Telephone",
    "electronic": "E-mail and other electronic ways",
    "both": "Both",
}
CLOSES: Mapping[str, tuple[str, ...]] = {
    "telephone": ("block_telephone",),
    "electronic": ("block_electronic",),
    "both": ("block_telephone", "block_electronic"),
}
ACCOUNTS: Mapping[str, str] = {
    "attempted": "How did we try to resolve it?",
    "since": "What happened since?",
    "extreme": "Why is this extreme, and why would nothing less do?",
    "reach": "How can they still reach us?",
}


def block_form(
    value: str,
    customer: str,
    notices: tuple[Part, ...],
    months: int,
    fields: Values,
    errors: Mapping[str, str],
) -> Form:
    """What is closed, what was tried, and why nothing less would do. `months`: how far away a review may be."""
    return Form(
        action="block.propose",
        title="Propose a block",
        submit="Propose",
        kept=True,
        value=value,
        notices=(text(customer), *notices, *letters.reading(value, letters.READ_BLOCK)),
        fields=(
            ChoiceField(
                "kind",
                "What is closed?",
                tuple(Option(key, label) for key, label in KINDS.items()),
                str(fields.get("kind", "")),
                required=True,
                error=errors.get("kind", ""),
            ),
            *(_account(name, label, fields, errors) for name, label in ACCOUNTS.items()),
            DateField(
                "review",
                "Review on",
                str(fields.get("review", "")),
                help=f"At most {times.count(months, 'month')} away.",
                required=True,
                error=errors.get("review", ""),
            ),
        ),
    )


def _account(name: str, label: str, fields: Values, errors: Mapping[str, str]) -> TextField:
    return TextField(
        name,
        label,
        str(fields.get(name, "")),
        required=True,
        multiline=True,
        limit=limits.REASONS,
        error=errors.get(name, ""),
    )
