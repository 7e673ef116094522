"""Looks at whether the service runs, and whether Slack and Microsoft reach it through the web server in front."""

import socket
import ssl
from collections.abc import Sequence
from datetime import datetime

import aiohttp

from adapters import machine
from adapters.doctoring.lines import Line, line
from adapters.machine import Machine
from adapters.server import OURS
from bot import condition
from bot.condition import State
from bot.settings import ServerSettings
from bot.words import doctor
from bot.words.doctor import Said
from bot.words.doctor import reaching as words

EVERYWHERE = "0.0.0.0"  # noqa: S104 - compared with, not bound to
SLACK, TEAMS = "/slack/events", "/api/messages"
_OK, _NOT_FOUND, _REDIRECTS = 200, 404, range(300, 400)
_TROUBLES = {
    10: "expired",
    18: "self-signed",
    19: "self-signed",
    62: "another name",
    64: "another name",
    20: "incomplete",
    21: "incomplete",
}
"""What is wrong with a certificate, by the number that OpenSSL gives it."""


async def running(given: ServerSettings, ask: Machine) -> Sequence[Line]:
    """Whether `evenhand serve` answers on this computer and is ready."""
    host = "127.0.0.1" if given.host == EVERYWHERE else given.host
    url = f"http://{host}:{given.port}/"
    try:
        async with _session(ask) as session, session.get(f"{url}readyz", allow_redirects=False) as answer:
            status, ours = answer.status, OURS in answer.headers
    except TimeoutError:
        return [line(State.BROKEN, doctor.RUNNING, words.hangs(url))]
    except aiohttp.ClientConnectorError:
        return [line(State.LOOK, doctor.RUNNING, words.not_running(url))]
    except aiohttp.ClientError:
        return [line(State.BROKEN, doctor.RUNNING, words.another_program(url))]
    if not ours:
        return [line(State.BROKEN, doctor.RUNNING, words.another_program(url, status))]
    if status != _OK:
        return [line(State.BROKEN, doctor.RUNNING, words.not_ready(url))]
    return [line(State.FINE, doctor.RUNNING, words.READY)]


async def public(given: ServerSettings, ask: Machine, now: datetime) -> Sequence[Line]:
    """Whether what anybody may send comes through to us by the public address, where a platform needs one."""
    doors = [SLACK] if given.slack_signing_secret.get_secret_value() else []
    doors += [TEAMS] if given.microsoft_app_id else []
    if not doors:
        return []
    if not given.evenhand_public_url:
        return [line(State.LOOK, doctor.ADDRESS, words.NO_ADDRESS)]
    found = list(await certificate(given.evenhand_public_url, ask, now))
    for door in doors:
        found.append(await _door(f"{given.evenhand_public_url}{door}", ask))
        if found[-1].state is State.LOOK:
            break  # nothing was reached: the next door would say the same
    return found


async def certificate(url: str, ask: Machine, now: datetime) -> Sequence[Line]:
    """Until when the certificate holds; nothing where nobody answers: the line about the address says so."""
    try:
        until = await machine.certificate_until(ask, url)
    except ssl.SSLCertVerificationError as error:
        trouble = _TROUBLES.get(error.verify_code, f"number {error.verify_code}")
        return [line(State.BROKEN, doctor.CERTIFICATE, words.certificate_wrong(trouble))]
    except (OSError, TimeoutError):
        return []
    state, days = condition.of_certificate(until, now), (until - now).days
    said = words.certificate if state is State.FINE else words.certificate_soon
    return [line(state, doctor.CERTIFICATE, said(until.date(), days))]


async def _door(url: str, ask: Machine) -> Line:
    """What a request without a signature comes to; it is asked for as Slack and Microsoft would."""
    try:
        connector = aiohttp.TCPConnector(ssl=ask.trust())
        async with _session(ask, connector) as session, session.post(url, allow_redirects=False) as answer:
            state, said = _judged(url, answer.status, ours=OURS in answer.headers)
    except aiohttp.ClientConnectorCertificateError:
        state, said = State.LOOK, words.no_certificate(url)
    except aiohttp.ClientConnectorError as error:
        unknown = isinstance(error.os_error, socket.gaierror)
        state, said = State.LOOK, words.unknown_name(url) if unknown else words.unreached(url, "it refuses")
    except TimeoutError:
        state, said = State.LOOK, words.unreached(url, "no answer")
    except aiohttp.ClientError as error:
        state, said = State.BROKEN, words.unreached(url, type(error).__name__)
    return line(state, doctor.ADDRESS, said)


def _judged(url: str, status: int, *, ours: bool) -> tuple[State, Said]:
    """What an answer means; `ours`: Evenhand gave it."""
    if ours:
        shut = status == _NOT_FOUND
        return (State.BROKEN, words.door_shut(url)) if shut else (State.FINE, words.reached(url))
    if status == _NOT_FOUND:
        return State.BROKEN, words.not_passed_on(url)
    said = words.elsewhere if status in _REDIRECTS else _NOT_OURS.get(status, words.somebody_else)
    return State.BROKEN, said(url, status)


_NOT_OURS = {
    **dict.fromkeys((401, 403), words.locked),
    **dict.fromkeys((502, 503, 504), words.nobody_behind),
}
"""Who may have answered in our place, by what it answers."""


def _session(ask: Machine, connector: aiohttp.TCPConnector | None = None) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=ask.patience))
