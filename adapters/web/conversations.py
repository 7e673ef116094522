"""The rooms of the try-out: what was said where, who has read it, and who is looking."""

import asyncio
import dataclasses
from bisect import insort
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from adapters.web import roster
from bot.cards import Card
from bot.chat import Place, PlaceKind

BOT = "bot"
KEPT = 500
"""Messages kept per room."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message: the assistant's card, or a person's own line; `only` is who alone may see it."""

    id: str
    at: datetime
    arrived: int
    by: str = BOT
    key: str = ""
    card: Card | None = None
    text: str = ""
    only: str = ""
    edited: bool = False


class Rooms:
    """All rooms, in memory; used from the event loop's thread only."""

    def __init__(self) -> None:
        self._said: dict[Place, list[Said]] = defaultdict(list)
        self._read: dict[tuple[str, Place], int] = {}
        self._listeners: dict[asyncio.Event, str] = {}
        self._arrivals = 0

    def post(self, place: Place, key: str, card: Card, at: datetime, *, edited: bool = False) -> str:
        """Show this card under this key; the id is the same for the same place and key."""
        name = f"{place.kind}/{place.target}/{key}"
        if self._place_of(place, name) is None:
            self._add(place, Said(id=name, at=at, arrived=self._next(), key=key, card=card, edited=edited))
        else:
            self.edit(place, name, card)
        return name

    def edit(self, place: Place, name: str, card: Card) -> bool:
        """Show this card in a message that is there; False when it is not there."""
        spot = self._place_of(place, name)
        if spot is None:
            return False
        room = self._said[place]
        room[spot] = dataclasses.replace(room[spot], card=card, edited=True)
        self._hint(place)
        return True

    def find(self, place: Place, key: str) -> str | None:
        """The id of the message with this key."""
        return next((said.id for said in self._said.get(place, ()) if said.key == key), None)

    def say(self, place: Place, who: str, text: str, at: datetime) -> None:
        """A person's own line."""
        arrived = self._next()
        self._add(place, Said(id=f"said-{arrived}", at=at, arrived=arrived, by=who, text=text))

    def whisper(self, place: Place, who: str, card: Card, at: datetime) -> None:
        """A card that only one person sees, until the try-out ends."""
        arrived = self._next()
        self._add(place, Said(id=f"whisper-{arrived}", at=at, arrived=arrived, card=card, only=who))

    def replace(self, place: Place, who: str, name: str, card: Card, at: datetime) -> None:
        """Show this card where this person pressed; what others see stays, and this person gets a whisper."""
        own = any(said.id == name and said.only == who for said in self._said.get(place, ()))
        if not (own or place.kind is PlaceKind.PERSON) or not self.edit(place, name, card):
            self.whisper(place, who, card, at)

    def places(self, who: str) -> list[Place]:
        """The rooms that this person sees: channels, the assistant, groups by their last message."""
        groups = [place for place in self._said if place.kind is PlaceKind.GROUP and roster.sees(who, place)]
        groups.sort(key=lambda place: self._said[place][-1].arrived, reverse=True)
        channels = [place for place in (roster.TEAM, roster.MANAGERS) if roster.sees(who, place)]
        return [*channels, roster.direct(who), *groups]

    def messages(self, place: Place, who: str) -> list[Said]:
        """What this person sees in a room, oldest first."""
        if not roster.sees(who, place):
            return []
        return [said for said in self._said.get(place, ()) if said.only in ("", who)]

    def unread(self, place: Place, who: str) -> int:
        """How many messages of others arrived since this person last looked."""
        mark = self._read.get((who, place), 0)
        return sum(
            said.arrived > mark and said.by != who and not said.only for said in self.messages(place, who)
        )

    def seen(self, place: Place, who: str) -> None:
        """This person has read the room."""
        if self.unread(place, who):
            self._read[who, place] = self._arrivals
            self._wake(who)

    def all_read(self) -> None:
        """Everything so far is old news to everybody."""
        for someone in roster.PEOPLE:
            for place in self.places(someone.handle):
                self._read[someone.handle, place] = self._arrivals

    def clear(self) -> None:
        """Empty every room."""
        self._said.clear()
        self._read.clear()
        self.changed()

    @contextmanager
    def listening(self, who: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever something that this person sees changes."""
        hint = asyncio.Event()
        self._listeners[hint] = who
        try:
            yield hint
        finally:
            del self._listeners[hint]

    def changed(self) -> None:
        """Everybody should look again."""
        for hint in self._listeners:
            hint.set()

    def _add(self, place: Place, said: Said) -> None:
        room = self._said[place]
        insort(room, said, key=lambda each: each.at)
        del room[:-KEPT]
        self._hint(place)

    def _place_of(self, place: Place, name: str) -> int | None:
        room = self._said.get(place, ())
        return next((spot for spot, said in enumerate(room) if said.id == name), None)

    def _next(self) -> int:
        self._arrivals += 1
        return self._arrivals

    def _hint(self, place: Place) -> None:
        """Everyone who sees the room looks again; so does whoever shows their unread mark."""
        if any(roster.sees(who, place) for who in roster.BY_HANDLE):
            self.changed()
        else:
            self._wake(place.target)

    def _wake(self, who: str) -> None:
        for hint, listener in self._listeners.items():
            if listener == who or listener in roster.BY_HANDLE:
                hint.set()
