"""What is on file in a case, in words: four measures, never one score, and the other side beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import Bold, Line, Part, bullets, line, text
from bot.words import labels, times


@dataclass(frozen=True)
class Evidence:
    """Counts of what is on file about a customer, and days.

    `concerns` by label, `ordinary` reports without any concern and the number of issues they are about; `late`
    promises; contacts `while_late`, when one was overdue; `answered` of the `adjustments` asked for; `in_place` what
    was put in place; `words` held, the last on `last_word`; `spoken`: in the case itself somebody spoke with them.
    """

    reports: int
    incidents: int
    routes: Mapping[str, int]
    colleagues: int
    issues: int
    concerns: Mapping[str, int]
    first: date | None
    last: date | None
    ordinary: int
    ordinary_issues: int
    promises: int
    late: int
    while_late: int
    told_us: int
    adjustments: int
    answered: int
    in_place: tuple[str, ...]
    words: int
    last_word: date | None
    spoken: bool
    withdrawn: int
    misfits: int
    serious: int


_ON_FILE = text(Bold("What is on file"))


def measures(found: Evidence, today: date) -> tuple[Part, ...]:
    """The four measures, each by itself; counts only."""
    return (_ON_FILE, bullets(_four(found, today, _count_of(found.concerns))))


def measures_in_full(found: Evidence, today: date) -> tuple[Part, ...]:
    """The same with the routes and the concerns themselves, for a manager alone."""
    concerns = f"concerns: {_several(found.concerns)}" if found.concerns else "no concern"
    routes = _several({labels.route(key): number for key, number in found.routes.items()})
    number, breadth, *rest = _four(found, today, concerns)
    return (_ON_FILE, bullets((number, line(*breadth, f": {routes}" if routes else ""), *rest)))


def other_side(found: Evidence, today: date, more: Sequence[Line | str] = ()) -> tuple[Part, ...]:
    """What speaks for the customer, or for caution, from the same data; `more` comes first."""
    return (text(Bold("The other side")), bullets((*more, *_other(found, today))))


def in_place(found: Evidence) -> tuple[Part, ...]:
    """The adjustments themselves, for a manager alone."""
    return (bullets(line(Bold("In place: "), each) for each in found.in_place),) if found.in_place else ()


def _four(found: Evidence, today: date, concerns: str) -> tuple[Line, Line, Line, Line]:
    days = (found.last - found.first).days + 1 if found.first and found.last else 0
    period = (
        f", {times.date_of(found.first, today)} to {times.date_of(found.last, today)}"
        if found.first and found.last and days > 1
        else ""
    )
    breadth = f"{times.count(found.colleagues, 'colleague')}, {times.count(len(found.routes), 'route')}"
    issues = times.count(found.issues, "issue", "different issues")
    return (
        line(
            Bold("Number: "),
            f"{times.count(found.reports, 'report')}, {found.incidents} with a concern",
        ),
        line(Bold("Breadth: "), breadth),
        line(Bold("Pattern: "), f"{issues}; {concerns}"),
        line(Bold("Duration: "), f"{times.count(days, 'day')}{period}"),
    )


def _other(found: Evidence, today: date) -> list[Line]:
    said = [
        f"{found.while_late} of {times.count(found.reports, 'contact')} came while we were late"
        if found.while_late
        else "",
        _promises(found),
        _adjustments(found),
        f"{found.ordinary} of {times.count(found.reports, 'contact')} without any concern, "
        f"about {times.count(found.ordinary_issues, 'issue')}"
        if found.ordinary
        else "Contacts without any concern: none",
        f"Said they had contacted others: {found.told_us} of {found.reports}" if found.told_us else "",
        _words(found, today),
        f"{times.count(found.withdrawn, 'withdrawn report')}, not counted" if found.withdrawn else "",
    ]
    return [line(each) for each in said if each]


def _promises(found: Evidence) -> str:
    if not found.promises:
        return "Our promises to them: none on file"
    late = f"{found.late} late" if found.late else "none late"
    return f"Our promises to them: {found.promises}, {late}"


def _adjustments(found: Evidence) -> str:
    if not found.adjustments:
        return "Asked for another way of communicating: nothing on file. Did anybody ask them?"
    waits = found.adjustments - found.answered
    unanswered = f", {waits} without an answer" if waits else ", answered"
    return f"Asked for another way of communicating: {_often(found.adjustments)}{unanswered}"


def _words(found: Evidence, today: date) -> str:
    if not found.words or found.last_word is None:
        return "" if found.spoken else "Nobody had a word with them about it yet"
    last = "on" if found.words == 1 else "last on"
    return f"A colleague had a word with them: {_often(found.words)}, {last} {times.date_of(found.last_word, today)}"


def _often(number: int) -> str:
    return "once" if number == 1 else times.count(number, "time")


def _count_of(concerns: Mapping[str, int]) -> str:
    return times.count(len(concerns), "kind") + " of concern"


def _several(counted: Mapping[str, int]) -> str:
    return "; ".join(f"{label} ({number})" if number > 1 else label for label, number in counted.items())
