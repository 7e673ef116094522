"""A Teams office in trouble: the bot waits or fails when a test says so; pauses pass at once."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from adapters.teams.handling import Patience
from bot.app import Bot
from bot.chat import Event, Reply
from bot.policy import Policy
from bot.settings import Service
from storage import Store
from tests.serving import LONGEST
from tests.teams import office
from tests.teams.office import TeamsOffice

AT_ONCE = Patience(LONGEST, LONGEST, acknowledge=0.01, suggest=LONGEST, again=())
"""Nobody waits for a submission: what the bot does not do at once is slow."""
ONCE = Patience(LONGEST, LONGEST, LONGEST, LONGEST, again=())
"""The database is asked once only."""


class Strained(Bot):
    """The real bot, which meets this trouble first."""

    troubles: deque[Exception]
    going: threading.Event

    def hold(self) -> None:
        """Nothing is done until it may go on."""
        self.going.clear()

    def go(self) -> None:
        """It may go on."""
        self.going.set()

    def handle(self, event: Event) -> Reply:
        self.going.wait(LONGEST)
        if self.troubles:
            raise self.troubles.popleft()
        return super().handle(event)


@contextmanager
def troubled(store: Store, patience: Patience = ONCE) -> Iterator[tuple[TeamsOffice, Strained]]:
    made: list[Strained] = []

    def make(store: Store, rules: Policy, service: Service) -> Strained:
        bot = Strained(store, rules, service)
        bot.troubles, bot.going = deque(), threading.Event()
        bot.going.set()
        made.append(bot)
        return bot

    with office.office(store, patience=patience, make=make) as opened:
        yield opened, made[0]
