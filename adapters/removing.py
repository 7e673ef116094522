"""Deletes files of ours from platforms once what they are about was erased; again later where that fails."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial

from adapters.clock import Clock
from adapters.deliverer import Remover, in_a_word
from storage import Store, files
from storage.tables import GivenFile

log = logging.getLogger(__name__)

EVERY = 30.0
"""Seconds between two looks."""
AT_ONCE = 50
FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=1), timedelta(days=1)


@contextlib.asynccontextmanager
async def removing(
    store: Store,
    removers: Sequence[Remover],
    clock: Clock,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> AsyncIterator[None]:
    """Delete what is not wanted any more while the block runs."""

    async def again_and_again() -> None:
        while True:
            await remove_due(store, removers, clock)
            await pause(EVERY)

    task = asyncio.create_task(again_and_again())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def remove_due(store: Store, removers: Sequence[Remover], clock: Clock) -> None:
    """Delete every file that is due. Nothing here raises; deleting twice is harmless, so that replicas need no lease."""
    by_platform = {remover.platform: remover for remover in removers}
    try:
        work = partial(files.to_delete, now=clock.now(), platforms=list(by_platform), limit=AT_ONCE)
        for row in await asyncio.to_thread(store.read, work):
            await _remove(store, by_platform[row.platform], row, clock)
    except Exception as error:  # noqa: BLE001 - the database may be back in a minute
        log.warning("files to delete could not be read: %s", type(error).__name__)


async def _remove(store: Store, remover: Remover, row: GivenFile, clock: Clock) -> None:
    try:
        await remover.remove(row.remote_id)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is tried again and shown
        trouble = in_a_word(error)
        log.warning("a file could not be deleted: %s", trouble)
        wait = min(LONGEST_RETRY, FIRST_RETRY * 2 ** min(row.attempts, 20))
        settle = partial(files.failed, trouble=trouble, next_try_at=clock.now() + wait)
    else:
        settle = partial(files.deleted, at=clock.now())
    await asyncio.to_thread(
        store.write, lambda db: settle(db, platform=row.platform, remote_id=row.remote_id)
    )
