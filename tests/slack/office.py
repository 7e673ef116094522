"""The office in Slack: the real bot, door and delivery loop on loopback, the workspace standing in for Slack."""

import asyncio
import html
import secrets
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from functools import partial

from aiohttp import web

from adapters.given import keep
from adapters.outbox import DeliveryLoop
from adapters.removing import remove_due
from adapters.sending import Patience
from adapters.slack import handling
from adapters.slack.app import SlackDoor
from adapters.slack.deliver import SlackApi, SlackDeliverer
from adapters.slack.directory import Directory
from adapters.slack.ids import PLATFORM
from adapters.web import roster
from bot import policy, settings
from bot.app import Bot
from storage import Store
from tests import serving
from tests.office.shared import MONDAY, RESERVE, Office, Room, StoryClock
from tests.serving import LONGEST, Loop
from tests.slack import conversations
from tests.slack.client import Client
from tests.slack.colleague import SlackColleague
from tests.slack.lines import HttpLine, SocketLine
from tests.slack.workspace import SECRET, Workspace, workspace

UNHURRIED = handling.Patience(answer=LONGEST, acknowledge=LONGEST, suggest=LONGEST, rest=0.0)
"""The answer is waited for on the slowest machine too; a test of what is shown meanwhile brings its own patience."""
SHOWN_TO_OTHERS = ("chat.postMessage", "chat.update")


class Running:
    """What runs while the office is open; `port` is where the HTTP door is, if it is open."""

    def __init__(self, bot: Bot, api: SlackApi, door: SlackDoor, deliveries: DeliveryLoop) -> None:
        self.bot = bot
        self.api = api
        self.door = door
        self.deliveries = deliveries
        self.port = 0
        self._stack = AsyncExitStack()

    async def begin(self) -> None:
        await self._stack.enter_async_context(self.api.connected())
        app = web.Application()
        self.door.attach(app)
        runner, self.port = await serving.answer(app)
        self._stack.push_async_callback(runner.cleanup)
        self._stack.push_async_callback(self._deliver_no_more, asyncio.create_task(self.deliveries.run()))
        await self._stack.enter_async_context(self.door.listening())

    async def shut(self) -> None:
        await self.door.finished()
        await self._stack.aclose()

    async def _deliver_no_more(self, delivering: asyncio.Task[None]) -> None:
        self.deliveries.stop()
        await delivering


class SlackOffice(Office):
    """The service while its people use Slack."""

    amira: SlackColleague
    priya: SlackColleague
    david: SlackColleague
    grace: SlackColleague
    owen: SlackColleague
    guest: SlackColleague

    def __init__(
        self,
        store: Store,
        clock: StoryClock,
        opened: Workspace,
        loop: Loop,
        running: Running,
        *,
        socket_mode: bool,
    ) -> None:
        super().__init__(store, clock, running.bot)
        self.workspace = opened
        self.client = Client(opened, SocketLine(opened) if socket_mode else HttpLine(running.port))
        self._loop = loop
        self._running = running
        people = {each.handle: SlackColleague(each.handle, office=self) for each in roster.PEOPLE}
        self.amira, self.priya, self.david = people["amira"], people["priya"], people["david"]
        self.grace, self.owen = people["grace"], people["owen"]
        self.guest = SlackColleague("guest", Room.TEAM, office=self)

    @property
    def delivered(self) -> list[str]:
        found = (each for each in self.workspace.everything if each.label.startswith(SHOWN_TO_OTHERS))
        return [html.unescape(" ".join(_texts(each.payload))) for each in found]

    def removes_files(self) -> None:
        self._loop.run(remove_due(self.store, [SlackDeliverer(self._running.api)], self._clock))

    def finish(self) -> None:
        """Wait until the app has answered everything that people did."""
        self._loop.run(self._running.door.finished())


def _texts(sent: object) -> Iterator[str]:
    match sent:
        case str():
            yield sent
        case dict():
            for value in sent.values():
                yield from _texts(value)
        case list():
            for value in sent:
                yield from _texts(value)


@contextmanager
def office(
    store: Store,
    *,
    socket_mode: bool = False,
    patience: handling.Patience = UNHURRIED,
    reserve: str = RESERVE,
) -> Iterator[SlackOffice]:
    """Open the service on this store; what Slack would have refused fails the test in the end.

    `reserve` is the reserve decider's address.
    """
    clock = StoryClock(MONDAY)
    with workspace() as opened, serving.loop() as loop:
        running = loop.run(_open(store, clock, opened, patience, socket_mode=socket_mode, reserve=reserve))
        try:
            yield SlackOffice(store, clock, opened, loop, running, socket_mode=socket_mode)
        finally:
            loop.run(running.shut())
        assert not opened.complaints, opened.complaints


async def _open(
    store: Store,
    clock: StoryClock,
    opened: Workspace,
    patience: handling.Patience,
    *,
    socket_mode: bool,
    reserve: str,
) -> Running:
    """The whole app: the only place that knows how it is put together."""
    service = settings.service(
        settings.read(
            _env_file=None,
            evenhand_managers=",".join(roster.MANAGERS_EMAILS),
            evenhand_reserve_deciders=reserve,
            evenhand_managers_channel=f"slack:{conversations.MANAGERS}",
        )
    )
    bot = Bot(store, policy.packaged(), service)
    api = SlackApi(opened.tokens.bot, opened.base_url)
    deliveries = DeliveryLoop(
        store,
        [SlackDeliverer(api)],
        clock,
        owner=secrets.token_hex(4),
        patience=Patience(poll=0.05, settle=0.0),
    )
    door = SlackDoor(
        bot,
        api,
        Directory(api, store, clock, service),
        clock,
        zone=service.work.zone,
        signing_secret="" if socket_mode else SECRET,
        app_token=opened.tokens.app if socket_mode else "",
        wake=deliveries.wake,
        given=partial(keep, store, clock, PLATFORM),
        patience=patience,
    )
    running = Running(bot, api, door, deliveries)
    await running.begin()
    return running
