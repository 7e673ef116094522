"""Looking again at what was decided, because a report that it rests on counts no more as it did."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot import limits
from bot.cards import Bold, Button, Card, Form, TextField, bullets, quiet, text
from bot.words import times

WHY: Mapping[str, str] = {
    "withdrawn": "was withdrawn",
    "corrected": "was corrected",
    "another_person": "is about somebody else",
}


def button(value: str) -> Button:
    """Look again."""
    return Button("Confirm the decisions", "decision.confirm", value)


def please_look(due: date, today: date) -> str:
    """For whoever looks after the case."""
    return (
        "A report that was decided on counts no more as it did. Please look by "
        f"{times.date_of(due, today)} whether what was decided still holds: confirm it, lift it, or close the case."
    )


def confirm_form(
    value: str, reference: str, lost: Sequence[tuple[str, str, date]], today: date, reasons: str, error: str
) -> Form:
    """Which reports count no more as they did, and why the rest is enough; `lost`: reference, why, since when."""
    said = [f"{report} {WHY[why]}, {times.date_of(day, today)}" for report, why, day in lost]
    return Form(
        action="decision.confirm",
        title=f"{reference}: look again",
        submit="It still holds",
        kept=True,
        value=value,
        notices=(
            text(Bold("These count no more as they did when it was decided")),
            bullets(said),
            quiet(
                "If what was decided does not hold without them, close this, and lift it or close the case instead."
            ),
        ),
        fields=(
            TextField(
                "reasons",
                "Why does it still hold without them?",
                reasons,
                help="Which other reports show it, with dates. They may read this.",
                required=True,
                multiline=True,
                limit=limits.REASONS,
                error=error,
            ),
        ),
    )


def confirmed(reference: str) -> Card:
    """The decisions hold."""
    return Card(f"{reference}: what was decided still holds", (quiet("That, and why, is recorded."),))
