"""Which files of ours about a case were given to whom: kept, so that they can be deleted one day."""

import asyncio
from functools import partial

from adapters.clock import Clock
from adapters.deliverer import Unsure
from bot import references
from storage import StorageError, Store, files


async def keep(store: Store, clock: Clock, platform: str, handle: str, remote_id: str, about: str) -> None:
    """Keep that this person is given this file about this, nothing where that is no case.

    Raises:
        Unsure: it can't be kept just now.
    """
    case_id = references.number(about, "M")
    if case_id is None:
        return
    kept = partial(files.keep, platform=platform, handle=handle, remote_id=remote_id, case_id=case_id)
    try:
        await asyncio.to_thread(store.write, lambda db: kept(db, at=clock.now()))
    except (StorageError, LookupError) as error:
        raise Unsure(type(error).__name__) from None
