"""Talks to the doors as the page does."""

from typing import Any

from aiohttp import ClientResponse

from tests.web.conftest import Client

TEAM = {"kind": "channel", "target": "team"}
MANAGERS = {"kind": "channel", "target": "managers"}


def direct(who: str) -> dict[str, str]:
    return {"kind": "person", "target": who}


async def act(client: Client, who: str, place: dict[str, str], **event: object) -> ClientResponse:
    return await client.post("/api/act", json={"who": who, "place": place, "delivery": "d1", **event})


async def state(client: Client, who: str) -> dict[str, Any]:
    answer = await client.get("/api/state", params={"who": who})
    assert answer.status == 200
    found: dict[str, Any] = await answer.json()
    return found


def room(found: dict[str, Any], target: str) -> dict[str, Any]:
    return next(place for place in found["places"] if place["target"] == target)
