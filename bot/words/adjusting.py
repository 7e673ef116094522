"""Answering a request to communicate differently."""

from collections.abc import Mapping

from bot import limits
from bot.cards import Button, Card, Form, TextField, quiet, text
from bot.chat import Values
from bot.targets import Target
from storage.tables import Adjustment


def answer_button(adjustment: Adjustment) -> Button:
    """Answer one request."""
    return Button("Answer the request", "adjustment.answer", Target(extra=adjustment.id or 0).value)


def answer_form(adjustment: Adjustment, fields: Values, errors: Mapping[str, str]) -> Form:
    """What was answered, and what is in place."""
    return Form(
        action="adjustment.answer",
        title="Answer a request",
        submit="Save",
        kept=True,
        value=Target(extra=adjustment.id or 0).value,
        notices=(text("They asked for: ", adjustment.request),),
        fields=(
            TextField(
                "answer",
                "What did we answer, and why?",
                str(fields.get("answer", "")),
                help="They may read this.",
                required=True,
                multiline=True,
                limit=limits.REASONS,
                error=errors.get("answer", ""),
            ),
            TextField(
                "in_place",
                "What is in place from now on?",
                str(fields.get("in_place", "")),
                help="Colleagues see this whenever they choose the customer. Empty if nothing was put in place.",
                limit=limits.SHORT,
                error=errors.get("in_place", ""),
            ),
        ),
    )


def answered(customer: str, in_place: str) -> Card:
    """The request has its answer."""
    seen = "Colleagues see it whenever they choose this customer."
    return Card(
        "Answered",
        (text(customer), quiet(f"{in_place}. {seen}" if in_place else "Nothing was put in place.")),
    )
