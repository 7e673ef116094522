"""What goes on after somebody was answered, or until they are; a door waits for it before it shuts."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

log = logging.getLogger(__name__)


class UnderWay:
    """What was begun and is not done yet. Whatever goes wrong in it is logged by its kind, and nobody waits for it."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def follow(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin it."""
        task = asyncio.create_task(_total(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finished(self) -> None:
        """Wait until all of it is done, and what it began."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)


async def _total(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001
        log.error("an answer could not be given: %s", type(error).__name__)  # noqa: TRY400 - a traceback may quote
