"""How made-up working life is placed on past working days, and lived through the assistant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from adapters.server import Assistant
from adapters.web import roster
from bot import cards
from bot.chat import Lookup, Options, Person, Place, PlaceKind, Press, Replace, Reply, Submission, Values
from bot.workdays import WorkCalendar


@dataclass(frozen=True)
class Entry:
    """One report of the sample: when, by whom, what was typed, and what was pressed in the answer."""

    at: datetime
    who: str
    fields: Values
    then: str


def entry(row: Mapping[str, Any], work: WorkCalendar, now: datetime) -> Entry:
    """A report of the sample, logged four minutes after it happened."""
    at = moment(row, work, now)
    fields = {"happened": f"{at:%Y-%m-%dT%H:%M}", **typed(row["fields"])}
    if "due" in row:
        fields["promised_by"] = day(work, now, -row["due"]).isoformat()
    return Entry(at + timedelta(minutes=4), row["who"], fields, row.get("then", ""))


def typed(fields: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    """What stands in the fields of a form."""
    return {name: tuple(each) if isinstance(each, list) else str(each) for name, each in fields.items()}


def moment(row: Mapping[str, Any], work: WorkCalendar, now: datetime) -> datetime:
    """When something of the sample happened."""
    return work.at(before(work, now, row["days_ago"]), time.fromisoformat(row["time"]))


def before(work: WorkCalendar, now: datetime, days: int) -> date:
    """The working day so many before today."""
    found = work.day(now)
    while days:
        found -= timedelta(days=1)
        days -= work.works(found)
    return found


def day(work: WorkCalendar, now: datetime, ago: int) -> date:
    """The working day so many before today, or after it; 0 is today, or the next working day on a day off."""
    today = work.day(now)
    if ago > 0:
        return before(work, now, ago)
    return today if not ago and work.works(today) else work.next_working(today, max(-ago, 1))


def live(bot: Assistant, told: Entry, person: Person, delivery: str) -> None:
    """File a report as its worker did; press what they pressed, if the answer offers it."""
    where, when = roster.direct(told.who), told.at
    customer = chosen(bot, str(told.fields["customer"]), person, when)
    fields = {**told.fields, "customer": customer}
    reply = bot.handle(
        Submission(who=person, where=where, when=when, delivery=delivery, action="report.file", fields=fields)
    )
    for button in _buttons(reply):
        if told.then and button.action == told.then:
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


def chosen(bot: Assistant, name: str, person: Person, when: datetime) -> str:
    """What a worker would choose from the list: the customer who is there already, else a new one."""
    if name.startswith("new:"):
        return name
    where = Place(roster.PLATFORM, PlaceKind.PERSON, "")
    reply = bot.handle(Lookup(who=person, where=where, when=when, delivery="", field="customer", typed=name))
    keys = [each.key for part in reply.parts if isinstance(part, Options) for each in part.options]
    return next((key for key in keys if key.startswith("C-")), f"new:{name}")


def _buttons(reply: Reply) -> Iterator[cards.Button]:
    for part in reply.parts:
        if isinstance(part, Replace):
            for shown in part.card.parts:
                if isinstance(shown, cards.Buttons):
                    yield from (*shown.shown, *shown.more)
