"""Speaking with the customer: the request to a colleague, their talking points, and how it went."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import limits
from bot.cards import (
    Bold,
    Button,
    Card,
    ChoiceField,
    DateField,
    Form,
    Line,
    Option,
    Part,
    Style,
    TextField,
    bullets,
    line,
    quiet,
    text,
)
from bot.chat import Values
from bot.words import labels, times
from bot.words.considering import HOWS, SPEAKS
from bot.workdays import WorkCalendar
from storage.tables import Adjustment, Report, Word

OUTCOMES = {
    "agreed": "We agreed on something",
    "no_change": "They heard it; nothing is agreed",
    "did_not_agree": "They don't agree",
    "not_reached": "Not reached",
}
VIEW_NEEDED = "Please write down their own view. If you didn't reach them, choose that as the outcome."
_NEWEST = 8
_DETAILS = 300


@dataclass(frozen=True)
class Points:
    """What whoever speaks with the customer should have before them; reports with concerns, newest first.

    `speaks`: questions of the fairness check that speak for the customer; `note`: what the manager wrote there.
    """

    reference: str
    customer: str
    incidents: Sequence[tuple[Report, Sequence[str]]]
    speaks: Sequence[str]
    note: str
    late: int
    issues: int
    adjustments: Sequence[Adjustment]
    words: Sequence[Word]


def before_the_check(checked: date, today: date) -> str:
    """A conversation from before it was asked for."""
    when = times.date_of(checked, today)
    return f"The fairness check that asks for it was on {when}. When did you speak with them after it?"


def hold_button(value: str) -> Button:
    """Note how the conversation went."""
    return Button("Note how it went", "case.conversation", value)


def points_button(value: str) -> Button:
    """Open the talking points."""
    return Button("Talking points", "case.points", value, Style.GO)


def agree_button(value: str) -> Button:
    """Propose what should hold from now on."""
    return Button("Propose a restriction", "restriction.agree", value)


def please_speak(how: str, by: date, today: date) -> str:
    """The request to speak with a customer."""
    way = HOWS.get(how, how).lower()
    return (
        f"Please speak with this customer ({way}) by {times.date_of(by, today)}: hear their side, and say kindly what "
        "makes it difficult. The talking points say who it is. Nothing is decided before that."
    )


def still_to_speak(by: date, today: date) -> str:
    """The reminder."""
    was = "was" if by < today else "is"
    return (
        f"The conversation with this customer {was} due on {times.date_of(by, today)}. If it has to wait, or somebody "
        "else had better hold it, tell a manager: a new fairness check can change both."
    )


def spoken(*, may_propose: bool) -> str:
    """What a colleague who spoke with the customer may do next."""
    if may_propose:
        return "You spoke with the customer. If something has to change, you or a manager can propose it now."
    return "You spoke with the customer. The managers see it and decide what follows."


def points_card(points: Points, work: WorkCalendar, today: date) -> Card:
    """The talking points, for the one who speaks and for managers."""
    parts: list[Part] = [text(Bold(points.customer)), text(Bold("What to raise"))]
    for concerns, examples in _by_concern(points.incidents[:_NEWEST]).items():
        parts += [text(concerns), bullets(_joined([_example(each, work, today) for each in examples]))]
    if len(points.incidents) > _NEWEST:
        parts.append(quiet(f"And {times.count(len(points.incidents) - _NEWEST, 'older report')}."))
    if speaks := [*_speaks(points, today)]:
        parts += [text(Bold("What speaks for them")), bullets(speaks)]
    parts += [
        text(Bold("What to ask")),
        bullets(
            (
                "How do they see it? What do they need from us most now?",
                "Is there anything that makes it hard to deal with us: health, language, time, a bad experience?",
                "Would another way of communicating help? Offer it; they need not give reasons.",
                "What could we do better, and what could we both try?",
            )
        ),
        text(Bold("How to say it")),
        bullets(
            (
                "Say what happened, with the day, and what it does to the work. Never say what kind of person they are.",
                "Say that they may go on contacting us, complain, appeal, and ask for what we hold about them.",
                "Nothing is decided. If it gets heated, it is fine to stop and try another day.",
            )
        ),
        quiet("Only you see this. That you looked is recorded."),
    ]
    return Card(f"Talking points · {points.reference}", tuple(parts))


def conversation_form(
    value: str, reference: str, customer: str, fields: Values, errors: Mapping[str, str]
) -> Form:
    """How the conversation went."""
    return Form(
        action="case.conversation",
        title="How did it go?",
        submit="Save",
        kept=True,
        value=value,
        notices=(
            text(customer),
            quiet(f"{reference}. Write it so that they could read it: they may ask to."),
        ),
        fields=(
            DateField(
                "held",
                "When",
                _typed(fields, "held"),
                help="The day of the conversation, or of the try.",
                required=True,
                error=errors.get("held", ""),
            ),
            _choice(fields, errors, "how", "How", HOWS),
            _long(fields, errors, "explained", "What you explained", "With the examples you gave."),
            _long(
                fields,
                errors,
                "view",
                "Their own view",
                "In their words where you can. Only if you didn't reach them may this stay empty.",
            ),
            _long(
                fields,
                errors,
                "adjustment",
                "A different way of communicating they need or asked for",
                "A manager answers it before anything is proposed.",
            ),
            _choice(fields, errors, "outcome", "How did it end?", OUTCOMES, _OUTCOME),
        ),
    )


def noted(reference: str, outcome: str, adjustment: str, *, counts: bool) -> Card:
    """The conversation is kept. `counts`: it is the attempt to resolve that the policy asks for."""
    said = {
        "agreed": "Thank you. What you agreed can be written down as a proposal, or simply tried for a while.",
        "no_change": "Thank you. Their view is on record; nothing is decided by that.",
        "did_not_agree": "Thank you. That they don't agree is their right; their view is on record.",
        "not_reached": "Not reached is no fault of theirs. It counts after two tries by different ways and a letter.",
    }
    tried = (
        "You tried by two ways and a letter: that counts as an attempt." if outcome == "not_reached" else ""
    )
    asked = (text("What they need is noted. A manager answers that first."),) if adjustment else ()
    return Card(
        f"{reference}: the conversation is noted",
        (
            text(tried if counts and tried else said[outcome]),
            *asked,
        ),
    )


_OUTCOME = "Not reached is no fault of theirs: it counts after two tries by different ways and a letter."


def _by_concern(incidents: Sequence[tuple[Report, Sequence[str]]]) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    for report, concerns in incidents:
        found.setdefault("; ".join(concerns), []).append(report)
    return found


def _example(report: Report, work: WorkCalendar, today: date) -> Line:
    when, route = times.date_of(work.day(report.happened_at), today), labels.route(report.route)
    details = " ".join(report.details.split())
    cut = f"{details[:_DETAILS]}…" if len(details) > _DETAILS else details
    example = f" “{cut}”" if cut else ""
    return line(Bold(f"{when}, {route}: "), f"{report.issue}{example}")


def _joined(examples: Sequence[Line]) -> list[Line]:
    """Examples that read the same are told once, and how often."""
    return [
        each if number == 1 else line(*each, f" ({_often(number)})")
        for each, number in Counter(examples).items()
    ]


def _often(number: int) -> str:
    return "twice" if number == 2 else times.count(number, "time")  # noqa: PLR2004 - twice is two


def _speaks(points: Points, today: date) -> list[Line | str]:
    found: list[Line | str] = [line(SPEAKS[name]) for name in points.speaks]
    if points.note:
        found.append(line("From the fairness check: ", points.note))
    if points.late:
        found.append(f"{times.count(points.late, 'promise')} of ours to them came late.")
    if points.issues > 1:
        found.append(f"They contact us about {points.issues} different issues.")
    found += [f"They asked for: {each.request}" for each in points.adjustments]
    found += [
        f"A word with them on {times.date_of(each.held_on, today)}. Agreed to try: {each.trying}"
        for each in points.words
    ]
    return found


def _choice(
    fields: Values,
    errors: Mapping[str, str],
    name: str,
    label: str,
    offered: Mapping[str, str],
    about: str = "",
) -> ChoiceField:
    options = tuple(Option(key, said) for key, said in offered.items())
    value, error = _typed(fields, name), errors.get(name, "")
    return ChoiceField(name, label, options, value, help=about, required=True, error=error)


def _long(fields: Values, errors: Mapping[str, str], name: str, label: str, about: str) -> TextField:
    return TextField(
        name,
        label,
        _typed(fields, name),
        help=about,
        required=name == "explained",
        multiline=True,
        limit=limits.REASONS if name == "adjustment" else limits.ACCOUNT,
        error=errors.get(name, ""),
    )


def _typed(fields: Values, name: str) -> str:
    value = fields.get(name, "")
    return value if isinstance(value, str) else ",".join(value)
