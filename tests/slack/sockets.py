"""Socket Mode: the app calls in, and gets by the line what else would be posted to it."""

import asyncio
import json
from itertools import count

import aiohttp
from aiohttp import web

from tests.slack import members
from tests.slack.said import Payload

PATIENCE = 30.0


class Sockets:
    """The line to the app; the newest one is used. All of it runs in the workspace's loop."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._tickets: set[str] = set()
        self._lines: list[web.WebSocketResponse] = []
        self._connected = asyncio.Event()
        self._waiting: dict[str, asyncio.Future[Payload]] = {}
        self.connections = 0

    def ticket(self) -> str:
        """What lets one connection in, once."""
        made = f"ticket-{next(self._numbers)}"
        self._tickets.add(made)
        return made

    async def line(self, request: web.Request) -> web.StreamResponse:
        """One connection, as long as it lasts."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403)
        self._tickets.remove(ticket)
        line = web.WebSocketResponse()
        await line.prepare(request)
        await line.send_json(self._hello())
        self._lines.append(line)
        self.connections += 1
        self._connected.set()
        async for said in line:
            if said.type is aiohttp.WSMsgType.TEXT:
                self._heard(said.data)
        self._lost(line)
        return line

    async def send(self, kind: str, payload: Payload, retry: Payload | None = None) -> Payload:
        """Hand over one envelope; the payload of its acknowledgement, empty where it had none."""
        await asyncio.wait_for(self._connected.wait(), PATIENCE)
        number = f"envelope-{next(self._numbers)}"
        acknowledged = asyncio.get_running_loop().create_future()
        self._waiting[number] = acknowledged
        envelope: Payload = {"envelope_id": number, "type": kind, "payload": payload}
        envelope |= {"accepts_response_payload": kind != "events_api"} | (retry or {})
        await self._lines[-1].send_json(envelope)
        return await asyncio.wait_for(acknowledged, PATIENCE)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the app to call in anew; it hangs up by itself, as it has some seconds to."""
        for line in list(self._lines):
            await line.send_json({"type": "disconnect", "reason": reason, "debug_info": {}})
            self._lost(line)

    async def connected(self, times: int = 1) -> None:
        """Wait until the app has called in so often."""
        async with asyncio.timeout(PATIENCE):
            while self.connections < times:
                self._connected.clear()
                await self._connected.wait()

    async def close(self) -> None:
        for line in list(self._lines):
            await line.close()

    def _hello(self) -> Payload:
        return {
            "type": "hello",
            "num_connections": len(self._lines) + 1,
            "debug_info": {"host": "loopback", "approximate_connection_time": 18060},
            "connection_info": {"app_id": members.APP_ID},
        }

    def _heard(self, text: str) -> None:
        said = json.loads(text)
        waiting = self._waiting.pop(said.get("envelope_id", ""), None)
        if waiting and not waiting.done():
            waiting.set_result(said.get("payload") or {})

    def _lost(self, line: web.WebSocketResponse) -> None:
        if line in self._lines:
            self._lines.remove(line)
        if not self._lines:
            self._connected.clear()
