"""Teams' door: signed activities on `POST /api/messages`, authenticated by Microsoft's own library."""

import asyncio
import ipaddress
import json
import logging
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from botbuilder.core import TurnContext
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import Activity
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
    ServiceClientCredentialsFactory,
)
from botframework.connector.auth.bot_framework_authentication_factory import BotFrameworkAuthenticationFactory
from botframework.connector.auth.jwt_token_extractor import JwtTokenExtractor

from adapters.metrics import Acknowledged, unmeasured
from adapters.payload import BadRequest, Payload
from adapters.teams import answers, parse, playground
from adapters.teams.arriving import Arriving
from adapters.teams.giving import Giving
from adapters.teams.handling import Handling
from adapters.teams.incoming import FileAnswer, Incoming, Installed, Surface
from adapters.teams.tokens import AUDIENCE
from adapters.underway import UnderWay

log = logging.getLogger(__name__)

PATH = "/api/messages"
CHANNEL = "msteams"
KEYS = 10.0
"""Seconds until keys that don't come count as no pass."""
STALE = 300.0
"""Seconds until a key that nobody knows is looked for once more."""
LOGIN = "https://login.microsoftonline.com/botframework.com"


@dataclass(frozen=True)
class Entrance:
    """Who may come in: what is meant for `app_id` and signed with keys told at `metadata`; without an app id, anybody here.

    `tenant` is ours: what comes from others reaches nobody but the bot's refusal.
    """

    app_id: str
    tenant: str
    metadata: str


class TeamsDoor:
    """Everything that people do in one tenant.

    `acknowledged` is told how long each thing that somebody did waited for its answer.
    """

    def __init__(
        self,
        entrance: Entrance,
        arriving: Arriving,
        giving: Giving,
        handling: Handling,
        under_way: UnderWay,
        acknowledged: Acknowledged = unmeasured,
    ) -> None:
        self._entrance = entrance
        self._arriving = arriving
        self._giving = giving
        self._handling = handling
        self._under_way = under_way
        self._acknowledged = acknowledged
        self._adapter = _Adapter(_Authentication(entrance))

    def attach(self, app: web.Application) -> None:
        """Open the door."""
        app.router.add_post(PATH, self._post)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Nothing to hold: Teams calls us."""
        yield

    async def finished(self) -> None:
        """Wait until everything that came in is answered."""
        await self._under_way.finished()

    async def _post(self, request: web.Request) -> web.StreamResponse:
        header = request.headers.get("Authorization", "")
        if not (header if self._entrance.app_id else _is_here(request)):
            return web.Response(status=401)
        body = await _body(request)
        if body is None:
            return web.Response(status=400, text="not understood\n")
        answered: list[Payload | None] = []

        async def turn(_context: TurnContext) -> None:
            answered.append(await self._answered(body))

        try:
            await self._adapter.process_activity(header, _activity(body), turn)
        except _NotAllowed as why:
            log.warning("somebody was not let in: %s", why)
            return web.Response(status=401)
        said = answered[0] if answered else None
        if said is not None and not self._entrance.app_id:
            said = playground.suited(said)
        return web.Response(status=200) if said is None else web.json_response(said, dumps=_dumps)

    async def _answered(self, body: Mapping[str, Any]) -> Payload | None:
        """Whatever happens, nobody gets a stack trace."""
        invoked = str(body.get("name", "")) if body.get("type") == "invoke" else ""
        try:
            found = parse.activity(body)
            return await self._timed(found) if found else ({} if invoked else None)
        except BadRequest as wrong:
            log.warning("an activity of Teams' was not understood: %s", wrong)
        except Exception as error:  # noqa: BLE001
            log.error("an activity of Teams' was not answered: %s", type(error).__name__)  # noqa: TRY400 - it may quote
        return answers.misread(invoked) if invoked else None

    async def _timed(self, found: Incoming | Installed | FileAnswer) -> Payload | None:
        began = time.perf_counter()
        try:
            return await self._taken(found)
        finally:
            kind = found.surface.name if isinstance(found, Incoming) else type(found).__name__
            self._acknowledged(kind.lower(), time.perf_counter() - began)

    async def _taken(self, found: Incoming | Installed | FileAnswer) -> Payload | None:
        follow = self._under_way.follow
        if isinstance(found, Installed):
            follow(self._arriving.installed(found))
            return None
        await self._arriving.met(found)
        if isinstance(found, FileAnswer):
            follow(self._giving.answered(found))
            return {}
        if found.surface is Surface.TALK:
            follow(self._handling.talk(found))
            return None
        return await self._handling.answer(found)


class _Adapter(CloudAdapterBase):  # type: ignore[misc] # Microsoft's says nothing of its types
    """Microsoft's own; only what comes in goes through it."""


class _NotAllowed(Exception):
    """A token is missing or wrong."""


class _Nobody(ConnectorFactory):  # type: ignore[misc]
    """We answer with our own calls."""

    async def create(self, service_url: str, audience: str = "") -> object:  # noqa: ARG002
        return self


class _Ours(ServiceClientCredentialsFactory):  # type: ignore[misc]
    """Knows who we are; gives no credentials."""

    def __init__(self, app_id: str) -> None:
        self._app_id = app_id

    async def is_valid_app_id(self, app_id: str) -> bool:
        return bool(self._app_id) and app_id == self._app_id

    async def is_authentication_disabled(self) -> bool:
        return not self._app_id

    async def create_credentials(self, *_about: object) -> object:
        raise NotImplementedError


class _Authentication(BotFrameworkAuthentication):  # type: ignore[misc]
    """Microsoft's check of a token, in a thread of its own: it fetches keys by blocking calls without a limit."""

    def __init__(self, entrance: Entrance) -> None:
        self._entrance = entrance
        self._looked = -STALE
        self._checking = BotFrameworkAuthenticationFactory.create(
            to_channel_from_bot_login_url=LOGIN,
            to_channel_from_bot_oauth_scope=AUDIENCE,
            to_bot_from_channel_token_issuer=AUDIENCE,
            oauth_url=AUDIENCE,
            to_bot_from_channel_open_id_metadata_url=entrance.metadata,
            # The emulator's way in compares no service address: its tokens find no key here, and fail.
            to_bot_from_emulator_open_id_metadata_url=entrance.metadata,
            caller_id="",
            credential_factory=_Ours(entrance.app_id),
        )

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        result = AuthenticateRequestResult()
        result.connector_factory = _Nobody()
        result.claims_identity = await self._identity(activity, auth_header)
        return result

    async def _identity(self, activity: Activity, header: str) -> ClaimsIdentity:
        if not self._entrance.app_id:
            return ClaimsIdentity({}, True)  # noqa: FBT003 - Microsoft's own
        if activity.channel_id != CHANNEL:  # else no key would have to be one for Teams
            raise _NotAllowed("channel")
        try:
            return (await self._checked(activity, header)).claims_identity
        except IndexError:
            return await self._with_new_keys(activity, header)
        except Exception as wrong:  # noqa: BLE001 - whatever the library makes of it, it is no pass
            raise _NotAllowed(type(wrong).__name__) from None

    async def _with_new_keys(self, activity: Activity, header: str) -> ClaimsIdentity:
        """A key that nobody knows may be new: the library would look for it tomorrow."""
        now = asyncio.get_running_loop().time()
        if now - self._looked < STALE:
            raise _NotAllowed("key")
        self._looked = now
        JwtTokenExtractor.metadataCache.pop(self._entrance.metadata, None)
        try:
            return (await self._checked(activity, header)).claims_identity
        except Exception as wrong:  # noqa: BLE001 - as above
            raise _NotAllowed(type(wrong).__name__) from None

    async def _checked(self, activity: Activity, header: str) -> AuthenticateRequestResult:
        def check() -> AuthenticateRequestResult:
            return asyncio.run(self._checking.authenticate_request(activity, header))

        return await asyncio.wait_for(asyncio.to_thread(check), KEYS)

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> object:  # noqa: ARG002
        return None

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:  # noqa: ARG002
        return _Nobody()

    async def authenticate_streaming_request(self, *_about: object) -> AuthenticateRequestResult:
        raise NotImplementedError

    def create_bot_framework_client(self) -> object:
        raise NotImplementedError

    def get_originating_audience(self) -> str:
        return AUDIENCE

    async def authenticate_channel_request(self, auth_header: str) -> ClaimsIdentity:
        raise NotImplementedError


def _is_here(request: web.Request) -> bool:
    """Whether it comes from this computer."""
    try:
        return ipaddress.ip_address(request.remote or "").is_loopback
    except ValueError:
        return False


async def _body(request: web.Request) -> Mapping[str, Any] | None:
    try:
        found = json.loads(await request.read())
    except (ValueError, RecursionError, web.RequestPayloadError):
        return None
    return found if isinstance(found, dict) else None


def _activity(body: Mapping[str, Any]) -> Activity:
    """As much of it as Microsoft's library has to know."""
    told = {name: str(body.get(name) or "") for name in ("type", "channelId", "serviceUrl")}
    return Activity(type=told["type"], channel_id=told["channelId"], service_url=told["serviceUrl"])


def _dumps(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace").decode()
