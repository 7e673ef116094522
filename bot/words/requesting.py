"""What a customer asks of us by law, in words: the forms, by when it is due, and what was done."""

from collections.abc import Mapping
from datetime import date

from bot import limits, references
from bot.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    DateField,
    Form,
    LookupField,
    TextField,
    quiet,
    text,
)
from bot.chat import Values
from bot.targets import Target
from bot.words import correcting, kinds, times
from bot.words.entered import dated, one_of
from storage.tables import PersonRequest

CORRECTION = "correction"
KINDS: Mapping[str, str] = {
    "file": "Their own records",
    CORRECTION: "A correction",
    "erasure": "Erasure",
    "information": "Information about the service",
}
SAID: Mapping[str, str] = {
    "file": "their own records",
    CORRECTION: "a correction of their records",
    "erasure": "erasure of their records",
    "information": "information about the service",
}
HOW: Mapping[str, str] = {
    "file": "Whoever looks after Evenhand makes the file: evenhand export {reference}.",
    CORRECTION: "Their own data: Correct their record, in /incident check {reference}. What a report says: whoever logged "
    "it corrects it, in /incident mine.",
    "erasure": "Whoever looks after Evenhand erases: evenhand erase {reference}. Mark this as done first.",
    "information": "Answer as your host's information officer says.",
}
"""What a manager does about it."""
BEFORE_ASKED = "They had not asked yet on that day."


def log_button(customer_id: int) -> Button:
    """Note what a customer asks for."""
    return Button("Note a request", "request.log", Target(extra=customer_id).value)


def done_button(row: PersonRequest) -> Button:
    """Say what was done."""
    return Button(f"Done: {KINDS[row.kind].lower()}", "request.done", Target(extra=row.id or 0).value)


def log_form(value: str, reference: str, shown: str, fields: Values, errors: Mapping[str, str]) -> Form:
    """What they ask for. With a `value` the customer stands already."""
    who = LookupField(
        "customer",
        "Customer",
        reference or kinds.typed(fields, "customer"),
        shown,
        help="Whoever asks for information needs no name: Not known is fine.",
        required=True,
        error=errors.get("customer", ""),
    )
    return Form(
        action="request.log",
        title="They ask for something",
        submit="Save",
        kept=True,
        value=value,
        notices=(
            *((text(shown),) if value else ()),
            quiet(
                "They need no form and no reason. No restriction stops it, and who they are may have to be checked."
            ),
        ),
        fields=(
            *(() if value else (who,)),
            one_of(
                "kind",
                "What do they ask for?",
                KINDS,
                "They need not name a law; choose what it comes to.",
                fields,
                errors,
            ),
            TextField(
                "details",
                "In their words",
                kinds.typed(fields, "details"),
                help="Which records, what is wrong, what they want to know. They may read this.",
                multiline=True,
                limit=limits.ACCOUNT,
                error=errors.get("details", ""),
            ),
            dated("asked", "When did they ask?", "The time that we have begins then.", fields, errors),
        ),
    )


def logged(customer: str, row: PersonRequest, *, manages: bool) -> Card:
    """It is noted, and by when it is due; a manager may correct a record at once."""
    correct = manages and row.kind == CORRECTION
    return Card(
        "Noted: they ask for something",
        (
            text(customer),
            text(Bold("Due by "), f"{times.full_day(row.due_on)}: {SAID[row.kind]}."),
            quiet(
                "Managers see it in the next summary, and again before it is due. You are told when it is done."
            ),
            *((Buttons((correcting.correct_button(row.customer_id),)),) if correct else ()),
        ),
    )


def due(row: PersonRequest, today: date) -> str:
    """For the summary: what, and by when."""
    day = times.date_of(row.due_on, today)
    when = f"was due {day}. Overdue" if row.due_on < today else f"due by {day}"
    return f" asks for {SAID[row.kind]}: {when}"


def done_form(
    row: PersonRequest, customer: str, fields: Values, errors: Mapping[str, str], today: date
) -> Form:
    """What was done about it, and when."""
    reference = references.customer(row.customer_id)
    said = (text(Bold("In their words: "), row.details),) if row.details else ()
    return Form(
        action="request.done",
        title="A request is done",
        submit="Save",
        kept=True,
        value=Target(extra=row.id or 0).value,
        notices=(
            text(Bold(customer)),
            text(
                f"They asked for {SAID[row.kind]} on {times.date_of(row.asked_on, today)}; due by {times.date_of(row.due_on, today)}."
            ),
            *said,
            quiet(HOW[row.kind].format(reference=reference)),
        ),
        fields=(
            TextField(
                "done",
                "What was done?",
                kinds.typed(fields, "done"),
                help="What they were given or told, or why not. They may read this.",
                required=True,
                multiline=True,
                limit=limits.REASONS,
                error=errors.get("done", ""),
            ),
            DateField(
                "date",
                "When?",
                kinds.typed(fields, "date"),
                help="The day on which they were given it, or told.",
                required=True,
                error=errors.get("date", ""),
            ),
        ),
    )


def is_done(row: PersonRequest) -> Card:
    """For the manager who did it."""
    return Card(f"{references.customer(row.customer_id)}: done", (quiet("Whoever noted it is told."),))


def told(row: PersonRequest, by: str) -> Card:
    """For whoever noted it: no name, and nothing that was said."""
    reference = references.customer(row.customer_id)
    return Card(
        f"{reference}: what they asked for is done",
        (
            text(f"{by} did it. They asked for {SAID[row.kind]}."),
            Buttons((Button("Read it", "request.show", Target(extra=row.id or 0).value),)),
        ),
    )


def read_card(customer: str, row: PersonRequest, by: str, today: date) -> Card:
    """What was asked and done."""
    found = [text(customer), text(Bold("They asked for: "), SAID[row.kind]), text(row.details)]
    if row.done_on:
        found.append(text(Bold(f"{by}, {times.date_of(row.done_on, today)}: "), row.done))
    return Card("What they asked for", (*found, quiet("Only you see this.")))
