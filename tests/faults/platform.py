"""A delivery loop with a platform and a clock that do as the test says."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from adapters.deliverer import Gone
from adapters.outbox import DeliveryLoop
from adapters.sending import Patience
from bot import cardjson
from bot.cards import Card
from bot.chat import Place
from storage import Store, outbox
from storage.outbox import Counts
from tests.storage.records import T0, message, put

QUICK = Patience(settle=0.0, poll=0.01, attempts=3)
DEADLINE = 10.0


@dataclass
class StillClock:
    """A clock that moves only when it is told to."""

    at: datetime = T0

    def now(self) -> datetime:
        return self.at

    def moves(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class FakePlatform:
    """Records what is shown, in `team` and elsewhere; `troubles` are raised one after another."""

    platform: str = "web"
    shown: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)
    troubled_place: str = ""
    arrives_all_the_same: bool = False
    waits_for: asyncio.Event | None = None
    while_looking: Callable[[], None] = lambda: None
    spoken: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(self, place: Place, key: str, card: Card) -> str:
        self.calls.append(f"post {key}")
        self.spoken.set()
        if self.waits_for:
            await self.waits_for.wait()
        if self.arrives_all_the_same or not self._trouble(place):
            self.shown[remote_id := f"m{len(self.shown) + 1}"] = (place.target, key, card.title)
        self._raise(place)
        return remote_id

    async def edit(self, place: Place, remote_id: str, key: str, card: Card) -> None:
        self.calls.append(f"edit {key}")
        if remote_id not in self.shown:
            raise Gone
        self._raise(place)
        self.shown[remote_id] = (place.target, key, card.title)

    async def find(self, place: Place, key: str) -> str | None:
        self.calls.append(f"find {key}")
        self.while_looking()
        for remote_id, (target, known, _title) in self.shown.items():
            if (target, known) == (place.target, key):
                return remote_id
        return None

    def _trouble(self, place: Place) -> bool:
        return bool(self.troubles) and self.troubled_place in ("", place.target)

    def _raise(self, place: Place) -> None:
        if self._trouble(place):
            raise self.troubles.pop(0)

    @property
    def titles(self) -> list[str]:
        return [title for _target, _key, title in self.shown.values()]


@dataclass
class Delivery:
    """A running loop and what it works with."""

    store: Store
    platform: FakePlatform
    clock: StillClock
    loop: DeliveryLoop
    attempts: list[tuple[str, str]]
    running: asyncio.Task[None]

    async def until(self, condition: Callable[[], bool], *, wake: bool = True) -> None:
        async with asyncio.timeout(DEADLINE):
            while not await asyncio.to_thread(condition):
                if wake:
                    self.loop.wake()
                await asyncio.sleep(0.005)

    async def until_settled(self) -> None:
        await self.until(lambda: self.counts == Counts(waiting=0, parked=0))

    async def until_trouble(self, trouble: str, key: str = "k") -> None:
        await self.until(lambda: message(self.store, key).trouble == trouble)

    async def until_attempts(self, attempts: int, key: str = "k") -> None:
        await self.until(lambda: message(self.store, key).attempts == attempts)

    @property
    def counts(self) -> Counts:
        return self.store.read(outbox.counts)


@asynccontextmanager
async def delivering(
    store: Store,
    platform: FakePlatform,
    *others: FakePlatform,
    owner: str = "one",
    patience: Patience = QUICK,
) -> AsyncIterator[Delivery]:
    clock = StillClock()
    attempts: list[tuple[str, str]] = []
    loop = DeliveryLoop(
        store,
        [platform, *others],
        clock,
        owner=owner,
        patience=patience,
        jitter=lambda: 1.0,
        attempted=lambda *attempt: attempts.append(attempt),
    )
    running = asyncio.create_task(loop.run())
    try:
        yield Delivery(store, platform, clock, loop, attempts, running)
    finally:
        loop.stop()
        with suppress(asyncio.CancelledError):  # a test may end it before
            await running


def say(store: Store, title: str, *, key: str = "k", target: str = "team", platform: str = "web") -> None:
    put(store, key=key, target=target, card=cardjson.encode(Card(title)), platform=platform)
