"""The Web API's door: who may call, what was planned to go wrong, and the answer."""

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, Protocol

from aiohttp import web

from tests.slack import permissions
from tests.slack.faults import Broken, Dropped, Fault, Faults, Late, Limited, Says, Silent
from tests.slack.response_urls import ResponseUrls
from tests.slack.said import Arguments, Payload, Said
from tests.slack.sockets import Sockets
from tests.slack.state import State
from tests.slack.uploads import Uploads

Method = Callable[[Arguments], Payload]
OPENING = "apps.connections.open"
BOT_TOKEN = "xoxb-0-fictional"


class Tokens:
    """The two tokens that count, and what is wrong with the bot's."""

    def __init__(self) -> None:
        self.bot = BOT_TOKEN
        self.app = "xapp-0-fictional"
        self.trouble = ""

    def check(self, given: str, method: str) -> None:
        """Raises Said where this token may not call this method."""
        if not given:
            raise Said("not_authed")
        if method == OPENING:
            if given != self.app:
                raise Said("not_allowed_token_type" if given == self.bot else "invalid_auth")
        elif given != self.bot:
            raise Said("not_allowed_token_type" if given == self.app else "invalid_auth")
        elif self.trouble:
            raise Said(self.trouble)


class Parts(Protocol):
    """What the door needs of the workspace."""

    tokens: Tokens
    faults: Faults
    state: State
    methods: Mapping[str, Method]
    response_urls: ResponseUrls
    uploads: Uploads
    sockets: Sockets
    ahead: timedelta
    base: str


class Door:
    """Every address of the workspace."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._released = asyncio.Event()

    async def release(self) -> None:
        """End every connection that is kept silent, from now on at once."""
        self._released.set()

    def application(self) -> web.Application:
        app = web.Application(client_max_size=4 * 1_048_576)
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/response/{number}", self._respond)
        app.router.add_post("/upload/{number}", self._upload)
        app.router.add_get("/link", self._parts.sockets.line)
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        given = await _given(request, method)
        return await self._planned(request, method, lambda: self._answer(request, method, given))

    def _answer(self, request: web.Request, method: str, given: Payload) -> web.Response:
        state = self._parts.state
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(
            given.get("token", "")
        )
        try:
            self._parts.tokens.check(token, method)
            said = {"ok": True, **self._act(method, given)}
        except Said as error:
            said = {"ok": False, "error": error.error, **error.beside}
            if error.error == "unknown_method":
                state.complain(f"unknown_method: {method}")
        return self._json(said, scopes=",".join(sorted(state.granted)))

    def _act(self, method: str, given: Payload) -> Payload:
        state = self._parts.state
        if method == OPENING:
            address = self._parts.base.replace("http:", "ws:")
            return {"url": f"{address}link?ticket={self._parts.sockets.ticket()}"}
        found = self._parts.methods.get(method)
        if found is None:
            raise Said("unknown_method", req_method=method)
        needed = permissions.NEEDED[method]
        if not needed.startswith("?"):
            permissions.demand(needed, state.granted)
        state.sent(f"{method} {given.get('channel', '')}".strip(), _read(given))
        return found(Arguments(given))

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        given, number = await request.json(), request.match_info["number"]

        def answer() -> web.Response:
            try:
                self._parts.response_urls.answer(number, given)
            except Said as error:
                return self._json({"ok": False, "error": error.error}, status=404)
            return web.Response(text="ok")

        return await self._planned(request, "response_url", answer)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        number, content = request.match_info["number"], await _uploaded(request)

        def answer() -> web.Response:
            try:
                self._parts.uploads.take(number, content)
            except Said:
                return web.Response(status=400, text="upload failed")
            return web.Response(text=f"OK - {len(content)}")

        return await self._planned(request, "upload", answer)

    async def _planned(
        self, request: web.Request, method: str, answer: Callable[[], web.Response]
    ) -> web.StreamResponse:
        fault: Fault | None = self._parts.faults.next(method)
        match fault:
            case Limited(seconds):
                headers = {"Retry-After": seconds} if seconds else {}
                return self._json({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
            case Broken(status):
                return web.Response(status=status, text="trouble")
            case Says(error):
                return self._json({"ok": False, "error": error})
            case Silent(acted) | Dropped(acted):
                said = answer() if acted else web.Response()
                if isinstance(fault, Silent):
                    await self._released.wait()
                _hang_up(request)
                return said
            case Late(seconds):
                asyncio.get_running_loop().call_later(seconds, self._do_late, answer)
                _hang_up(request)
                return web.Response()
        return answer()

    def _do_late(self, answer: Callable[[], web.Response]) -> None:
        self._parts.faults.belated.append(answer().text or "")
        self._parts.faults.late += 1

    def _json(
        self, said: Payload, *, status: int = 200, scopes: str = "", headers: Mapping[str, str] | None = None
    ) -> web.Response:
        date = format_datetime(datetime.now(UTC) + self._parts.ahead, usegmt=True)
        told = {"Date": date, "x-oauth-scopes": scopes, **(headers or {})}
        return web.json_response(said, status=status, headers=told)


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.close()


async def _given(request: web.Request, method: str) -> Payload:
    """The arguments: of a form, of its files, of the address, or JSON where the method takes it."""
    given: Payload = dict(request.query)
    if request.content_type == "application/json":
        if method in permissions.TAKES_NO_JSON:
            return given
        body: Payload = await request.json()
        return given | body
    return given | dict(await request.post())


async def _uploaded(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    parts = [each for each in (await request.post()).values() if isinstance(each, web.FileField)]
    return parts[0].file.read() if parts else b""


def _read(given: Payload) -> Payload:
    """The arguments without the token, nested ones read."""
    return {name: _nested(value) for name, value in given.items() if name != "token"}


def _nested(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
