"""Correcting what we know of a customer, in words: the form, what stands there now, and that somebody was faster."""

from collections.abc import Mapping
from datetime import date

from bot import limits, references
from bot.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Facts,
    Form,
    Option,
    TextField,
    quiet,
    text,
)
from bot.chat import Values
from bot.targets import Target
from bot.words import kinds, times
from bot.workdays import WorkCalendar
from storage.tables import CustomerRevision

FIELDS: Mapping[str, str] = {
    "name": "Name",
    "relationship": "Relationship",
    "email": "E-mail",
    "phone": "Telephone",
    "case_ref": "Case reference",
    "child": "Child's first name",
}
CONTACT = frozenset({"email", "phone", "case_ref", "child"})
WRITTEN = CONTACT | {"name"}
"""What people are recognised by."""
RELATIONSHIP = 40
_LIMITS: Mapping[str, int] = {
    "name": limits.LINE,
    "relationship": RELATIONSHIP,
    "email": 254,
    "phone": 40,
    "case_ref": 60,
    "child": 60,
}
KNOWN, WRONG = "known", "wrong"
BEFORE: Mapping[str, str] = {
    KNOWN: "It was right once, or is also used",
    WRONG: "It was wrong",
}
"""What stood there before: they are recognised by it as well, or by it no more."""
NOTHING_CHANGED = "Nothing is different here from what we hold. What is to be corrected?"


def correct_button(customer_id: int) -> Button:
    """Correct what we know of a customer."""
    return Button("Correct their record", "customer.correct", Target(extra=customer_id).value)


def form(value: str, customer: str, fields: Values, errors: Mapping[str, str]) -> Form:
    """What we hold, to be put right."""
    return Form(
        action="customer.correct",
        title="Correct their record",
        submit="Save",
        value=value,
        notices=(
            text(Bold(customer)),
            quiet(
                "Their own data only. What a report says is corrected by whoever logged it. Empty a line that is not theirs at all."
            ),
        ),
        fields=(
            *(_line(name, fields, errors) for name in FIELDS),
            ChoiceField(
                "before",
                "What stood there before?",
                tuple(Option(key, said) for key, said in BEFORE.items()),
                kinds.typed(fields, "before"),
                help="Wrong: nobody is recognised by it any more. It stays on file either way.",
                required=True,
                error=errors.get("before", ""),
            ),
            TextField(
                "reasons",
                "Why is it corrected?",
                kinds.typed(fields, "reasons"),
                help="Who asked, and what shows that it is right. They may read this.",
                required=True,
                multiline=True,
                limit=limits.REASONS,
                error=errors.get("reasons", ""),
            ),
        ),
    )


def corrected(reference: str, known: Mapping[str, str], answers: tuple[Button, ...]) -> Card:
    """What stands there now, and the requests that this may have answered."""
    return Card(
        f"{reference} is corrected",
        (
            _now(known),
            quiet("What stood there before is kept, with your reason."),
            *((Buttons(answers),) if answers else ()),
        ),
    )


def changed(
    customer_id: int,
    known: Mapping[str, str],
    by: str,
    last: CustomerRevision | None,
    work: WorkCalendar,
    today: date,
) -> Card:
    """Refused: the record says something else by now."""
    who = f"{by} corrected it last, {times.moment(last.at, work, today)}. " if last else ""
    return Card(
        f"{references.customer(customer_id)} was changed meanwhile",
        (
            quiet(f"{who}Nothing was changed now. This stands there:"),
            _now(known),
            Buttons((correct_button(customer_id),)),
        ),
    )


def _now(known: Mapping[str, str]) -> Facts:
    return Facts(tuple((label, known[name] or "–") for name, label in FIELDS.items()))  # noqa: RUF001 - a dash


def _line(name: str, fields: Values, errors: Mapping[str, str]) -> TextField:
    return TextField(
        name, FIELDS[name], kinds.typed(fields, name), limit=_LIMITS[name], error=errors.get(name, "")
    )
