"""A service at work: its doors open, its clock ticking, its messages delivered, until it is asked to stop."""

import asyncio
import contextlib
import logging
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import datetime
from functools import partial
from typing import NoReturn, Protocol

from aiohttp import web

from adapters import logs
from adapters.clock import EVERY, Clock, ticking
from adapters.looking import HOURLY, looking
from adapters.metrics import Metrics
from adapters.outbox import DeliveryLoop
from adapters.removing import removing
from adapters.server import Assistant, application, runner
from adapters.slack.ids import PLATFORM as SLACK
from adapters.slack.joining import join as join_slack
from adapters.teams.ids import PLATFORM as TEAMS
from adapters.teams.joining import join as join_teams
from bot.chat import Looked, Place
from bot.settings import ServerSettings, Service
from storage import Db, StorageError, StorageNewer, Store

log = logging.getLogger(__name__)

THREADS = 32
"""Work that may wait for the database at the same time: a locked one must not keep the rest from being told so."""
SWITCH = 0.0005
"""Seconds after which a thread that works lets another go on: with Python's 5 ms, whoever waits for the loop to acknowledge, or
for the writer, waits that long again and again while others are being answered."""
OVERTAKEN_EVERY = 2.0
"""Seconds between two looks at whether a newer version took the tables over."""
LONGEST_STOP = 25.0
"""Seconds in which what is under way may finish, less than the 30 after which a supervisor kills."""


class Door(Protocol):
    """One platform's way in."""

    def attach(self, app: web.Application) -> None:
        """Add the door's routes."""

    def listening(self) -> AbstractAsyncContextManager[None]:
        """Hold whatever connection the door opens itself."""
        ...

    async def finished(self) -> None:
        """Wait until everything that came in is answered."""


class Undelivering(Exception):
    """Messages were delivered no more, by a fault of ours; a new start delivers them."""


class Servant(Assistant, Protocol):
    """The assistant, whom it tells about messages that can't be shown, and what it counts."""

    @property
    def lookups_over(self) -> int:
        """How many look-ups came after somebody's limit."""

    def begin(self, when: datetime) -> None:
        """Say what is to be said when the service starts."""

    def look(self, looked: Looked) -> None:
        """Do what follows from how the machine is."""

    def undelivered(self, db: Db, place: Place, trouble: str, when: datetime) -> None:
        """A message for this place is set aside, in this transaction; `trouble` is one machine word."""


async def serve(
    given: ServerSettings,
    service: Service,
    bot: Servant,
    store: Store,
    address: socket.socket,
    *,
    clock: Clock,
    started: Callable[[], None],
    every: float = EVERY,
    looks: tuple[float, float] = HOURLY,
) -> None:
    """Serve every platform of the settings on this address until asked to stop; `started` once it answers.

    The bot is told the clock's time each `every` seconds; `looks` are those until the first look over, and between two.

    Raises:
        Undelivering: nobody asked; what was under way is finished all the same.
    """
    sys.setswitchinterval(SWITCH)
    asyncio.get_running_loop().set_exception_handler(logs.unexpected)
    metrics = Metrics(store, clock, lambda: bot.lookups_over)
    stopping = asyncio.Event()

    def wake() -> None:
        delivery.wake()

    joined = (
        join(given, service, bot, store, clock, wake=wake, acknowledged=partial(metrics.acknowledged, name))
        for name, join in ((SLACK, join_slack), (TEAMS, join_teams))
    )
    platforms = [platform for platform in joined if platform]
    delivery = DeliveryLoop(
        store,
        [platform.deliverer for platform in platforms],
        clock,
        owner=secrets.token_hex(8),
        set_aside=lambda db, place, trouble: bot.undelivered(db, place, trouble, clock.now()),
        attempted=metrics.delivered,
        ended=stopping.set,
    )
    app = application(partial(ready, store, delivery))
    doors = [platform.door for platform in platforms]
    metrics.attach(app, given.evenhand_metrics_token.get_secret_value())
    async with AsyncExitStack() as connections:
        for platform in platforms:
            await connections.enter_async_context(platform.api.connected())
        removers = [platform.deliverer for platform in platforms]
        telling_the_time = partial(_lives, bot, clock, wake, every)
        async with (
            at_work(app, address, doors, delivery, telling_the_time),
            removing(store, removers, clock),
            looking(bot.look, given, clock, rhythm=looks),
        ):
            started()
            await _first_of(asked_to_stop(stopping), overtaken(store))
            if not delivery.alive:
                raise Undelivering


async def _lives(bot: Servant, clock: Clock, wake: Callable[[], None], every: float) -> None:
    """Tell the bot that it begins, and then the time."""
    try:
        await asyncio.to_thread(bot.begin, clock.now())
        wake()
    except StorageError as trouble:
        log.warning("what to say at the beginning was not kept: %s", type(trouble).__name__)
    await ticking(bot.tick, clock, every=every)


def ready(store: Store, delivery: DeliveryLoop) -> bool:
    """Whether people can be served: messages are being delivered, and the tables are this version's.

    Raises StorageError where the database does not answer.
    """
    return delivery.alive and not store.pending()


@asynccontextmanager
async def at_work(
    app: web.Application,
    address: socket.socket,
    doors: Sequence[Door],
    delivery: DeliveryLoop,
    telling_the_time: Callable[[], Coroutine[None, None, None]],
) -> AsyncIterator[None]:
    """Serve while the block runs; then finish what is under way, the youngest thing first."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "evenhand"))
    async with AsyncExitStack() as running:
        delivering = asyncio.create_task(delivery.run())
        running.push_async_callback(_in_time, lambda: _stop(delivery, delivering))
        minutes = asyncio.create_task(telling_the_time())
        running.push_async_callback(_cancel, minutes)
        for door in doors:
            door.attach(app)
            running.push_async_callback(_in_time, door.finished)
        answering = runner(app, shutdown_timeout=5)
        await answering.setup()
        running.push_async_callback(answering.cleanup)
        await web.SockSite(answering, address).start()
        for door in doors:
            await running.enter_async_context(door.listening())
        yield


async def asked_to_stop(stopping: asyncio.Event) -> None:
    """Wait for Ctrl+C, a supervisor's polite signal, or what else sets the event."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows raises KeyboardInterrupt instead
            loop.add_signal_handler(number, stopping.set)
    await stopping.wait()


async def overtaken(store: Store, *, every: float = OVERTAKEN_EVERY) -> NoReturn:
    """Look again and again whether a newer version made the tables anew meanwhile: this one must not write into them.

    Raises:
        StorageNewer: one did.
    """
    while True:
        if await asyncio.to_thread(_is_newer, store):
            raise StorageNewer("unknown revision")
        await asyncio.sleep(every)


def _is_newer(store: Store) -> bool:
    try:
        return store.newer()
    except StorageError:
        return False  # it may answer at the next look


async def _first_of(*waiting: Coroutine[None, None, None]) -> None:
    """Until one of them ends, or raises."""
    tasks = [asyncio.create_task(each) for each in waiting]
    ended, others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for each in others:
        await _cancel(each)
    for each in ended:
        each.result()


async def _in_time(finish: Callable[[], Awaitable[None]]) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(finish(), LONGEST_STOP / 2)


async def _stop(delivery: DeliveryLoop, delivering: asyncio.Task[None]) -> None:
    delivery.stop()
    await asyncio.gather(delivering, return_exceptions=True)


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
