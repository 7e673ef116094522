"""The timeline of a case in words: what stands in the picture, and what it shows for whoever can't see it."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.cards import Card, Image, quiet
from bot.charts import Captions, Day, Row, Span, Timeline
from bot.charts.data import WEEK
from bot.escalation import State
from bot.words import kinds, labels, times
from bot.words.casework import STATES

ACTION = "case.timeline"
OPENED = "the case was opened"
_NO_REPORT = (
    "No report counts now. What was withdrawn, and why the case was opened: Read the record, on its card."
)


def card(reference: str, customer: str, png: bytes, shown: Timeline) -> Card:
    """The picture, for the manager who asked."""
    image = Image(f"timeline-{reference}.png", png, alt(reference, customer, shown), about=reference)
    note = quiet("Only you see this. Withdrawn reports are left out. Marks show contacts, not a person.")
    none = () if shown.rows else (quiet(_NO_REPORT),)
    return Card(f"{reference}: the timeline", (image, *none, note))


def captions(reference: str, customer: str, shown: Timeline) -> Captions:
    """The words in the picture: references, routes, kinds and days."""
    return Captions(
        title=f"{reference} · {customer}",
        contact="Ordinary contact",
        incident="With a concern",
        no_report="No report counts now",
        words="A word with the customer",
        steps="Steps of the case",
        restrictions="Restrictions",
        waiting="Not in force",
        in_force="In force",
        review="Review",
        note=_note(shown),
        today=f"Today, {shown.today.day} {shown.today:%b}",
        done=tuple(f"{_short(each.day, shown)}: {each.label}" for each in shown.steps),
        ticks=tuple(_short(day, shown) for day in shown.ticks),
        later=tuple(f"Review by {_with_year(span.review)}" for span in shown.spans),
    )


def row(route: str, contacts: int, incidents: int) -> str:
    """A route and how much came in by it."""
    concern = f", {incidents} with a concern" if incidents else ""
    return f"{labels.ROUTE_SEEN.get(route, route).capitalize()}: {contacts + incidents}{concern}"


def restriction(reference: str, kind: str, state: State) -> str:
    """A restriction and where it stands."""
    return f"{reference} {kinds.label(kind)}: {STATES[state]}"


def days_done(done: Iterable[tuple[date, str]]) -> tuple[Day, ...]:
    """What was done, day by day: each step's day, and what it was."""
    found: dict[date, dict[str, int]] = {}
    for day, said in done:
        steps = found.setdefault(day, {})
        steps[said] = steps.get(said, 0) + 1
    return tuple(Day(day, "; ".join(map(_times, steps.items()))) for day, steps in sorted(found.items()))


def alt(reference: str, customer: str, shown: Timeline) -> str:
    """What the picture shows, in words."""
    said = [
        f"Timeline of {reference}, {customer}, {_with_year(shown.first)} to {_with_year(shown.today)}.",
        *(_row(each, shown) for each in shown.rows),
        *([] if shown.rows else ["No report counts now."]),
        _words(shown),
        *(_span(each) for each in shown.spans),
        "Steps: " + "; ".join(f"{_short(each.day, shown)} {each.label}" for each in shown.steps) + ".",
    ]
    return " ".join(each for each in said if each)


def _row(each: Row, shown: Timeline) -> str:
    first, last = min(each.days), max(each.days)
    until = (
        f", from {_short(first, shown)} to {_short(last, shown)}"
        if last > first
        else f", {_short(first, shown)}"
    )
    return f"{each.label}{until}."


def _words(shown: Timeline) -> str:
    if not shown.words:
        return "No word with the customer."
    return f"A word with the customer: {times.listed([_short(day, shown) for day in shown.words])}."


def _span(each: Span) -> str:
    said = f"{each.label}, proposed {_with_year(each.proposed)}"
    if each.begins:
        said += f", in force from {_with_year(each.begins)}"
    if each.begins and each.ends:
        said += f" until {_with_year(each.ends)}"
    elif each.ends is None:
        said += f", review by {_with_year(each.review)}"
    return f"{said}."


def _times(step: tuple[str, int]) -> str:
    said, number = step
    return f"{said}, {number} times" if number > 1 else said


def _note(shown: Timeline) -> str:
    """How to read the picture: what a column is where it is no day, and what is left out."""
    weeks = shown.step // WEEK
    long = "a week" if weeks == 1 else f"{weeks} weeks"
    columns = f"Each column of reports is {long}. " if weeks else ""
    earlier = (
        f"Earlier steps are in the record: {times.count(shown.earlier, 'day')}. " if shown.earlier else ""
    )
    return f"{columns}{earlier}Each dot or triangle is one report as it stands now."


def _short(day: date, shown: Timeline) -> str:
    """A day; its year too where the picture shows more than one."""
    return f"{day.day} {day:%b}" if _one_year((shown.first, shown.last)) else _with_year(day)


def _with_year(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _one_year(days: Sequence[date]) -> bool:
    return len({day.year for day in days}) == 1
