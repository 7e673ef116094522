"""The protocol of the page, and who sees what."""

import asyncio
import json

import pytest

from adapters.web import roster, words
from bot import cards, chat
from tests.web.acting import MANAGERS, TEAM, act, direct, room, state
from tests.web.conftest import Client
from tests.web.fakes import ANSWER, T0, FakeStage

SECRET = cards.Card("For managers only")


async def test_the_page_and_its_parts_are_served_with_a_strict_policy(client: Client) -> None:
    for path in ("/", "/static/app.js", "/static/style.css", "/api/state?who=amira"):
        answer = await client.get(path)
        assert answer.status == 200
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"


async def test_health_is_told(client: Client, stage: FakeStage) -> None:
    assert (await client.get("/healthz")).status == 200
    assert (await client.get("/readyz")).status == 200
    stage.is_ready = False
    assert (await client.get("/readyz")).status == 503


async def test_the_state_names_people_commands_places_and_time(client: Client) -> None:
    found = await state(client, "amira")
    assert found["now"] == "2026-11-23T09:30:00+00:00"
    assert [person["handle"] for person in found["people"]] == ["amira", "priya", "david", "grace", "owen"]
    assert found["commands"][0] == {"usage": "/incident", "does": "Log a communication"}
    assert [place["name"] for place in found["places"]] == ["team", "Evenhand"]


async def test_an_act_is_answered_with_parts(client: Client, stage: FakeStage) -> None:
    answer = await act(client, "amira", TEAM, type="command", name="incident", text="")
    assert [part["part"] for part in (await answer.json())["parts"]] == ["ask"]
    event = stage.bot.events[0]
    assert (event.who.name, event.where, event.when, event.delivery) == (
        "Amira Khan",
        roster.TEAM,
        T0,
        "web:d1",
    )


async def test_a_line_is_seen_by_everyone_in_the_room(client: Client, stage: FakeStage) -> None:
    await act(client, "amira", TEAM, type="line", text="Good morning")
    said = room(await state(client, "owen"), "team")["messages"][0]
    assert (said["from"], said["text"]) == ("amira", "Good morning")
    assert stage.bot.events == []


async def test_a_line_to_the_assistant_is_a_command(client: Client, stage: FakeStage) -> None:
    await act(client, "amira", direct("amira"), type="line", text="check Okafor")
    messages = room(await state(client, "amira"), "amira")["messages"]
    assert [said["from"] for said in messages] == ["amira", "bot"]
    event = stage.bot.events[0]
    assert isinstance(event, chat.Command)
    assert (event.name, event.text) == ("incident", "check Okafor")


async def test_a_mistyped_command_is_never_a_public_line(client: Client) -> None:
    await act(client, "amira", TEAM, type="line", text="/incidnet Okafor")
    assert room(await state(client, "priya"), "team")["messages"] == []


async def test_a_whisper_is_seen_by_one_person_only(client: Client) -> None:
    await act(client, "amira", TEAM, type="command", name="incident", text="check Okafor")
    (own,) = room(await state(client, "amira"), "team")["messages"]
    assert own["only_you"]
    for who in ("priya", "grace", "guest"):
        found = await state(client, who)
        assert "Okafor" not in json.dumps(found["places"])


async def test_a_pressed_whisper_is_replaced_where_it_stands(client: Client) -> None:
    await act(client, "amira", TEAM, type="command", name="incident", text="check Okafor")
    (own,) = room(await state(client, "amira"), "team")["messages"]
    await act(client, "amira", TEAM, type="press", action="issue.take", value="7.1", message=own["id"])
    (now,) = room(await state(client, "amira"), "team")["messages"]
    assert (now["card"]["title"], now["edited"]) == ("Priya replies", True)


async def test_a_message_that_others_see_is_not_replaced_by_a_private_answer(
    client: Client, stage: FakeStage
) -> None:
    name = stage.rooms.post(roster.TEAM, "issue-7", ANSWER, T0)
    await act(client, "amira", TEAM, type="press", action="issue.take", value="7.1", message=name)
    assert [m["card"]["title"] for m in room(await state(client, "priya"), "team")["messages"]] == [
        ANSWER.title
    ]
    assert room(await state(client, "amira"), "team")["messages"][-1]["only_you"]


async def test_workers_never_see_the_managers_channel(client: Client, stage: FakeStage) -> None:
    stage.rooms.post(roster.MANAGERS, "m", SECRET, T0)
    for who in ("amira", "priya", "david", "guest"):
        assert SECRET.title not in json.dumps(await state(client, who))
    assert SECRET.title in json.dumps(await state(client, "grace"))


@pytest.mark.parametrize("place", [MANAGERS, direct("priya"), {"kind": "group", "target": "priya,david"}])
@pytest.mark.parametrize("who", ["amira", "guest"])
async def test_nobody_acts_or_reads_where_they_are_not(
    client: Client, stage: FakeStage, place: dict[str, str], who: str
) -> None:
    answer = await act(client, who, place, type="command", name="incident")
    assert (answer.status, await answer.json()) == (403, {"message": words.NOT_IN_PLACE})
    assert (await client.post("/api/seen", json={"who": who, "place": place})).status == 403
    assert stage.bot.events == []


async def test_a_guest_is_refused_by_the_assistant_and_sees_nothing(client: Client, stage: FakeStage) -> None:
    stage.rooms.post(roster.TEAM, "t", SECRET, T0)
    answer = await act(client, "guest", TEAM, type="command", name="incident", text="check Okafor")
    (part,) = (await answer.json())["parts"]
    assert part["card"]["title"] == "This is only for the people of the service."
    assert [place["name"] for place in (await state(client, "guest"))["places"]] == ["Evenhand"]
    assert (await act(client, "guest", TEAM, type="line", text="hello")).status == 403


async def test_unread_marks_count_what_others_said_until_it_is_read(client: Client, stage: FakeStage) -> None:
    await act(client, "amira", TEAM, type="line", text="one")
    name = stage.rooms.post(roster.TEAM, "t", SECRET, T0)
    assert room(await state(client, "priya"), "team")["unread"] == 2
    assert room(await state(client, "amira"), "team")["unread"] == 1
    await client.post("/api/seen", json={"who": "priya", "place": TEAM})
    stage.rooms.edit(roster.TEAM, name, ANSWER)
    found = await state(client, "priya")
    assert room(found, "team")["unread"] == 0
    assert next(person["unread"] for person in found["people"] if person["handle"] == "grace") == 2


async def test_next_morning_and_start_again_change_the_stage(client: Client) -> None:
    assert (await client.post("/api/next-morning", json={})).status == 200
    found = await state(client, "grace")
    assert found["now"] == "2026-11-24T08:30:00+00:00"
    assert len(room(found, "managers")["messages"]) == 1
    assert (await client.post("/api/start-again", json={})).status == 200
    assert room(await state(client, "grace"), "managers")["messages"] == []


async def test_the_stream_hints_at_changes_and_shows_signs_of_life(client: Client, stage: FakeStage) -> None:
    async with client.get("/api/stream", params={"who": "priya"}) as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        async with asyncio.timeout(5):
            await stream.content.readuntil(b"\n\n")
            assert await stream.content.readuntil(b"\n\n") == b": still here\n\n"
            stage.rooms.post(roster.TEAM, "t", SECRET, T0)
            while (line := await stream.content.readuntil(b"\n\n")).startswith(b":"):
                pass
    assert json.loads(line.removeprefix(b"data: ")) == {"changed": True}
