"""The one HTTP server: every door adds its routes to the same application."""

import asyncio
import errno
import logging
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from aiohttp import web
from aiohttp.http import HttpProcessingError

from adapters import logs
from bot.chat import Event, Person, Profile, Reply, Tick
from storage.errors import StorageError

log = logging.getLogger(__name__)

OURS = "X-Evenhand"
"""The header that each answer of ours has; it says nothing but that."""


class _InAWord(logging.Filter):
    """The server's own log quotes what it can't read, and a traceback: anybody could fill the log with either."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        record.msg, record.args = "a request was not answered: %s", (type(error).__name__,)
        record.exc_info = record.exc_text = None
        if error and not isinstance(error, HttpProcessingError):
            record.at = logs.place(error.__traceback__)  # a fault of ours, not of what was sent
        return True


_IN_A_WORD = logging.getLogger("adapters.server.http")
_IN_A_WORD.setLevel(logging.WARNING)
_IN_A_WORD.addFilter(_InAWord())


class Assistant(Protocol):
    """What a door needs of the bot; every method blocks, so doors call them in a thread."""

    @property
    def commands(self) -> tuple[tuple[str, str], ...]:
        """Usage and what it does, for the composer's help."""

    def admit(self, profile: Profile, when: datetime) -> Person:
        """Who this is here, taken up when seen for the first time."""

    def handle(self, event: Event) -> Reply:
        """What to say to one event; raises `storage.StorageError` when nothing could be kept."""

    def tick(self, tick: Tick) -> None:
        """Do what is due."""


class PortTaken(Exception):
    """Something else answers on this port already."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"port {port} on {host} is already in use")
        self.port = port


def application(ready: Callable[[], bool], *, largest_body: int = 1_048_576) -> web.Application:
    """An application with the two health doors; `ready` may block, or say that the database does not answer."""
    app = web.Application(client_max_size=largest_body, middlewares=[_numbered])

    async def healthz(_request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_request: web.Request) -> web.Response:
        try:
            is_ready = await asyncio.to_thread(ready)
        except StorageError:
            is_ready = False
        return web.Response(status=200 if is_ready else 503, text="ready\n" if is_ready else "not ready\n")

    app.on_response_prepare.append(_signed)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    return app


async def _signed(_request: web.Request, answer: web.StreamResponse) -> None:
    """Whoever looks the service over can tell our answers from a web server's in front of us."""
    answer.headers[OURS] = "1"


@web.middleware
async def _numbered(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Each request has its number in the log; what came in by a door is a line of its own there."""
    began = time.perf_counter()
    with logs.request():
        answer = await handler(request)
        if request.method == "POST" and (resource := request.match_info.route.resource):
            answered(resource.canonical, answer.status, began)
        return answer


def answered(way: str, status: int, began: float) -> None:
    """Log that a request was answered which came by this way; `began` is of `time.perf_counter`."""
    took = round((time.perf_counter() - began) * 1000)
    log.info("answered", extra={"way": way, "status": status, "milliseconds": took})


@contextmanager
def reserved(host: str, port: int) -> Iterator[socket.socket]:
    """An address that is ours before anything else is opened.

    Raises:
        PortTaken: something else answers there already.
    """
    with socket.socket() as ours:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ours.bind((host, port))
            ours.listen()
        except OSError as trouble:
            if trouble.errno == errno.EADDRINUSE:
                raise PortTaken(host, port) from None
            raise
        yield ours


def runner(app: web.Application, *, shutdown_timeout: float = 2.0) -> web.AppRunner:
    """What answers requests, and logs nothing of what is in them; seconds for those under way when it ends."""
    return web.AppRunner(app, access_log=None, logger=_IN_A_WORD, shutdown_timeout=shutdown_timeout)


async def serve(
    app: web.Application, address: socket.socket, *, started: Callable[[], None] | None = None
) -> None:
    """Answer on a reserved address until cancelled; `started` is called once it answers."""
    answering = runner(app)
    await answering.setup()
    try:
        await web.SockSite(answering, address).start()
        if started:
            started()
        await asyncio.Event().wait()
    finally:
        await answering.cleanup()
