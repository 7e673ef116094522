"""The log of a service: a line for each thing, what belongs to one request under one number, nothing private.

What a real `evenhand serve` logs is searched where the guide is followed (tests/server/test_guide.py).
"""

import asyncio
import io
import json
import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import pytest
from aiohttp import web

from adapters import logs
from adapters.server import application
from tests import serving
from tests.served import uncaught
from tests.waiting import until

log = logging.getLogger("tests.logs")
Line = Mapping[str, Any]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What this test logs, as `evenhand serve` writes it for machines."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(logs.formatter(machines=True))
    everything, ours = logging.getLogger(), logging.getLogger("adapters")
    everything.addHandler(handler)
    ours.setLevel(logging.INFO)
    yield text
    ours.setLevel(logging.NOTSET)
    everything.removeHandler(handler)


def lines(text: str) -> list[Line]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_request_and_what_goes_on_after_its_answer_have_one_number_and_each_another(
    written: io.StringIO,
) -> None:
    going_on: list[asyncio.Task[None]] = []

    async def taken(_request: web.Request) -> web.Response:
        log.warning("at once")
        going_on.append(asyncio.create_task(asyncio.to_thread(log.warning, "in a thread, later")))
        return web.Response(status=202)

    app = application(lambda: True)
    app.router.add_post("/door", taken)
    with serving.served(app) as port:
        for path in ("/door", "/door", "/elsewhere/Rosa-Lindqvist"):
            with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as line:
                line.request("POST", path, "Rosa Lindqvist")
                assert line.getresponse().status in {202, 404}
        until(lambda: len(lines(written.getvalue())) == 3 * 2)
    log.warning("outside")
    *inside, outside = lines(written.getvalue())
    numbers = Counter(line["request"] for line in inside)
    assert list(numbers.values()) == [3, 3]
    assert "request" not in outside
    answered = [line for line in inside if line["event"] == "answered"]
    assert {(line["way"], line["status"]) for line in answered} == {("/door", 202)}
    assert "Rosa" not in written.getvalue()


def test_an_error_is_told_by_its_kind_and_place_and_never_in_its_own_words(written: io.StringIO) -> None:
    try:
        int("Rosa Lindqvist")
    except ValueError:
        log.exception("no number")
    [line] = lines(written.getvalue())
    assert line["error"] == "ValueError"
    assert line["at"].startswith("test_logs:")
    assert (line["level"], line["logger"], line["event"]) == ("error", "tests.logs", "no number")
    assert "Rosa" not in written.getvalue()
    assert uncaught(written.getvalue()) == 1


def test_a_request_that_was_not_answered_is_told_by_the_place_of_its_fault(written: io.StringIO) -> None:
    async def fails(_request: web.Request) -> web.Response:
        raise LookupError("Rosa Lindqvist")

    app = application(lambda: True)
    app.router.add_post("/door", fails)
    with serving.served(app) as port, closing(HTTPConnection("127.0.0.1", port, timeout=30)) as asking:
        asking.request("POST", "/door")
        assert asking.getresponse().status == 500
    [line] = lines(written.getvalue())
    assert line["event"] == "a request was not answered: LookupError"
    assert line["at"].startswith("test_logs:")
    assert "Rosa" not in written.getvalue()
    assert uncaught(written.getvalue()) == 1


async def test_what_nobody_waited_for_is_told_in_the_same_way(written: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.unexpected)
    loop.call_soon(int, "Rosa Lindqvist")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    [line] = lines(written.getvalue())
    assert line["error"] == "ValueError"
    assert "Rosa" not in written.getvalue()


def test_what_holds_a_line_break_is_one_line_all_the_same(written: io.StringIO) -> None:
    log.warning("%s", 'one\nline\r\n{"event": "forged"}')
    assert len(lines(written.getvalue())) == 1
