"""The try-out as a whole: its database, clock, sample, deliveries and page, begun again at a click."""

import asyncio
import contextlib
import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime, time
from pathlib import Path
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from adapters.clock import Clock, SystemClock, ticking
from adapters.outbox import DeliveryLoop
from adapters.server import Assistant
from adapters.web import roster, sample
from adapters.web.clock import TryoutClock
from adapters.web.conversations import Rooms
from adapters.web.deliver import WebDeliverer
from bot import cardjson, rekeying
from bot.chat import Place, PlaceKind, Tick
from bot.policy import Policy
from bot.workdays import WorkCalendar
from storage import Db, Store, outbox

DATABASE = "tryout.db"
_LONGEST_WAIT = 10.0
"""Seconds in which the sample's messages should be on the page."""


class Colleague(Assistant, Protocol):
    """The assistant, and when its next summary is due."""

    def next_summary(self, after: datetime) -> datetime:
        """The moment of the first summary after this one."""


class Tryout:
    """What is behind the page; `data` is the folder of the database, `make_bot` puts a bot on it."""

    def __init__(
        self,
        make_bot: Callable[[Store], Colleague],
        *,
        data: Path,
        work: WorkCalendar,
        morning: time,
        policy: Policy,
        machine: Clock | None = None,
    ) -> None:
        self.rooms = Rooms()
        self._make_bot = make_bot
        self._file = data / DATABASE
        self._work = work
        self._morning = morning
        self._policy = policy
        self._machine = machine or SystemClock()
        self._changing = asyncio.Lock()
        self._running = AsyncExitStack()

    @property
    def bot(self) -> Colleague:
        """The assistant on the database of now."""
        return self._bot

    @property
    def zone(self) -> ZoneInfo:
        """Where the service is."""
        return self._work.zone

    def now(self) -> datetime:
        """The try-out's time, aware."""
        return self._clock.now()

    def ready(self) -> bool:
        """Whether the database answers. Blocks."""
        return not self._store.pending()

    def wake(self) -> None:
        """Deliver at once what an event decided."""
        self._loop.wake()

    async def __aenter__(self) -> Self:
        """Open the database, live through the sample if it is new, and begin to deliver."""
        await self._open()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        """Finish deliveries and close the database."""
        await self._running.aclose()

    async def next_morning(self) -> None:
        """Move the clock to the next summary and let it come."""
        async with self._changing:
            moment = self._bot.next_summary(self.now())
            await asyncio.to_thread(self._clock.move_to, moment)
            await asyncio.to_thread(self._bot.tick, Tick(self.now()))
            await self._all_delivered()
        self.rooms.changed()

    async def start_again(self) -> None:
        """Forget everything, and begin with the sample."""
        async with self._changing:
            await self._running.aclose()
            for suffix in ("", "-wal", "-shm"):
                self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
            self.rooms.clear()
            await self._open()
        self.rooms.changed()

    async def _open(self) -> None:
        await asyncio.to_thread(self._file.parent.mkdir, parents=True, exist_ok=True)
        self._running = AsyncExitStack()
        try:
            await self._begin()
        except BaseException:
            await self._running.aclose()
            raise

    async def _begin(self) -> None:
        self._store = await asyncio.to_thread(Store, f"sqlite:///{self._file}")
        self._running.push_async_callback(asyncio.to_thread, self._store.close)
        await asyncio.to_thread(self._prepare)
        self._recall(await asyncio.to_thread(self._store.read, _shown))
        for line in sample.lines(self._work, await asyncio.to_thread(sample.loaded_at, self._store)):
            self.rooms.say(roster.TEAM, line.who, line.text, line.at)
        deliverer = WebDeliverer(self.rooms, self._decided_at)
        self._loop = DeliveryLoop(self._store, [deliverer], self._clock, owner=secrets.token_hex(8))
        delivering = asyncio.create_task(self._loop.run())
        self._running.push_async_callback(self._stop, delivering)
        await self._all_delivered()
        self.rooms.all_read()
        minutes = asyncio.create_task(ticking(self._bot.tick, self._clock))
        self._running.push_async_callback(_cancel, minutes)

    def _prepare(self) -> None:
        rekeying.migrate(self._store)
        self._clock = TryoutClock(self._store, self._machine)
        self._bot = self._make_bot(self._store)
        now = self._clock.now()
        sample.load(self._bot, self._store, self._work, now, self._morning, self._policy)

    def _recall(self, messages: list[tuple[Place, str, str, datetime, bool]]) -> None:
        for place, key, card, at, edited in messages:
            self.rooms.post(place, key, cardjson.decode(card), at, edited=edited)

    async def _decided_at(self, place: Place, key: str) -> datetime:
        def ask(db: Db) -> datetime | None:
            found = outbox.find(
                db, platform=place.platform, kind=place.kind.value, target=place.target, key=key
            )
            return found.created_at if found else None

        return await asyncio.to_thread(self._store.read, ask) or self.now()

    async def _all_delivered(self) -> None:
        """Wait until nothing is due, so that the page never shows half of it; what is held for later stays."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST_WAIT):
                while await asyncio.to_thread(self._store.read, lambda db: outbox.due(db, self.now())):
                    self._loop.wake()
                    await asyncio.sleep(0.02)

    async def _stop(self, delivering: asyncio.Task[None]) -> None:
        self._loop.stop()
        await delivering


def _shown(db: Db) -> list[tuple[Place, str, str, datetime, bool]]:
    return [
        (
            Place(each.platform, PlaceKind(each.kind), each.target),
            each.key,
            each.card,
            each.created_at,
            each.wanted > 1,
        )
        for each in outbox.shown(db, roster.PLATFORM)
    ]


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
