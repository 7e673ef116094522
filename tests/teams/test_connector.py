"""What goes out to Teams goes where it was sent, and nowhere else: no answer leads our token or a file to another place."""

from collections.abc import Awaitable, Callable, Iterator

import pytest
from aiohttp import web

from adapters.deliverer import Refused, Unsure
from adapters.teams.connector import Connector
from adapters.teams.tokens import App, Tokens
from tests import serving

Asks = Callable[[Connector, str], Awaitable[object]]


class Elsewhere:
    """Answers every request with the way to somewhere else, and counts who goes there."""

    def __init__(self) -> None:
        self.led_astray = 0

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/there", self._there)
        app.router.add_route("*", "/{tail:.*}", self._leads)
        return app

    async def _leads(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=307, headers={"Location": "/there"})

    async def _there(self, _request: web.Request) -> web.StreamResponse:
        self.led_astray += 1
        return web.json_response({"id": "1"})


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


@pytest.fixture
def base(elsewhere: Elsewhere) -> Iterator[str]:
    with serving.served(elsewhere.application()) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.mark.parametrize(
    ("asks", "trouble"),
    [
        (lambda connector, base: connector.call("POST", base, "conversations", {"text": "Rosa"}), Refused),
        (lambda connector, base: connector.upload(f"{base}file", b"letter"), Unsure),
    ],
    ids=["a message", "a file"],
)
async def test_an_answer_leads_nothing_to_another_place(
    elsewhere: Elsewhere, base: str, asks: Asks, trouble: type[Exception]
) -> None:
    connector = Connector(Tokens(App()))
    async with connector.connected():
        with pytest.raises(trouble, match="http_307"):
            await asks(connector, base)
    assert elsewhere.led_astray == 0
