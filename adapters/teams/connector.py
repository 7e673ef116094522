"""What we ask of Teams: the Bot Connector's REST calls, and what its errors mean for us."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Protocol
from urllib.parse import quote

import aiohttp

from adapters.deliverer import Gone, Refused, TryLater, Unsure
from adapters.payload import Payload
from adapters.teams import tokens
from adapters.teams.tokens import Tokens

LONGEST_CALL = 20
"""Seconds until a call counts as unanswered."""
ASK_AGAIN = 300.0
"""Seconds until a message is tried again that only the whole app's trouble holds up."""
OURS = frozenset({tokens.REFUSED, "unauthorized", "BotNotRegistered", "BotDisabledByAdmin"})
"""The app's own trouble: nothing about the message is wrong, it waits until the app is mended."""

_OK, _UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _PRECONDITION, _SERVER = 300, 401, 403, 404, 412, 500


class Api(Protocol):
    """The Bot Connector."""

    async def call(self, method: str, server: str, path: str, body: Payload | None = None) -> Payload:
        """The answer; `server` is where the conversation is spoken to, `path` what comes after `v3/`.

        Raises:
            TryLater, Unsure, Refused: as the delivery loop understands them.
            Gone: there is no such thing (any more).
        """
        ...

    async def upload(self, url: str, content: bytes) -> None:
        """Put a file where somebody agreed to have it. Raises as `call` does."""
        ...


def path(*parts: str) -> str:
    """A path of these parts, in which no part can lead anywhere else."""
    return "/".join(quote(part, safe="") for part in parts)


class Connector:
    """The Bot Connector, with our token; `suited` redraws what is sent for a client that can't show all of it."""

    def __init__(self, given: Tokens, suited: Callable[[Payload], Payload] | None = None) -> None:
        self._tokens = given
        self._suited = suited
        self._session: aiohttp.ClientSession | None = None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Keep connections open meanwhile."""
        timeout = aiohttp.ClientTimeout(total=LONGEST_CALL)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            self._session = session
            try:
                yield
            finally:
                self._session = None

    async def call(self, method: str, server: str, path: str, body: Payload | None = None) -> Payload:
        """The answer; see `Api`. A token that is not taken is asked for anew, once."""
        if not server:
            raise Refused("no_service_url")
        if self._session is None:
            raise Unsure("not_connected")
        if body is not None and self._suited:
            body = self._suited(body)
        status, headers, told = await self._ask(self._session, method, f"{server}v3/{path}", body)
        if status == _UNAUTHORIZED:
            self._tokens.forget()
            status, headers, told = await self._ask(self._session, method, f"{server}v3/{path}", body)
        if status < _OK:
            return told if isinstance(told, dict) else {"members": told}
        raise meaning(status, headers, told)

    async def upload(self, url: str, content: bytes) -> None:
        """Put a file where its reader agreed to have it: the address itself lets us in, our token goes nowhere else."""
        if self._session is None:
            raise Unsure("not_connected")
        span = f"bytes 0-{len(content) - 1}/{len(content)}"
        headers = {"Content-Range": span, "Content-Type": "application/octet-stream"}
        try:
            async with self._session.put(url, data=content, headers=headers, allow_redirects=False) as answer:
                if answer.status >= _OK:
                    raise Unsure(f"http_{answer.status}")
        except (TimeoutError, aiohttp.ClientError, ValueError) as error:
            raise Unsure(type(error).__name__) from None

    async def _ask(
        self, session: aiohttp.ClientSession, method: str, url: str, body: Payload | None
    ) -> tuple[int, Mapping[str, str], Any]:
        headers = await self._tokens.header(session)
        data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace") if body is not None else None
        if data is not None:
            headers["Content-Type"] = "application/json; charset=utf-8"
        try:
            async with session.request(
                method, url, data=data, headers=headers, allow_redirects=False
            ) as answer:
                return answer.status, answer.headers, _read(await answer.read())
        except (TimeoutError, aiohttp.ClientError, ValueError) as error:
            raise Unsure(type(error).__name__) from None


def meaning(status: int, headers: Mapping[str, str], told: object) -> Exception:
    """What an error means, without its text: that may quote what was sent."""
    code = _code(told) or f"http_{status}"
    if status == tokens.BUSY:
        return tokens.busy(headers)
    if status >= _SERVER or status == _PRECONDITION:
        return Unsure(code)
    if status == _UNAUTHORIZED or code in OURS:
        return TryLater(ASK_AGAIN, code if code in OURS else "unauthorized")
    if status == _NOT_FOUND:
        return Gone(code)
    return Refused(code)


def refuses_us(error: Exception) -> bool:
    """Whether Teams refuses the app as a whole, until somebody mends that."""
    return isinstance(error, TryLater) and error.trouble in OURS


def _code(told: object) -> str:
    """The error in one word, as far as it is one."""
    error = told.get("error") if isinstance(told, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, str) and code.replace("_", "").isalnum() and code.isascii() else ""


def _read(content: bytes) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(content) if content else {}
    except (ValueError, RecursionError):
        return {}
