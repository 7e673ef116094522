"""The doctor asks what Slack and Microsoft would ask: every way in which they may not get through has its own cure."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

import pytest
from aiohttp import web

from adapters.doctoring import reaching
from adapters.doctoring.lines import Line, worst
from adapters.machine import Machine
from adapters.server import application
from bot import settings
from bot.condition import State
from bot.words import doctor as words
from tests import serving
from tests.certificates import Authority

LOOK, BROKEN, FINE = State.LOOK, State.BROKEN, State.FINE


@dataclass
class Front:
    """A web server with a certificate, and Evenhand behind it; `shows` is what it answers in Evenhand's place."""

    certificate: str = "good"
    shows: Callable[[], web.Response] | None = None
    doors: frozenset[str] = frozenset({"/slack/events", "/api/messages"})
    name: str = "localhost"
    shut: bool = False


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@contextmanager
def opened(front: Front, authority: Authority) -> Iterator[str]:
    """The public address, while the web server answers there."""

    async def door(_request: web.Request) -> web.Response:
        return front.shows() if front.shows else web.Response(status=401)

    app = web.Application() if front.shows else application(lambda: True)
    for path in ("/slack/events", "/api/messages"):
        if front.shows or path in front.doors:
            app.router.add_post(path, door)
    with serving.served(app, authority.server(front.certificate)) as port:
        yield f"https://{front.name}:{port if not front.shut else 1}"


async def examined(front: Front, authority: Authority, **given: str) -> Sequence[Line]:
    usual = {
        "slack_bot_token": "xoxb-fictional",
        "slack_signing_secret": "fictional",
        "microsoft_app_id": "00000000-0000-0000-0000-000000000001",
        "microsoft_app_password": "fictional",
        "microsoft_app_tenant_id": "00000000-0000-0000-0000-000000000002",
    }
    with opened(front, authority) as url:
        read = settings.read_for_server(_env_file=None, **({"evenhand_public_url": url} | usual | given))
        return await reaching.public(read, Machine(trust=authority.trust), datetime.now(UTC))


class Broken(NamedTuple):
    """One way in which nobody gets through: the line that tells it, what is in front, and a word of the cure."""

    subject: str
    state: State
    front: Front
    cure: str


def answers(status: int, **headers: str) -> Front:
    """A web server that answers so in Evenhand's place."""
    return Front(shows=partial(web.Response, status=status, headers=headers))


EVERYTHING = {
    "a name that nobody knows": Broken(words.ADDRESS, LOOK, Front(name="evenhand.invalid"), "DNS"),
    "nothing there": Broken(words.ADDRESS, LOOK, Front(shut=True), "from outside"),
    "no Evenhand behind it": Broken(words.ADDRESS, BROKEN, answers(502), "start `evenhand serve`"),
    "a password in front": Broken(words.ADDRESS, BROKEN, answers(401), "without a password"),
    "a wall in front": Broken(words.ADDRESS, BROKEN, answers(403), "without a password"),
    "a path not passed on": Broken(words.ADDRESS, BROKEN, answers(404), "deploy/Caddyfile"),
    "another address": Broken(
        words.ADDRESS, BROKEN, answers(301, Location="https://example.org/"), "the final address"
    ),
    "somebody else's page": Broken(words.ADDRESS, BROKEN, answers(200), "where that name leads"),
    "an Evenhand without Slack": Broken(
        words.ADDRESS, BROKEN, Front(doors=frozenset({"/api/messages"})), "with these settings"
    ),
    "a certificate for two weeks": Broken(words.CERTIFICATE, LOOK, Front("two weeks"), "renew it"),
    "a certificate that ran out": Broken(words.CERTIFICATE, BROKEN, Front("expired"), "renew it"),
    "a certificate for another name": Broken(
        words.CERTIFICATE, BROKEN, Front("another name"), "for the name"
    ),
    "a certificate that nobody vouches for": Broken(
        words.CERTIFICATE, BROKEN, Front("self-signed"), "Let's Encrypt"
    ),
    "half a chain": Broken(words.CERTIFICATE, BROKEN, Front("incomplete"), "fullchain.pem"),
}


@pytest.mark.parametrize("name", EVERYTHING)
async def test_whoever_is_in_the_way_is_told_with_the_cure(authority: Authority, name: str) -> None:
    subject, state, front, cure = EVERYTHING[name]
    lines = await examined(front, authority)
    told = [line for line in lines if line.subject == subject and line.state is not FINE]
    assert {line.state for line in told} == {state}, lines
    assert worst(lines) is state
    assert all(cure in line.todo for line in told), told


async def test_mended_it_is_fine_and_both_doors_are_named(authority: Authority) -> None:
    certificate, slack, teams = await examined(Front(), authority)
    assert {certificate.state, slack.state, teams.state} == {FINE}
    assert (certificate.subject, slack.subject, teams.subject) == (
        words.CERTIFICATE,
        words.ADDRESS,
        words.ADDRESS,
    )
    assert "/slack/events leads to Evenhand" in slack.said
    assert "/api/messages leads to Evenhand" in teams.said


async def test_a_name_that_leads_nowhere_is_said_once(authority: Authority) -> None:
    lines = await examined(Front(shut=True), authority)
    assert [line.subject for line in lines] == [words.ADDRESS]


async def test_without_an_address_nobody_can_say(authority: Authority) -> None:
    (found,) = await examined(Front(), authority, evenhand_public_url="")
    assert (found.state, found.subject) == (LOOK, words.ADDRESS)
    assert "EVENHAND_PUBLIC_URL" in found.said


async def test_socket_mode_needs_no_address(authority: Authority) -> None:
    alone = dict.fromkeys(("microsoft_app_id", "microsoft_app_password", "microsoft_app_tenant_id"), "")
    socket = {"slack_signing_secret": "", "slack_app_token": "xapp-fictional"}
    assert await examined(Front(), authority, **alone, **socket) == []


async def test_whatever_speaks_no_http_on_our_port_is_another_program(authority: Authority) -> None:
    with serving.served(application(lambda: True), authority.server("good")) as port:
        found = await running(port)
    assert (found.state, found.subject) == (BROKEN, words.RUNNING)
    assert "another program" in found.said
    assert "HTTP" not in found.said


async def test_a_service_that_hangs_is_to_be_started_again() -> None:
    with serving.loop() as loop:
        server = loop.run(asyncio.start_server(_silent, "127.0.0.1", 0))
        found = await running(server.sockets[0].getsockname()[1])
        loop.run(_closed(server))
    assert (found.state, found.subject) == (BROKEN, words.RUNNING)
    assert "start it again" in found.todo


async def test_a_web_server_that_hangs_may_answer_outside(authority: Authority) -> None:
    with serving.loop() as loop:
        server = loop.run(asyncio.start_server(_silent, "127.0.0.1", 0, ssl=authority.server("good")))
        url = f"https://localhost:{server.sockets[0].getsockname()[1]}"
        read = settings.read_for_server(
            _env_file=None, evenhand_public_url=url, slack_bot_token="xoxb-1", slack_signing_secret="1"
        )
        certificate, address = await reaching.public(
            read, Machine(trust=authority.trust, patience=0.3), datetime.now(UTC)
        )
        loop.run(_closed(server))
    assert (certificate.state, address.state) == (FINE, LOOK)
    assert "no answer" in address.said


async def running(port: int) -> Line:
    read = settings.read_for_server(_env_file=None, port=port)
    (found,) = await reaching.running(read, Machine(patience=0.3))
    return found


async def _silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Listens to the end, and never says anything."""
    await reader.read()
    writer.close()


async def _closed(server: asyncio.Server) -> None:
    server.close()
