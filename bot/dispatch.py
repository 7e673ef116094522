"""Finds who handles an event: a look into the tables, nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from bot import approving, drafting, home, tables, welcoming
from bot.cards import Card
from bot.chat import (
    Change,
    Command,
    Event,
    Lookup,
    Opened,
    Options,
    Press,
    Replace,
    Reply,
    Submission,
    Whisper,
)
from bot.context import Context
from bot.fields import one_line
from bot.tables import Row
from bot.words import replies

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Plan:
    """What will be done, whether only managers may, whether reserve deciders may too, whether it writes, and looks somebody up."""

    run: Callable[[Context], Reply]
    managers: bool = False
    writes: bool = False
    reserve: bool = False
    searches: bool = False


def plan(event: Event) -> Plan:
    """What an event asks for; what nobody knows gets a clear answer too."""
    match event:
        case Command():
            return _command(event)
        case Press():
            return _from(tables.PRESSES.get(event.action), event)
        case Submission():
            return _from(tables.SUBMISSIONS.get(event.action), event)
        case Change():
            changes, form = tables.CHANGES, event.action
            return _from(changes.get((form, event.field)) or changes.get((form, tables.ANY)), event)
        case Lookup():
            return _from(tables.LOOKUPS.get(event.field), event)
        case Opened():
            return Plan(lambda ctx: home.show(ctx, event))
        case _:
            raise TypeError(type(event).__name__)


def for_reserve(event: Event) -> Plan:
    """What a reserve decider gets whatever they open or type: what waits for their decision, nothing else."""
    return Plan(lambda ctx: welcoming.greeted(ctx, event) or in_place(event, approving.waiting_card(ctx)))


def in_place(event: Event, card: Card) -> Reply:
    """An answer where the actor looks: in place of a dialog, else for them alone."""
    if isinstance(event, Lookup):
        return Reply((Options(()),))
    return Reply((Replace(card) if isinstance(event, Submission) else Whisper(card),))


def _from(row: Row[E] | None, event: E) -> Plan:
    if row is None:
        return Plan(lambda _ctx: in_place(event, replies.unknown_button()))
    handler = row.handler
    return Plan(
        lambda ctx: drafting.offered(ctx, handler(ctx, event)),
        row.managers,
        row.writes,
        row.reserve,
        searches=row.searches and _names_somebody(event),
    )


def _names_somebody(event: Event) -> bool:
    typed = event.typed if isinstance(event, Lookup) else event.text if isinstance(event, Command) else ""
    return bool(typed.strip())


def _command(event: Command) -> Plan:
    if event.name.removeprefix("/").lower() not in tables.NAMES:
        return _from(tables.COMMANDS["help"], event)
    typed = one_line(event.text)
    word, _, rest = typed.partition(" ")
    row = tables.COMMANDS.get(word.lower())
    if row and row.fits(rest):
        return _from(row, replace(event, text=rest))
    return _from(tables.LOG_A_REPORT, event)
