"""The decision of a reserve decider outside the workspace, as a manager records it."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot import limits
from bot.cards import Card, ChoiceField, DateField, Form, Option, TextField, quiet
from bot.chat import Values
from bot.words import times
from bot.words.weighing import Proposal, weighed
from storage.tables import OutsideDecision

OUTCOMES: Mapping[str, str] = {"approved": "They agree", "declined": "They do not agree"}
BEFORE_PROPOSAL = "It was proposed later than that."


def record_form(
    value: str, shown: Proposal, outside: Sequence[str], fields: Values, errors: Mapping[str, str]
) -> Form:
    """Who decided, as what, when, in which document, and why."""

    def one_line(name: str, label: str, about: str) -> TextField:
        return TextField(
            name,
            label,
            str(fields.get(name, "")),
            help=about,
            required=True,
            limit=limits.LINE,
            error=errors.get(name, ""),
        )

    only = outside[0] if len(outside) == 1 else ""
    return Form(
        action="reserve.record",
        title="A reserve decision",
        submit="Record",
        kept=True,
        value=value,
        notices=(
            *weighed(shown),
            quiet(
                "You record what somebody else decided. It is always shown as recorded by you, and the document "
                "has to show it."
            ),
        ),
        fields=(
            _choice(
                "decider", "Which reserve decider?", {each: each for each in outside}, fields, errors, only
            ),
            one_line("name", "Their name", "Kept with the restriction; not in shared messages."),
            one_line("role", "Their role", "Such as: head of service at the host."),
            DateField(
                "date",
                "When did they decide?",
                str(fields.get("date", "")),
                help="As the document says.",
                required=True,
                error=errors.get("date", ""),
            ),
            one_line(
                "document", "Which document shows it?", "Where it is filed: a letter, an e-mail, minutes."
            ),
            _choice(
                "outcome",
                "What did they decide?",
                OUTCOMES,
                fields,
                errors,
                "",
                "What they said, not what you think.",
            ),
            TextField(
                "reasons",
                "Their reasons",
                str(fields.get("reasons", "")),
                help="In their words.",
                required=True,
                multiline=True,
                limit=limits.REASONS,
                error=errors.get("reasons", ""),
            ),
        ),
    )


def recorded_by(initials: str) -> str:
    """Who decided, in shared messages: no name."""
    return f"A reserve decider, recorded by {initials}"


def recorded(card: Card) -> Card:
    """What whoever recorded it reads."""
    kept = quiet("It is shown as a reserve decider's decision that you recorded.")
    return Card(card.title, (*card.parts, kept), card.fallback)


def recorded_in_full(found: OutsideDecision, by: str, why: str, today: date) -> tuple[str, str]:
    """Who decided, as what and when; why, who recorded it, and where it is filed."""
    when = times.date_of(found.decided_on, today)
    return (
        f"{found.name}, {found.role} (reserve decider), {when}",
        f"{why} Recorded by {by}; document: {found.document}.",
    )


def _choice(
    name: str,
    label: str,
    options: Mapping[str, str],
    fields: Values,
    errors: Mapping[str, str],
    usual: str,
    about: str = "",
) -> ChoiceField:
    return ChoiceField(
        name,
        label,
        tuple(Option(key, said) for key, said in options.items()),
        str(fields.get(name, usual)),
        help=about,
        required=True,
        error=errors.get(name, ""),
    )
