"""A local Microsoft that signs: the tokens by which Teams is known to the bot, and the bot to Teams.

How to point the Bot Framework SDK (botframework-connector 4.17.1) at it, read in its source:

- `CloudAdapterBase(BotFrameworkAuthenticationFactory.create(...))` with `credential_factory`, and so that the parameters
  count at all, every one of these (they have no defaults once one is set):
  `to_bot_from_channel_open_id_metadata_url=MICROSOFT_OPENID_METADATA` (here `Issuer.metadata_url`),
  `to_bot_from_channel_token_issuer="https://api.botframework.com"`,
  `to_channel_from_bot_oauth_scope="https://api.botframework.com"`,
  `to_channel_from_bot_login_url`, `oauth_url` (both only handed on: any https address),
  `to_bot_from_emulator_open_id_metadata_url`: the same address as the channel's. Tokens whose issuer is one of Microsoft's
  emulator tenants take another way in that never compares the service's address; with this address their signature is
  looked for among the channel's keys, which don't sign such tokens (those of the login do), so they fail.
- Don't use the built-in way (nothing but `credential_factory`): it takes the address from the class attribute
  `ChannelValidation.open_id_metadata_endpoint`, which the whole process shares.
- Keys are kept a day by address for the whole process (`JwtTokenExtractor.metadataCache`), so this issuer's keys are
  the same as long as the process lives, whatever its port.
- The keys are fetched by a blocking `requests.get`, without a time limit, on the loop of whoever asks: this server has a
  thread of its own, and the app must ask in another thread.
- What is wrong with a token is told as PermissionError, as any of PyJWT's errors (expired, signature, rubbish), as
  IndexError (a key that nobody knows), AttributeError (no header at all, another scheme), KeyError (no issuer), bare
  Exception (endorsement, algorithm), `requests` errors (keys out of reach). All have to end as 401.
- Outbound tokens: `ServiceClientCredentialsFactory.create_credentials` has to return an `AppCredentials` whose `get_access_token`
  (blocking, called by msrest for each request) posts the form that `_token` checks to MICROSOFT_TOKEN_URL (here `Issuer.token_url`).
  A managed identity needs no setting of ours: MSAL reads IDENTITY_ENDPOINT and IDENTITY_HEADER (here `Issuer.identity`).
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import jwt
from aiohttp import web

from tests import serving
from tests.serving import Loop
from tests.slack.faults import Faults
from tests.teams.answers import Refused, planned
from tests.teams.members import APP_ID, TENANT
from tests.teams.signing import (
    ENDORSED,
    HOUR,
    ISSUER,
    Payload,
    Wrong,
    bot_token,
    channel_token,
    key,
    now,
    published,
)

SCOPE = f"{ISSUER}/.default"
SECRET = "0fictional0client0secret"
IDENTITY_HEADER = "0fictional0identity0header"


class Issuer:
    """The server while a test lasts; `lives` is how many seconds its outbound tokens do."""

    def __init__(self) -> None:
        self.base = ""
        for name in (*ENDORSED, "login"):
            key(name)  # here and now: two threads that ask at once would make two
        self.app_id, self.tenant, self.secret = APP_ID, TENANT, SECRET
        self.lives = HOUR
        self.faults = Faults()
        self.released = asyncio.Event()
        self.issued: list[Payload] = []
        self.revoked: set[str] = set()

    @property
    def metadata_url(self) -> str:
        """What `MICROSOFT_OPENID_METADATA` is set to."""
        return f"{self.base}v1/.well-known/openidconfiguration"

    @property
    def token_url(self) -> str:
        """What `MICROSOFT_TOKEN_URL` is set to."""
        return f"{self.base}{self.tenant}/oauth2/v2.0/token"

    @property
    def machine_url(self) -> str:
        """Where a virtual machine that has the managed identity asks."""
        return f"{self.base}metadata/identity/oauth2/token"

    @property
    def identity(self) -> Mapping[str, str]:
        """The environment of a machine that has the managed identity."""
        return {"IDENTITY_ENDPOINT": f"{self.base}msi/token", "IDENTITY_HEADER": IDENTITY_HEADER}

    def authorization(self, service_url: str, wrong: Wrong = Wrong.NOTHING, *, app_id: str = "") -> str:
        """The header by which Teams shows that it is Teams."""
        return f"Bearer {channel_token(app_id or self.app_id, service_url, wrong)}"

    def check(self, header: str) -> Payload:
        """The claims of the bot's own token. Raises Refused where Teams would not take it."""
        scheme, _, token = header.partition(" ")
        if scheme != "Bearer" or token in self.revoked:
            raise Refused(401, "Unauthorized", "Authorization has been denied for this request.")
        try:
            claims: Payload = jwt.decode(
                token,
                key("login").public_key(),
                algorithms=["RS256"],
                audience=ISSUER,
                options={"require": ["exp"]},
            )
        except jwt.InvalidTokenError as wrong:
            raise Refused(401, "Unauthorized", str(wrong)) from None
        return claims

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        app.router.add_get("/v1/.well-known/keys", self._keys)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        app.router.add_get("/msi/token", self._identity_token)
        app.router.add_get("/metadata/identity/oauth2/token", self._identity_token)
        return app

    async def _metadata(self, request: web.Request) -> web.StreamResponse:
        told: Payload = {"issuer": ISSUER, "jwks_uri": f"{self.base}v1/.well-known/keys"}
        told |= {"id_token_signing_alg_values_supported": ["RS256"]}
        return await self._planned(request, "metadata", lambda: web.json_response(told))

    async def _keys(self, request: web.Request) -> web.StreamResponse:
        told = {"keys": [published(name, channels) for name, channels in ENDORSED.items()]}
        return await self._planned(request, "keys", lambda: web.json_response(told))

    async def _token(self, request: web.Request) -> web.StreamResponse:
        given = {name: str(value) for name, value in (await request.post()).items()}

        def answer() -> web.Response:
            if wrong := self._refused(request.match_info["tenant"], given):
                status, error, description = wrong
                return web.json_response({"error": error, "error_description": description}, status=status)
            told = {"token_type": "Bearer", "expires_in": self.lives, "ext_expires_in": self.lives}
            return web.json_response(told | {"access_token": self._outbound()})

        return await self._planned(request, "token", answer)

    def _refused(self, tenant: str, given: Mapping[str, str]) -> tuple[int, str, str] | None:
        if tenant != self.tenant:
            return 400, "invalid_request", f"AADSTS90002: Tenant '{tenant}' not found."
        if given.get("grant_type") != "client_credentials":
            return 400, "unsupported_grant_type", "AADSTS70003: The grant type is not supported."
        if given.get("client_id") != self.app_id:
            return 400, "unauthorized_client", "AADSTS700016: Application not found in the directory."
        if given.get("client_secret") != self.secret:
            return 401, "invalid_client", "AADSTS7000215: Invalid client secret provided."
        if given.get("scope") != SCOPE:
            return 400, "invalid_scope", "AADSTS1002012: The provided value for scope is not valid."
        return None

    async def _identity_token(self, request: web.Request) -> web.StreamResponse:
        def answer() -> web.Response:
            shown = (
                ("X-IDENTITY-HEADER", IDENTITY_HEADER) if "/msi/" in request.path else ("Metadata", "true")
            )
            if request.headers.get(shown[0]) != shown[1]:
                return web.json_response({"statusCode": 401, "message": "Unauthorized"}, status=401)
            if request.query.get("client_id") != self.app_id or request.query.get("resource") != ISSUER:
                told = {"statusCode": 400, "message": "No User Assigned or Delegated Managed Identity found"}
                return web.json_response(told, status=400)
            told = {"access_token": self._outbound(), "token_type": "Bearer", "resource": ISSUER}
            return web.json_response(told | {"expires_on": str(now() + self.lives)})

        return await self._planned(request, "identity", answer)

    async def _planned(
        self, request: web.Request, what: str, answer: Callable[[], web.Response]
    ) -> web.StreamResponse:
        return await planned(self.faults, request, what, answer, self.released)

    def _outbound(self) -> str:
        moment = now()
        claims = {"iss": f"https://sts.windows.net/{self.tenant}/", "aud": ISSUER, "tid": self.tenant}
        claims |= {"appid": self.app_id, "ver": "1.0"}
        times = {"nbf": moment, "iat": moment, "exp": moment + self.lives, "jti": str(len(self.issued))}
        self.issued.append(claims | times)
        return bot_token(claims | times)


@contextmanager
def issuing(loop: Loop | None = None) -> Iterator[Issuer]:
    """Issue while the context lasts, in a thread of its own unless a loop is told."""
    if loop is None:
        with serving.loop() as own, issuing(own) as issuer:
            yield issuer
        return
    issuer = loop.run(_made())
    runner, port = loop.run(serving.answer(issuer.application()))
    issuer.base = f"http://127.0.0.1:{port}/"
    try:
        yield issuer
    finally:
        loop.run(_release(issuer))
        loop.run(runner.cleanup())


async def _made() -> Issuer:
    return Issuer()


async def _release(issuer: Issuer) -> None:
    issuer.released.set()
