"""The log of a service: a line for each thing, what belongs to one request under one number, nothing private."""

import asyncio
import io
import json
import logging
import socket
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from adapters import logs
from storage import Store
from tests.databases import NewDatabase
from tests.faults.served import Served, environment
from tests.security.test_metrics_tell_nothing_private import about_people
from tests.security.test_metrics_tell_nothing_private import logs as reports
from tests.slack import members
from tests.slack.client import Client
from tests.slack.faults import Broken
from tests.slack.lines import HttpLine
from tests.slack.workspace import SECRET, Workspace, workspace

log = logging.getLogger("tests.logs")
Line = Mapping[str, Any]
NO_HTTP = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: Zqzzz\r\n\r\n"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What this test logs, as `evenhand serve` writes it for machines."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(logs.formatter(machines=True))
    log.addHandler(handler)
    yield text
    log.removeHandler(handler)


@pytest.fixture
def slack() -> Iterator[Workspace]:
    with workspace() as opened:
        yield opened
    assert opened.complaints == []


def lines(text: str) -> list[Line]:
    return [json.loads(line) for line in text.splitlines()]


async def test_what_goes_on_after_an_answer_still_has_the_number_of_its_request(written: io.StringIO) -> None:
    async def later() -> None:
        await asyncio.to_thread(log.warning, "in a thread")

    async def one() -> None:
        with logs.request():
            log.warning("at once")
            task = asyncio.ensure_future(later())
        await task

    await asyncio.gather(one(), one())
    log.warning("outside")
    *inside, outside = lines(written.getvalue())
    numbers = [line["request"] for line in inside]
    assert sorted(map(numbers.count, set(numbers))) == [2, 2]
    assert "request" not in outside


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


def test_what_holds_a_line_break_is_one_line_all_the_same(written: io.StringIO) -> None:
    log.warning("%s", 'one\nline\r\n{"event": "forged"}')
    assert len(lines(written.getvalue())) == 1


def test_a_service_logs_what_it_answered_under_numbers_and_nothing_private(
    slack: Workspace, new_sqlite: NewDatabase, tmp_path: Path
) -> None:
    url = new_sqlite()
    no_morning = {
        "EVENHAND_SUMMARY_TIME": "23:59"
    }  # its messages are looked for before they are sent, for 5 s
    replica = Served(environment(slack.base_url, url, tmp_path, **no_morning), tmp_path)
    replica.start()
    client = Client(slack, HttpLine(replica.port))
    for name, customer in (("amira", "new:Rosa Lindqvist"), ("priya", "C-0001")):
        reports(slack, client, members.of(name), customer)
    slack.faults.plan("response_url", Broken(404))
    client.command(members.of("amira"), "/incident", "check Lindqvist")
    with closing(socket.create_connection(("127.0.0.1", replica.port))) as line:
        line.sendall(NO_HTTP)
        assert line.recv(100).split()[1] == b"400"
    assert replica.stop() == 0
    told = replica.log.read_text("utf-8")
    [unshown] = [line for line in lines(told) if line["event"].startswith("an answer could not be shown")]
    answered = [line for line in lines(told) if line["event"] == "answered"]
    assert {(line["way"], line["status"]) for line in answered} == {("/slack/events", 200)}
    assert len({line["request"] for line in answered}) == len(answered)
    assert [line["request"] for line in answered].count(unshown["request"]) == 1
    with Store(url) as store:
        private = store.read(lambda db: sorted(about_people(db)))
    for secret in (*private, SECRET, "xoxb", "Zqzzz", "Traceback"):
        assert secret.casefold() not in told.casefold()
