"""What the doors refuse, and that every trouble is a sentence."""

import asyncio
import json
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.web import words
from adapters.web.app import build
from tests.web.acting import MANAGERS, TEAM, act, direct, room, state
from tests.web.conftest import Client
from tests.web.fakes import FakeStage

JSON_TYPE = {"Content-Type": "application/json"}


async def test_trouble_with_storage_is_a_sentence_to_try_again(client: Client, stage: FakeStage) -> None:
    stage.bot.down = True
    answer = await act(client, "amira", TEAM, type="command", name="incident")
    assert (answer.status, await answer.json()) == (503, {"message": words.NOT_SAVED})


async def test_a_fault_is_a_sentence_and_its_words_stay_out_of_the_log(
    client: Client, stage: FakeStage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.bot.broken = True
    answer = await act(client, "amira", TEAM, type="command", name="incident")
    assert (answer.status, await answer.json()) == (500, {"message": words.WENT_WRONG})
    assert "RuntimeError" in caplog.text
    assert "Elizabeth" not in caplog.text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]", ""]
)
async def test_another_name_for_this_computer_is_refused(client: Client, host: str) -> None:
    answer = await client.get("/", headers={"Host": host.format(port=client.port)})
    assert (answer.status, await answer.json()) == (403, {"message": words.NOT_OUR_HOST})


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
async def test_our_own_names_are_answered(client: Client, host: str) -> None:
    own = host.format(port=client.port)
    answer = await client.post(
        "/api/start-again",
        json={},
        headers={"Host": own, "Origin": f"http://{own}", "Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/api/act", "/api/seen", "/api/next-morning", "/api/start-again"])
async def test_another_sites_page_can_do_nothing(client: Client, path: str, headers: dict[str, str]) -> None:
    answer = await client.post(path, json={}, headers=headers)
    assert (answer.status, await answer.json()) == (403, {"message": words.NOT_OUR_PAGE})


async def test_another_sites_page_reads_nothing(client: Client) -> None:
    for path in ("/api/state?who=grace", "/api/stream?who=grace"):
        answer = await client.get(path, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status == 403


async def test_a_form_of_another_page_has_the_wrong_type(client: Client) -> None:
    answer = await client.post("/api/start-again", data="{}", headers={"Content-Type": "text/plain"})
    assert (answer.status, await answer.json()) == (403, {"message": words.NOT_JSON_TYPE})


async def test_too_large_a_body_is_refused_with_a_sentence(client: Client, stage: FakeStage) -> None:
    answer = await act(client, "amira", TEAM, type="line", text="x" * 300_000)
    assert (answer.status, await answer.json()) == (413, {"message": words.TOO_LARGE})
    assert room(await state(client, "amira"), "team")["messages"] == []
    assert (await act(client, "amira", TEAM, type="line", text="x" * 200_000)).status == 200
    assert stage.bot.events == []


async def test_unknown_addresses_and_ways_are_sentences(client: Client) -> None:
    assert await (await client.get("/nothing")).json() == {"message": words.NOT_FOUND}
    assert await (await client.get("/api/act")).json() == {"message": words.NOT_THIS_WAY}
    assert (await client.get("/static/../app.py")).status in (403, 404)
    assert (await client.get("/api/state")).status == 400
    assert (await client.get("/api/state", params={"who": "x" * 50})).status == 400


HOSTILE = st.sampled_from(
    ["amira", "priya", "guest", "", None, 7, "x\x00", "../etc", "\u202e", "🦉", "\ud800"]
)
SENT: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "who": HOSTILE,
        "place": st.sampled_from(
            [TEAM, MANAGERS, {}, [], None, {"kind": "channel", "target": "x"}, direct("amira")]
        ),
        "delivery": st.sampled_from(["d1", "", None, "\x00", "\ud800"]),
        "type": st.sampled_from(
            ["command", "line", "press", "submit", "change", "lookup", "opened", "x", None]
        ),
    },
    optional={
        "name": HOSTILE,
        "text": HOSTILE,
        "action": HOSTILE,
        "value": HOSTILE,
        "field": HOSTILE,
        "typed": HOSTILE,
        "message": HOSTILE,
        "fields": st.dictionaries(st.text(max_size=3), HOSTILE | st.lists(HOSTILE, max_size=2), max_size=3),
    },
)


@settings(max_examples=60, deadline=None)
@given(body=SENT)
def test_whatever_is_sent_is_answered_without_a_fault(body: dict[str, Any]) -> None:
    async def send() -> None:
        server = TestServer(build(FakeStage()), host="127.0.0.1")
        async with TestClient(server) as client:
            answer = await client.post("/api/act", data=json.dumps(body), headers=JSON_TYPE)
            assert answer.status in (200, 400, 403)
            told = await answer.json()
            assert "parts" in told or told["message"].endswith(".")
            assert (await client.get("/api/state", params={"who": "amira"})).status == 200

    asyncio.run(send())
