"""A service to tell stories about: the real try-out over HTTP, its people, and a clock that stories move.

`amira.reports(...)`, `priya.presses("I'll reply")`: what a person does goes through the same doors as a
browser's requests; what a person sees is what the page would draw.
"""

import asyncio
import http.client
import json
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from adapters.outbox import DeliveryLoop, Patience
from adapters.server import Assistant
from adapters.web import app, roster
from adapters.web.conversations import Rooms
from adapters.web.deliver import WebDeliverer, When
from bot import cardjson, policy, settings
from bot.app import Bot
from bot.cards import Card
from bot.chat import Place, PlaceKind, Tick
from storage import Store, outbox

Payload = dict[str, Any]

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)
"""When stories begin: an ordinary working day."""

MANAGERS, TEAM = roster.MANAGERS, roster.TEAM


class StoryClock:
    """Shows the time that the story says."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at.astimezone(UTC)


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

    def __init__(self, store: Store, clock: StoryClock) -> None:
        given = settings.read(
            _env_file=None,
            evenhand_managers=",".join(roster.MANAGERS_EMAILS),
            evenhand_managers_channel="web:managers",
        )
        self._store = store
        self._clock = clock
        self.bot: Assistant = Bot(store, policy.packaged(), settings.service(given))
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


class Office:
    """The service while a story lasts."""

    def __init__(self, store: Store, port: int, clock: StoryClock, stage: OfficeStage) -> None:
        self.store = store
        self._port = port
        self._clock = clock
        self._stage = stage
        self.delivered = stage.delivered
        people = {each.handle: Colleague(self, each.handle) for each in roster.PEOPLE}
        self.amira, self.priya, self.david = people["amira"], people["priya"], people["david"]
        self.grace, self.owen = people["grace"], people["owen"]
        self.guest = Colleague(self, "guest", Place(roster.PLATFORM, PlaceKind.CHANNEL, "team"))

    def at(self, when: str) -> None:
        """Let it be this time in London, such as `2026-11-24 08:30`; what is due then happens."""
        self._clock.at = datetime.fromisoformat(when).replace(tzinfo=LONDON)
        self._stage.bot.tick(Tick(self._clock.now()))
        self.settle()

    def settle(self) -> None:
        """Wait until every message that is due is shown."""
        pause = threading.Event()
        for _ in range(1000):
            if not self.store.read(lambda db: outbox.due(db, self._clock.now())):
                return
            pause.wait(0.01)
        raise AssertionError("messages are still waiting")

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


@dataclass
class Colleague:
    """One person at the page; `seen` is the answer they have before them."""

    office: Office
    handle: str
    place: Place | None = None
    seen: Payload = field(default_factory=dict)

    def types(self, line: str, *, delivery: str = "") -> "Colleague":
        """Type a line that begins with a slash."""
        name, _, text = line.removeprefix("/").partition(" ")
        return self._acts(delivery, type="command", name=name, text=text)

    def submits(self, action: str, value: str = "", delivery: str = "", **fields: object) -> "Colleague":
        """Submit a form as it came, whatever is in it."""
        return self._submits(action, value, delivery, fields)

    def reports(self, customer: str, issue: str, **fields: object) -> "Colleague":
        """Log a communication."""
        return self._submits("report.file", "", "", {"customer": customer, "issue": issue, **fields})

    def fills_in(self, **fields: object) -> "Colleague":
        """Fill in the form that is open, as it was drawn, and submit it."""
        form = self.form
        drawn = {f["name"]: f.get("values", f.get("value", "")) for f in (*form["fields"], *form["more"])}
        return self._submits(form["action"], form["value"], "", {**drawn, **fields})

    def presses(self, label: str, *, delivery: str = "") -> "Colleague":
        """Press a button of the answer before them."""
        return self.presses_button(button(self.seen, label), delivery=delivery)

    def presses_on(self, key: str, label: str, place: Place | None = None) -> "Colleague":
        """Press a button of a message in a place of theirs."""
        return self.presses_button(button(self.message(key, place), label))

    def presses_button(self, found: Payload, *, delivery: str = "") -> "Colleague":
        """Press this button, however old it is."""
        return self._acts(delivery, type="press", action=found["action"], value=found["value"])

    def presses_raw(self, action: str, value: str) -> "Colleague":
        """Press a button that nobody drew."""
        return self._acts(type="press", action=action, value=value)

    def looks_up(self, typed: str) -> list[str]:
        """What the look-up offers."""
        self._acts(type="lookup", field="customer", typed=typed)
        return [option["key"] for option in self.seen["options"]]

    def chooses(self, customer: str, **fields: object) -> "Colleague":
        """Choose a customer in the open report form."""
        return self._acts(
            type="change",
            action="report.file",
            field="customer",
            fields={"customer": customer, **fields},
            value="",
        )

    @property
    def card(self) -> Payload:
        """The card before them."""
        found: Payload = self.seen["card"]
        return found

    @property
    def form(self) -> Payload:
        """The form before them."""
        found: Payload = self.seen["form"]
        return found

    @property
    def title(self) -> str:
        """The title of what is before them."""
        return str((self.seen.get("card") or self.seen["form"])["title"])

    def reads_answer(self) -> str:
        """Every word of what is before them."""
        return words(self.seen)

    def errors(self) -> dict[str, str]:
        """What is wrong, by field."""
        form = self.form
        return {f["name"]: f["error"] for f in (*form["fields"], *form["more"]) if f["error"]}

    def messages(self, place: Place | None = None) -> list[Payload]:
        """The cards in a place of theirs, their direct messages unless told otherwise."""
        self.office.settle()
        wanted = place or roster.direct(self.handle)
        state = self.office.ask("GET", f"/api/state?who={self.handle}")
        for each in state["places"]:
            if (each["kind"], each["target"]) == (wanted.kind.value, wanted.target):
                return [m for m in each["messages"] if "card" in m and not m["only_you"]]
        return []

    def message(self, key: str, place: Place | None = None) -> Payload:
        """The one message whose key begins so; asserts that it is the only one."""
        found = [m for m in self.messages(place) if m["key"].startswith(key)]
        assert len(found) == 1, [m["key"] for m in self.messages(place)]
        return found[0]

    def _submits(self, action: str, value: str, delivery: str, fields: Mapping[str, object]) -> "Colleague":
        return self._acts(delivery, type="submit", action=action, fields=dict(fields), value=value)

    def _acts(self, delivery: str = "", **body: object) -> "Colleague":
        where = self.place or roster.direct(self.handle)
        sent = {
            "who": self.handle,
            "place": {"kind": where.kind.value, "target": where.target},
            "delivery": delivery or secrets.token_hex(8),
            **body,
        }
        parts = self.office.ask("POST", "/api/act", sent)["parts"]
        self.seen = parts[0] if parts else {}
        return self


def button(shown: Payload, label: str) -> Payload:
    """The button with this label; asserts that there is one."""
    found = [b for b in _buttons(shown) if b["label"] == label]
    assert found, [b["label"] for b in _buttons(shown)]
    return found[0]


def labels(shown: Payload) -> list[str]:
    """The labels of all buttons."""
    return [b["label"] for b in _buttons(shown)]


def words(shown: object) -> str:
    """Every text in a payload on one line, values of buttons left out."""
    return " ".join(" ".join(_texts(shown)).split())


def _texts(shown: object) -> Iterator[str]:
    if isinstance(shown, Mapping):
        for name, value in shown.items():
            if name not in {"value", "action", "type", "part", "style"}:
                yield from _texts(value)
    elif isinstance(shown, list | tuple):
        for item in shown:
            yield from _texts(item)
    elif isinstance(shown, str):
        yield shown


def _buttons(shown: Payload) -> list[Payload]:
    parts = (shown.get("card") or {}).get("parts", [])
    return [b for part in parts if part["type"] == "buttons" for b in (*part["shown"], *part["more"])]


@contextmanager
def office(store: Store) -> Iterator[Office]:
    """Open the service on this store."""
    clock = StoryClock(MONDAY)
    stage = OfficeStage(store, clock)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    port, runner, delivering = asyncio.run_coroutine_threadsafe(_open(stage), loop).result(10)
    try:
        yield Office(store, port, clock, stage)
    finally:
        asyncio.run_coroutine_threadsafe(_shut(stage, runner, delivering), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _open(stage: OfficeStage) -> tuple[int, web.AppRunner, asyncio.Task[None]]:
    runner = web.AppRunner(app.build(stage), access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    delivering = asyncio.create_task(stage.loop.run())
    port: int = runner.addresses[0][1]
    return port, runner, delivering


async def _shut(stage: OfficeStage, runner: web.AppRunner, delivering: asyncio.Task[None]) -> None:
    stage.loop.stop()
    await delivering
    await runner.cleanup()
