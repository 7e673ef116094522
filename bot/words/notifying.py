"""Telling the customer: the form that notes it, and a restriction as those read it who may."""

from collections.abc import Mapping, Sequence

from bot import limits
from bot.cards import Bold, Buttons, Card, ChoiceField, DateField, Form, TextField, quiet, text
from bot.chat import Values
from bot.words import kinds
from bot.words.considering import HOWS
from bot.words.letters import cards as letters
from bot.words.report_form import options
from bot.words.weighing import Proposal, screen, weighed


def notify_form(value: str, shown: Proposal, fields: Values, errors: Mapping[str, str]) -> Form:
    """When and how the customer was told."""
    return Form(
        action="restriction.notify",
        title="Note that they were told",
        submit="They were told",
        kept=True,
        value=value,
        notices=(
            *screen(shown),
            quiet("It is in force from the day they were told, and not before its start."),
            Buttons((letters.read_button(value), letters.restriction_button(value))),
        ),
        fields=(
            DateField(
                "date",
                "When were they told?",
                _typed(fields, "date"),
                help="The day on which they had it, not the day of this note.",
                required=True,
                error=errors.get("date", ""),
            ),
            ChoiceField(
                "how",
                "How?",
                options(HOWS),
                _typed(fields, "how"),
                required=True,
                error=errors.get("how", ""),
            ),
            TextField(
                "letter",
                "Which letter was used?",
                _typed(fields, "letter"),
                help="It names the policy, says why, until when, and how to complain.",
                required=True,
                limit=limits.LINE,
                error=errors.get("letter", ""),
            ),
        ),
    )


def noted(reference: str, kind: str, begins: str, review: str) -> Card:
    """What whoever noted it reads."""
    return Card(
        f"{reference}: the customer was told",
        (text(f"{kinds.label(kind)}, in force from {begins}."), quiet(f"It is reviewed by {review}.")),
    )


def told_line(kind: str, begins: str) -> str:
    """For colleagues concerned: kinds and days, no names."""
    return f"The customer was told. {kinds.label(kind)}: in force from {begins}."


def restriction_card(shown: Proposal, state: str, decided: Sequence[tuple[str, str]]) -> Card:
    """Everything about one restriction, for somebody who may read it; `decided`: by whom and when, and why."""
    return Card(
        f"{shown.reference}: {kinds.label(shown.kind)}",
        (
            text(state),
            *(text(Bold(f"{by}: "), why) for by, why in decided),
            *weighed(shown),
            quiet("Only you see this. That you looked is recorded."),
        ),
    )


def _typed(fields: Values, name: str) -> str:
    value = fields.get(name, "")
    return value if isinstance(value, str) else ",".join(value)
