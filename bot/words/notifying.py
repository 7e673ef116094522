"""Telling the customer: the form that notes it, and a restriction as those read it who may."""

from collections.abc import Mapping

from bot import limits
from bot.cards import Card, ChoiceField, DateField, Form, TextField, quiet, text
from bot.chat import Values
from bot.words import kinds
from bot.words.approving import Proposal, screen
from bot.words.considering import HOWS
from bot.words.report_form import options


def notify_form(value: str, shown: Proposal, fields: Values, errors: Mapping[str, str]) -> Form:
    """When and how the customer was told."""
    return Form(
        action="restriction.notify",
        title="Note the notice",
        submit="They were told",
        kept=True,
        value=value,
        notices=(
            *screen(shown),
            quiet("It is in force from the day they were told, and not before its start."),
        ),
        fields=(
            DateField(
                "date",
                "When were they told?",
                _typed(fields, "date"),
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
                help="It names the policy, says why, until when, and how to complain (Ombudsman Wales).",
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
    return f"{kinds.label(kind)}, from {begins}. What it means opens by the button."


def restriction_card(shown: Proposal, state: str) -> Card:
    """Everything about one restriction, for somebody who may read it."""
    return Card(
        f"{shown.reference}: {kinds.label(shown.kind)}",
        (text(state), *screen(shown), quiet("Only you see this. That you looked is recorded.")),
    )


def _typed(fields: Values, name: str) -> str:
    value = fields.get(name, "")
    return value if isinstance(value, str) else ",".join(value)
