"""Made-up customers at each stage of the walk: every step taken by the assistant itself, on its day in the past."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from importlib import resources
from typing import Any

from adapters.server import Assistant
from adapters.web import past, roster
from adapters.web.past import Entry
from bot.chat import Person, Press, Reply, Submission, Values
from bot.targets import MANAGERS, Target
from bot.workdays import WorkCalendar
from storage import Db, Store, cases, issues, reports

_ON_ITS_DAY = ("held", "date", "start")
"""Days that are the step's own."""
_TIME = time(11, 20)


@dataclass(frozen=True)
class Step:
    """One step of the walk, by whom and when; `staff` are colleagues and `places` restrictions and reports by field."""

    at: datetime
    who: str
    customer: str
    action: str
    fields: Values
    staff: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)


NO_ISSUE = Target()


@dataclass(frozen=True)
class Found:
    """A customer's things as they are now: the newest case and its version, restrictions, reports, the last issue."""

    case: int = 0
    version: int = 0
    restrictions: tuple[int, ...] = ()
    reports: tuple[int, ...] = ()
    issue: Target = NO_ISSUE


def entries(work: WorkCalendar, now: datetime) -> list[Entry]:
    """The reports of these customers, placed on the working days before `now`."""
    return [past.entry(row, work, now) for row in _data()["report"]]


def steps(work: WorkCalendar, now: datetime) -> list[Step]:
    """The steps of their cases, placed on the working days before `now`."""
    data = _data()
    return [_step(row, data["usual"].get(row["action"], {}), work, now) for row in data["step"]]


class Walks:
    """Takes the steps as the colleagues did; customers are looked up once.

    Under a policy of a service's own some may be refused: what would follow them is left out.
    """

    def __init__(self, bot: Assistant, store: Store, people: Mapping[str, Person]) -> None:
        self._bot = bot
        self._store = store
        self._people = people
        self._customers: dict[str, str] = {}

    def take(self, step: Step, delivery: str) -> Reply:
        """Take a step. Blocks."""
        who, where = self._people[step.who], roster.direct(step.who)
        customer = self._customer(step)
        found = self._store.read(lambda db: _found(db, int(customer.removeprefix("C-"))))
        if step.action == "case.open":
            return self._bot.handle(
                Press(
                    who=who,
                    where=where,
                    when=step.at,
                    delivery=delivery,
                    action=step.action,
                    value=found.issue.value,
                )
            )
        if not found.reports or not _is_there(step, found):
            return Reply()
        fields, value = self._filled_in(step, found)
        return self._bot.handle(
            Submission(
                who=who,
                where=where,
                when=step.at,
                delivery=delivery,
                action=step.action,
                fields={**fields, "customer": customer},
                value=value,
            )
        )

    def _customer(self, step: Step) -> str:
        if step.customer not in self._customers:
            who = self._people[step.who]
            self._customers[step.customer] = past.chosen(self._bot, step.customer, who, step.at)
        return self._customers[step.customer]

    def _filled_in(self, step: Step, found: Found) -> tuple[Values, str]:
        """The fields as the colleague filled them in, and the value of the form on the case as it is now."""
        staff = {name: str(self._people[each].staff_id) for name, each in step.staff.items()}
        numbers = {"restriction": found.restrictions, "report": found.reports}
        given = {name: numbers[name][place - 1] for name, place in step.places.items()}
        fields = {**step.fields, **staff, **{name: str(number) for name, number in given.items()}}
        about = 0 if step.action == "misfit.confirm" else given.get("restriction", 0)
        return fields, "" if step.action == "word.note" else f"{found.case}:{found.version}:{about}"


def _is_there(step: Step, found: Found) -> bool:
    """Whether what a step is about came about."""
    there = {"restriction": len(found.restrictions), "report": len(found.reports)}
    return all(place <= there[name] for name, place in step.places.items())


def _found(db: Db, customer: int) -> Found:
    case = cases.newest_of(db, customer)
    logged = sorted(report.id or 0 for report in reports.history(db, customer))
    newest = reports.get(db, logged[-1]) if logged else None
    issue = issues.get(db, newest.issue_id) if newest else None
    target = Target(issue.id or 0, issue.version, 0, MANAGERS) if issue else NO_ISSUE
    if case is None:
        return Found(reports=tuple(logged), issue=target)
    held = tuple(row.id or 0 for row in cases.restrictions(db, case.id or 0))
    return Found(case.id or 0, case.version, held, tuple(logged), target)


def _step(row: Mapping[str, Any], usual: Mapping[str, str], work: WorkCalendar, now: datetime) -> Step:
    day = past.before(work, now, row["days_ago"])
    days = {name: past.day(work, now, ago).isoformat() for name, ago in row.get("day", {}).items()}
    own = dict.fromkeys(_ON_ITS_DAY, day.isoformat())
    typed: Values = {**own, **usual, **past.typed(row.get("fields", {})), **days}
    return Step(
        work.at(day, _TIME),
        row["who"],
        row["customer"],
        row["action"],
        typed,
        row.get("staff", {}),
        row.get("place", {}),
    )


def _data() -> dict[str, Any]:
    text = resources.files("adapters.web").joinpath("cases.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
