"""A stand-in for a chat platform: keeps what is posted, and can be told to accept without ever answering."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class StandIn:
    """Messages by their id, in the order in which they came; `url` is where it listens.

    While `answers` is not set it takes messages and never says so. When `forgetful` it finds none of them.
    """

    url: str = ""
    messages: dict[str, dict[str, str]] = field(default_factory=dict)
    accepted: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    answers: asyncio.Event = field(default_factory=asyncio.Event)
    finds: int = 0
    forgetful: bool = False

    @property
    def keys(self) -> list[str]:
        """The keys of all messages, once for every message."""
        return [message["key"] for message in self.messages.values()]

    async def post(self, request: web.Request) -> web.Response:
        """Accept a new message."""
        remote_id = f"m{len(self.messages) + 1}"
        self.messages[remote_id] = await request.json()
        return await self._answer(remote_id)

    async def edit(self, request: web.Request) -> web.Response:
        """Accept a message's new card."""
        body = await request.json()
        remote_id = body.pop("id")
        self.messages[remote_id] = body
        return await self._answer(remote_id)

    async def find(self, request: web.Request) -> web.Response:
        """Look a message up by its place and key."""
        self.finds += 1
        wanted = (request.query["target"], request.query["key"])
        for remote_id, message in self.messages.items():
            if not self.forgetful and (message["target"], message["key"]) == wanted:
                return web.json_response({"id": remote_id})
        return web.json_response({"id": None})

    async def _answer(self, remote_id: str) -> web.Response:
        self.accepted.put_nowait(remote_id)
        await self.answers.wait()
        return web.json_response({"id": remote_id})


@asynccontextmanager
async def listening() -> AsyncIterator[StandIn]:
    """A stand-in that listens on loopback."""
    stand_in = StandIn()
    stand_in.answers.set()
    app = web.Application()
    app.add_routes([web.post("/post", stand_in.post), web.post("/edit", stand_in.edit)])
    app.add_routes([web.get("/find", stand_in.find)])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    stand_in.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield stand_in
    finally:
        stand_in.answers.set()
        await runner.cleanup()
