"""Slack's door: signed requests on `POST /slack/events`, Socket Mode, or both."""

import asyncio
import logging
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import tzinfo
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters import logs
from adapters.attempts import Pause
from adapters.clock import Clock
from adapters.metrics import Acknowledged, unmeasured
from adapters.payload import BadRequest, Body, Payload
from adapters.recent import Recent
from adapters.server import Assistant, answered
from adapters.slack import parse
from adapters.slack.deliver import QUIET, SlackApi
from adapters.slack.directory import Directory
from adapters.slack.handling import USUAL, Acknowledge, Handling, Patience
from adapters.slack.incoming import Incoming
from adapters.slack.learning import EVENTS, Learning
from adapters.slack.speak import Given, Speaker, unremembered
from adapters.underway import UnderWay
from bot.chat import Place

log = logging.getLogger(__name__)

PATH = "/slack/events"
SOCKET = "socket"
"""In the log: what came by Socket Mode."""
RECONNECT = 10.0
"""Seconds until Socket Mode is tried again where no connection came about."""

Answer = Callable[[Acknowledge, Incoming], Awaitable[None]]


class SlackDoor:
    """Everything that people do in one Slack workspace.

    The HTTP door opens with a signing secret only, Socket Mode with an app token only. `wake` tells the
    delivery loop that something was decided; `joined` is told a channel into which the assistant was invited,
    `acknowledged` how long each thing that somebody did waited for its acknowledgement.
    """

    def __init__(
        self,
        bot: Assistant,
        api: SlackApi,
        directory: Directory,
        clock: Clock,
        *,
        zone: tzinfo,
        signing_secret: str = "",
        app_token: str = "",
        wake: Callable[[], None] = lambda: None,
        joined: Callable[[Place], None] = lambda _place: None,
        given: Given = unremembered,
        acknowledged: Acknowledged = unmeasured,
        patience: Patience = USUAL,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._api = api
        self._signed = bool(signing_secret)
        self._app_token = app_token
        self._learning = Learning(api, directory, joined, patience.again, pause)
        self._acknowledged = acknowledged
        self._patience = patience
        self._pause = pause
        self._lines: Recent[None] = Recent()
        speaker = Speaker(api, zone, pause, given)
        self._handling = Handling(bot, directory, speaker, clock, wake=wake, patience=patience, pause=pause)
        self._under_way = UnderWay()
        self._bolt = AsyncApp(
            signing_secret=signing_secret,
            authorize=_as_ourselves(api),
            client=api.client,
            logger=QUIET,
            process_before_response=True,  # a listener ends when it has acknowledged; else bolt looks every 10 ms
        )
        self._listen()

    def attach(self, app: web.Application) -> None:
        """Open the HTTP door, if requests can be checked."""
        if self._signed:
            app.router.add_post(PATH, self._post)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Hold a Socket Mode connection, if there is an app token for one."""
        if not self._app_token:
            yield
            return
        web_client = AsyncWebClient(base_url=self._api.client.base_url, retry_handlers=[], logger=QUIET)
        line = _Line(self._app_token, QUIET, web_client)
        line.patience = self._patience.line
        line.socket_mode_request_listeners.append(self._heard)
        connecting = asyncio.create_task(self._connect(line))
        try:
            yield
        finally:
            connecting.cancel()
            with suppress(asyncio.CancelledError):
                await connecting
            await self.finished()
            await line.close()  # type: ignore[no-untyped-call] # Slack's says nothing of its type

    async def finished(self) -> None:
        """Wait until everything that came in is answered."""
        await self._under_way.finished()

    async def _heard(self, line: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        began, wall = time.perf_counter(), time.time()
        with logs.request():
            answer = await run_async_bolt_app(self._bolt, request)
            await send_async_response(line, request, answer, wall)
            answered(SOCKET, answer.status, began)

    async def _connect(self, line: "_Line") -> None:
        """Connect; when a connection that stood breaks, Slack's library connects anew by itself."""
        while True:
            try:
                line.wss_uri = await line.issue_new_wss_url()
                await line.connect()
            except Exception as trouble:  # noqa: BLE001 - without a connection nobody is heard
                log.error("Socket Mode does not connect: %s", _kind(trouble))  # noqa: TRY400 - a traceback may quote tokens
                await self._pause(RECONNECT)
            else:
                return

    async def _post(self, request: web.Request) -> web.StreamResponse:
        try:
            answered = await self._bolt.async_dispatch(await to_bolt_request(request))
        except (ValueError, LookupError, RecursionError, TypeError, AttributeError, web.RequestPayloadError):
            return web.Response(status=400, text="not understood\n")
        return await to_aiohttp_response(answered)

    def _listen(self) -> None:
        bolt, handling, anything = self._bolt, self._handling, re.compile("")
        bolt.command(anything)(self._taken(parse.command, handling.acted))
        bolt.shortcut(anything)(self._taken(parse.shortcut, handling.acted))
        bolt.action(anything)(self._taken(parse.action, handling.acted))
        bolt.view(anything)(self._taken(parse.submission, handling.submitted))
        bolt.options(anything)(self._taken(parse.suggestion, handling.looked_up))
        bolt.event("app_home_opened")(self._taken(parse.opened, handling.opened))
        bolt.event("message")(self._taken(self._line, handling.acted))
        for name in EVENTS:
            bolt.event(name)(self._learned(name))
        bolt.error(_stumbled)

    def _taken(
        self, read: Callable[[Body], Incoming | None], answer: Answer
    ) -> Callable[..., Awaitable[None]]:
        """A listener of bolt's: reads the payload and has it answered."""
        kind = read.__name__.strip("_")

        async def listener(ack: AsyncAck, body: dict[str, Any]) -> None:
            acknowledged, began = asyncio.Event(), time.perf_counter()
            self._under_way.follow(_total(ack, acknowledged, body, read, answer))
            await acknowledged.wait()
            self._acknowledged(kind, time.perf_counter() - began)

        return listener

    def _learned(self, name: str) -> Callable[..., Awaitable[None]]:
        """A listener of bolt's: takes an event in."""

        async def listener(event: dict[str, Any]) -> None:
            self._under_way.follow(self._learning.learn(name, event))

        return listener

    def _line(self, body: Body) -> Incoming | None:
        """A typed line; None where Slack tells one again, for each would be answered."""
        incoming, number = parse.talk(body), str(body.get("event_id", ""))
        if incoming is None or number in self._lines:
            return None
        self._lines[number] = None
        return incoming


class _Line(SocketModeClient):
    """Slack's own Socket Mode client, which would try for ever to connect to an address that has run out."""

    patience = USUAL.line

    async def connect(self) -> None:
        """Connect, to another address where this one does not answer."""
        while not self.closed:
            try:
                async with asyncio.timeout(self.patience):
                    await super().connect()  # type: ignore[no-untyped-call] # Slack's says nothing of its type
            except TimeoutError:
                self.wss_uri = None
                log.warning("Socket Mode is not connected yet")
            else:
                return


def _as_ourselves(api: SlackApi) -> Callable[[], Awaitable[AuthorizeResult]]:
    """No question to Slack for each request: they are signed, and we act as ourselves only."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=api.client.token)

    return authorize


async def _total(
    ack: AsyncAck,
    acknowledged: asyncio.Event,
    body: Body,
    read: Callable[[Body], Incoming | None],
    answer: Answer,
) -> None:
    """Whatever happens, nobody gets a stack trace; what Slack's client is refused stays open with what was typed."""

    async def acknowledge(payload: Payload) -> None:
        await ack(payload) if payload else await ack()
        acknowledged.set()

    status = 400
    try:
        incoming = read(body)
        if incoming:
            await answer(acknowledge, incoming)
        status = 200
    except BadRequest as wrong:
        log.warning("a payload of Slack's was not understood: %s", wrong)
    except Exception as error:  # noqa: BLE001
        log.error("a payload of Slack's was not answered: %s", type(error).__name__)  # noqa: TRY400
    if ack.response is None:
        ack.response = BoltResponse(status=status)
    acknowledged.set()


async def _stumbled(error: Exception) -> BoltResponse:
    """Slack's library can't make sense of a request; its own log would show a traceback."""
    log.warning("a request was not understood: %s", type(error).__name__)
    return BoltResponse(status=400)


def _kind(trouble: Exception) -> str:
    """The error in one word: Slack's own, else the exception's name."""
    answer = getattr(trouble, "response", None)
    said = answer.get("error") if answer and isinstance(answer.data, dict) else None
    return str(said or type(trouble).__name__)
