"""A service at work: its doors open, its clock ticking, its messages delivered, until it is asked to stop."""

import asyncio
import contextlib
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import datetime
from functools import partial
from typing import Protocol

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
from storage import Db, Store

THREADS = 32
"""Work that may wait for the database at the same time: a locked one must not keep the rest from being told so."""
SWITCH = 0.0005
"""Seconds after which a thread that works lets another go on: with Python's 5 ms, whoever waits for the loop to acknowledge, or
for the writer, waits that long again and again while others are being answered."""
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


class Servant(Assistant, Protocol):
    """The assistant, whom it tells about messages that can't be shown, and what it counts."""

    @property
    def lookups_over(self) -> int:
        """How many look-ups came after somebody's limit."""

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
    """
    sys.setswitchinterval(SWITCH)
    asyncio.get_running_loop().set_exception_handler(logs.unexpected)
    metrics = Metrics(store, clock, lambda: bot.lookups_over)

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
    )
    app = application(partial(ready, store, delivery))
    doors = [platform.door for platform in platforms]
    metrics.attach(app, given.evenhand_metrics_token.get_secret_value())
    async with AsyncExitStack() as connections:
        for platform in platforms:
            await connections.enter_async_context(platform.api.connected())
        removers = [platform.deliverer for platform in platforms]
        telling_the_time = partial(ticking, bot.tick, clock, every=every)
        async with (
            at_work(app, address, doors, delivery, telling_the_time),
            removing(store, removers, clock),
            looking(bot.look, given, clock, rhythm=looks),
        ):
            started()
            await asked_to_stop()


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


async def asked_to_stop() -> None:
    """Wait for Ctrl+C or a supervisor's polite signal."""
    stopping, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows raises KeyboardInterrupt instead
            loop.add_signal_handler(number, stopping.set)
    await stopping.wait()


async def _in_time(finish: Callable[[], Awaitable[None]]) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(finish(), LONGEST_STOP / 2)


async def _stop(delivery: DeliveryLoop, delivering: asyncio.Task[None]) -> None:
    delivery.stop()
    await delivering


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
