"""The try-out's routes: the page, its state, and everything that the five people do."""

import asyncio
import contextlib
from datetime import datetime, tzinfo
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

from adapters.payload import Body
from adapters.server import Assistant, application
from adapters.web import guard, parse, render, roster, words
from adapters.web.conversations import BOT, Rooms, Said
from bot import chat

HEARTBEAT = 15.0
"""Seconds between signs of life on a stream."""


class Stage(Protocol):
    """What is behind the page; *Start again* puts a new assistant there."""

    @property
    def bot(self) -> Assistant:
        """The assistant."""

    @property
    def rooms(self) -> Rooms:
        """What was said where."""

    @property
    def zone(self) -> tzinfo:
        """Where the service is."""

    def now(self) -> datetime:
        """The try-out's time, aware."""

    def ready(self) -> bool:
        """Whether the database answers."""

    def wake(self) -> None:
        """Deliver at once what an event decided."""

    async def next_morning(self) -> None:
        """Move to the next working morning."""

    async def start_again(self) -> None:
        """Begin anew with the sample data."""


def build(stage: Stage, *, heartbeat: float = HEARTBEAT) -> web.Application:
    """The try-out as an application, for a loopback address only."""
    app = application(stage.ready, largest_body=guard.LARGEST_BODY)
    app.middlewares.append(guard.guard)
    doors = _Doors(stage, heartbeat)
    app.router.add_get("/", doors.page)
    app.router.add_static("/static", _static())
    app.router.add_get("/api/state", doors.state)
    app.router.add_get("/api/stream", doors.stream)
    app.router.add_post("/api/act", doors.act)
    app.router.add_post("/api/seen", doors.seen)
    app.router.add_post("/api/next-morning", doors.next_morning)
    app.router.add_post("/api/start-again", doors.start_again)
    app.on_shutdown.append(doors.close)
    return app


def _static() -> Path:
    return Path(str(resources.files("adapters.web") / "static"))


class _Doors:
    def __init__(self, stage: Stage, heartbeat: float) -> None:
        self._stage = stage
        self._heartbeat = heartbeat
        self._closing = False

    async def page(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(_static() / "index.html")

    async def state(self, request: web.Request) -> web.StreamResponse:
        who = parse.handle(request.query.get("who"))
        return web.json_response(state(self._stage, who))

    async def act(self, request: web.Request) -> web.StreamResponse:
        body = parse.body(await request.read())
        who, place = parse.who(body), parse.place(body)
        line = parse.line(body)
        if not roster.may_act(who, place):
            return guard.sentence(403, words.NOT_IN_PLACE)
        if line is not None and not self._say(who, place, line):
            return guard.sentence(403, words.NOT_STAFF)
        if line is not None and place != roster.direct(who):
            return web.json_response({"parts": []})
        reply = await self._handle(body, who, place)
        self._keep(reply, who, place, parse.pressed_message(body))
        return web.json_response(render.reply(reply))

    async def seen(self, request: web.Request) -> web.StreamResponse:
        body = parse.body(await request.read())
        who, place = parse.who(body), parse.place(body)
        if not roster.sees(who, place):
            return guard.sentence(403, words.NOT_IN_PLACE)
        self._stage.rooms.seen(place, who)
        return web.json_response({})

    async def next_morning(self, _request: web.Request) -> web.StreamResponse:
        await self._stage.next_morning()
        return web.json_response({})

    async def start_again(self, _request: web.Request) -> web.StreamResponse:
        await self._stage.start_again()
        return web.json_response({})

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Hints that the state changed, and comments as signs of life."""
        who = parse.handle(request.query.get("who"))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        guard.secure(response)
        with self._stage.rooms.listening(who) as hint:
            await response.prepare(request)
            with contextlib.suppress(ConnectionResetError):
                await self._tell(response, hint)
        return response

    async def close(self, _app: web.Application) -> None:
        """End every stream, so that stopping doesn't wait for open pages."""
        self._closing = True
        self._stage.rooms.changed()

    async def _tell(self, response: web.StreamResponse, hint: asyncio.Event) -> None:
        changed = True  # whatever happened before the stream was open
        while not self._closing:
            await response.write(b'data: {"changed": true}\n\n' if changed else b": still here\n\n")
            hint.clear()
            try:
                await asyncio.wait_for(hint.wait(), self._heartbeat)
                changed = True
            except TimeoutError:
                changed = False

    async def _handle(self, body: Body, who: str, place: chat.Place) -> chat.Reply:
        stranger = chat.Person(0, who, chat.Role.NONE)
        parse.event(body, stranger, place, self._stage.now())  # what can't be read is refused first
        bot = self._stage.bot
        person = await asyncio.to_thread(bot.admit, roster.profile(who), self._stage.now())
        event = parse.event(body, person, place, self._stage.now())
        reply = await asyncio.to_thread(bot.handle, event)
        self._stage.wake()
        return reply

    def _say(self, who: str, place: chat.Place, line: str) -> bool:
        if not roster.sees(who, place):
            return False
        if line:
            self._stage.rooms.say(place, who, line, self._stage.now())
        return True

    def _keep(self, reply: chat.Reply, who: str, place: chat.Place, pressed: str) -> None:
        """What only the actor sees stays in the room until the try-out ends; a dialog keeps nothing."""
        rooms, now = self._stage.rooms, self._stage.now()
        for part in reply.parts:
            match part:
                case chat.Whisper(card):
                    rooms.whisper(place, who, card, now)
                case chat.Replace(card) if pressed:
                    rooms.replace(place, who, pressed, card, now)
                case _:
                    pass


def state(stage: Stage, who: str) -> dict[str, Any]:
    """Everything that this person's page shows."""
    return {
        "you": who,
        "now": _local(stage, stage.now()),
        "people": [_someone(stage, someone) for someone in roster.PEOPLE],
        "commands": [{"usage": usage, "does": does} for usage, does in stage.bot.commands],
        "places": [_place(stage, place, who) for place in stage.rooms.places(who)],
    }


def _someone(stage: Stage, someone: roster.Someone) -> dict[str, Any]:
    places = stage.rooms.places(someone.handle)
    unread = sum(stage.rooms.unread(place, someone.handle) for place in places)
    return {"handle": someone.handle, "name": someone.name, "role": someone.role.value, "unread": unread}


def _place(stage: Stage, place: chat.Place, who: str) -> dict[str, Any]:
    return {
        "kind": place.kind.value,
        "target": place.target,
        "name": roster.name_of(place, who),
        "unread": stage.rooms.unread(place, who),
        "messages": [_message(stage, said) for said in stage.rooms.messages(place, who)],
    }


def _message(stage: Stage, said: Said) -> dict[str, Any]:
    common = {"id": said.id, "at": _local(stage, said.at), "from": said.by}
    if said.by != BOT or said.card is None:
        return common | {"text": said.text}
    marks = {"key": said.key, "edited": said.edited, "only_you": bool(said.only)}
    return common | marks | {"card": render.card(said.card)}


def _local(stage: Stage, at: datetime) -> str:
    return at.astimezone(stage.zone).isoformat(timespec="seconds")
