"""Where people and channels are reached: learned from everything that arrives, kept in the database."""

import asyncio
from datetime import timedelta
from functools import partial

from adapters.clock import Clock
from adapters.deliverer import Gone, Refused
from adapters.teams.connector import Api, path
from adapters.teams.ids import PLATFORM
from adapters.teams.incoming import Sender
from bot.chat import Place, PlaceKind
from storage import Db, Store, conversations
from storage.tables import Conversation

DAY = timedelta(days=1)


class Addresses:
    """Knows the conversation of each place; `server` is where to speak before anything arrived."""

    def __init__(
        self, api: Api, store: Store, clock: Clock, *, app_id: str = "", tenant: str = "", server: str = ""
    ) -> None:
        self._api = api
        self._store = store
        self._clock = clock
        self._us = f"28:{app_id}" if app_id else ""
        self._tenant = tenant
        self._server = server
        self._known: dict[tuple[str, str, str], Conversation] = {}

    async def learn(self, who: Sender, *, anew: bool = False) -> bool:
        """Remember where this came from, `anew` even if it was known here; whether it is new. Raises StorageError."""
        place = who.place
        found = Conversation(
            platform=PLATFORM,
            kind=place.kind.value,
            target=place.target,
            address=who.conversation,
            server=who.server,
            member=who.member if place.kind is PlaceKind.PERSON else "",
            seen_at=self._clock.now(),
        )
        known = self._known.get(_key(place))
        if known and not anew and not _differs(known, found):
            return False
        new = await asyncio.to_thread(self._store.write, lambda db: _put(db, found.model_copy()))
        self._known[_key(place)] = found
        return new

    async def forget(self, place: Place) -> None:
        """The bot was removed there. Raises StorageError."""
        self._known.pop(_key(place), None)
        work = partial(conversations.forget, platform=PLATFORM, kind=place.kind.value, target=place.target)
        await asyncio.to_thread(self._store.write, work)

    async def of(self, place: Place) -> tuple[str, str]:
        """The server and the id of the conversation; begun if there is none yet. Raises as the connector does."""
        found, newest = await asyncio.to_thread(self._store.read, lambda db: self._look(db, place))
        server = found.server if found else newest or self._server
        if found:
            return server, found.address
        if place.kind is not PlaceKind.PERSON:
            return server, place.target
        return server, await self._begin(server, place)

    def _look(self, db: Db, place: Place) -> tuple[Conversation | None, str]:
        found = conversations.get(db, PLATFORM, place.kind.value, place.target)
        newest = None if found or self._server else conversations.newest(db, PLATFORM)
        return (found.model_copy() if found else None), (newest.server if newest else "")

    async def _begin(self, server: str, place: Place) -> str:
        """A chat with somebody who has never written to us."""
        asked = {
            "bot": {"id": self._us, "name": ""},
            "members": [{"id": place.target}],
            "tenantId": self._tenant,
            "channelData": {"tenant": {"id": self._tenant}},
            "isGroup": False,
        }
        try:
            told = await self._api.call("POST", server, path("conversations"), asked)
        except Gone as nobody:
            raise Refused(str(nobody)) from None
        begun = Conversation(
            platform=PLATFORM,
            kind=place.kind.value,
            target=place.target,
            address=str(told["id"]),
            server=server,
            seen_at=self._clock.now(),
        )
        await asyncio.to_thread(self._store.write, lambda db: conversations.put(db, begun.model_copy()))
        return str(told["id"])


def _put(db: Db, found: Conversation) -> bool:
    """Keep it; whether the place was not known."""
    new = conversations.get(db, found.platform, found.kind, found.target) is None
    conversations.put(db, found)
    return new


def _key(place: Place) -> tuple[str, str, str]:
    return place.platform, place.kind.value, place.target


def _differs(known: Conversation, found: Conversation) -> bool:
    moved = (known.address, known.server, known.member) != (found.address, found.server, found.member)
    return moved or found.seen_at - known.seen_at > DAY
