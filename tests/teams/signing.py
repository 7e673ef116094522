"""Keys and signed tokens: right ones, and wrong ones in every way that was thought of."""

import hmac
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from jwt.utils import base64url_encode

from tests.teams.members import APP_ID

ISSUER = "https://api.botframework.com"
EMULATOR = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"
HOUR = 3600
Payload = dict[str, Any]


class Wrong(StrEnum):
    """What is wrong with a token that is asked for; NOTHING: all is right."""

    NOTHING = "nothing"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    SERVICE_URL = "service's address"
    NO_SERVICE_URL = "no service's address"
    EXPIRED = "expired"
    NOT_YET = "not yet valid"
    OTHER_KEY = "signed by another key under the name of ours"
    UNKNOWN_KEY = "a key that was never published"
    OTHER_CHANNEL = "a key that may not speak for Teams"
    UNSIGNED = "no signature at all"
    PUBLIC_AS_SECRET = "the public key used as a secret"
    EMULATOR = "of the emulator's issuer"


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """A key by its name, the same as long as this process lives."""
    assert name
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


ENDORSED: Mapping[str, list[str]] = {"teams": ["msteams", "webchat"], "elsewhere": ["slack", "sms"]}
"""The published keys, and the channels that each may speak for."""


def channel_token(app_id: str, service_url: str, wrong: Wrong) -> str:
    """What Teams shows to the bot."""
    moment = now()
    claims: Payload = {"iss": ISSUER, "aud": app_id, "serviceurl": service_url}
    claims |= {"nbf": moment - 60, "exp": moment + HOUR} | _changed(wrong, moment)
    if wrong is Wrong.NO_SERVICE_URL:
        del claims["serviceurl"]
    return _signed(claims, wrong)


def bot_token(claims: Payload) -> str:
    """What the bot shows to Teams."""
    return jwt.encode(claims, key("login"), "RS256", {"kid": "login"})


CHANGED: Mapping[Wrong, Callable[[int], Payload]] = {
    Wrong.ISSUER: lambda _now: {"iss": "https://issuer.example.net"},
    Wrong.AUDIENCE: lambda _now: {"aud": "00000000-0000-0000-0000-000000000000"},
    Wrong.SERVICE_URL: lambda _now: {"serviceurl": "https://teams.example.net/"},
    Wrong.EXPIRED: lambda now: {"nbf": now - 2 * HOUR, "exp": now - HOUR},
    Wrong.NOT_YET: lambda now: {"nbf": now + HOUR, "exp": now + 2 * HOUR},
    Wrong.EMULATOR: lambda _now: {"iss": EMULATOR, "ver": "1.0", "appid": APP_ID},
}


SIGNERS: Mapping[Wrong, tuple[str, str]] = {
    Wrong.OTHER_KEY: ("forger", "teams"),
    Wrong.UNKNOWN_KEY: ("forger", "forger"),
    Wrong.OTHER_CHANNEL: ("elsewhere", "elsewhere"),
    Wrong.EMULATOR: ("login", "login"),
}
"""Which key signs, and what it is called in the token."""


def _signed(claims: Payload, wrong: Wrong) -> str:
    if wrong is Wrong.UNSIGNED:
        return jwt.encode(claims, "", "none", {"kid": "teams"})
    if wrong is Wrong.PUBLIC_AS_SECRET:
        return _with_a_secret(claims, json.dumps(published("teams", [])))
    signer, called = SIGNERS.get(wrong, ("teams", "teams"))
    token = jwt.encode(claims, key(signer), "RS256", {"kid": called})
    return token if wrong is not Wrong.SIGNATURE else _with_another_signature(token)


def _with_a_secret(claims: Payload, secret: str) -> str:
    """Signed by hand: the library itself refuses to use a public key so."""
    parts = ({"alg": "HS256", "typ": "JWT", "kid": "teams"}, claims)
    said = b".".join(base64url_encode(json.dumps(each).encode()) for each in parts)
    seal = hmac.digest(secret.encode(), said, "sha256")
    return (said + b"." + base64url_encode(seal)).decode()


def _changed(wrong: Wrong, now: int) -> Payload:
    return CHANGED[wrong](now) if wrong in CHANGED else {}


def _with_another_signature(token: str) -> str:
    head, body, signature = token.split(".")
    return f"{head}.{body}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"


def published(name: str, channels: list[str]) -> Payload:
    """A key as the world is told of it."""
    public = RSAAlgorithm.to_jwk(key(name).public_key(), as_dict=True)
    return {**public, "use": "sig", "kid": name, "x5t": name, "endorsements": channels}


def now() -> int:
    """The moment, in seconds."""
    return int(datetime.now(UTC).timestamp())
