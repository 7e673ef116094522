"""The office as the try-out: a real bot behind the page, over HTTP; people do what the page would send."""

import asyncio
import base64
import http.client
import json
import secrets
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import Self

from aiohttp import web

from adapters.outbox import DeliveryLoop
from adapters.sending import Patience
from adapters.web import app, roster
from adapters.web.conversations import Rooms
from adapters.web.deliver import WebDeliverer, When
from bot import cardjson, policy, settings
from bot.app import Bot
from bot.cards import Card
from bot.chat import Place
from bot.policy import Policy
from storage import Store
from tests import serving
from tests.office.as_data import DataColleague
from tests.office.shared import LONDON, MONDAY, RESERVE, Office, Picture, Room, StoryClock
from tests.office.shown import Payload

HAMPSHIRE = policy.packaged()
PLACES = {Room.TEAM: roster.TEAM, Room.MANAGERS: roster.MANAGERS}


class Remembering(WebDeliverer):
    """Delivers, and keeps every card as it went out, also those that were edited over."""

    def __init__(self, rooms: Rooms, when: When) -> None:
        super().__init__(rooms, when)
        self.cards: list[str] = []

    async def post(self, place: Place, key: str, card: Card) -> str:
        self.cards.append(cardjson.encode(card))
        return await super().post(place, key, card)

    async def edit(self, place: Place, remote_id: str, key: str, card: Card) -> None:
        self.cards.append(cardjson.encode(card))
        await super().edit(place, remote_id, key, card)


class OfficeStage:
    """What is behind the page: a real bot on a real store, delivered by the real loop."""

    def __init__(self, store: Store, clock: StoryClock, reserve: str, rules: Policy) -> None:
        given = settings.read(
            _env_file=None,
            evenhand_managers=",".join(roster.MANAGERS_EMAILS),
            evenhand_reserve_deciders=reserve,
            evenhand_managers_channel="web:managers",
        )
        self._store = store
        self._clock = clock
        self.bot = Bot(store, rules, settings.service(given))
        self.rooms = Rooms()
        deliverer = Remembering(self.rooms, self._at)
        self.delivered = deliverer.cards
        self.loop = DeliveryLoop(
            store,
            [deliverer],
            clock,
            owner=secrets.token_hex(4),
            patience=Patience(poll=0.05, settle=0.0),
        )

    @property
    def zone(self) -> tzinfo:
        return LONDON

    def now(self) -> datetime:
        return self._clock.now()

    def ready(self) -> bool:
        return not self._store.pending()

    def wake(self) -> None:
        self.loop.wake()

    async def next_morning(self) -> None:
        raise web.HTTPNotFound

    async def start_again(self) -> None:
        raise web.HTTPNotFound

    async def _at(self, _place: Place, _key: str) -> datetime:
        return self.now()


class WebOffice(Office):
    """The service while its people use the try-out."""

    def __init__(self, store: Store, port: int, clock: StoryClock, stage: OfficeStage) -> None:
        super().__init__(store, clock, stage.bot)
        self._port = port
        self._stage = stage
        people = {each.handle: WebColleague(each.handle, office=self) for each in roster.PEOPLE}
        self.amira, self.priya, self.david = people["amira"], people["priya"], people["david"]
        self.grace, self.owen = people["grace"], people["owen"]
        self.guest = WebColleague("guest", Room.TEAM, office=self)

    @property
    def delivered(self) -> list[str]:
        return self._stage.delivered

    def ask(self, method: str, path: str, body: Payload | None = None) -> Payload:
        """One request as the page would make it."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            headers = {"Content-Type": "application/json"} if body is not None else {}
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            response = connection.getresponse()
            read = response.read().decode()
        finally:
            connection.close()
        assert response.status == 200, (response.status, read)
        found: Payload = json.loads(read)
        return found


class WebColleague(DataColleague):
    """One person at the page."""

    def __init__(self, handle: str, place: Room | None = None, *, office: WebOffice) -> None:
        super().__init__(handle, place)
        self.office = office

    def pictures(self) -> list[Picture]:
        state = self.office.ask("GET", f"/api/state?who={self.handle}")
        said = [m for place in state["places"] for m in place["messages"] if m.get("only_you")]
        parts = [part for m in said for part in m["card"]["parts"] if part["type"] == "image"]
        return [Picture(p["name"], base64.b64decode(p["png_base64"]), p["alt"]) for p in parts]

    def every_message(self, place: Room | None = None) -> list[Payload]:
        self.office.settle()
        wanted = PLACES[place] if place else roster.direct(self.handle)
        state = self.office.ask("GET", f"/api/state?who={self.handle}")
        for each in state["places"]:
            if (each["kind"], each["target"]) == (wanted.kind.value, wanted.target):
                found = [m for m in each["messages"] if "card" in m and not m["only_you"]]
                return [{**m, "key": m["id"].split("/", 2)[2]} for m in found]
        return []

    def _acts(self, delivery: str = "", **body: object) -> Self:
        where = PLACES[self.place] if self.place else roster.direct(self.handle)
        sent = {
            "who": self.handle,
            "place": {"kind": where.kind.value, "target": where.target},
            "delivery": delivery or secrets.token_hex(8),
            **body,
        }
        parts = self.office.ask("POST", "/api/act", sent)["parts"]
        self.seen = parts[0] if parts else {}
        self._files |= {p["name"]: b64decode(p["content_base64"]) for p in parts if p["part"] == "file"}
        return self


@contextmanager
def office(store: Store, *, reserve: str = RESERVE, rules: Policy = HAMPSHIRE) -> Iterator[Office]:
    """Open the service on this store; `reserve` is the reserve decider's address, `rules` its policy."""
    clock = StoryClock(MONDAY)
    stage = OfficeStage(store, clock, reserve, rules)
    with serving.loop() as loop:
        port, runner, delivering = loop.run(_open(stage))
        try:
            yield WebOffice(store, port, clock, stage)
        finally:
            loop.run(_shut(stage, runner, delivering))


async def _open(stage: OfficeStage) -> tuple[int, web.AppRunner, asyncio.Task[None]]:
    runner, port = await serving.answer(app.build(stage))
    return port, runner, asyncio.create_task(stage.loop.run())


async def _shut(stage: OfficeStage, runner: web.AppRunner, delivering: asyncio.Task[None]) -> None:
    stage.loop.stop()
    await delivering
    await runner.cleanup()
