"""Says what is for one person alone in their own chat with us; and keeps what it said there true."""

import logging
from collections.abc import Awaitable
from datetime import tzinfo
from functools import partial
from typing import assert_never

from adapters import pictures
from adapters.again import Again
from adapters.attempts import Pause
from adapters.deliverer import Gone, Trouble, in_a_word
from adapters.payload import Payload
from adapters.teams import render
from adapters.teams.connector import refuses_us
from adapters.teams.deliver import TeamsDeliverer
from adapters.teams.giving import Giving
from adapters.teams.ids import PLATFORM
from adapters.teams.incoming import Incoming
from adapters.teams.render import Showing, Spot
from bot import cards, chat
from bot.chat import Place, PlaceKind
from bot.words import waiting
from storage import StorageError

log = logging.getLogger(__name__)


class Speaker:
    """Speaks with people of one tenant; `zone` is the service's. Nothing here raises: trouble is logged by its kind."""

    def __init__(self, deliverer: TeamsDeliverer, giving: Giving, zone: tzinfo, pause: Pause) -> None:
        self._deliverer = deliverer
        self._giving = giving
        self._zone = zone
        self._again = Again(pause, refuses_us)

    async def show(self, incoming: Incoming, parts: tuple[chat.ReplyPart, ...]) -> bool:
        """Say every part in the actor's own chat; whether all of it got there."""
        return all([await self._part(incoming, part) for part in parts])

    async def whisper(self, handle: str, card: cards.Card) -> bool:
        """Show a card to one person, all of it, in as many messages as it takes; its pictures after it."""
        said = True
        for drawn in render.cards(await self._with_pictures(handle, card)):
            message = render.message(drawn, card.plain or waiting.ASSISTANT)
            said = await self._said(handle, message) and said
        return said

    async def change(self, incoming: Incoming, drawn: Payload, title: str) -> bool:
        """Let the message on which somebody acted show this from now on, also after it is drawn anew."""
        remote_id = f"{incoming.sender.conversation} {incoming.message}"
        message = render.message(drawn, title or waiting.ASSISTANT)
        changes = partial(self._deliverer.change, incoming.sender.place, remote_id, message)
        return await self._tried(self._again.change(remote_id, changes))

    async def send(self, incoming: Incoming, drawn: Payload, title: str) -> bool:
        """A card with inputs, in the actor's own chat."""
        return await self._said(incoming.sender.handle, render.message(drawn, title))

    async def say_there(self, incoming: Incoming, text: str) -> None:
        """Say something where somebody wrote; nothing private."""
        message = {"type": "message", "text": text, "textFormat": "plain"}
        await self._tried(self._deliverer.say(incoming.sender.place, message, incoming.sender.thread))

    def form(self, incoming: Incoming, form: cards.Form, spot: Spot) -> Payload:
        """A form as a card with inputs."""
        return render.form(form, Showing(self._zone, spot, incoming.searches))

    async def pictures(self, incoming: Incoming, card: cards.Card) -> cards.Card:
        """Send a card's pictures; the card as it can be shown then, which says what was not sent."""
        return await self._with_pictures(incoming.sender.handle, card)

    async def _with_pictures(self, handle: str, card: cards.Card) -> cards.Card:
        return await pictures.given(card, lambda image: self._tried(self._giving.picture(handle, image)))

    async def _part(self, incoming: Incoming, part: chat.ReplyPart) -> bool:
        handle = incoming.sender.handle
        match part:
            case chat.Ask(form) | chat.Refresh(form):
                drawn = self.form(incoming, form, Spot.MESSAGE)
                return await self._said(handle, render.message(drawn, form.title))
            case chat.Whisper(card) | chat.Replace(card):
                return await self.whisper(handle, card)
            case chat.File(name=name, content=content, alt=alt, about=about):
                if await self._tried(self._giving.file(handle, name, content, alt, about)):
                    return True
                await self.whisper(handle, waiting.file_not_sent())
                return False
            case chat.Options() | chat.Post() | chat.Nudge():
                return True  # a look-up's answer carries them; the delivery loop brings them
        assert_never(part)

    async def _said(self, handle: str, message: Payload) -> bool:
        return await self._tried(self._again.until_done(partial(self._deliverer.say, _own(handle), message)))

    async def _tried(self, doing: Awaitable[object]) -> bool:
        """Whether it went well."""
        try:
            await doing
        except (Trouble, Gone, StorageError) as trouble:
            log.warning("an answer could not be shown: %s", in_a_word(trouble))
            return False
        return True


def _own(handle: str) -> Place:
    return Place(PLATFORM, PlaceKind.PERSON, handle)
