"""The delivery loop: shows what the outbox wants shown, place by place, or says that somebody must help."""

import asyncio
import logging
import random
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from adapters import logs
from adapters.clock import Clock
from adapters.deliverer import Deliverer, Gone, Refused, Trouble, TryLater, in_a_word
from bot import cardjson
from bot.cards import Card
from bot.chat import Place, PlaceKind
from storage import Db, Store, leases
from storage.leases import Leased

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Messages under way on each platform."""

Settle = Callable[[], bool]
SetAside = Callable[[Db, Place, str], None]
"""Told of a message that is parked, in the transaction that parks it: its place, and the trouble in one word."""
Attempted = Callable[[str, str], None]
"""Told of each attempt: the platform, and what came of it: shown, held, retried or parked."""


@dataclass(frozen=True)
class Patience:
    """How long to wait and how often to try, in seconds; the parts of a lease are less than the lease."""

    lease: float = 60.0
    send: float = 40.0
    settle: float = 5.0
    poll: float = 1.0
    first_retry: float = 2.0
    longest_retry: float = 3600.0
    attempts: int = 12

    def backoff(self, failures: int, jitter: float) -> timedelta:
        """How long to wait after so many earlier failures: doubling, half of it spread by `jitter`."""
        longest = min(self.longest_retry, self.first_retry * 2 ** min(failures, 30))
        return timedelta(seconds=longest * (0.5 + jitter / 2))


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
        patience: Patience = Patience(),
        jitter: Callable[[], float] = random.random,
        at_once: int = AT_ONCE,
        set_aside: SetAside = lambda _db, _place, _trouble: None,
        attempted: Attempted = lambda _platform, _outcome: None,
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._deliverers = {deliverer.platform: deliverer for deliverer in deliverers}
        self._clock = clock
        self._owner = owner
        self._patience = patience
        self._jitter = jitter
        self._at_once = at_once
        self._set_aside = set_aside
        self._attempted = attempted
        self._ended = ended
        self._sending: dict[str, set[asyncio.Task[None]]] = {each: set() for each in self._deliverers}
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
            leased = [message for platform in self._deliverers for message in await self._lease(platform)]
            for message in leased:
                self._start(message)
            if not leased:
                await self._sleep()
        await asyncio.gather(*(each for sending in self._sending.values() for each in sending))

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
        free = self._at_once - len(self._sending[platform])
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
        sending = self._sending[leased.platform]
        sending.add(task)
        task.add_done_callback(sending.discard)
        task.add_done_callback(lambda _task: self.wake())

    async def _deliver(self, leased: Leased) -> None:
        with logs.message(leased.message_id):
            await self._delivered(leased)

    async def _delivered(self, leased: Leased) -> None:
        try:
            settle = await self._attempt(leased)
            if not await asyncio.to_thread(settle):
                log.warning("message %d: somebody else has taken it over", leased.message_id)
        except Exception as error:  # noqa: BLE001 - the lease runs out, and the next attempt looks first
            log.warning("message %d: outcome not recorded: %s", leased.message_id, type(error).__name__)

    async def _attempt(self, leased: Leased) -> Settle:
        """Try to show the message; what to record of that."""
        try:
            place = Place(leased.platform, PlaceKind(leased.kind), leased.target)
            card = cardjson.decode(leased.card)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it stays wrong
            return self._park(leased, "unreadable", uncertain=leased.uncertain)
        try:
            async with asyncio.timeout(self._patience.send):
                remote_id = await self._show(leased, place, card)
        except TryLater as later:
            until = self._clock.now() + timedelta(seconds=later.seconds)
            uncertain = leased.uncertain
            self._attempted(leased.platform, "held")
            return partial(
                leases.hold, self._store, leased, until=until, trouble=later.trouble, uncertain=uncertain
            )
        except Refused as refused:
            return self._park(leased, refused.trouble, uncertain=leased.uncertain)
        except Exception as error:  # noqa: BLE001 - unknown trouble may have come after the message arrived
            return self._retry(leased, error)
        self._attempted(leased.platform, "shown")
        return partial(leases.delivered, self._store, leased, remote_id, self._clock.now())

    async def _show(self, leased: Leased, place: Place, card: Card) -> str:
        """Edit the message where it is, or is found; post it only if it can't be there already."""
        self._still_ours(leased)
        deliverer, known = self._deliverers[leased.platform], leased.remote_id
        if known is not None and await _edited(deliverer, place, known, leased.key, card):
            return known
        if leased.uncertain:
            known = await self._look(deliverer, place, leased.key)
            self._still_ours(leased)
            if known is not None and await _edited(deliverer, place, known, leased.key, card):
                return known
        return await deliverer.post(place, leased.key, card)

    def _still_ours(self, leased: Leased) -> None:
        """Raises Trouble once the lease has run out: a machine that slept must not say what another says by now."""
        if self._clock.now() >= leased.until:
            raise Trouble("overslept")

    async def _look(self, deliverer: Deliverer, place: Place, key: str) -> str | None:
        await asyncio.sleep(self._patience.settle)  # a message just posted may not be findable yet
        return await deliverer.find(place, key)

    def _retry(self, leased: Leased, error: Exception) -> Settle:
        trouble = in_a_word(error)
        log.warning("message %d: attempt %d: %s", leased.message_id, leased.attempts + 1, trouble)
        if leased.attempts + 1 >= self._patience.attempts:
            return self._park(leased, trouble, uncertain=True)
        self._attempted(leased.platform, "retried")
        again = self._clock.now() + self._patience.backoff(leased.attempts, self._jitter())
        return partial(leases.retry, self._store, leased, next_try_at=again, trouble=trouble, uncertain=True)

    def _park(self, leased: Leased, trouble: str, *, uncertain: bool) -> Settle:
        log.error("message %d is parked: %s", leased.message_id, trouble)
        self._attempted(leased.platform, "parked")
        now = self._clock.now()

        def tell(db: Db) -> None:
            if leased.kind in list(PlaceKind):
                self._set_aside(db, Place(leased.platform, PlaceKind(leased.kind), leased.target), trouble)

        return partial(
            leases.park, self._store, leased, now=now, trouble=trouble, uncertain=uncertain, tell=tell
        )


async def _edited(deliverer: Deliverer, place: Place, remote_id: str, key: str, card: Card) -> bool:
    try:
        await deliverer.edit(place, remote_id, key, card)
    except Gone:
        return False
    return True
