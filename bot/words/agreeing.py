"""Agreeing on a restriction with a customer, or deciding on one: the form, and its parts in words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.cards import (
    Bold,
    ChoiceField,
    DateField,
    Form,
    Option,
    Part,
    bullets,
    text,
)
from bot.chat import Values
from bot.kinds import Offered
from bot.situation import EASED
from bot.words import kinds, times
from bot.words.considering import HOWS, SPEAKS
from bot.words.conversing import OUTCOMES
from bot.words.entered import reasoned
from bot.words.letters import cards as letters

AGREEMENT: Mapping[str, str] = {
    "agreed": "Agreed with the customer",
    "decided": "Decided without the customer's agreement",
}
SAID: Mapping[str, str] = {
    **AGREEMENT,
    EASED: "Less than before, and agreed with the customer",
    "before": "Agreed before Evenhand",
}
"""The same with what is offered only in place of something, and with what was in force on day one, which nobody chooses."""
WAITS = "The same is proposed already. The case shows where it stands."
EASES_NOTHING = "Choose what it takes the place of: that is still in force, and this asks less of them."
FIRST_AN_ANSWER = (
    "The customer's request for another way of communicating has no answer yet. Until a manager answers it, only what "
    "is less than before, and agreed with them, can be proposed."
)
START_PAST = "It can't start before today."
START_FAR = "Please start sooner: propose it when the time comes."
NOT_REACHED = "Nobody has reached the customer, so it can't be agreed with them: it is decided."
REVIEW_BEFORE = "The review comes after the start."


def review_late(months: int) -> str:
    """A review too far away: nothing is for ever."""
    return f"Please choose a day within {times.count(months, 'month')} of the start: nothing is for ever."


def agree_form(
    value: str,
    customer: str,
    offered: Offered,
    values: Values,
    errors: Mapping[str, str],
    in_place: Sequence[str],
    closes: Sequence[str],
) -> Form:
    """What is agreed or decided; the fields of the chosen kind stand below it."""
    kind = kinds.typed(values, "kind")
    return Form(
        action="restriction.agree",
        title="Propose a restriction",
        submit="Propose",
        kept=True,
        value=value,
        notices=(*_notices(customer, in_place, closes), *letters.reading(value, letters.READ_PROPOSAL)),
        fields=(
            _which(kind, errors.get("kind", "")),
            *kinds.fields(kind, offered, values, errors),
            reasoned(
                "details", "In detail", kinds.HELP.get(kind, "They read this."), values, errors, needed=False
            ),
            ChoiceField(
                "agreement",
                "Did the customer agree?",
                (
                    Option("agreed", "Agreed with the customer"),
                    Option("decided", "Decided without their agreement"),
                ),
                kinds.typed(values, "agreement"),
                help="Agreed only if they said so themselves. They read which it was.",
                required=True,
                error=errors.get("agreement", ""),
            ),
            reasoned("reasons", "Why", "What happened, with dates. They may read this.", values, errors),
            reasoned(
                "proportionate",
                "Why nothing less would do",
                "What was tried or thought of first.",
                values,
                errors,
            ),
            *_days(values, errors),
            reasoned("exceptions", "What still gets through", "Always, whatever is agreed.", values, errors),
        ),
    )


def replaces_field(named: Mapping[str, str], chosen: str, error: str) -> ChoiceField:
    """What is in force that it takes the place of; nothing chosen: it comes beside it."""
    return ChoiceField(
        "replaces",
        "In place of",
        tuple(Option(number, reference) for number, reference in named.items()),
        chosen,
        help="Leave empty if both are to hold. The old one ends when the customer is told of this one and it begins.",
        error=error,
    )


def with_less_than_before(field: ChoiceField) -> ChoiceField:
    """The question whether they agreed, where something is in force that may become less."""
    return replace(field, options=(*field.options, Option(EASED, SAID[EASED])))


def closing_notices(in_place: Sequence[str], closes: Sequence[str]) -> tuple[Part, ...]:
    """What is in place for the customer; plainly, where the proposal closes a way that they may need."""
    found: list[Part] = []
    if closes:
        found.append(
            text(Bold("This closes a way that an adjustment in place may need. Leave that way open."))
        )
        found.append(bullets(closes))
    if others := [each for each in in_place if each not in closes]:
        found += [text(Bold("In place for them, and it stays so")), bullets(others)]
    return tuple(found)


def spoken(who: str, how: str, when: str, explained: str, outcome: str) -> str:
    """One conversation, or the attempt at one."""
    way, ended = HOWS.get(how, how), OUTCOMES.get(outcome, outcome)
    return f"{way}, {who}, {when}: {explained.rstrip('.')}. {ended}."


def a_word(who: str, when: str, trying: str) -> str:
    """One word with the customer before."""
    return f"A word, {who}, {when}: {trying}"


def speaks_for(questions: Sequence[str], note: str, in_place: Sequence[str]) -> tuple[str, ...]:
    """What speaks for the customer, from the fairness check and from what was put in place."""
    checked = (f"From the fairness check: {note}",) if note else ()
    placed = (f"In place for them: {'; '.join(in_place)}",) if in_place else ()
    return (*(SPEAKS[name] for name in questions), *checked, *placed)


def _notices(customer: str, in_place: Sequence[str], closes: Sequence[str]) -> tuple[Part, ...]:
    return (
        text(Bold(customer)),
        *closing_notices(in_place, closes),
    )


def _which(kind: str, error: str) -> ChoiceField:
    return ChoiceField(
        "kind",
        "Which restriction?",
        kinds.options(),
        kind,
        help="Choose the mildest that helps. Several are proposed one after the other.",
        required=True,
        watch=True,
        error=error,
    )


def _days(values: Values, errors: Mapping[str, str]) -> tuple[DateField, DateField]:
    return (
        DateField(
            "start",
            "Start",
            kinds.typed(values, "start"),
            help="In force from this day, once it is approved and they were told.",
            required=True,
            error=errors.get("start", ""),
        ),
        DateField(
            "review",
            "Review",
            kinds.typed(values, "review"),
            help="At review it is lifted unless there are written reasons to go on.",
            required=True,
            error=errors.get("review", ""),
        ),
    )
