"""What somebody reads when they look at an issue or a customer; only they see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot import references
from bot.cards import Bold, Button, Buttons, Card, Divider, Part, bullets, quiet, text
from bot.targets import Target
from bot.words import complaining, gates, labels, merging, requesting, times
from bot.words.adjusting import answer_button, log_button
from bot.workdays import WorkCalendar
from storage.tables import Adjustment, Customer, Merge, PersonRequest, Report

_DETAILS = 600


def issue_card(
    issue_id: int,
    customer: str,
    about: Sequence[Report],
    concerns: Mapping[int, Sequence[str]],
    names: Mapping[int, str],
    work: WorkCalendar,
    today: date,
) -> Card:
    """The reports on an issue, oldest first."""
    parts: list[Part] = [quiet(customer)]
    for report in about:
        parts += _report(report, concerns.get(report.id or 0, ()), names, work, today)
    if not about:
        parts.append(
            quiet("No report is on it any more. Your own, wherever they are: ", Bold("/incident mine"), ".")
        )
    parts.append(quiet("Only you see this. That you looked is recorded."))
    return Card(references.issue(issue_id), tuple(parts))


@dataclass(frozen=True)
class CaseLine:
    """An open case; `stage` and the `value` of its button for managers only."""

    reference: str
    stage: str = ""
    value: str = ""


@dataclass(frozen=True)
class OnFile:
    """What is shown of one customer: `known` are the notices, `recent` the contact of so many `days`."""

    number: int
    label: str
    known: tuple[Part, ...]
    recent: Sequence[Report]
    concerns: Mapping[int, Sequence[str]]
    names: Mapping[int, str]
    case: CaseLine | None
    household: tuple[int, ...]
    requests: Sequence[Adjustment]
    complains: bool
    merged: Sequence[Merge] | None
    asked: Sequence[PersonRequest]
    reviews: tuple[Button, ...]
    days: int


def customer_card(found: OnFile, work: WorkCalendar, today: date) -> Card:
    """Recent contact of one customer."""
    period = times.count(found.days, "day")
    said = [_contact(found, report, work, today) for report in found.recent]
    return Card(
        found.label,
        (
            *found.known,
            Buttons(
                (
                    *map(answer_button, found.requests),
                    log_button(Target(extra=found.number)),
                    requesting.log_button(found.number),
                    *((complaining.log_button(found.number),) if found.complains else ()),
                    *map(requesting.done_button, found.asked),
                    *found.reviews,
                )
            ),
            *_case(found.case),
            text(Bold(f"Contact in {period}")),
            bullets(said) if said else _no_contact(period),
            *_household(found.number, found.household),
            *merging.look_buttons(found.number, found.merged),
            quiet("Only you see this. That you looked is recorded."),
        ),
    )


def _no_contact(period: str) -> Part:
    return quiet(f"No contact in {period}. What they say now: ", Bold("/incident"), ".")


def _case(case: CaseLine | None) -> tuple[Part, ...]:
    if case is None:
        return ()
    stage = f", {case.stage}" if case.stage else ""
    show = (Buttons((gates.show_button(case.value),)),) if case.value else ()
    return (text(Bold("Open case: "), f"{case.reference}{stage}"), *show)


def _contact(found: OnFile, report: Report, work: WorkCalendar, today: date) -> str:
    when, who = times.moment(report.happened_at, work, today), found.names.get(report.reporter_id, "")
    ticked = _ticked(found.concerns.get(report.id or 0, ()))
    return f"{when} · {labels.route(report.route)} · {who}: {report.issue}{ticked}"


def _household(number: int, household: tuple[int, ...]) -> tuple[Part, ...]:
    if not household:
        return ()
    return (Buttons((keep_separate(number, household[0]),)),)


def keep_separate(number: int, other: int) -> Button:
    """Lock two customers of one household apart."""
    value = Target(number, extra=other).value
    sure = "From now on neither side's workers are told that the other was in touch. Sure?"
    return Button("Keep separate", "customer.keep_apart", value, confirm=sure)


def named(customer: Customer) -> str:
    """A customer as another system should know them: name and reference."""
    return f"{customer.name or labels.NAME_NOT_KNOWN} ({references.customer(customer.id or 0)})"


_WHOLE = "A whole number or C-0001 works."
"""Short enough to stand beside a choice on every platform."""


def which_one(typed: str, found: Sequence[tuple[int, str]], *, more: bool) -> Card:
    """Several customers fit."""
    buttons = tuple(
        Button(label[:75], "customer.check", Target(extra=number).value) for number, label in found
    )
    rest = (quiet("There are more: type more of the name, or a telephone number."),) if more else ()
    return Card("Whom do you mean?", (quiet(typed), Buttons(buttons), *rest))


def nobody_found(typed: str) -> Card:
    """Nobody fits."""
    return Card(
        "Nobody found",
        (
            text("No customer fits ", Bold(typed), "."),
            quiet("Try part of the name, the telephone number, an e-mail address or the child's first name."),
            quiet("Somebody new is taken up when you log what they say: ", Bold("/incident"), "."),
        ),
    )


def names_rest(until: datetime, *, whole: bool) -> str:
    """Why a look-up offers nobody for now, beside *Not known*; `whole`: what is typed whole is still found."""
    said = f"Very many look-ups: names again at {until:%H:%M}."
    return f"{said} {_WHOLE}" if whole else said


def rest_card(why: str) -> Card:
    """The same for who typed a command."""
    return Card(
        "No names for now", (text(why), quiet("You can log a communication as ever: as new, or not known."))
    )


def check_whom() -> Card:
    """Nothing was typed after `check`."""
    return Card("Whom should I look up?", (text("For example: ", Bold("/incident check Okafor")),))


def _report(
    report: Report, concerns: Sequence[str], names: Mapping[int, str], work: WorkCalendar, today: date
) -> list[Part]:
    who, when = names.get(report.reporter_id, ""), times.moment(report.happened_at, work, today)
    found: list[Part] = [
        Divider(),
        text(Bold(report.issue)),
        quiet(f"{references.report(report.id or 0)} · {who} · {labels.route(report.route)} · {when}"),
    ]
    if report.details:
        found.append(text(report.details[:_DETAILS] + ("…" if len(report.details) > _DETAILS else "")))
    if concerns:
        found.append(bullets(concerns))
    return found


def _ticked(concerns: Sequence[str]) -> str:
    return f" ({'; '.join(concerns)})" if concerns else ""
