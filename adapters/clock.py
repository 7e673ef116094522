"""What time it is, and telling the bot again and again that time passed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Protocol

from bot.chat import Tick

log = logging.getLogger(__name__)

EVERY = 30.0
"""Seconds between two looks at the clock."""


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return datetime.now(UTC)


async def ticking(
    tick: Callable[[Tick], None],
    clock: Clock,
    *,
    every: float = EVERY,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Tell `tick` the time, in a thread, each `every` seconds until cancelled.

    Trouble is logged by its type, and the next tick comes all the same; what is due when, the bot knows.
    """
    while True:
        try:
            await asyncio.to_thread(tick, Tick(clock.now()))
        except Exception as error:  # noqa: BLE001 - tomorrow's summary must not depend on today's
            log.error("a tick failed: %s", type(error).__name__)  # noqa: TRY400 - a traceback may quote content
        await pause(every)
