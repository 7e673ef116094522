"""Complaints about how the policy was used, in words: what is said to whoever logs one, decides on it, or is told."""

from collections.abc import Mapping
from datetime import date

from bot import limits
from bot.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    ChoiceField,
    DateField,
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
from storage.tables import Complaint

LETTER = "letter.complaint"
OUTCOMES: Mapping[str, str] = {
    "upheld": "Upheld: they were right",
    "partly": "Partly upheld",
    "not_upheld": "Not upheld",
}


def log_button(customer_id: int) -> Button:
    """Note a complaint."""
    return Button("They complain about this", "complaint.log", Target(extra=customer_id).value)


def decide_button(row: Complaint) -> Button:
    """Decide on it."""
    return Button("Answer the complaint", "complaint.decide", _value(row))


def log_form(value: str, customer: str, reference: str, fields: Values, errors: Mapping[str, str]) -> Form:
    """What they complain of."""
    return Form(
        action="complaint.log",
        title="They complain about this",
        submit="Save",
        kept=True,
        value=value,
        notices=(
            text(Bold(f"{reference} · {customer}")),
            quiet(
                "About how our policy was used with them. Your complaint policy applies. What is in force stays until it is "
                "decided; nobody is worse off for complaining."
            ),
        ),
        fields=(
            _long(
                "about",
                "What do they complain of?",
                "In their words where you can. They may read this.",
                fields,
                errors,
            ),
            DateField(
                "received",
                "When did they complain?",
                kinds.typed(fields, "received"),
                help="The day on which it reached us.",
                required=True,
                error=errors.get("received", ""),
            ),
        ),
    )


def decide_form(
    row: Complaint,
    customer: str,
    reference: str,
    fields: Values,
    errors: Mapping[str, str],
    *,
    records: bool,
) -> Form:
    """What was found; `records`: somebody outside decided, and a manager only writes it down."""
    outside = TextField(
        "recorded",
        "Who decided? Name, role, day and document",
        kinds.typed(fields, "recorded"),
        help="Nobody here had no part in it, so somebody from outside decides, and you record it.",
        required=True,
        limit=limits.LINE,
        error=errors.get("recorded", ""),
    )
    return Form(
        action="complaint.decide",
        title="Answer the complaint",
        submit="Save",
        kept=True,
        value=_value(row),
        notices=(
            text(Bold(f"{reference} · {customer}")),
            text(Bold("They say: "), row.about),
            quiet(
                "Whoever had no part in the decisions looks at it afresh. Lifting what is in force is open at any time."
            ),
        ),
        fields=(
            *((outside,) if records else ()),
            ChoiceField(
                "outcome",
                "What was found?",
                tuple(Option(key, said) for key, said in OUTCOMES.items()),
                kinds.typed(fields, "outcome"),
                help="About how the policy was used, not about the customer.",
                required=True,
                error=errors.get("outcome", ""),
            ),
            _long("effect", "What changes?", "Also if nothing does. They read this.", fields, errors),
            _long("reasons", "Why?", "They read this.", fields, errors),
        ),
    )


def waits(row: Complaint, work: WorkCalendar, today: date) -> str:
    """That it waits, since when, and by when an answer was promised."""
    since = times.day(work.day(row.logged_at), today)
    due = ""
    if row.due_on:
        late = "was due" if row.due_on < today else "due"
        due = f", {late} by {times.date_of(row.due_on, today)}"
    return f"they complain about how the policy was used; no answer since {since}{due}"


def logged(reference: str, row: Complaint) -> Card:
    """It is noted; what was promised."""
    when = f"by {times.full_day(row.due_on)}" if row.due_on else "as your complaint policy says"
    return Card(
        f"{reference}: they complain",
        (
            text(f"Somebody who had no part in it looks at it; they are answered {when}."),
            quiet("What is in force stays until then. You are told what comes of it."),
        ),
    )


YOURS = "You had no part in it."
OUTSIDE = "Everybody here had a part in it, so somebody from outside decides, and you record it."
_NAME_ONE = (
    "Whoever looks after Evenhand names another manager, or a reserve decider (EVENHAND_RESERVE_DECIDERS)."
)
NOBODY = f"Everybody here had a part in it, and nobody else is named. {_NAME_ONE} Until then it waits."


def asked(reference: str, row: Complaint, work: WorkCalendar, today: date, who: str) -> Card:
    """For whoever may decide, or where nobody here may, for managers; `who` is one of the sentences above."""
    said = waits(row, work, today)
    return Card(
        f"{reference}: a complaint",
        (text(f"{said[0].upper()}{said[1:]}. {who}"), Buttons((decide_button(row),))),
        fallback=f"{reference}: a complaint",
    )


def decided(reference: str, row: Complaint, *, manages: bool) -> Card:
    """For whoever decided."""
    buttons = (Buttons((Button("Answer as a letter", LETTER, _value(row)),)),) if manages else ()
    return Card(
        f"{reference}: the complaint is answered",
        (
            text(OUTCOMES[row.outcome]),
            quiet("Please write to the customer; whoever noted it is told."),
            *buttons,
        ),
    )


def told(reference: str, row: Complaint) -> Card:
    """For whoever noted it, and whoever spoke with the customer: nothing that was said."""
    return Card(
        f"{reference}: the complaint is answered",
        (text(f"{OUTCOMES[row.outcome]}."), Buttons((Button("Read it", "complaint.show", _value(row)),))),
    )


def read_card(reference: str, row: Complaint, by: str, today: date) -> Card:
    """What was complained of and found."""
    found = [text(Bold("They say: "), row.about)]
    if row.outcome:
        who = f"{row.recorded}, recorded by {by}" if row.recorded else by
        found += [text(Bold(f"{OUTCOMES[row.outcome]} ({who})")), text(Bold("What changes: "), row.effect)]
        found.append(text(Bold("Why: "), row.reasons))
    else:
        found.append(text("It has no answer yet."))
    when = f"Received on {times.date_of(row.received_on, today)}. Only you see this."
    return Card(f"{reference}: a complaint", (*found, quiet(when)))


def had_a_part(reference: str) -> Card:
    """Refused: whoever decided does not judge a complaint about it."""
    said = (
        "You had a part in this case. A complaint about it is for somebody who had none, and they were asked."
    )
    return Card(f"{reference}: this is for somebody else", (text(said),))


def nobody_may(reference: str) -> Card:
    """Refused: nobody is named who could."""
    said = f"Everybody here had a part in this case. {_NAME_ONE} The complaint waits."
    return Card(f"{reference}: nobody may decide yet", (text(said),))


def no_case() -> Card:
    """Refused: there is nothing of ours to complain about yet."""
    said = "There was no case about this customer. For any other complaint your complaint policy applies: log it as a report."
    return Card("No case to complain about", (text(said),))


def no_letter(reference: str) -> Card:
    """Refused: nothing was found yet."""
    return Card(f"{reference}: no letter yet", (text("There is a letter once the complaint is answered."),))


def _value(row: Complaint) -> str:
    return Target(extra=row.id or 0).value


def _long(name: str, label: str, about: str, fields: Values, errors: Mapping[str, str]) -> TextField:
    return TextField(
        name,
        label,
        kinds.typed(fields, name),
        help=about,
        required=True,
        multiline=True,
        limit=limits.REASONS if name != "about" else limits.ACCOUNT,
        error=errors.get(name, ""),
    )
