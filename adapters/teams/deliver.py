"""Shows the outbox's messages in Teams, and what is for one person alone in their own chat with us."""

import asyncio
from contextlib import suppress
from urllib.parse import quote

from adapters.deliverer import Gone, Refused
from adapters.payload import Payload
from adapters.teams import render
from adapters.teams.addresses import Addresses
from adapters.teams.connector import Api, path
from adapters.teams.ids import PLATFORM
from bot import cards
from bot.cards import Card
from bot.chat import Place, PlaceKind
from bot.words import waiting
from storage import Db, Store, directory

CHAT = "https://teams.microsoft.com/l/chat/0/0?users="
_APART, _AND = " ", "\n"
"""A message's id is its conversation and its own; where several people get one each, they follow one another."""


class TeamsDeliverer:
    """Teams' half of the delivery loop.

    Teams can't be asked for a message by its key: what may have arrived is shown once more rather than not at all.
    """

    platform = PLATFORM

    def __init__(self, api: Api, addresses: Addresses, store: Store) -> None:
        self._api = api
        self._addresses = addresses
        self._store = store

    async def post(self, place: Place, key: str, card: Card) -> str:
        """Show a new message."""
        if place.kind is PlaceKind.GROUP:
            return await self._to_each(place, key, card)
        return await self.say(place, _message(card, key))

    async def edit(self, place: Place, remote_id: str, key: str, card: Card) -> None:
        """Let the message show this card; `Gone` if people deleted it."""
        if place.kind is PlaceKind.GROUP:
            await self._edit_each(place, remote_id, key, card)
            return
        await self.change(place, remote_id, _message(card, key))

    async def find(self, place: Place, key: str) -> str | None:  # noqa: ARG002 - Teams has no way to look
        """Nothing: Teams tells a bot nothing of what stands in a conversation."""
        return None

    async def remove(self, remote_id: str) -> None:
        """Delete a picture of ours; somebody may have done so before."""
        conversation, _, number = remote_id.partition(_APART)
        place = Place(PLATFORM, PlaceKind.CHANNEL, conversation)
        server, _address = await self._addresses.of(place)
        try:
            await self._api.call("DELETE", server, path("conversations", conversation, "activities", number))
        except Gone:
            return

    async def say(self, place: Place, message: Payload, thread: str = "") -> str:
        """Say something in a place, or under a message there; the message's id. Raises as the connector, but for Gone."""
        server, address = await self._addresses.of(place)
        address = f"{address};messageid={thread}" if thread else address
        try:
            told = await self._api.call("POST", server, path("conversations", address, "activities"), message)
        except Gone as nowhere:
            raise Refused(str(nowhere)) from None
        return f"{address}{_APART}{told.get('id', '')}"

    async def change(self, place: Place, remote_id: str, message: Payload) -> None:
        """Let a message say something else. Raises as the connector does."""
        address, _, number = remote_id.partition(_APART)
        server, _address = await self._addresses.of(place)
        changed = {**message, "id": number}
        await self._api.call("PUT", server, path("conversations", address, "activities", number), changed)

    async def _to_each(self, place: Place, key: str, card: Card) -> str:
        """Bots can't begin group chats: each of them gets the card, and a link that begins one."""
        shown = await asyncio.to_thread(self._with_link, place, card)
        found: list[str] = []
        refused: Refused | None = None
        for member in _members(place):
            try:
                found.append(await self.say(member, _message(shown, key)))
            except Refused as nowhere:
                refused = nowhere
        if refused and not found:
            raise refused
        return _AND.join(found)

    async def _edit_each(self, place: Place, remote_id: str, key: str, card: Card) -> None:
        """What one of them deleted stays deleted; `Gone` where all of them did."""
        shown = await asyncio.to_thread(self._with_link, place, card)
        left = 0
        for each in remote_id.split(_AND):
            there = Place(PLATFORM, PlaceKind.CHANNEL, each.partition(_APART)[0])
            with suppress(Gone):
                await self.change(there, each, _message(shown, key))
                left += 1
        if not left:
            raise Gone("ActivityNotFoundInConversation")

    def _with_link(self, place: Place, card: Card) -> Card:
        people = self._store.read(lambda db: [_address(db, member.target) for member in _members(place)])
        users = ",".join(quote(each, safe="@") for each in people if each)
        link = cards.Link(waiting.BEGIN_CHAT, f"{CHAT}{users}")
        return Card(card.title, (*card.parts, cards.text(link)), card.fallback) if users else card


def _address(db: Db, handle: str) -> str:
    known = directory.get(db, PLATFORM, handle)
    return known.email if known else ""


def _members(place: Place) -> list[Place]:
    return [Place(PLATFORM, PlaceKind.PERSON, handle) for handle in place.target.split(",")]


def _message(card: Card, key: str) -> Payload:
    return render.message(render.card(card, key=key), card.plain or waiting.ASSISTANT)
