"""The daily message: references and initials, no names; what needs somebody comes first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot import references
from bot.cards import Bold, Button, Buttons, Card, Line, Part, bullets, line, quiet, text
from bot.standing import Standing
from bot.turns import Turn
from bot.words import complaining, gates, requesting, times, turning
from bot.words.adjusting import answer_button
from bot.words.cases import request_buttons
from bot.words.managing import settling_buttons
from bot.words.register import CaseRow
from bot.words.safety import take_button
from bot.words.undelivered import retry_button
from bot.workdays import WorkCalendar
from storage.tables import (
    Absence,
    Adjustment,
    CaseRequest,
    Complaint,
    LookupTally,
    PersonRequest,
    Promise,
    Safety,
)

LINES = 12
_ANSWERS = 5
"""So many requests are answered from the summary; the next one shows the others."""
NEEDS_YOU = "Needs you today"
_DECISIONS = frozenset({"restriction.approve", "block.approve", "safety.approve"})
"""Decisions come before all else: somebody waits for them."""
NOTHING_NEEDS_YOU = "Nothing needs you today."

_AGING: Mapping[str, str] = {
    "report": "report",
    "case": "case",
    "word": "word with a customer",
    "safety": "safety concern",
}
NOBODY_ELSE = " nobody else may decide on what a manager proposes: name a second manager or a reserve decider"


@dataclass(frozen=True)
class Facts:
    """What the summary tells. `alone`: a case is open, and nobody could decide on what a manager proposes.

    `lasting`: what managers were told of that keeps the service going, and is not mended. `old`: how much is soon older than it is kept, by what it is. `calm_days`: after so many days in which every contact fitted, an early review is thought of.
    """

    safety: tuple[Safety, ...]
    shared: tuple[Standing, ...]
    cases: tuple[CaseRow, ...]
    requests: tuple[CaseRequest, ...]
    old: Mapping[str, int]
    complaints: tuple[Complaint, ...]
    asked: tuple[PersonRequest, ...]
    promises: tuple[Promise, ...]
    adjustments: tuple[Adjustment, ...]
    away: tuple[Absence, ...]
    incidents: int
    contacts: int
    newly_shared: int
    named: int
    dismissed: int
    parked: int
    refused: int
    limited: tuple[LookupTally, ...]
    alone: bool
    lasting: tuple[str, ...]
    calm_days: int
    names: Mapping[int, str]
    since: datetime

    def initials(self, staff_id: int | None) -> str:
        """The initials of a colleague."""
        return references.initials(self.names.get(staff_id or 0, "?"))


@dataclass(frozen=True)
class Need:
    """One thing that waits for managers: what is said, and the buttons that lead there."""

    said: Line
    buttons: tuple[Button, ...] = ()


def summary_card(facts: Facts, work: WorkCalendar, today: date, *, whole: bool) -> Card:
    """The summary; about twelve lines unless `whole`."""
    title = f"Summary for {times.full_day(today)}"
    waits = [need.said for need in needs(facts, work, today)]
    settled, counted = _settled(facts), _counted(facts, work, today)
    well = _going_well(facts, work, today)
    if not (waits or settled or counted or well):
        return Card(title, (quiet("Nothing to report."),), fallback=f"{title}: nothing to report")
    below = bool(facts.adjustments) + sum(bool(said) + len(said) for said in (settled, well)) + bool(counted)
    room = len(waits) if whole else LINES - 1 - below
    parts: list[Part] = []
    parts.append(text(Bold(NEEDS_YOU if waits else NOTHING_NEEDS_YOU)))
    if waits:
        parts.append(bullets(waits[:room]))
    if len(waits) > room:
        parts.append(Buttons((show_all(len(waits)),)))
    if facts.parked:
        parts.append(Buttons((retry_button(),)))
    if facts.adjustments:
        parts.append(Buttons(_answers(facts.adjustments)))
    if settled:
        parts += [text(Bold("Settled")), bullets(settled)]
    if well:
        parts += [text(Bold("Going well")), bullets(well)]
    if counted:
        parts.append(quiet(*counted))
    return Card(title, tuple(parts), fallback=f"{title}: {_waits(len(waits))}")


def _answers(asked: tuple[Adjustment, ...]) -> tuple[Button, ...]:
    """Answer each request; whose it is stands on the button where there are several."""
    buttons = [(answer_button(each), references.customer(each.customer_id)) for each in asked[:_ANSWERS]]
    if len(buttons) == 1:
        return (buttons[0][0],)
    return tuple(replace(button, label=f"{button.label} of {reference}") for button, reference in buttons)


def show_all(number: int) -> Button:
    """The whole summary, so many things that wait."""
    return Button(f"Show all {number}", "summary.all")


def _waits(number: int) -> str:
    return f"{times.count(number, 'thing needs', 'things need')} you" if number else "nothing needs you"


def needs(facts: Facts, work: WorkCalendar, today: date) -> tuple[Need, ...]:
    """What needs a manager, safety first, then what waits for a decision."""
    parked = (_parked(facts),) if facts.parked else ()
    refused = (_refused(facts),) if facts.refused else ()
    alone = (Need(line(Bold("Second person"), NOBODY_ELSE)),) if facts.alone else ()
    limited = (_limited(facts, work, today),) if facts.limited else ()
    return (
        *(_safety(facts, raised, work, today) for raised in facts.safety),
        *_turns(facts, today, _DECISIONS, among=True),
        *(_request(facts, request, work, today) for request in facts.requests),
        *(_shared(standing, work, today) for standing in facts.shared),
        *_turns(facts, today, _DECISIONS, among=False),
        *(_complaint(each, work, today) for each in facts.complaints),
        *(_asked(asked, today) for asked in facts.asked),
        *(_promise(facts, promise, today) for promise in facts.promises),
        *(_adjustment(adjustment, work, today) for adjustment in facts.adjustments),
        *alone,
        *parked,
        *refused,
        *limited,
    )


def _safety(facts: Facts, raised: Safety, work: WorkCalendar, today: date) -> Need:
    since, number = times.moment(raised.raised_at, work, today), raised.id or 0
    said = f" safety: nobody has taken what {facts.initials(raised.raised_by)} raised, {since}"
    return Need(line(Bold(references.safety(number)), said), (take_button(number),))


def _turns(facts: Facts, today: date, actions: frozenset[str], *, among: bool) -> tuple[Need, ...]:
    """What open cases wait for by now: the steps `among` these actions, or all others."""
    return tuple(
        Need(_turn(facts, row, turn, today), (gates.show_button(row.value),))
        for row in facts.cases
        for turn in row.turns
        if turn.is_due(today) and (turn.action in actions) is among
    )


def _turn(facts: Facts, row: CaseRow, turn: Turn, today: date) -> Line:
    initials = [facts.initials(each) for each in sorted(turn.staff)]
    return line(Bold(row.reference), f" {turning.in_short(turn, initials, today)}")


def _request(facts: Facts, request: CaseRequest, work: WorkCalendar, today: date) -> Need:
    reference, asked = references.issue(request.issue_id), times.moment(request.at, work, today)
    said = f" {facts.initials(request.by_id)} asks for a look, since {asked}"
    return Need(line(Bold(reference), said), request_buttons(request))


def _shared(standing: Standing, work: WorkCalendar, today: date) -> Need:
    hold = times.count(len(standing.holders), "colleague holds", "colleagues hold")
    since = times.moment(standing.threshold_at, work, today) if standing.threshold_at else ""
    said = f" {hold} it, nobody is named to reply, since {since}"
    return Need(line(Bold(references.issue(standing.issue_id)), said), settling_buttons(standing))


def _promise(facts: Facts, promise: Promise, today: date) -> Need:
    due = times.day(promise.due_on, today)
    late = f"is late (was due {due})" if promise.due_on < today else f"is due {due}"
    said = f" a promise by {facts.initials(promise.staff_id)} {late}"
    return Need(line(Bold(references.report(promise.report_id)), said))


def _complaint(row: Complaint, work: WorkCalendar, today: date) -> Need:
    said = f" {complaining.waits(row, work, today)}"
    return Need(line(Bold(references.case(row.case_id)), said), (complaining.decide_button(row),))


def _asked(asked: PersonRequest, today: date) -> Need:
    return Need(
        line(Bold(references.customer(asked.customer_id)), requesting.due(asked, today)),
        (requesting.done_button(asked),),
    )


def _adjustment(adjustment: Adjustment, work: WorkCalendar, today: date) -> Need:
    reference = references.customer(adjustment.customer_id)
    asked = times.day(work.day(adjustment.logged_at), today)
    said = f" asked to be contacted differently; we have not answered since {asked}"
    return Need(line(Bold(reference), said), (answer_button(adjustment),))


def _parked(facts: Facts) -> Need:
    stuck = times.count(facts.parked, "message")
    said = f" {stuck} could not be delivered: tell whoever looks after Evenhand, then try again"
    return Need(line(Bold("Delivery"), said), (retry_button(),))


def _refused(facts: Facts) -> Need:
    wait = times.count(facts.refused, "message waits", "messages wait")
    said = " for more than an hour, because the workspace refuses Evenhand as a whole: ask whoever looks after it to run "
    return Need(line(Bold("Delivery"), f" {wait}{said}", Bold("evenhand doctor")))


def _limited(facts: Facts, work: WorkCalendar, today: date) -> Need:
    """Who looked up so many customers that names rested: perhaps a busy day, so it is for managers to ask."""
    who = [
        f"{facts.initials(each.staff_id)} ({times.moment(each.hour, work, today)})" for each in facts.limited
    ]
    said = f" more customers looked up within an hour than usual, by {times.listed(who)}: ask what for"
    return Need(line(Bold("Look-ups"), said))


def _settled(facts: Facts) -> list[Line]:
    found: list[Line] = []
    if facts.named:
        found.append(line(f"{times.count(facts.named, 'shared issue')} got somebody who replies"))
    if facts.dismissed:
        found.append(line(f"{times.count(facts.dismissed, 'shared issue')} needed nothing more"))
    return found


def _going_well(facts: Facts, work: WorkCalendar, today: date) -> list[Line]:
    """Restrictions for which the days were reached since the last summary."""
    before = work.day(facts.since)
    return [
        line(Bold(reference), f" {facts.calm_days} days in which every contact fitted: an early review?")
        for row in facts.cases
        for reference, since in row.calm
        if (before - since).days < facts.calm_days <= (today - since).days
    ]


def _counted(facts: Facts, work: WorkCalendar, today: date) -> tuple[str, ...]:
    said: list[str] = []
    if facts.incidents or facts.contacts or facts.newly_shared:
        since = times.moment(facts.since, work, today)
        counts = (
            (facts.contacts, "ordinary contact", ""),
            (facts.incidents, "incident", ""),
            (facts.newly_shared, "issue with several colleagues", "issues with several colleagues"),
        )
        counted = [times.count(number, one, many) for number, one, many in counts if number]
        said.append(f"Since {since}: {', '.join(counted)}.")
    if any(facts.old.values()):
        aging = [times.count(number, _AGING[kind]) for kind, number in facts.old.items() if number]
        said.append(f"Within two weeks older than we keep them, and then erased: {times.listed(aging)}.")
    if facts.lasting:
        said.append(f"Still to be looked after: {times.listed(list(facts.lasting))}.")
    if facts.away:
        said.append(f"Away: {', '.join(_away(facts, absence) for absence in facts.away)}.")
    return (" ".join(said),) if said else ()


def _away(facts: Facts, absence: Absence) -> str:
    covered = f" (covered by {facts.initials(absence.cover_id)})" if absence.cover_id else ""
    return f"{facts.initials(absence.staff_id)}{covered}"
