"""Made-up working life, lived through the assistant itself before the visitor arrives: two weeks, and older cases."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from importlib import resources
from typing import Any

from adapters.server import Assistant
from adapters.web import past, roster, walks
from adapters.web.familiar import familiar
from adapters.web.past import Entry
from adapters.web.walks import Step, Walks
from bot import welcoming
from bot.chat import Person, Tick
from bot.policy import Policy
from bot.workdays import WorkCalendar
from storage import Db, Store, outbox, settings

_LOADED = "tryout.sample"
_DAYS = 14
"""Days for which messages exist: what happened before is on file, and nobody is told of it any more."""
_EVERYBODY_CAME = timedelta(days=200)
"""Before the oldest case, so that everybody can be asked to decide."""

Happening = Entry | Step | Tick


@dataclass(frozen=True)
class Line:
    """Something that a person wrote to colleagues."""

    at: datetime
    who: str
    text: str


def load(
    bot: Assistant, store: Store, work: WorkCalendar, now: datetime, morning: time, policy: Policy
) -> None:
    """Live through the sample up to `now`, once per database; `morning` is when summaries come. Blocks."""
    if store.read(lambda db: settings.get(db, _LOADED)):
        return
    came = now - _EVERYBODY_CAME
    people = {each.handle: bot.admit(roster.profile(each.handle), came) for each in roster.PEOPLE}
    logged = (*entries(work, now), *walks.entries(work, now))
    happenings: list[Happening] = [familiar(each, policy) for each in logged]
    happenings += [*walks.steps(work, now), *_mornings(work, now, morning)]
    ordered = sorted(happenings, key=_moment)
    told = next(place for place, each in enumerate(ordered) if isinstance(each, Tick))
    walking = Walks(bot, store, people)
    for number, happening in enumerate(ordered):
        if number == told:
            store.write(partial(_begin, at=_moment(happening)))
        _live(bot, walking, happening, people, f"sample-{number}")
    store.write(lambda db: settings.put(db, _LOADED, now.isoformat()))


def entries(work: WorkCalendar, now: datetime) -> list[Entry]:
    """The reports of the last two weeks, placed on the working days before `now`."""
    return [past.entry(row, work, now) for row in _data()["report"]]


def loaded_at(store: Store) -> datetime:
    """When the sample was lived through. Blocks."""
    return datetime.fromisoformat(store.read(lambda db: settings.get(db, _LOADED)) or "")


def lines(work: WorkCalendar, now: datetime) -> list[Line]:
    """What people wrote to each other in the team's channel before `now`."""
    return [Line(past.moment(row, work, now), row["who"], row["text"]) for row in _data()["line"]]


def _data() -> dict[str, Any]:
    text = resources.files("adapters.web").joinpath("sample.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _moment(happening: Happening) -> datetime:
    return happening.when if isinstance(happening, Tick) else happening.at


def _mornings(work: WorkCalendar, now: datetime, morning: time) -> Iterator[Tick]:
    for days in range(_DAYS, -1, -1):
        day = work.day(now) - timedelta(days=days)
        at = work.at(day, morning)
        if work.works(day) and at <= now:
            yield Tick(at)


def _begin(db: Db, at: datetime) -> None:
    """From here on there are messages: what happened before is not told any more, and everybody is welcomed."""
    outbox.let_go(db, but=welcoming.KEY)
    outbox.redate(db, welcoming.KEY, at)


def _live(
    bot: Assistant, walking: Walks, happening: Happening, people: Mapping[str, Person], delivery: str
) -> None:
    match happening:
        case Tick():
            bot.tick(happening)
        case Step():
            walking.take(happening, delivery)
        case Entry():
            past.live(bot, happening, people[happening.who], delivery)
