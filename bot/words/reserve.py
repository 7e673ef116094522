"""The decision of a reserve decider outside the workspace, as a manager records it."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.cards import Card, Field, Form, quiet
from bot.chat import Values
from bot.words import times
from bot.words.entered import dated, in_a_line, one_of, reasoned
from bot.words.weighing import Proposal, weighed
from storage.tables import OutsideDecision

OUTCOMES: Mapping[str, str] = {"approved": "They agree", "declined": "They do not agree"}
BEFORE_PROPOSAL = "It was proposed later than that."


def record_form(
    value: str, shown: Proposal, outside: Sequence[str], fields: Values, errors: Mapping[str, str]
) -> Form:
    """Who decided, as what, when, in which document, and why."""
    only = {"decider": outside[0]} if len(outside) == 1 else {}
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
        fields=_fields(outside, {**only, **fields}, errors),
    )


def _fields(outside: Sequence[str], given: Values, wrong: Mapping[str, str]) -> tuple[Field, ...]:
    named = "Kept with the restriction; not in shared messages."
    filed = "Where it is filed: a letter, an e-mail, minutes."
    said = "What they said, not what you think."
    return (
        one_of("decider", "Which reserve decider?", {each: each for each in outside}, "", given, wrong),
        in_a_line("name", "Their name", named, given, wrong),
        in_a_line("role", "Their role", "Such as: head of service at the host.", given, wrong),
        dated("date", "When did they decide?", "As the document says.", given, wrong),
        in_a_line("document", "Which document shows it?", filed, given, wrong),
        one_of("outcome", "What did they decide?", OUTCOMES, said, given, wrong),
        reasoned("reasons", "Their reasons", "In their words.", given, wrong),
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
