"""Looks the machine over now and then while the service runs, and tells the bot what it saw; what follows, the bot knows."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from adapters import machine
from adapters.clock import Clock
from adapters.machine import Machine
from bot.chat import Looked
from bot.settings import ServerSettings

log = logging.getLogger(__name__)

HOURLY = (300.0, 3600.0)
"""Seconds until the first look, so that what starts again and again does not look again and again; and between two."""


@contextlib.asynccontextmanager
async def looking(
    look: Callable[[Looked], None],
    given: ServerSettings,
    clock: Clock,
    ask: Machine = Machine(),  # noqa: B008 - it is frozen, and asks nothing yet
    rhythm: tuple[float, float] = HOURLY,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> AsyncIterator[None]:
    """Tell `look`, in a thread, what there is to see, while the block runs. Trouble is logged by its type."""

    async def again_and_again() -> None:
        await pause(rhythm[0])
        while True:
            try:
                await asyncio.to_thread(look, await seen(given, ask, clock.now()))
            except Exception as error:  # noqa: BLE001 - the next look comes all the same
                log.error("a look failed: %s", type(error).__name__)  # noqa: TRY400 - a traceback may quote content
            await pause(rhythm[1])

    task = asyncio.create_task(again_and_again())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def seen(given: ServerSettings, ask: Machine, now: datetime) -> Looked:
    """What can be seen from here now; it costs a look at the disk, and where there is a public address one connection."""
    looked = Looked(when=now, secret_until=given.secret_expires)
    try:
        if room := await asyncio.to_thread(machine.room, ask, given.evenhand_database_url):
            looked = replace(looked, free=room.free, held=room.held)
    except (OSError, ValueError):
        looked = replace(looked, unknown=looked.unknown | {"disk"})
    if url := given.evenhand_public_url:
        try:
            looked = replace(looked, certificate_until=await machine.certificate_until(ask, url))
        except (OSError, TimeoutError):
            looked = replace(looked, unknown=looked.unknown | {"certificate"})
    return looked
