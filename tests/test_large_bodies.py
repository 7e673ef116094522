"""Whatever comes in, the server reads no more of it than anybody could have to say."""

import http.client

import pytest
from aiohttp import web

from adapters.server import application
from tests import serving


async def _reads(request: web.Request) -> web.Response:
    return web.Response(text=str(len(await request.read())))


@pytest.mark.parametrize(("size", "status"), [(1_000_000, 200), (1_100_000, 413)])
def test_a_body_of_more_than_a_mebibyte_is_refused(size: int, status: int) -> None:
    app = application(lambda: True)
    app.router.add_post("/door", _reads)
    with serving.served(app) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("POST", "/door", b"x" * size)
        assert connection.getresponse().status == status
        connection.close()
