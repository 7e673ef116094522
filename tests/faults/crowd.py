"""Fifty people who do something in the same moment, through every replica of the service."""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Barrier

from bot import policy
from bot.app import Bot
from bot.chat import Command, Press, Reply, Submission
from storage import Store
from tests.bot.desk import Colleague, Desk, shown

FIFTY = 50
REFERENCE = re.compile(r"Saved as (R-\d{5})")
Event = Command | Press | Submission


class Crowd:
    """The colleagues, and the bots that serve them: one on SQLite, three with a store each on PostgreSQL."""

    def __init__(self, desk: Desk, bots: Sequence[Bot]) -> None:
        self.desk = desk
        self.bots = bots

    def at_once(self, events: Sequence[Event]) -> list[Reply]:
        """What each of these is answered, all of them handed over in the same moment."""
        together = Barrier(len(events))

        def handle(number: int) -> Reply:
            together.wait(30)
            return self.bots[number % len(self.bots)].handle(events[number])

        with ThreadPoolExecutor(len(events)) as everybody:
            return list(everybody.map(handle, range(len(events)), timeout=120))


@contextmanager
def crowd(desk: Desk, url: str) -> Iterator[Crowd]:
    """The service of this desk as all of its replicas."""
    with ExitStack() as opened:
        stores = [opened.enter_context(Store(url)) for _ in range(1 if desk.store.dialect == "sqlite" else 3)]
        yield Crowd(desk, [Bot(store, policy.packaged(), desk.service) for store in stores])


def people(desk: Desk) -> list[Colleague]:
    """Fifty colleagues who are known already."""
    found = [desk.colleague(f"Worker{number:02d} Example") for number in range(FIFTY)]
    for each in found:
        _ = each.person
    return found


def addresses() -> str:
    """Their addresses, as a setting takes them."""
    return ",".join(f"worker{number:02d}@example.org" for number in range(FIFTY))


def read(reply: Reply) -> str:
    """Everything that somebody is answered, as text."""
    return "\n".join(shown(part) for part in reply.parts)
