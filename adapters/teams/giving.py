"""Files and pictures for one person alone: offered in their own chat with us, kept until they take them."""

import asyncio
import base64
import logging
import secrets
from collections.abc import Callable
from functools import partial

from adapters.clock import Clock
from adapters.deliverer import Gone, Refused, Trouble, Unsure, in_a_word
from adapters.given import keep
from adapters.payload import Body, Payload
from adapters.teams import render
from adapters.teams.connector import Api
from adapters.teams.deliver import TeamsDeliverer
from adapters.teams.ids import PLATFORM
from adapters.teams.incoming import FileAnswer
from bot import references
from bot.cards import Image
from bot.chat import Place, PlaceKind
from bot.words import waiting
from storage import Db, StorageError, Store, conversations
from storage.tables import OfferedFile

log = logging.getLogger(__name__)

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
LOOPBACK = "http://127.0.0.1:"


class Giving:
    """Gives files; what is not taken yet is in the database, so that a restart loses nothing."""

    def __init__(self, api: Api, deliverer: TeamsDeliverer, store: Store, clock: Clock) -> None:
        self._api = api
        self._deliverer = deliverer
        self._store = store
        self._clock = clock

    async def picture(self, handle: str, image: Image) -> None:
        """Show a picture, where Teams takes one of its size; else offer it as a file. Raises Trouble, Gone."""
        drawn = render.picture(image)
        if drawn is None:
            await self.file(handle, image.name, image.png, image.alt, image.about)
            return
        remote_id = await self._deliverer.say(_own(handle), render.message(drawn, image.alt))
        await keep(self._store, self._clock, PLATFORM, handle, remote_id, image.about)

    async def file(self, handle: str, name: str, content: bytes, alt: str, about: str) -> None:
        """Offer a file. Raises Trouble, Gone."""
        number = secrets.token_hex(16)
        case = references.number(about, "M")
        row = partial(OfferedFile, id=number, platform=PLATFORM, handle=handle, name=name)
        kept = base64.b64encode(content).decode()
        await self._write(
            lambda db: conversations.offer(db, row(content=kept, case_id=case, offered_at=self._clock.now()))
        )
        await self._deliverer.say(_own(handle), _offer(number, name, len(content), alt))

    async def answered(self, answer: FileAnswer) -> None:
        """Somebody took a file, or declined it; nothing here raises: they are told what came of it."""
        handle = answer.sender.handle
        try:
            file = await asyncio.to_thread(
                self._store.read, lambda db: conversations.offered(db, answer.file, PLATFORM, handle)
            )
            if file is None:
                await self._say(handle, render.message(render.card(waiting.file_gone()), waiting.ASSISTANT))
                return
            if answer.upload is not None:
                await self._api.upload(_address(answer, answer.upload), base64.b64decode(file.content))
                await self._say(handle, _taken(file.name, answer.upload))
            await self._write(lambda db: conversations.taken(db, answer.file))
        except (Trouble, Gone, StorageError) as trouble:
            log.warning("a file could not be given: %s", in_a_word(trouble))
            await self._say(handle, render.message(render.card(waiting.file_not_sent()), waiting.ASSISTANT))

    async def _say(self, handle: str, message: Payload) -> None:
        try:
            await self._deliverer.say(_own(handle), message)
        except (Trouble, Gone, StorageError) as trouble:
            log.warning("somebody could not be told about a file: %s", in_a_word(trouble))

    async def _write(self, work: Callable[[Db], None]) -> None:
        try:
            await asyncio.to_thread(self._store.write, work)
        except (StorageError, LookupError) as error:
            raise Unsure(type(error).__name__) from None


def _address(answer: FileAnswer, upload: Body) -> str:
    """Where the file belongs, if nobody on the way can read it; the Agents Playground is on this computer. Raises Refused."""
    url = str(upload.get("uploadUrl", ""))
    here = all(each.startswith(LOOPBACK) for each in (url, answer.sender.server))
    if here or url.startswith("https://"):
        return url
    raise Refused("upload_address")


def _own(handle: str) -> Place:
    return Place(PLATFORM, PlaceKind.PERSON, handle)


def _offer(number: str, name: str, size: int, alt: str) -> Payload:
    content = {
        "description": alt or name,
        "sizeInBytes": size,
        "acceptContext": {"file": number},
        "declineContext": {"file": number},
    }
    offered = {"contentType": CONSENT, "name": name, "content": content}
    return {"type": "message", "summary": name, "attachments": [offered]}


def _taken(name: str, upload: Body) -> Payload:
    content = {each: str(upload.get(each, "")) for each in ("uniqueId", "fileType")}
    url = str(upload.get("contentUrl", ""))
    there = {"contentType": INFO, "name": name, "contentUrl": url, "content": content}
    return {"type": "message", "summary": name, "attachments": [there]}
