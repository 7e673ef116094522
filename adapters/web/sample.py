"""Two weeks of made-up working life, lived through the assistant itself before the visitor arrives."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib import resources
from typing import Any

from adapters.server import Assistant
from adapters.web import roster
from bot import cards
from bot.chat import (
    Lookup,
    Options,
    Person,
    Place,
    PlaceKind,
    Press,
    Replace,
    Reply,
    Submission,
    Tick,
    Values,
)
from bot.workdays import WorkCalendar
from storage import Store, settings

_LOADED = "tryout.sample"
_DAYS = 14
"""Days for which reports and summaries exist."""


@dataclass(frozen=True)
class Entry:
    """One report of the sample: when, by whom, what was typed, and what was pressed in the answer."""

    at: datetime
    who: str
    fields: Values
    then: str


@dataclass(frozen=True)
class Line:
    """Something that a person wrote to colleagues."""

    at: datetime
    who: str
    text: str


def load(bot: Assistant, store: Store, work: WorkCalendar, now: datetime, morning: time) -> None:
    """Live through the sample up to `now`, once per database; `morning` is when summaries come. Blocks."""
    if store.read(lambda db: settings.get(db, _LOADED)):
        return
    start = now - timedelta(days=_DAYS + 1)
    people = {each.handle: bot.admit(roster.profile(each.handle), start) for each in roster.PEOPLE}
    ticks = list(_mornings(work, now, morning))
    happenings: list[Entry | Tick] = [*entries(work, now), *ticks]
    for number, happening in enumerate(sorted(happenings, key=_moment)):
        if isinstance(happening, Tick):
            bot.tick(happening)
        else:
            _live(bot, happening, people[happening.who], f"sample-{number}")
    store.write(lambda db: settings.put(db, _LOADED, now.isoformat()))


def entries(work: WorkCalendar, now: datetime) -> list[Entry]:
    """The sample's reports, placed on the working days before `now`."""
    return [_entry(row, work, now) for row in _data()["report"]]


def loaded_at(store: Store) -> datetime:
    """When the sample was lived through. Blocks."""
    return datetime.fromisoformat(store.read(lambda db: settings.get(db, _LOADED)) or "")


def lines(work: WorkCalendar, now: datetime) -> list[Line]:
    """What people wrote to each other in the team's channel before `now`."""
    return [Line(_at(row, work, now), row["who"], row["text"]) for row in _data()["line"]]


def _data() -> dict[str, Any]:
    text = resources.files("adapters.web").joinpath("sample.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _moment(happening: Entry | Tick) -> datetime:
    return happening.when if isinstance(happening, Tick) else happening.at


def _mornings(work: WorkCalendar, now: datetime, morning: time) -> Iterator[Tick]:
    for days in range(_DAYS, -1, -1):
        day = work.day(now) - timedelta(days=days)
        at = work.at(day, morning)
        if work.works(day) and at <= now:
            yield Tick(at)


def _entry(row: Mapping[str, Any], work: WorkCalendar, now: datetime) -> Entry:
    at = _at(row, work, now)
    fields: dict[str, str | tuple[str, ...]] = {"happened": f"{at:%Y-%m-%dT%H:%M}"}
    for name, value in row["fields"].items():
        fields[name] = tuple(value) if isinstance(value, list) else str(value)
    if "due" in row:
        fields["promised_by"] = _due(work, now, row["due"]).isoformat()
    return Entry(at + timedelta(minutes=4), row["who"], fields, row.get("then", ""))


def _at(row: Mapping[str, Any], work: WorkCalendar, now: datetime) -> datetime:
    return work.at(_before(work, now, row["days_ago"]), time.fromisoformat(row["time"]))


def _before(work: WorkCalendar, now: datetime, days: int) -> date:
    day = work.day(now)
    while days:
        day -= timedelta(days=1)
        days -= work.works(day)
    return day


def _due(work: WorkCalendar, now: datetime, days: int) -> date:
    """The working day so many after today; 0 is today, or the next working day on a day off."""
    today = work.day(now)
    if days < 0:
        return _before(work, now, -days)
    return today if not days and work.works(today) else work.next_working(today, max(days, 1))


def _live(bot: Assistant, entry: Entry, person: Person, delivery: str) -> None:
    """File a report as its worker did; press what they pressed, if the answer offers it."""
    where, when = roster.direct(entry.who), entry.at
    customer = _chosen(bot, str(entry.fields["customer"]), person, when)
    fields = {**entry.fields, "customer": customer}
    reply = bot.handle(
        Submission(who=person, where=where, when=when, delivery=delivery, action="report.file", fields=fields)
    )
    for button in _buttons(reply):
        if entry.then and button.action == entry.then:
            bot.handle(
                Press(
                    who=person,
                    where=where,
                    when=when,
                    delivery=f"{delivery}-then",
                    action=button.action,
                    value=button.value,
                )
            )
            return


def _chosen(bot: Assistant, typed: str, person: Person, when: datetime) -> str:
    """What a worker would choose from the list: the customer who is there already, else a new one."""
    if typed.startswith("new:"):
        return typed
    where = Place(roster.PLATFORM, PlaceKind.PERSON, "")
    reply = bot.handle(Lookup(who=person, where=where, when=when, delivery="", field="customer", typed=typed))
    keys = [each.key for part in reply.parts if isinstance(part, Options) for each in part.options]
    return next((key for key in keys if key.startswith("C-")), f"new:{typed}")


def _buttons(reply: Reply) -> Iterator[cards.Button]:
    for part in reply.parts:
        if isinstance(part, Replace):
            for shown in part.card.parts:
                if isinstance(shown, cards.Buttons):
                    yield from (*shown.shown, *shown.more)
