"""A bot that waits or fails when a test says so, and pauses that pass at once."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.app import Bot
from bot.chat import Event, Person, Place, Profile, Reply, Tick
from storage import Db
from tests.serving import LONGEST


@dataclass(frozen=True)
class Done:
    """The work is done, and nobody hears of it."""

    trouble: Exception


class Strained:
    """The real bot, asked what it was asked; `held` are the answers that wait for a test while `holding`.

    `troubles` are raised one after another in place of an answer.
    """

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.asked: list[Event] = []
        self.holding = False
        self.held: list[threading.Event] = []
        self.troubles: deque[Exception | Done] = deque()

    @property
    def commands(self) -> tuple[tuple[str, str], ...]:
        return self.bot.commands

    def admit(self, profile: Profile, when: datetime) -> Person:
        return self.bot.admit(profile, when)

    def tick(self, tick: Tick) -> None:
        self.bot.tick(tick)

    def undelivered(self, db: Db, place: Place, trouble: str, when: datetime) -> None:
        self.bot.undelivered(db, place, trouble, when)

    def handle(self, event: Event) -> Reply:
        self.asked.append(event)
        if self.holding:
            self.held.append(threading.Event())
            assert self.held[-1].wait(LONGEST)
        trouble = self.troubles.popleft() if self.troubles else None
        if isinstance(trouble, Exception):
            raise trouble
        reply = self.bot.handle(event)
        if trouble:
            raise trouble.trouble
        return reply


@dataclass
class Pauses:
    """Pauses that pass at once, and how long they would have been; each of them is `noticed`."""

    asked: list[float] = field(default_factory=list)
    noticed: Callable[[], None] = lambda: None

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        await asyncio.to_thread(self.noticed)
