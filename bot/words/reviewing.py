"""Reviewing a restriction: the form, what came of it, and the reminders before it ends by itself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from bot import limits
from bot.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    ChoiceField,
    DateField,
    Facts,
    Form,
    Option,
    Part,
    TextField,
    bullets,
    quiet,
    text,
)
from bot.chat import Values
from bot.words import kinds, times
from bot.words.entered import reasoned
from bot.words.letters import cards as letters

QUESTIONS: Mapping[str, tuple[str, str]] = {
    "since": ("What has happened since?", "Also what went well. They read this in the letter about it."),
    "changed": ("What has changed?", "For them, or for us."),
    "needed": ("Is it still needed?", "Would less do? Do they need another way of communicating?"),
}
"""What a review asks (POLICY, the walk: contact since, changed, still needed, adjustments)."""
OUTCOMES: Mapping[str, str] = {
    "lift": "Lift it: it ends today. That is the usual outcome",
    "renew": "Renew it: it goes on, for the reasons below",
    "vary": "Change it: something else is proposed in its place",
    "block": "Propose a block: for extreme cases only",
}
OF_A_MEASURE = ("lift", "renew")
OF_A_RESTRICTION, OF_A_BLOCK = ("lift", "renew", "vary"), ("lift", "renew", "vary")
ADJUSTMENT = "They asked for another way of communicating: a manager answers that before it can go on. Lifting is open."
BEFORE_IT_BEGAN = "It was not in force yet on that day."


@dataclass(frozen=True)
class Since:
    """What we hold from the time since a restriction began; `late`: promises of ours."""

    began: date
    contacts: int
    incidents: int
    misfits: int
    late: int


@dataclass(frozen=True)
class Reviewed:
    """A restriction as whoever reviews it sees it. `view`: what the customer said who asked for it.

    `adjustments` counts requests without an answer; `same_eyes`: another manager could look at it afresh.
    """

    value: str
    reference: str
    customer: str
    kind: str
    terms: str
    since: Since
    review: date
    lapses: date
    in_place: tuple[str, ...]
    adjustments: int
    view: str
    same_eyes: bool
    today: date


def review_button(value: str) -> Button:
    """Open the review."""
    return Button("Review", "restriction.review", value)


def request_button(value: str, reference: str) -> Button:
    """Note that the customer asks for a review."""
    return Button(f"They ask for a review: {reference}", "restriction.request", value)


def review_within(months: int) -> str:
    """The next review is too far away, or past."""
    return f"Please choose a day after today, within {times.count(months, 'month')}: nothing is for ever."


def since(found: Since, today: date) -> str:
    """What is on file, as a first sentence."""
    concern, misfits = found.incidents or "none", found.misfits or "none"
    late = f" We were late with {times.count(found.late, 'promise')}." if found.late else ""
    began = times.date_of(found.began, today)
    if not found.contacts:
        return f"Since {began}: no contact.{late}"
    contacts = times.count(found.contacts, "contact")
    return f"Since {began}: {contacts}, {concern} with a concern, {misfits} confirmed not to fit.{late}"


def review_form(
    shown: Reviewed, outcomes: Collection[str], fields: Values, errors: Mapping[str, str]
) -> Form:
    """The policy's questions; lifting is the usual outcome."""
    return Form(
        action="restriction.review",
        title=f"Review {shown.reference}",
        submit="Save the review",
        kept=True,
        value=shown.value,
        notices=_notices(shown),
        fields=(
            *(reasoned(name, label, about, fields, errors) for name, (label, about) in QUESTIONS.items()),
            ChoiceField(
                "outcome",
                "What comes of it?",
                tuple(Option(each, OUTCOMES[each]) for each in outcomes),
                kinds.typed(fields, "outcome"),
                help="It is lifted unless there are written reasons to go on.",
                required=True,
                error=errors.get("outcome", ""),
            ),
            reasoned(
                "reasons", "Why?", "Needed unless it is lifted. They read this.", fields, errors, needed=False
            ),
            DateField(
                "review",
                "Next review, if it is renewed",
                kinds.typed(fields, "review"),
                help="Counts only if it is renewed: nothing is for ever.",
                error=errors.get("review", ""),
            ),
        ),
    )


def request_form(value: str, reference: str, fields: Values, errors: Mapping[str, str]) -> Form:
    """When they asked, and what they said."""
    return Form(
        action="restriction.request",
        title="They ask for a review",
        submit="Save",
        kept=True,
        value=value,
        notices=(
            text(Bold(reference), " They can ask once before each review. A manager looks at it soon."),
        ),
        fields=(
            DateField(
                "date",
                "When did they ask?",
                kinds.typed(fields, "date"),
                help="The day on which they asked, which may be earlier than today.",
                required=True,
                error=errors.get("date", ""),
            ),
            TextField(
                "view",
                "What did they say?",
                kinds.typed(fields, "view"),
                help="In their own words. Whoever reviews it reads this; so may they.",
                multiline=True,
                limit=limits.ACCOUNT,
                error=errors.get("view", ""),
            ),
        ),
    )


def asked(reference: str, due: date) -> Card:
    """A request for a review was noted."""
    return Card(
        f"{reference}: they asked for a review",
        (
            text(
                f"A manager reviews it by {times.full_day(due)}, and they are written to. You can tell them so."
            ),
        ),
    )


def asked_line(due: date, today: date) -> str:
    """For whoever looks after it."""
    return f"The customer asks for a review. Please make it by {times.date_of(due, today)}."


def reviewed(reference: str, outcome: str, value: str, review: date) -> Card:
    """What came of a review, for whoever made it."""
    title, said = _CAME[outcome]
    told = (Buttons((letters.outcome_button(value),)),) if outcome in {"lift", "renew"} else ()
    day = times.full_day(review)
    return Card(title.format(reference=reference), (text(said.format(day=day)), *told))


def told_line(outcome: str, review: date, today: date) -> str:
    """For colleagues concerned."""
    return _NEWS[outcome].format(day=times.date_of(review, today))


def reminder(review: date, lapses: date, today: date) -> str:
    """For whoever looks after it, before its review and on the day."""
    day, end = times.date_of(review, today), times.date_of(lapses, today)
    if review > today:
        return f"A review is due by {day}. You can make it now, and ask the customer how they see it."
    if review == today:
        return f"A review is due today. Without one it ends by itself on {end}."
    return f"A review was due by {day}. Without one it ends by itself on {end}."


def passed_to_nobody(lapses: date, today: date) -> str:
    """For managers, where a block that nobody reviewed has no reserve decider to pass to."""
    end = times.date_of(lapses, today)
    return (
        "Nobody reviewed it in time, and there is no reserve decider here who could. "
        f"Please lift it, or propose it anew; else it ends by itself on {end}."
    )


UNCONFIRMED = (
    "The safety measure has ended by itself: nobody else approved it. If the customer was told of it, please tell them this "
    "too; a letter waits on the case."
)


def lapsed_line(review: date, today: date) -> str:
    """For whoever looks after it."""
    day = times.date_of(review, today)
    return f"It has ended by itself: nobody reviewed it by {day}. Please tell the customer; a letter waits on the case."


_CAME: Mapping[str, tuple[str, str]] = {
    "lift": ("{reference} is lifted", "It ends today. Please tell the customer."),
    "renew": (
        "{reference} goes on",
        "The next review is due by {day}. Please tell the customer, with your reasons.",
    ),
    "vary": (
        "{reference}: something else is to be proposed",
        "Until somebody else approves that and the customer is told, it stays as it is, with its review day.",
    ),
    "block": (
        "{reference}: a block is to be proposed",
        "Somebody else decides on it. Until then it stays as it is.",
    ),
}
_NEWS: Mapping[str, str] = {
    "lift": "It was reviewed, and is lifted.",
    "renew": "It was reviewed, and goes on; the next review is due by {day}.",
    "vary": "It was reviewed: something else is to be proposed in its place.",
    "block": "It was reviewed: a block is to be proposed.",
}


def _notices(shown: Reviewed) -> tuple[Part, ...]:
    late = "was due" if shown.review < shown.today else "due"
    facts = (
        ("What", " · ".join(part for part in (kinds.label(shown.kind), shown.terms) if part)),
        ("Since", times.full_day(shown.since.began)),
        ("Review", f"{late} by {times.full_day(shown.review)}"),
        ("Without one", f"ends by itself on {times.full_day(shown.lapses)}"),
    )
    fresh = (quiet("You proposed it or decided on it before. Another manager would look at it afresh."),)
    waits = (text(Bold("They asked for another way of communicating, and nobody answered yet.")),)
    placed = (text(Bold("In place for them")), bullets(shown.in_place))
    return (
        text(Bold(shown.customer)),
        Facts(facts),
        *((text(Bold("They asked for this review: "), shown.view),) if shown.view else ()),
        *(waits if shown.adjustments else ()),
        *(placed if shown.in_place else ()),
        *(fresh if shown.same_eyes else ()),
        Buttons((Button(f"Read {shown.reference}", "restriction.show", shown.value),)),
        *letters.reading(shown.value, letters.READ_OUTCOME),
    )
