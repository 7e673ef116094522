"""The daily message: references and initials, no names; what needs somebody comes first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot import references
from bot.cards import Bold, Button, Buttons, Card, Line, Part, bullets, line, quiet, text
from bot.standing import Standing
from bot.words import times
from bot.workdays import WorkCalendar
from storage.tables import Absence, Adjustment, CaseRequest, Promise

LINES = 12


@dataclass(frozen=True)
class Facts:
    """What the summary tells."""

    shared: tuple[Standing, ...]
    requests: tuple[CaseRequest, ...]
    promises: tuple[Promise, ...]
    adjustments: tuple[Adjustment, ...]
    away: tuple[Absence, ...]
    incidents: int
    contacts: int
    newly_shared: int
    named: int
    dismissed: int
    parked: int
    names: Mapping[int, str]
    since: datetime

    def initials(self, staff_id: int | None) -> str:
        """The initials of a colleague."""
        return references.initials(self.names.get(staff_id or 0, "?"))


def summary_card(facts: Facts, work: WorkCalendar, today: date, *, whole: bool) -> Card:
    """The summary; about twelve lines unless `whole`."""
    title = f"Summary for {times.full_day(today)}"
    needs, settled, counted = _needs(facts, work, today), _settled(facts), _counted(facts, work, today)
    if not (needs or settled or counted):
        return Card(title, (quiet("Nothing to report."),), fallback=f"{title}: nothing to report")
    below = bool(facts.adjustments) + bool(settled) + len(settled) + bool(counted)
    room = len(needs) if whole else LINES - 1 - below
    parts: list[Part] = []
    if needs:
        parts += [text(Bold("Needs you today")), bullets(needs[:room])]
    else:
        parts.append(text(Bold("Nothing needs you today.")))
    if len(needs) > room:
        more = Button(f"Show all {len(needs)}", "summary.all")
        parts.append(Buttons((more,)))
    if facts.adjustments:
        parts.append(quiet("To answer a request: /incident check and the reference, such as C-0042."))
    if settled:
        parts += [text(Bold("Settled")), bullets(settled)]
    if counted:
        parts.append(quiet(*counted))
    return Card(title, tuple(parts), fallback=f"{title}: {_waits(len(needs))}")


def _waits(number: int) -> str:
    return f"{times.count(number, 'thing needs', 'things need')} you" if number else "nothing needs you"


def _needs(facts: Facts, work: WorkCalendar, today: date) -> list[Line]:
    found: list[Line] = []
    for request in facts.requests:
        asked = times.moment(request.at, work, today)
        reference = references.issue(request.issue_id)
        found.append(
            line(Bold(reference), f" {facts.initials(request.by_id)} asks for a look, since {asked}")
        )
    for standing in facts.shared:
        hold = times.count(len(standing.holders), "colleague holds", "colleagues hold")
        since = times.moment(standing.threshold_at, work, today) if standing.threshold_at else ""
        reference = references.issue(standing.issue_id)
        found.append(line(Bold(reference), f" {hold} it, nobody is named to reply, since {since}"))
    for promise in facts.promises:
        due = times.day(promise.due_on, today)
        late = f"is late (was due {due})" if promise.due_on < today else f"is due {due}"
        said = f" a promise by {facts.initials(promise.staff_id)} {late}"
        found.append(line(Bold(references.report(promise.report_id)), said))
    for adjustment in facts.adjustments:
        asked = times.day(work.day(adjustment.logged_at), today)
        reference = references.customer(adjustment.customer_id)
        found.append(line(Bold(reference), f" asked to be contacted differently, no answer since {asked}"))
    if facts.parked:
        stuck = times.count(facts.parked, "message")
        found.append(
            line(Bold("Delivery"), f" {stuck} could not be delivered: tell whoever looks after Evenhand")
        )
    return found


def _settled(facts: Facts) -> list[Line]:
    found: list[Line] = []
    if facts.named:
        found.append(line(f"{times.count(facts.named, 'shared issue')} got somebody who replies"))
    if facts.dismissed:
        found.append(line(f"{times.count(facts.dismissed, 'shared issue')} needed nothing more"))
    return found


def _counted(facts: Facts, work: WorkCalendar, today: date) -> tuple[str, ...]:
    said: list[str] = []
    if facts.incidents or facts.contacts or facts.newly_shared:
        since = times.moment(facts.since, work, today)
        counts = [
            times.count(facts.contacts, "ordinary contact"),
            times.count(facts.incidents, "incident"),
            times.count(
                facts.newly_shared, "issue with several colleagues", "issues with several colleagues"
            ),
        ]
        said.append(f"Since {since}: {', '.join(counts)}.")
    if facts.away:
        said.append(f"Away: {', '.join(_away(facts, absence) for absence in facts.away)}.")
    return (" ".join(said),) if said else ()


def _away(facts: Facts, absence: Absence) -> str:
    covered = f" (covered by {facts.initials(absence.cover_id)})" if absence.cover_id else ""
    return f"{facts.initials(absence.staff_id)}{covered}"
