"""Puts the assistant's messages into the rooms of the try-out, and so onto every open page."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from adapters.web import roster
from adapters.web.conversations import Rooms
from bot.cards import Card
from bot.chat import Place

When = Callable[[Place, str], Awaitable[datetime]]
"""When the message with this key was decided on."""


class WebDeliverer:
    """The try-out's half of the delivery loop. Posting twice shows one message."""

    platform = roster.PLATFORM

    def __init__(self, rooms: Rooms, when: When) -> None:
        self._rooms = rooms
        self._when = when

    async def post(self, place: Place, key: str, card: Card) -> str:
        """Show the card; the id of its message."""
        return self._rooms.post(place, key, card, await self._when(place, key))

    async def edit(self, place: Place, remote_id: str, key: str, card: Card) -> None:
        """Show the card in the message that is there; a room that forgot it shows it anew."""
        if not self._rooms.edit(place, remote_id, card):
            await self.post(place, key, card)

    async def find(self, place: Place, key: str) -> str | None:
        """The id of the message with this key, if it is shown."""
        return self._rooms.find(place, key)
