"""The local Microsoft signs as the real one does, and the real SDK tells its right tokens from its wrong ones."""

import asyncio
import json
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import jwt
import msal
import pytest
import requests
from botbuilder.schema import Activity
from botframework.connector.auth import PasswordServiceClientCredentialFactory
from botframework.connector.auth.bot_framework_authentication import BotFrameworkAuthentication
from botframework.connector.auth.bot_framework_authentication_factory import BotFrameworkAuthenticationFactory

from tests.slack.faults import Broken
from tests.teams.answers import Refused
from tests.teams.issuer import SCOPE, Issuer, issuing
from tests.teams.signing import ISSUER, Payload, Wrong

SERVICE = "http://127.0.0.1:9/uk/"
FORM = {"grant_type": "client_credentials", "scope": SCOPE}


@pytest.fixture(scope="module")
def always() -> Iterator[Issuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture
def issuer(always: Issuer) -> Iterator[Issuer]:
    yield always
    always.faults.clear()
    always.revoked.clear()
    always.lives = 3600


def authentication(issuer: Issuer) -> BotFrameworkAuthentication:
    """The SDK's, pointed at the local issuer."""
    return BotFrameworkAuthenticationFactory.create(
        to_channel_from_bot_login_url="https://login.example.org",
        to_channel_from_bot_oauth_scope=ISSUER,
        to_bot_from_channel_token_issuer=ISSUER,
        oauth_url=ISSUER,
        to_bot_from_channel_open_id_metadata_url=issuer.metadata_url,
        to_bot_from_emulator_open_id_metadata_url=issuer.metadata_url,
        caller_id="",
        credential_factory=PasswordServiceClientCredentialFactory(issuer.app_id, issuer.secret),
    )


async def claims(issuer: Issuer, header: str | None) -> Payload:
    activity = Activity(type="message", channel_id="msteams", service_url=SERVICE)
    found = await authentication(issuer).authenticate_request(activity, header)
    told: Payload = found.claims_identity.claims
    return told


async def test_the_sdk_takes_a_right_token(issuer: Issuer) -> None:
    told = await claims(issuer, issuer.authorization(SERVICE))
    assert (told["iss"], told["aud"], told["serviceurl"]) == (ISSUER, issuer.app_id, SERVICE)


@pytest.mark.parametrize("wrong", [each for each in Wrong if each is not Wrong.NOTHING])
async def test_the_sdk_refuses_every_wrong_token(issuer: Issuer, wrong: Wrong) -> None:
    with pytest.raises(Exception, match=r".+"):
        await claims(issuer, issuer.authorization(SERVICE, wrong))


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer x", "Basic eDp4", "Bearer a.b.c"])
async def test_the_sdk_refuses_what_is_no_token(issuer: Issuer, header: str | None) -> None:
    with pytest.raises((PermissionError, AttributeError, jwt.DecodeError)):
        await claims(issuer, header)


async def test_keys_out_of_reach_are_no_pass() -> None:
    with issuing() as fresh:
        fresh.faults.plan("metadata", Broken(503))
        fresh.faults.plan("keys", Broken(500))
        for _fetch in ("metadata", "keys"):
            with pytest.raises(requests.HTTPError):
                await claims(fresh, fresh.authorization(SERVICE))
        assert await claims(fresh, fresh.authorization(SERVICE))


def asked(issuer: Issuer, **changed: str) -> tuple[int, Payload]:
    form = FORM | {"client_id": issuer.app_id, "client_secret": issuer.secret} | changed
    request = Request(issuer.token_url, urlencode(form).encode())  # noqa: S310 - loopback
    try:
        with urlopen(request) as answer:  # noqa: S310
            return answer.status, json.load(answer)
    except HTTPError as wrong:
        with wrong:
            return wrong.code, json.load(wrong)


def test_the_token_that_the_app_is_given_counts_and_says_whose_it_is(issuer: Issuer) -> None:
    status, told = asked(issuer)
    assert (status, told["token_type"], told["expires_in"]) == (200, "Bearer", 3600)
    found = issuer.check(f"Bearer {told['access_token']}")
    assert (found["appid"], found["tid"]) == (issuer.app_id, issuer.tenant)


@pytest.mark.parametrize(
    ("changed", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "another"}, 400, "unauthorized_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "https://graph.example.org/.default"}, 400, "invalid_scope"),
    ],
)
def test_a_wrong_form_gets_no_token(issuer: Issuer, changed: Payload, status: int, error: str) -> None:
    given, told = asked(issuer, **changed)
    assert (given, told["error"]) == (status, error)
    assert "access_token" not in told


def test_a_token_that_has_run_out_counts_no_more(issuer: Issuer) -> None:
    issuer.lives = -1
    with pytest.raises(Refused, match="Unauthorized"):
        issuer.check(f"Bearer {asked(issuer)[1]['access_token']}")


def test_neither_a_revoked_token_nor_one_for_the_way_in_counts(issuer: Issuer) -> None:
    token = asked(issuer)[1]["access_token"]
    issuer.revoked.add(token)
    for header in (f"Bearer {token}", issuer.authorization(SERVICE), "", "Bearer", "Bearer x"):
        with pytest.raises(Refused, match="Unauthorized"):
            issuer.check(header)


async def test_a_machine_with_the_identity_gets_a_token_without_a_secret(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in issuer.identity.items():
        monkeypatch.setenv(name, value)

    def ask(app_id: str) -> Payload:
        with requests.Session() as session:
            client = msal.ManagedIdentityClient(
                msal.UserAssignedManagedIdentity(client_id=app_id), http_client=session
            )
            told: Payload = client.acquire_token_for_client(resource=ISSUER)
            return told

    told = await asyncio.to_thread(ask, issuer.app_id)
    assert issuer.check(f"Bearer {told['access_token']}")
    assert "access_token" not in await asyncio.to_thread(ask, "another")


@pytest.mark.parametrize(("headers", "status"), [({"Metadata": "true"}, 200), ({}, 401)])
def test_a_virtual_machine_gets_one_too(issuer: Issuer, headers: dict[str, str], status: int) -> None:
    asked = {"api-version": "2018-02-01", "resource": ISSUER, "client_id": issuer.app_id}
    answer = requests.get(issuer.machine_url, params=asked, headers=headers, timeout=10)
    assert answer.status_code == status
    assert status != 200 or issuer.check(f"Bearer {answer.json()['access_token']}")
