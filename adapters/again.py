"""Says once more what a platform was too busy for, failed at or may not have heard, while somebody still looks at it."""

from collections.abc import Awaitable, Callable

from adapters.attempts import Pause
from adapters.deliverer import Gone, Trouble, TryLater, Unsure
from adapters.recent import Recent

AGAIN = (0.5, 2.0, 5.0)
"""The waits, in seconds, before something is said again."""
LONGEST_WAIT = 30.0
"""Seconds that a platform may ask for; "Saving…" says that something is wrong after a minute."""


class Again:
    """`refuses_us`: whether an error means that the platform refuses the app as a whole, so that waiting does not help."""

    def __init__(self, pause: Pause, refuses_us: Callable[[Exception], bool]) -> None:
        self._pause = pause
        self._refuses_us = refuses_us
        self._newest: Recent[object] = Recent()

    async def until_done(
        self, doing: Callable[[], Awaitable[object]], wanted: Callable[[], bool] = lambda: True
    ) -> None:
        """Do it, again while it is `wanted`.

        Raises:
            Unsure: also where the last attempt was refused, but one before may have arrived.
            Trouble, Gone: the last attempt's.
        """
        doubt: Unsure | None = None
        for wait in (*AGAIN, None):
            try:
                await doing()
            except TryLater as busy:
                if wait is None or self._refuses_us(busy) or busy.seconds > LONGEST_WAIT:
                    raise
                await self._pause(max(wait, busy.seconds))
            except Unsure as unheard:
                if wait is None:
                    raise
                doubt = unheard
                await self._pause(wait)
            except (Trouble, Gone) as refused:
                raise doubt or refused from None
            else:
                return
            if not wanted():
                return

    async def change(self, message: str, doing: Callable[[], Awaitable[object]]) -> None:
        """Change a message, as long as nothing newer is to stand there. Raises as `until_done` does."""
        ours = self._newest[message] = object()
        await self.until_done(doing, wanted=lambda: self._newest.get(message) is ours)
