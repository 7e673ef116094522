"""A Slack office in trouble: the bot waits or fails when a test says so, pauses pass at once, the clock stands still.

What is logged meanwhile holds nothing private and no token; nothing is left undone when it closes.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlmodel import SQLModel, func, select

from adapters.outbox import DeliveryLoop
from adapters.sending import Patience
from adapters.slack import handling
from adapters.slack.joining import join
from adapters.web import roster
from bot import policy, settings
from bot.app import Bot
from bot.settings import ServerSettings
from storage import Db, Store, outbox
from storage.outbox import Counts
from storage.tables import Report
from tests import serving
from tests.office import words
from tests.office.shared import MONDAY, StoryClock
from tests.serving import LONGEST, Loop
from tests.slack import conversations, members, reading
from tests.slack.client import Client
from tests.slack.conversations import Message
from tests.slack.dialogs import Dialog
from tests.slack.office import UNHURRIED, Running, SlackOffice
from tests.slack.signed import Door
from tests.slack.strained import Pauses, Strained
from tests.slack.workspace import SECRET, Workspace, workspace
from tests.stories import private
from tests.waiting import until

AT_ONCE = handling.Patience(answer=0.01, acknowledge=0.01, suggest=LONGEST)
"""Nobody waits for a form or an outcome: whatever the bot does not do at once is slow. A look-up is waited for."""
MANAGERS = ",".join(roster.MANAGERS_EMAILS)
OFTEN = Patience(poll=0.05, settle=0.0)


class Troubled(SlackOffice):
    """The office, and what is wrong with it."""

    def __init__(
        self,
        store: Store,
        clock: StoryClock,
        opened: Workspace,
        loop: Loop,
        running: Running,
        bot: Strained,
        *,
        socket_mode: bool,
    ) -> None:
        super().__init__(store, clock, opened, loop, running, socket_mode=socket_mode)
        self.bot = bot
        self.port = running.port
        self.door = Door(running.port)
        if not socket_mode:
            self.client = Client(opened, self.door)

    def later(self, seconds: float) -> None:
        """Let time pass, and what is due then be tried."""
        self._clock.at += timedelta(seconds=seconds)
        self._running.deliveries.wake()

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return self._clock.now()

    def hold(self) -> None:
        """Let the bot keep every answer until it is released."""
        self.bot.holding = True

    def release(self) -> None:
        """Let the bot go on, and wait until everything is answered."""
        self.bot.holding = False
        for each in self.bot.held:
            each.set()
        self.finish()

    def stop(self) -> None:
        """Shut, as when the service is asked to stop."""
        self._loop.run(self._running.shut())

    def until(self, happened: Callable[[], object]) -> None:
        """Wait until it has got so far."""
        until(happened)

    def before(self, user: str) -> Dialog:
        """The dialog that somebody has before them."""
        found = self.workspace.dialog(user)
        assert found is not None, "no dialog is open"
        return found

    def reads(self, user: str) -> str:
        """Every word of the dialog that somebody has before them."""
        dialog = self.before(user)
        asks = reading.asks(dialog.view)
        return words(reading.form(dialog) if asks else reading.card(dialog.view["blocks"], dialog))

    def told(self, user: str) -> list[str]:
        """What the assistant wrote to somebody directly, beside what the outbox shows."""
        return [str(m.blocks) for m in self._from_us(user) if not m.metadata]

    def _from_us(self, user: str) -> list[Message]:
        said = self.workspace.direct(user).messages.values()
        return [message for message in said if message.user == members.BOT_USER]

    def whispered(self, user: str) -> list[str]:
        """What only this person sees in channels."""
        return [str(each.blocks) for each in self.workspace.ephemerals(user)]

    @property
    def counts(self) -> Counts:
        return self.store.read(outbox.counts)

    def number_of(self, table: type[SQLModel] = Report) -> int:
        """How many there are."""

        def count(db: Db) -> int:
            return db.exec(select(func.count()).select_from(table)).one()

        return self.store.read(count)


@contextmanager
def office(
    store: Store,
    caplog: pytest.LogCaptureFixture,
    *,
    patience: handling.Patience = UNHURRIED,
    pause: Pauses | None = None,
    deliveries: Patience = OFTEN,
    managers: str = MANAGERS,
    working: Store | None = None,
    app_token: str = "",
) -> Iterator[Troubled]:
    """Open it; `working` is where the bot works, if not on the store that the test looks into.

    With an `app_token` it is in Socket Mode, and its HTTP door shut.
    """
    caplog.set_level(logging.DEBUG)
    with unwatched(
        store,
        patience=patience,
        pause=pause,
        deliveries=deliveries,
        managers=managers,
        working=working,
        app_token=app_token,
    ) as troubled:
        yield troubled
    assert_logs_hold_nothing(store, caplog, troubled.workspace, troubled.delivered)


@contextmanager
def unwatched(
    store: Store,
    *,
    patience: handling.Patience = UNHURRIED,
    pause: Pauses | None = None,
    deliveries: Patience = OFTEN,
    managers: str = MANAGERS,
    working: Store | None = None,
    app_token: str = "",
) -> Iterator[Troubled]:
    """The same, and nobody reads its log."""
    with workspace() as opened, serving.loop() as loop:
        clock = StoryClock(MONDAY)
        given = _settings(opened, managers, app_token)
        opening = _open(given, working or store, clock, patience, pause or Pauses(), deliveries)
        running, bot = loop.run(opening)
        socket_mode = bool(app_token)
        troubled = Troubled(store, clock, opened, loop, running, bot, socket_mode=socket_mode)
        try:
            yield troubled
        finally:
            troubled.release()
            opened.release()
            loop.run(running.shut())
            left = loop.run(_left_undone())
        assert not opened.complaints, opened.complaints
        assert not left


def assert_logs_hold_nothing(
    store: Store, caplog: pytest.LogCaptureFixture, opened: Workspace, delivered: list[str]
) -> None:
    """Neither what people typed, nor a token, nor a traceback."""
    records = caplog.get_records("call") or caplog.records
    logged = "\n".join([*(record.getMessage() for record in records), caplog.text])
    private.assert_nothing_private(store, logged, delivered)
    for secret in (opened.tokens.bot, opened.tokens.app, SECRET, "ticket-", "/response/"):
        assert secret not in logged
    assert "Traceback" not in logged
    assert "never retrieved" not in logged


def log_lines(caplog: pytest.LogCaptureFixture, word: str) -> list[str]:
    """What was logged that says this word."""
    return [record.getMessage() for record in caplog.records if word in record.getMessage()]


async def _left_undone() -> list[str]:
    """The tasks that still run though everything was shut."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    pending: set[asyncio.Task[object]] = set()
    if others:
        _done, pending = await asyncio.wait(others, timeout=5)
    return [repr(task.get_coro()) for task in pending]


def _settings(opened: Workspace, managers: str, app_token: str) -> ServerSettings:
    return settings.read_for_server(
        _env_file=None,
        evenhand_managers=managers,
        evenhand_managers_channel=f"slack:{conversations.MANAGERS}",
        slack_bot_token=opened.tokens.bot,
        slack_signing_secret="" if app_token else SECRET,
        slack_app_token=app_token,
        slack_api_url=opened.base_url,
    )


async def _open(
    given: ServerSettings,
    store: Store,
    clock: StoryClock,
    patience: handling.Patience,
    pause: Pauses,
    delivering: Patience,
) -> tuple[Running, Strained]:
    """The whole app, put together as `evenhand serve` does."""
    service = settings.service(given)
    bot = Strained(Bot(store, policy.packaged(), service))
    slack = join(
        given,
        service,
        bot,
        store,
        clock,
        wake=lambda: deliveries.wake(),  # noqa: PLW0108 - it is made below
        patience=patience,
        pause=pause,
    )
    assert slack is not None
    deliveries = DeliveryLoop(
        store,
        [slack.deliverer],
        clock,
        owner="troubled",
        patience=delivering,
        jitter=lambda: 1.0,
        set_aside=lambda db, place, trouble: bot.undelivered(db, place, trouble, clock.now()),
    )
    running = Running(bot.bot, slack.api, slack.door, deliveries)
    await running.begin()
    return running, bot
