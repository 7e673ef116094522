"""Says once more what Teams was too busy for, failed at or may not have heard; never over what was said there since."""

from collections.abc import Awaitable, Callable

from adapters.attempts import Pause
from adapters.deliverer import TryLater, Unsure
from adapters.teams.connector import refuses_us

AGAIN = (0.5, 2.0, 5.0)
"""The waits, in seconds, before something is said again."""
LONGEST_WAIT = 30.0
"""Seconds that Teams may ask for; "Saving…" says that something is wrong after a minute."""
_REMEMBERED = 1000


class Again:
    """Remembers what was said last of each message."""

    def __init__(self, pause: Pause) -> None:
        self._pause = pause
        self._newest: dict[str, object] = {}

    async def say(self, doing: Callable[[], Awaitable[object]]) -> None:
        """Say something new; twice where nobody knows whether it arrived. Raises as the last attempt."""
        await self._until_done(doing, lambda: True)

    async def change(self, message: str, doing: Callable[[], Awaitable[object]]) -> None:
        """Change a message, as long as nothing newer is to stand there. Raises as the last attempt."""
        ours = self._newest[message] = object()
        while len(self._newest) > _REMEMBERED:
            del self._newest[next(iter(self._newest))]
        await self._until_done(doing, lambda: self._newest.get(message) is ours)

    async def _until_done(self, doing: Callable[[], Awaitable[object]], wanted: Callable[[], bool]) -> None:
        for wait in AGAIN:
            try:
                await doing()
            except TryLater as busy:
                if refuses_us(busy) or busy.seconds > LONGEST_WAIT:
                    raise
                await self._pause(max(wait, busy.seconds))
            except Unsure:
                await self._pause(wait)
            else:
                return
            if not wanted():
                return
        await doing()
