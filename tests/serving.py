"""An aiohttp application that answers on a port of its own, in a thread with a loop of its own."""

import asyncio
import ssl
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from aiohttp import web

from adapters.server import runner

T = TypeVar("T")
LONGEST = 30.0
"""Seconds after which whatever runs in the loop counts as hung."""


class Loop:
    """An event loop in its own thread, so that tests may block."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T], longest: float = LONGEST) -> T:
        """Do this in the loop and wait for what comes of it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(longest)

    @contextmanager
    def meanwhile(self, work: Coroutine[Any, Any, None]) -> Iterator[None]:
        """Let this go on until the context ends; then wait for its end."""
        going_on = asyncio.run_coroutine_threadsafe(work, self._loop)
        yield
        going_on.result(LONGEST)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(LONGEST)
        self._loop.close()


@contextmanager
def loop() -> Iterator[Loop]:
    opened = Loop()
    try:
        yield opened
    finally:
        opened.close()


async def answer(app: web.Application, secure: ssl.SSLContext | None = None) -> tuple[web.AppRunner, int]:
    """Answer on a free port of loopback; the runner, to be cleaned up, and the port."""
    answering = runner(app, shutdown_timeout=1)
    await answering.setup()
    await web.TCPSite(answering, "127.0.0.1", 0, ssl_context=secure).start()
    port: int = answering.addresses[0][1]
    return answering, port


@contextmanager
def served(app: web.Application, secure: ssl.SSLContext | None = None) -> Iterator[int]:
    """Answer while the context lasts; the port."""
    with loop() as own:
        answering, port = own.run(answer(app, secure))
        try:
            yield port
        finally:
            own.run(answering.cleanup())
