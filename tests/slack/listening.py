"""A small app on Slack's own bolt: writes down whatever arrives, and acknowledges with what it was told."""

import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from tests import serving
from tests.slack.client import Client
from tests.slack.lines import PATH, HttpLine
from tests.slack.said import Payload
from tests.slack.workspace import SECRET, Workspace

ANYTHING = re.compile("")


class Listening:
    """`heard` holds every payload with the headers it came with; `answer` is what the next ones are acknowledged with."""

    def __init__(self, workspace: Workspace) -> None:
        self.heard: list[Payload] = []
        self.headers: list[dict[str, str]] = []
        self.answer: Payload = {}
        client = AsyncWebClient(workspace.tokens.bot, workspace.base_url)
        self._bolt = AsyncApp(signing_secret=SECRET, authorize=_authorize, client=client)
        self._bolt.use(self._note)
        for listens in (self._bolt.command, self._bolt.action, self._bolt.options, self._bolt.shortcut):
            listens(ANYTHING)(self._hear)
        self._bolt.view(ANYTHING)(self._hear)
        self._bolt.view_closed(ANYTHING)(self._hear)
        for event in ("app_home_opened", "message", "user_change"):
            self._bolt.event(event)(self._hear)

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_post(PATH, self._post)
        return app

    async def _post(self, request: web.Request) -> web.StreamResponse:
        self.headers.append(dict(request.headers))
        return await to_aiohttp_response(await self._bolt.async_dispatch(await to_bolt_request(request)))

    async def _note(self, body: dict[str, Any], next_: Callable[[], Awaitable[None]]) -> None:
        """Before bolt acknowledges: what it acknowledges by itself would be heard too late."""
        self.heard.append(body)
        await next_()

    async def _hear(self, ack: AsyncAck) -> None:
        await ack(self.answer) if self.answer else await ack()


async def _authorize() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id=None, bot_token="xoxb-0-fictional")


@contextmanager
def listening(workspace: Workspace) -> Iterator[tuple[Listening, Client, HttpLine]]:
    """The app while it listens, and the client that reaches it."""
    app = Listening(workspace)
    with serving.served(app.application()) as port:
        line = HttpLine(port)
        yield app, Client(workspace, line), line
