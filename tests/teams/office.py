"""The office in Teams: the real bot, door and delivery loop on loopback, the tenant standing in for Teams."""

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from functools import partial

from aiohttp import web

from adapters.outbox import DeliveryLoop
from adapters.removing import remove_due
from adapters.sending import Patience
from adapters.teams import handling
from adapters.teams.deliver import TeamsDeliverer
from adapters.teams.joining import Teams, join
from adapters.web import roster
from bot import cardjson, policy, settings
from bot.app import Bot
from bot.cards import Card
from bot.chat import Place
from bot.policy import Policy
from bot.settings import ServerSettings, Service
from storage import Store
from tests import serving
from tests.office.shared import MONDAY, RESERVE, Office, Room, StoryClock
from tests.serving import LONGEST, Loop
from tests.teams import conversations
from tests.teams.client import Client
from tests.teams.colleague import TeamsColleague
from tests.teams.tenant import Tenant, tenant

UNHURRIED = handling.Patience(answer=LONGEST, hurried=LONGEST, acknowledge=LONGEST, suggest=LONGEST)
"""The answer is waited for on the slowest machine too; a test of what is shown meanwhile brings its own patience."""


async def at_once(_seconds: float) -> None:
    """A pause that is over."""


class Remembering:
    """Delivers as `inner` does, and keeps every card as it went out, and which message has which key."""

    platform = TeamsDeliverer.platform

    def __init__(self, inner: TeamsDeliverer) -> None:
        self._inner = inner
        self.cards: list[str] = []
        self.keys: dict[str, str] = {}

    async def post(self, place: Place, key: str, card: Card) -> str:
        self.cards.append(cardjson.encode(card))
        remote_id = await self._inner.post(place, key, card)
        self.keys |= {each.rpartition(" ")[2]: key for each in remote_id.split("\n")}
        return remote_id

    async def edit(self, place: Place, remote_id: str, key: str, card: Card) -> None:
        self.cards.append(cardjson.encode(card))
        await self._inner.edit(place, remote_id, key, card)

    async def find(self, place: Place, key: str) -> str | None:
        return await self._inner.find(place, key)


class Running:
    """What runs while the office is open; `port` is where the door is."""

    def __init__(self, bot: Bot, teams: Teams, deliveries: DeliveryLoop, delivered: Remembering) -> None:
        self.bot = bot
        self.teams = teams
        self.deliveries = deliveries
        self.delivered = delivered
        self.port = 0
        self._stack = AsyncExitStack()

    async def begin(self) -> None:
        await self._stack.enter_async_context(self.teams.api.connected())
        app = web.Application()
        self.teams.door.attach(app)
        runner, self.port = await serving.answer(app)
        self._stack.push_async_callback(runner.cleanup)
        self._stack.push_async_callback(self._deliver_no_more, asyncio.create_task(self.deliveries.run()))

    async def shut(self) -> None:
        await self.teams.door.finished()
        await self._stack.aclose()

    async def _deliver_no_more(self, delivering: asyncio.Task[None]) -> None:
        self.deliveries.stop()
        await delivering


Start = Callable[[], Coroutine[None, None, Running]]


class TeamsOffice(Office):
    """The service while its people use Teams."""

    amira: TeamsColleague
    priya: TeamsColleague
    david: TeamsColleague
    grace: TeamsColleague
    owen: TeamsColleague
    guest: TeamsColleague

    def __init__(self, store: Store, clock: StoryClock, opened: Tenant, loop: Loop, start: Start) -> None:
        self._start = start
        running = loop.run(start())
        super().__init__(store, clock, running.bot)
        self.tenant = opened
        self.client = Client(opened, running.port)
        self.taken: set[str] = set()
        self.described: dict[str, str] = {}
        self._loop = loop
        self._running = running
        people = {each.handle: TeamsColleague(each.handle, office=self) for each in roster.PEOPLE}
        self.amira, self.priya, self.david = people["amira"], people["priya"], people["david"]
        self.grace, self.owen = people["grace"], people["owen"]
        self.guest = TeamsColleague("guest", Room.TEAM, office=self)

    @property
    def delivered(self) -> list[str]:
        return self._running.delivered.cards

    @property
    def keys(self) -> dict[str, str]:
        """What each durable message is known by, by its id."""
        return self._running.delivered.keys

    def removes_files(self) -> None:
        self._loop.run(remove_due(self.store, [self._running.teams.deliverer], self._clock))

    def restart(self) -> None:
        """The program ends and is started again: what it kept in mind is gone, what it wrote down is not."""
        keys = self.keys
        self.shut()
        self._running = self._loop.run(self._start())
        self._running.delivered.keys |= keys
        self.client.line.port = self._running.port

    def shut(self) -> None:
        self._loop.run(self._running.shut())

    def finish(self) -> None:
        """Wait until the app has answered everything that people did."""
        self._loop.run(self._running.teams.door.finished())


@contextmanager
def office(
    store: Store,
    *,
    patience: handling.Patience = UNHURRIED,
    reserve: str = RESERVE,
    make: Callable[[Store, Policy, Service], Bot] = Bot,
) -> Iterator[TeamsOffice]:
    """Open the service on this store; what Teams would have refused fails the test in the end.

    `reserve` is the reserve decider's address; `make` makes the bot. What is tried again is tried at once.
    """
    clock = StoryClock(MONDAY)
    with tenant() as opened, serving.loop() as loop:
        start = partial(_open, store, clock, opened, patience, reserve, make)
        teams = TeamsOffice(store, clock, opened, loop, start)
        try:
            yield teams
        finally:
            teams.shut()
        assert not opened.complaints, opened.complaints


def given(opened: Tenant, reserve: str) -> ServerSettings:
    """The settings of a service in this tenant."""
    issuer = opened.issuer
    return settings.read_for_server(
        _env_file=None,
        evenhand_managers=",".join(roster.MANAGERS_EMAILS),
        evenhand_reserve_deciders=reserve,
        evenhand_managers_channel=f"teams:{conversations.MANAGERS}",
        microsoft_app_id=issuer.app_id,
        microsoft_app_password=issuer.secret,
        microsoft_app_tenant_id=issuer.tenant,
        microsoft_openid_metadata=issuer.metadata_url,
        microsoft_token_url=issuer.token_url,
        teams_service_url=opened.service_url,
    )


async def _open(
    store: Store,
    clock: StoryClock,
    opened: Tenant,
    patience: handling.Patience,
    reserve: str,
    make: Callable[[Store, Policy, Service], Bot],
) -> Running:
    """The whole app, put together as a service puts it."""
    read = given(opened, reserve)
    service = settings.service(read)
    bot = make(store, policy.packaged(), service)

    def wake() -> None:
        deliveries.wake()

    teams = join(read, service, bot, store, clock, wake=wake, patience=patience, pause=at_once)
    assert teams
    delivered = Remembering(teams.deliverer)
    deliveries = DeliveryLoop(
        store,
        [delivered],
        clock,
        owner=secrets.token_hex(4),
        patience=Patience(poll=0.05, settle=0.0),
    )
    running = Running(bot, teams, deliveries, delivered)
    await running.begin()
    return running
