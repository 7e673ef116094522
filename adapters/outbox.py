"""The delivery loop: shows what the outbox wants shown, place by place, or says that somebody must help."""

import asyncio
import logging
import random
from collections.abc import Callable, Iterable
from contextlib import suppress

from adapters import logs
from adapters.clock import Clock
from adapters.deliverer import Deliverer
from adapters.sending import USUAL, Attempted, Patience, Sending, SetAside
from bot.chat import Place
from storage import Db, Store, leases, outbox
from storage.leases import Leased

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Messages under way on each platform."""


class DeliveryLoop:
    """Delivers for these platforms until stopped; any number of them may run, in any number of processes.

    `owner` must differ from every other loop's, also those of processes that died. `jitter` gives numbers
    from 0 to 1. `at_once` messages are under way on each platform. `set_aside` is told of every message that
    is parked, `attempted` of every attempt, `ended` once nothing is delivered any more, for whatever reason.
    """

    def __init__(
        self,
        store: Store,
        deliverers: Iterable[Deliverer],
        clock: Clock,
        *,
        owner: str,
        patience: Patience = USUAL,
        jitter: Callable[[], float] = random.random,
        at_once: int = AT_ONCE,
        set_aside: SetAside = lambda _db, _place, _trouble: None,
        attempted: Attempted = lambda _platform, _outcome: None,
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        by_platform = {deliverer.platform: deliverer for deliverer in deliverers}
        self._sending = Sending(store, by_platform, clock, patience, jitter, set_aside, attempted)
        self._clock = clock
        self._owner = owner
        self._patience = patience
        self._at_once = at_once
        self._ended = ended
        self._under_way: dict[str, set[asyncio.Task[None]]] = {each: set() for each in by_platform}
        self._awake = asyncio.Event()
        self._stopping = False
        self._running = False

    @property
    def alive(self) -> bool:
        """Whether it delivers: it was begun, and neither asked to stop nor ended by a fault."""
        return self._running and not self._stopping

    async def run(self) -> None:
        """Deliver until `stop`; what is being sent then is finished first. Raises whatever else it ends by."""
        self._running = True
        try:
            await self._look_again_and_again()
        except BaseException as fault:
            log.critical("messages are delivered no more: %s", type(fault).__name__)
            raise
        finally:
            self._running = False
            self._ended()

    async def _look_again_and_again(self) -> None:
        while not self._stopping:
            self._awake.clear()
            leased = [message for platform in self._under_way for message in await self._lease(platform)]
            for message in leased:
                self._start(message)
            if not leased:
                await self._sleep()
        await asyncio.gather(*(each for sending in self._under_way.values() for each in sending))

    def wake(self) -> None:
        """Look at once: something was put into the outbox."""
        self._awake.set()

    def stop(self) -> None:
        """Let `run` end."""
        self._stopping = True
        self._awake.set()

    async def _sleep(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._awake.wait(), self._patience.poll)

    async def _lease(self, platform: str) -> list[Leased]:
        """What this platform has room for: one that answers nobody takes no other's turn."""
        free = self._at_once - len(self._under_way[platform])
        if free <= 0:
            return []
        try:
            return await asyncio.to_thread(
                leases.lease,
                self._store,
                owner=self._owner,
                now=self._clock.now(),
                seconds=self._patience.lease,
                limit=free,
                platforms=[platform],
            )
        except Exception as error:  # noqa: BLE001 - the database may be back in a second
            log.warning("the outbox could not be read: %s", type(error).__name__)
            return []

    def _start(self, leased: Leased) -> None:
        task = asyncio.create_task(self._deliver(leased))
        sending = self._under_way[leased.platform]
        sending.add(task)
        task.add_done_callback(sending.discard)
        task.add_done_callback(lambda _task: self.wake())

    async def _deliver(self, leased: Leased) -> None:
        with logs.message(leased.message_id):
            await self._delivered(leased)

    async def _delivered(self, leased: Leased) -> None:
        try:
            settle = await self._sending.attempt(leased)
            if not await asyncio.to_thread(settle):
                log.warning("message %d: somebody else has taken it over", leased.message_id)
        except Exception as error:  # noqa: BLE001 - the lease runs out, and the next attempt looks first
            log.warning("message %d: outcome not recorded: %s", leased.message_id, type(error).__name__)


def release(store: Store, places: Iterable[Place]) -> None:
    """Send again what was set aside in these places: we were let in there. Blocks; raises StorageError."""

    def again(db: Db) -> None:
        for place in places:
            outbox.unpark_place(db, platform=place.platform, kind=place.kind.value, target=place.target)

    store.write(again)
