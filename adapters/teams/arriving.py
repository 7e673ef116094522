"""Where people and channels are, learned from what arrives from there: the bot added, the bot removed, anything done."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from adapters.teams import parse
from adapters.teams.addresses import Addresses
from adapters.teams.incoming import FileAnswer, Incoming, Installed, Sender
from bot.chat import Place, PlaceKind
from storage.errors import StorageError

log = logging.getLogger(__name__)


class Arriving:
    """Remembers those of one `tenant`, of all where it is empty; `joined` is told a place to which the assistant was added.

    `greet` shows somebody's own page to whoever has added it.
    """

    def __init__(
        self,
        addresses: Addresses,
        tenant: str,
        joined: Callable[[Place], None],
        greet: Callable[[Incoming], Awaitable[None]],
    ) -> None:
        self._addresses = addresses
        self._tenant = tenant
        self._joined = joined
        self._greet = greet

    async def met(self, found: Incoming | FileAnswer) -> None:
        """Remember where somebody is reached."""
        who = found.sender
        if not self._is_ours(who) or not who.inside:
            return
        try:
            await self._addresses.learn(who)
        except StorageError as trouble:
            log.warning("where somebody is was not kept: %s", type(trouble).__name__)

    async def installed(self, found: Installed) -> None:
        """We were added somewhere: what could not be shown there may be shown now; or removed."""
        who = found.sender
        if not self._is_ours(who):
            return
        try:
            if found.gone:
                await self._addresses.forget(who.place)
                return
            is_new = await self._addresses.learn(who, anew=True)
            await asyncio.to_thread(self._joined, who.place)
        except StorageError as trouble:
            log.warning("that we were added was not kept: %s", type(trouble).__name__)
            return
        if is_new and who.place.kind is PlaceKind.PERSON:
            await self._greet(parse.home(who))

    def _is_ours(self, who: Sender) -> bool:
        return not self._tenant or who.tenant.lower() == self._tenant
