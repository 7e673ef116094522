"""The token by which Teams knows us: from the client secret, or from the machine's own identity, kept while it is fresh."""

import asyncio
import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from adapters.deliverer import TryLater, Unsure

AUDIENCE = "https://api.botframework.com"
LOGIN = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
MACHINE = "http://169.254.169.254/metadata/identity/oauth2/token"
EARLY = 300.0
"""Seconds before its end from which a token counts as old."""
REFUSED = "no_token"
"""The app's own trouble: its secret is wrong or has run out, or the machine has no such identity."""
ASK_AGAIN = 300.0
UNSAID_RETRY = 30.0
"""Seconds to wait where Microsoft asks for time and doesn't say how much."""
BUSY = 429
LONGEST = 15


@dataclass(frozen=True)
class App:
    """Which app we are; without an `app_id` no token is asked for (the Agents Playground), without a `secret` the machine is."""

    app_id: str = ""
    secret: str = field(default="", repr=False)
    tenant: str = ""
    token_url: str = ""


class Tokens:
    """Gives tokens; `environment` says where a machine's identity is to be had."""

    def __init__(
        self,
        app: App,
        *,
        environment: Mapping[str, str] = os.environ,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._environment = environment
        self._monotonic = monotonic
        self._asking = asyncio.Lock()
        self._token = ""
        self._until = 0.0
        self.dated = ""
        """What time it was by whoever was asked last for a token, as the answer's `Date` says it."""

    async def header(self, session: aiohttp.ClientSession) -> dict[str, str]:
        """What goes along with a request; raises TryLater, Unsure."""
        if not self._app.app_id:
            return {}
        async with self._asking:
            if not self._token or self._monotonic() >= self._until:
                self._token, lives = await self._ask(session)
                self._until = self._monotonic() + max(lives - EARLY, lives / 2)
            return {"Authorization": f"Bearer {self._token}"}

    def forget(self) -> None:
        """The token is not taken: ask for another."""
        self._token = ""

    async def _ask(self, session: aiohttp.ClientSession) -> tuple[str, float]:
        request = self._with_secret(session) if self._app.secret else self._of_machine(session)
        try:
            async with request as answer:
                told = _object(await answer.text())
                status, headers = answer.status, answer.headers
                self.dated = headers.get("Date", "")
        except (TimeoutError, aiohttp.ClientError, UnicodeDecodeError) as error:
            raise Unsure(type(error).__name__) from None
        token = told.get("access_token")
        if status == BUSY:
            raise busy(headers)
        if status >= 500:  # noqa: PLR2004 - the server's own trouble
            raise Unsure(f"token_{status}")
        if not isinstance(token, str) or not token:
            raise TryLater(ASK_AGAIN, REFUSED)
        return token, _lives(told)

    def _with_secret(self, session: aiohttp.ClientSession) -> Any:  # noqa: ANN401 - aiohttp's context manager
        form = {
            "grant_type": "client_credentials",
            "client_id": self._app.app_id,
            "client_secret": self._app.secret,
            "scope": f"{AUDIENCE}/.default",
        }
        url = self._app.token_url or LOGIN.format(tenant=self._app.tenant)
        return session.post(url, data=form, timeout=aiohttp.ClientTimeout(total=LONGEST))

    def _of_machine(self, session: aiohttp.ClientSession) -> Any:  # noqa: ANN401
        asked = {"resource": AUDIENCE, "client_id": self._app.app_id}
        there = self._environment.get("IDENTITY_ENDPOINT", "")
        if there:
            asked["api-version"] = "2019-08-01"
            headers = {"X-IDENTITY-HEADER": self._environment.get("IDENTITY_HEADER", "")}
        else:
            asked["api-version"], headers = "2018-02-01", {"Metadata": "true"}
        url = self._app.token_url or there or MACHINE
        timeout = aiohttp.ClientTimeout(total=LONGEST)
        return session.get(url, params=asked, headers=headers, timeout=timeout)


def busy(headers: Mapping[str, str]) -> TryLater:
    """Too many requests: wait for as long as the answer says."""
    said = headers.get("Retry-After", "")
    return TryLater((float(said) if said.isascii() and said.isdigit() else 0.0) or UNSAID_RETRY)


def _object(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _lives(told: Mapping[str, Any]) -> float:
    """For how many seconds a token counts; a machine says until when."""
    try:
        if "expires_in" in told:
            return float(told["expires_in"])
        return max(float(told["expires_on"]) - time.time(), 0.0)
    except (KeyError, ValueError, TypeError):
        return 0.0
