"""Proposing a block."""

from collections.abc import Collection, Mapping

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
    "block_telephone": ("block_telephone",),
    "block_electronic": ("block_electronic",),
}
"""The restrictions that each choice makes; what is not offered is the same by its kind's name."""
WAITS = "Such a block waits already. The case shows where it stands."
ACCOUNTS: Mapping[str, str] = {
    "attempted": "How did we try to resolve it?",
    "since": "What happened since?",
    "extreme": "Why is this extreme, and why would nothing less do?",
    "reach": "How can they still reach us?",
}
_ABOUT: Mapping[str, str] = {
    "attempted": "What was offered and agreed, with days. They may read this.",
    "since": "Since a restriction was in force, with days and words as said. They may read this.",
    "extreme": "A block is for extreme cases only. They may read this.",
    "reach": "A way that stays open, for something new, safety and complaints too. They read this.",
}


def block_form(
    value: str,
    customer: str,
    notices: tuple[Part, ...],
    months: int,
    fields: Values,
    errors: Mapping[str, str],
    waiting: Collection[str],
) -> Form:
    """What is closed, what was tried, and why nothing less would do.

    `months`: how far away a review may be. `waiting`: kinds of block that wait already, and are not offered.
    """
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
                tuple(Option(key, said) for key, said in KINDS.items() if not {*CLOSES[key]} & {*waiting}),
                str(fields.get("kind", "")).removeprefix("block_"),
                help="No more than has to be. Something new, safety and complaints get through all the same.",
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
        help=_ABOUT[name],
        required=True,
        multiline=True,
        limit=limits.REASONS,
        error=errors.get(name, ""),
    )
