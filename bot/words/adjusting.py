"""A request to communicate differently, and its answer."""

from collections.abc import Mapping

from bot import limits, references
from bot.cards import Bold, Button, Buttons, Card, Form, Style, TextField, quiet, text
from bot.chat import Values
from bot.targets import Target
from storage.tables import Adjustment


def log_button(target: Target) -> Button:
    """Note what a customer needs: the target names one of their reports, or them as its one more number."""
    return Button("Note an adjustment", "adjustment.log", target.value)


def log_form(value: str, customer: str, fields: Values, errors: Mapping[str, str]) -> Form:
    """What the customer needs or asked for."""
    return Form(
        action="adjustment.log",
        title="A different way",
        submit="Save",
        kept=True,
        value=value,
        notices=(
            text(customer),
            quiet("Until it is answered, nothing is restricted that is not restricted already."),
        ),
        fields=(
            TextField(
                "request",
                "Which way of communicating do they need, or did they ask for?",
                str(fields.get("request", "")),
                help="In their words where you can. They may read this.",
                required=True,
                multiline=True,
                limit=limits.REASONS,
                error=errors.get("request", ""),
            ),
        ),
    )


def logged(customer: str) -> Card:
    """The request waits for its answer."""
    return Card("Noted", (text(customer), quiet("A manager answers it, and you are told.")))


def told(adjustment: Adjustment, by: str) -> Card:
    """For whoever noted the request: no name, and nothing that was said."""
    reference = references.customer(adjustment.customer_id)
    said = "Something is in place." if adjustment.in_place else "Nothing was put in place."
    value = Target(extra=adjustment.id or 0).value
    return Card(
        f"The request of {reference} to communicate differently has an answer",
        (text(f"{by} answered. {said}"), Buttons((Button("Read the answer", "adjustment.show", value),))),
    )


def answer_card(customer: str, adjustment: Adjustment, by: str) -> Card:
    """A request with its answer, for somebody who may read it."""
    found = [text(customer), text(Bold("They asked for: "), adjustment.request)]
    if adjustment.answered_at:
        found.append(text(Bold(f"{by} answered: "), adjustment.answer))
        found.append(text(Bold("In place: "), adjustment.in_place or "nothing"))
    else:
        found.append(text("It has no answer yet."))
    return Card("A different way of communicating", (*found, quiet("Only you see this.")))


def answer_button(adjustment: Adjustment, style: Style = Style.PLAIN) -> Button:
    """Answer one request."""
    return Button("Answer the request", "adjustment.answer", Target(extra=adjustment.id or 0).value, style)


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
