"""Lets the bot handle one thing that somebody did: again where the database could not, and never twice."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.clock import Clock
from adapters.payload import clean
from adapters.server import Assistant
from bot.chat import Event, Person, Place, Profile, Reply
from storage.errors import StorageError, StorageUnsure

log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]
About = dict[str, Any]
MakeEvent = Callable[[Person, datetime], Event]
"""Tells what somebody did, once it is known who they are, at this moment."""
AGAIN = (0.5, 1.0, 2.0, 4.0, 8.0)
"""The waits, in seconds, before the bot is asked again what the database did not do."""


@dataclass(frozen=True)
class Attempts:
    """Asks the bot; `wake` tells the delivery loop that something was decided, `again` are the waits between attempts."""

    bot: Assistant
    clock: Clock
    wake: Callable[[], None]
    pause: Pause
    again: tuple[float, ...] = AGAIN

    async def handle(self, event: MakeEvent, profile: Profile) -> Reply:
        """The bot's reply; the same delivery never counts twice.

        Raises:
            StorageError: the last attempt's. What one attempt may have kept stays unsure, whatever the last one met.
        """
        doubt: StorageUnsure | None = None
        for wait in self.again:
            try:
                return await self._once(event, profile)
            except StorageError as trouble:
                not_handled(trouble)
                doubt = trouble if isinstance(trouble, StorageUnsure) else doubt
            await self.pause(wait)
        try:
            return await self._once(event, profile)
        except StorageError as trouble:
            raise doubt or trouble from None

    async def meet(self, profile: Profile) -> None:
        """Let the bot take somebody up who did nothing yet; where it can't, the next time they come will do."""
        try:
            await asyncio.to_thread(lambda: self.bot.admit(profile, self.clock.now()))
        except StorageError as trouble:
            not_handled(trouble)
        self.wake()

    async def _once(self, event: MakeEvent, profile: Profile) -> Reply:
        def handle() -> Reply:
            now = self.clock.now()
            return self.bot.handle(event(self.bot.admit(profile, now), now))

        reply = await asyncio.to_thread(handle)
        self.wake()
        return reply


def happened(make: Callable[[About], Event], where: Place, delivery: str) -> MakeEvent:
    """Tells what somebody did there; `delivery` is the platform's id of this very delivery, empty where there is none."""
    known = f"{where.platform}:{clean(delivery)}" if delivery else ""
    return lambda who, when: make({"who": who, "where": where, "when": when, "delivery": known})


def not_handled(trouble: Exception) -> None:
    """Log that something went wrong, by its kind alone."""
    log.warning("something that somebody did was not handled: %s", type(trouble).__name__)
