"""What a worker reads about their own reports and promises."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot import references
from bot.cards import Bold, Button, Buttons, Card, Divider, Part, quiet, text
from bot.targets import MINE, Target
from bot.words import labels, times
from bot.workdays import WorkCalendar
from storage.tables import Absence, Promise, Report


@dataclass(frozen=True)
class Listing:
    """My reports, newest first, the names of their customers, promises that are mine to keep, and whether I am away.

    `by`: the names of everybody else, who may have made a promise.
    """

    logged: tuple[Report, ...]
    names: Mapping[int, str]
    promised: tuple[Promise, ...]
    by: Mapping[int, str]
    away: Absence | None


def card(listing: Listing, work: WorkCalendar, today: date, *, latest: bool) -> Card:
    """My reports and promises; `latest`: there may be older ones."""
    older = (quiet("An older one: /incident mine and its reference, such as R-00001."),) if latest else ()
    return Card("My reports and promises", (*parts(listing, work, today), *older))


def parts(listing: Listing, work: WorkCalendar, today: date) -> tuple[Part, ...]:
    """Whether I am away, my promises, then my reports."""
    found: list[Part] = []
    if listing.away:
        until = times.day(listing.away.last_day, today)
        back = Button("I'm back", "away.end", Target(extra=listing.away.id or 0).value)
        found += [text(Bold(f"You are away until {until}.")), Buttons((back,))]
    for promise in listing.promised:
        found += _promise(promise, listing.by.get(promise.staff_id, ""), today)
    if listing.promised and listing.logged:
        found.append(Divider())
    for report in listing.logged:
        found += _report(report, listing.names.get(report.customer_id or 0, "Not known"), work, today)
    if not listing.logged:
        nothing = "You logged nothing in the last month. When a customer is in touch: "
        found.append(quiet(nothing, Bold("/incident"), "."))
    return tuple(found)


def _promise(promise: Promise, by: str, today: date) -> tuple[Part, ...]:
    late = " (late)" if promise.due_on < today else ""
    due = f"Promised for {times.day(promise.due_on, today)}{late}: "
    done = Button("Done", "promise.done", Target(card=MINE, extra=promise.id or 0).value)
    who = f", by {by}" if by else ""
    about = quiet(f"To the customer of {references.report(promise.report_id)}{who}")
    return (text(Bold(due), promise.what), about, Buttons((done,)))


def reminder_card(promise: Promise, today: date) -> Card:
    """The reminder of a promise: its reference; the words stay in My reports."""
    reference = references.report(promise.report_id)
    due = times.date_of(promise.due_on, today)
    was = "was" if promise.due_on < today else "is"
    title = f"A promise from {reference} {was} due on {due}"
    done = Button("Done", "promise.done", Target(extra=promise.id or 0).value)
    hint = "What you promised: /incident mine"
    return Card(title, (quiet(hint), Buttons((done,))), fallback=title)


def left_card(promise: Promise, initials: str, today: date) -> Card:
    """For managers: who made a promise has left."""
    reference = references.report(promise.report_id)
    title = f"{initials} left: a promise from {reference} is open"
    done = Button("Done", "promise.done", Target(extra=promise.id or 0).value)
    due = f"It was promised for {times.date_of(promise.due_on, today)}. What was promised: /incident mine"
    return Card(title, (quiet(due), Buttons((done,))), fallback=title)


def kept_card(promise: Promise) -> Card:
    """A promise that is done."""
    return Card(f"Done: the promise from {references.report(promise.report_id)}")


def _report(report: Report, customer: str, work: WorkCalendar, today: date) -> tuple[Part, ...]:
    value = Target(report=report.id or 0, version=report.version).value
    when = times.moment(report.happened_at, work, today)
    word = (Button(labels.WORD, "word.note", value),) if report.customer_id else ()
    return (
        text(Bold(f"{customer}: "), report.issue),
        quiet(f"{references.report(report.id or 0)} · {labels.route(report.route)} · {when}"),
        Buttons(
            (Button("Correct", "report.correct", value),),
            (*word, Button("Withdraw", "report.withdraw", value)),
        ),
    )
