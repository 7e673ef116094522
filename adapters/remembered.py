"""A platform's answers, kept for when it is asked again soon, or can't be asked at all."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from adapters.clock import Clock
from adapters.deliverer import Gone, Trouble, TryLater, in_a_word
from storage import Db, StorageError, Store

log = logging.getLogger(__name__)


FRESH = timedelta(hours=1)
"""As long as an answer counts without asking again."""
STALE = timedelta(hours=24)
"""As long as it will do where the platform can't be asked."""
PATIENCE = 2.0


class Answered(Protocol):
    """What is remembered of an answer, about one of the platform's ids."""

    handle: str
    checked_at: datetime


Record = TypeVar("Record", bound=Answered)


class CantTell(Exception):
    """The platform can't be asked just now who somebody is, and nothing recent enough is remembered.

    `refused`: because it refuses the app as a whole.
    """

    def __init__(self, trouble: Trouble | Gone, *, refused: bool) -> None:
        super().__init__(str(trouble))
        self.refused = refused


class Remembered(Generic[Record]):
    """Answers of one kind, by the platform's id; asking for the same one at the same time asks once.

    `refuses_us`: whether an error means that the platform refuses the app as a whole. `patience` are the seconds that
    somebody waits for the platform where what it said before will do.
    """

    def __init__(
        self,
        platform: str,
        refuses_us: Callable[[Exception], bool],
        store: Store,
        clock: Clock,
        read: Callable[[Db, str, str], Record | None],
        ask: Callable[[str], Awaitable[Record]],
        write: Callable[[Db, Record], None],
        patience: float = PATIENCE,
    ) -> None:
        self._platform = platform
        self._refuses_us = refuses_us
        self._store = store
        self._clock = clock
        self._read = read
        self._ask = ask
        self._write = write
        self._patience = patience
        self._asking: dict[str, asyncio.Task[Record]] = {}
        self._not_before: datetime | None = None

    async def look(self, handle: str) -> Record:
        """The answer; raises CantTell."""
        kept = await self._kept(handle)
        if kept and self._age(kept) <= FRESH:
            return kept
        if kept and self._age(kept) <= STALE:
            return await self._asked_or(kept)
        try:
            return await asyncio.shield(self._asked(handle))
        except (Trouble, Gone) as trouble:
            raise CantTell(trouble, refused=self._refuses_us(trouble)) from None

    def forget(self, *handles: str) -> bool:
        """What is being asked was asked too early to be remembered; whether there was any."""
        return bool([handle for handle in handles if self._asking.pop(handle, None)])

    async def _asked_or(self, kept: Record) -> Record:
        """What the platform says now, or what it said before if it doesn't say anything soon."""
        if self._not_before and self._clock.now() < self._not_before:
            return kept
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.shield(self._asked(kept.handle))
        except (Trouble, Gone, TimeoutError):
            return kept

    def _asked(self, handle: str) -> asyncio.Task[Record]:
        if handle not in self._asking:
            self._asking[handle] = asyncio.create_task(self._ask_and_keep(handle))
            self._asking[handle].add_done_callback(lambda task: self._done(handle, task))
        return self._asking[handle]

    def _done(self, handle: str, task: asyncio.Task[Record]) -> None:
        if self._asking.get(handle) is task:
            del self._asking[handle]
        if not task.cancelled() and (error := task.exception()):
            log.warning(
                "%s could not be asked who somebody is: %s", self._platform.capitalize(), in_a_word(error)
            )

    async def _ask_and_keep(self, handle: str) -> Record:
        try:
            found = await self._ask(handle)
        except TryLater as later:
            self._not_before = self._clock.now() + timedelta(seconds=later.seconds)
            raise
        if self._asking.get(handle) is asyncio.current_task():
            await self._keep(found)
        return found

    def _age(self, kept: Record) -> timedelta:
        return self._clock.now() - kept.checked_at

    async def _kept(self, handle: str) -> Record | None:
        try:
            return await asyncio.to_thread(
                self._store.read, lambda db: self._read(db, self._platform, handle)
            )
        except StorageError:
            return None  # whoever needs the database next says so

    async def _keep(self, found: Record) -> None:
        try:
            await asyncio.to_thread(self._store.write, lambda db: self._write(db, found))
        except StorageError as trouble:
            log.warning("what the platform said could not be kept: %s", type(trouble).__name__)
