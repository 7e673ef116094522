"""Ten times the busiest hour of a service of 200 people, at the pace at which people come and not at ours."""

import asyncio
import random
import time
from collections.abc import Iterator, Mapping

import aiohttp

from tests.benchmarks.contenders import Running
from tests.benchmarks.deeds import CREW, DEEDS, SUMMED, Crew, Waits
from tests.benchmarks.tables import quantile, table
from tests.benchmarks.visits import door
from tests.slack.workspace import Workspace

PEOPLE, A_DAY, BUSIEST, TIMES = 200, 20, 0.2, 10
"""Reports of each in a day, and the share of a day's that come in its busiest hour (ours)."""
REPORTS_AN_HOUR = int(PEOPLE * A_DAY * BUSIEST)
"""800; a contact of the crew is two reports, eight keystrokes, one press and one look (`check`)."""
CONTACTS_A_SECOND = TIMES * REPORTS_AN_HOUR / 2 / 3600
LONGEST = 3.0
"""Seconds that Slack waits."""
EVERY = 20.0
"""Seconds from one summary to the next."""


def hour(crew: Crew, slack: Workspace, apps: Mapping[str, Running], seconds: float) -> Iterator[str]:
    """A table for each app: how many of each deed there were, and how long they took."""
    for name, app in apps.items() if seconds else ():
        waits = slack.loop.run(_come(crew, app.port, seconds), seconds + 120)
        rows = {
            deed: [str(len(taken)), *_told(taken), str(sum(wait > LONGEST for wait in taken))]
            for deed, taken in waits.items()
            if taken
        }
        title = f"{name}: {seconds:.0f} s of ten times the busiest hour, ms"
        yield table(title, ["times", "p50", "p99", "longest", "past 3 s"], rows)


def _told(taken: list[float]) -> list[str]:
    return [f"{each * 1000:.0f}" for each in (quantile(taken, 50), quantile(taken, 99), max(taken))]


async def _come(crew: Crew, port: int, seconds: float) -> Waits:
    """Contacts come at random moments, whether or not the last ones are done."""
    chance, taken = random.Random(7), {deed: list[float]() for deed in DEEDS}  # noqa: S311 - the same each time
    free: asyncio.Queue[int] = asyncio.Queue()
    for place in range(len(CREW) // 2):
        free.put_nowait(place)
    async with door(port) as slack, asyncio.TaskGroup() as group:
        ends = time.perf_counter() + seconds
        group.create_task(_summaries(crew, port, ends, taken))
        while time.perf_counter() < ends:
            place = await free.get()
            group.create_task(_contact(crew, slack, place, free, taken))
            await asyncio.sleep(chance.expovariate(CONTACTS_A_SECOND))
    return taken


async def _contact(
    crew: Crew, slack: aiohttp.ClientSession, place: int, free: asyncio.Queue[int], taken: Waits
) -> None:
    try:
        await crew.contact(slack, CREW[2 * place : 2 * place + 2], taken)
    finally:
        free.put_nowait(place)


async def _summaries(crew: Crew, port: int, ends: float, taken: Waits) -> None:
    while time.perf_counter() < ends:
        taken[SUMMED] += await crew.summaries(port, 1)
        await asyncio.sleep(min(EVERY, max(0.0, ends - time.perf_counter())))
