"""What somebody gets in time, whatever the bot does: what needs no search, or a sentence that says what happened."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from adapters.attempts import not_handled
from adapters.remembered import CantTell
from bot import lookups
from bot.cards import Card, Line
from bot.chat import Options, Reply
from bot.words import waiting
from storage.errors import StorageError, StorageUnsure


@dataclass(frozen=True)
class Mishap:
    """What is said of what was not done: on a card of its own, or above the filled form that comes back.

    `unsure`: nobody knows whether it was done.
    """

    card: Card
    above: Line
    unsure: bool = False


def mishap(error: Exception) -> Mishap:
    """What is said of this error; it is logged by its kind."""
    if isinstance(error, CantTell):
        if error.refused:
            return Mishap(waiting.app_refused(), waiting.app_refused_now())
        return Mishap(waiting.cant_tell(), waiting.cant_tell_now())
    not_handled(error)
    if isinstance(error, StorageError) and not isinstance(error, StorageUnsure):
        return Mishap(waiting.not_done(), waiting.not_saved())
    return Mishap(waiting.went_wrong(), waiting.not_sure(), unsure=True)


async def done(work: "asyncio.Future[Any]", seconds: float) -> bool:
    """Whether it is done within so many seconds; if not, it goes on."""
    await asyncio.wait({work}, timeout=seconds)
    return work.done()


async def offered(asking: Awaitable[Reply], typed: str, seconds: float) -> Options:
    """What fits what was typed; what needs no search where that takes longer, or fails."""
    work = asyncio.ensure_future(_found(asking))
    found = work.result() if await done(work, seconds) else None
    work.cancel()
    return found or Options(lookups.without_search(typed))


async def _found(asking: Awaitable[Reply]) -> Options | None:
    try:
        reply = await asking
    except CantTell:
        return None  # whoever could not be asked has been logged
    except Exception as error:  # noqa: BLE001 - what needs no search can be offered all the same
        not_handled(error)
        return None
    return next((part for part in reply.parts if isinstance(part, Options)), None)
