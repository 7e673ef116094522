"""What a worker reads about their own reports and promises."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot import references
from bot.cards import Bold, Button, Buttons, Card, Divider, Part, quiet, text
from bot.targets import Target
from bot.words import labels, times
from bot.workdays import WorkCalendar
from storage.tables import Absence, Promise, Report


def card(
    logged: Sequence[Report],
    names: Mapping[int, str],
    promised: Sequence[Promise],
    away: Absence | None,
    work: WorkCalendar,
    today: date,
    *,
    latest: bool,
) -> Card:
    """My promises, the earliest first, then my reports, newest first; `latest`: there may be older ones."""
    parts: list[Part] = []
    if away:
        until = times.day(away.last_day, today)
        back = Button("I'm back", "away.end", Target(extra=away.id or 0).value)
        parts += [text(Bold(f"You are away until {until}.")), Buttons((back,))]
    for promise in promised:
        parts += promise_parts(promise, today)
    if promised and logged:
        parts.append(Divider())
    for report in logged:
        parts += _report(report, names.get(report.customer_id or 0, "Not known"), work, today)
    if not logged:
        parts.append(quiet("You logged nothing in the last month."))
    if latest:
        parts.append(quiet("An older one: /incident mine and its reference, such as R-00001."))
    return Card("My reports and promises", tuple(parts))


def promise_parts(promise: Promise, today: date) -> tuple[Part, ...]:
    """One promise with its Done."""
    late = " (late)" if promise.due_on < today else ""
    due = f"Promised for {times.day(promise.due_on, today)}{late}: "
    done = Button("Done", "promise.done", Target(extra=promise.id or 0).value)
    about = quiet(f"To the customer of {references.report(promise.report_id)}")
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


def kept_card(promise: Promise) -> Card:
    """A promise that is done."""
    return Card(f"Done: the promise from {references.report(promise.report_id)}")


def _report(report: Report, customer: str, work: WorkCalendar, today: date) -> tuple[Part, ...]:
    value = Target(report=report.id or 0, version=report.version).value
    when = times.moment(report.happened_at, work, today)
    word = (Button("I had a word with them", "word.note", value),) if report.customer_id else ()
    return (
        text(Bold(f"{customer}: "), report.issue),
        quiet(f"{references.report(report.id or 0)} · {labels.route(report.route)} · {when}"),
        Buttons(
            (Button("Correct", "report.correct", value), *word),
            (Button("Withdraw", "report.withdraw", value),),
        ),
    )
