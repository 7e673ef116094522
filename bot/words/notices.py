"""What the form says about a customer who was chosen; only the worker sees it."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot import references
from bot.cards import Bold, Line, Part, Quiet, bullets, line, quiet
from bot.words import in_force, labels, times
from bot.words.in_force import Agreed
from bot.workdays import WorkCalendar
from storage.tables import Adjustment, Customer, Report, Word

_SNIPPET = 160
_PHONE_TAIL = 3
_HOUSEHOLD = line(
    Bold("Same household: "),
    "someone else connected with this child has been in touch. Separate customers: tell neither about the other.",
)


def label(customer: Customer) -> str:
    """A customer in a list: name, relationship, the telephone's last digits."""
    tail = f"…{customer.phone[-_PHONE_TAIL:]}" if customer.phone else ""
    parts = [
        customer.name or labels.NAME_NOT_KNOWN,
        customer.relationship,
        tail,
        references.customer(customer.id or 0),
    ]
    return " · ".join(part for part in parts if part)


def about(customer: Customer) -> Quiet:
    """Whom the notices below are about."""
    return quiet(f"About {label(customer)}")


def about_nobody(typed: str) -> Quiet:
    """What to say where somebody asks what they should know, and nobody on file is chosen."""
    if not typed.strip():
        return quiet("Choose a customer first: what to know about them then stands here.")
    return quiet("There is nothing to know yet: nobody on file is chosen.")


def standing(
    adjustments: Sequence[Adjustment],
    agreed: tuple[Agreed, ...],
    words: Sequence[Word],
    names: Mapping[int, str],
    today: date,
) -> list[Line]:
    """How a customer and we stay in touch."""
    return [
        *(_adjustment(adjustment) for adjustment in adjustments),
        *in_force.lines(agreed, today),
        *(_word(word, names, today) for word in words),
    ]


def notices(
    known: Sequence[Line],
    *,
    last: Report | None,
    others: Sequence[Report],
    household: bool,
    names: Mapping[int, str],
    days: int,
    work: WorkCalendar,
    today: date,
) -> tuple[Part, ...]:
    """The notices in their order; `known` is how they and we stay in touch."""
    found: list[Line] = list(known)
    if last:
        found.append(_last(last, names, work, today))
    if others:
        found.append(_others(others, names, days, work, today))
    if household:
        found.append(_HOUSEHOLD)
    return (bullets(found),) if found else (quiet(f"Nothing from them before, and nothing in {days} days."),)


def arrangements(known: Sequence[Line], *, household: bool) -> tuple[Part, ...]:
    """The same above a list of all contacts; nothing where nothing is known."""
    found = [*known, *((_HOUSEHOLD,) if household else ())]
    return (bullets(found),) if found else ()


def snippet(details: str) -> str:
    """The beginning of a longer text."""
    one_line = " ".join(details.split())
    return one_line if len(one_line) <= _SNIPPET else f"{one_line[: _SNIPPET - 1].rstrip()}…"


def _adjustment(adjustment: Adjustment) -> Line:
    if adjustment.in_place:
        return line(Bold("Adjustment in place: "), adjustment.in_place)
    if adjustment.answered_at:
        return line(Bold("Asked for and answered, nothing in place: "), adjustment.request)
    return line(Bold("Asked for, not answered yet: "), adjustment.request)


def _word(word: Word, names: Mapping[int, str], today: date) -> Line:
    who = names.get(word.by_id, "")
    until = times.day(word.ends_on, today)
    return line(
        Bold("We had a word: "), f"{who}, {times.day(word.held_on, today)}, until {until}: {word.trying}"
    )


def _last(report: Report, names: Mapping[int, str], work: WorkCalendar, today: date) -> Line:
    who, when = names.get(report.reporter_id, ""), times.moment(report.happened_at, work, today)
    said = f" {snippet(report.details)}" if report.details else ""
    return line(Bold("Last time: "), f"{report.issue} ({who}, {when}).{said}")


def _others(
    others: Sequence[Report], names: Mapping[int, str], days: int, work: WorkCalendar, today: date
) -> Line:
    newest: dict[int, Report] = {}
    for report in others:
        newest.setdefault(report.reporter_id, report)
    heard = [
        f"{names.get(reporter, '')} ({labels.route(r.route)}, {times.moment(r.happened_at, work, today)})"
        for reporter, r in newest.items()
    ]
    return line(Bold(f"Heard from them in {days} days: "), times.listed(heard))
