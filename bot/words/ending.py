"""Ending things: a proposal taken back, a restriction lifted, a case closed, somebody left out of a case's decisions."""

from collections.abc import Mapping
from dataclasses import replace

from bot import limits
from bot.cards import Buttons, Card, ChoiceField, Form, Option, TextField, quiet, text
from bot.chat import Values
from bot.words.letters import cards as letters

LOOKED_INTO: Mapping[str, str] = {"yes": "Yes, it was looked into", "no": "Not yet"}


def close_form(value: str, reference: str, reasons: str, error: str) -> Form:
    """Why the case ends."""
    return _why(
        "case.close",
        f"Close {reference}",
        "Close the case",
        value,
        reasons,
        error,
        "Why does the case end?",
        "Kept with the case.",
    )


def lift_form(value: str, reference: str, reasons: str, error: str, *, told: bool) -> Form:
    """Why a restriction ends; `told`: the customer knows of it, and reads why."""
    form = _why(
        "restriction.lift",
        f"Lift {reference}",
        "Lift",
        value,
        reasons,
        error,
        "Why is it lifted?",
        "They read this in the letter about it." if told else "Kept with the case.",
    )
    return replace(form, notices=letters.reading(value, letters.READ_OUTCOME)) if told else form


def exclude_form(
    value: str, colleagues: tuple[Option, ...], fields: Values, errors: Mapping[str, str]
) -> Form:
    """Whom a complaint in the case is about."""
    chosen, looked = fields.get("staff", ""), fields.get("looked_into", "no")
    return Form(
        action="case.exclude",
        title="Complaint: colleague",
        submit="Save",
        value=value,
        notices=(text("Whoever a complaint is about takes no decision in this case."),),
        fields=(
            ChoiceField(
                "staff",
                "Whom is the complaint about?",
                colleagues,
                str(chosen),
                help="They keep everything else that they may do.",
                required=True,
                error=errors.get("staff", ""),
            ),
            ChoiceField(
                "looked_into",
                "Was the complaint looked into?",
                tuple(Option(key, label) for key, label in LOOKED_INTO.items()),
                str(looked),
                help="Until it was, a groundless complaint is no concern that counts.",
                required=True,
                error=errors.get("looked_into", ""),
            ),
        ),
    )


def excluded(name: str, reference: str) -> Card:
    """Somebody takes no decision in a case any more."""
    return Card(f"{name} takes no decision in {reference}", (quiet("Proposals are put before others."),))


def closed(reference: str) -> Card:
    """A case was closed."""
    return Card(f"{reference} is closed", (quiet("Whoever took part is told."),))


def lifted(reference: str, value: str, *, told: bool) -> Card:
    """A restriction was lifted; `told`: the customer knows of it, and should hear."""
    if not told:
        return Card(f"{reference} is lifted", (quiet("The customer was not told of it before."),))
    return Card(
        f"{reference} is lifted",
        (quiet("Please tell the customer too."), Buttons((letters.outcome_button(value),))),
    )


def taken_back(reference: str) -> Card:
    """A proposal was taken back."""
    return Card(f"{reference} is taken back", (quiet("Nobody is asked to decide on it any more."),))


def lifted_line() -> str:
    """For colleagues concerned."""
    return "The restriction is lifted."


def _why(
    action: str, title: str, submit: str, value: str, reasons: str, error: str, label: str, about: str
) -> Form:
    field = TextField(
        "reasons",
        label,
        reasons,
        help=about,
        required=True,
        multiline=True,
        limit=limits.REASONS,
        error=error,
    )
    return Form(action=action, title=title, submit=submit, value=value, fields=(field,), kept=True)
