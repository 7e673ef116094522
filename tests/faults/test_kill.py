"""A process is killed (`kill -9`) at the worst moments: no message is lost, and none is shown twice."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import col, select

from storage import Db, Store, outbox
from storage.outbox import Counts
from storage.tables import Message
from tests.faults.child import commit
from tests.faults.standin import StandIn, listening

ROOT = Path(__file__).parents[2]
DEADLINE = 30.0


@asynccontextmanager
async def child(database: str, stand_in: StandIn, job: str) -> AsyncIterator[Process]:
    """A process of its own, killed at the end without a chance to tidy up."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.faults.child", database, stand_in.url, job),
        cwd=ROOT,
        stdin=PIPE,
        stdout=PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def commits_and_dies(database: str, stand_in: StandIn) -> None:
    async with child(database, stand_in, "commit") as process:
        assert process.stdout is not None
        assert await asyncio.wait_for(process.stdout.readline(), DEADLINE) == b"committed\n"


def commits(database: str, *, title: str = "before", messages: int = 1) -> None:
    with Store(database) as store:
        commit(store, title, messages)


def let_leases_run_out(db: Db) -> None:
    """As if the minute had passed."""
    for message in db.exec(select(Message).where(col(Message.leased_until).is_not(None))):
        message.leased_until = datetime(2026, 1, 1, tzinfo=UTC)


async def delivers_until_nothing_waits(database: str, stand_in: StandIn) -> None:
    """Somebody delivers what is left, after the leases of the dead have run out."""
    with Store(database) as store:
        store.write(let_leases_run_out)
        async with child(database, stand_in, "deliver"), asyncio.timeout(DEADLINE):
            # the event is in another process
            while await asyncio.to_thread(store.read, outbox.counts) != Counts(0, 0):  # noqa: ASYNC110
                await asyncio.sleep(0.02)


async def delivers_and_dies_before_it_is_answered(database: str, stand_in: StandIn) -> None:
    """The stand-in has the message, and the process that sent it never learns so."""
    stand_in.answers.clear()
    async with child(database, stand_in, "deliver") as process:
        await asyncio.wait_for(stand_in.accepted.get(), DEADLINE)
        process.kill()
        await process.wait()
    stand_in.answers.set()


async def test_killed_after_the_commit_and_before_delivery(database_url: str) -> None:
    async with listening() as stand_in:
        await commits_and_dies(database_url, stand_in)
        assert stand_in.keys == []

        await delivers_until_nothing_waits(database_url, stand_in)

        assert stand_in.keys == ["issue:0"]


async def test_killed_after_the_platform_took_the_message_and_before_that_was_recorded(
    database_url: str,
) -> None:
    async with listening() as stand_in:
        commits(database_url)
        await delivers_and_dies_before_it_is_answered(database_url, stand_in)
        assert stand_in.keys == ["issue:0"]

        await delivers_until_nothing_waits(database_url, stand_in)

        assert stand_in.keys == ["issue:0"]
        assert stand_in.finds == 1


async def test_killed_so_and_the_card_changed_meanwhile(database_url: str) -> None:
    async with listening() as stand_in:
        commits(database_url)
        await delivers_and_dies_before_it_is_answered(database_url, stand_in)
        commits(database_url, title="after")

        await delivers_until_nothing_waits(database_url, stand_in)

        assert [(m["key"], m["title"]) for m in stand_in.messages.values()] == [("issue:0", "after")]


async def test_killed_again_and_again_among_many_messages(database_url: str) -> None:
    async with listening() as stand_in:
        commits(database_url, messages=24)
        for _ in range(2):
            with Store(database_url) as store:
                store.write(let_leases_run_out)
            async with child(database_url, stand_in, "deliver"):
                for _ in range(5):
                    await asyncio.wait_for(stand_in.accepted.get(), DEADLINE)

        await delivers_until_nothing_waits(database_url, stand_in)

        assert Counter(stand_in.keys) == {f"issue:{number}": 1 for number in range(24)}


async def test_a_platform_that_cannot_find_it_gets_the_message_again_rather_than_never(
    database_url: str,
) -> None:
    async with listening() as stand_in:
        stand_in.forgetful = True
        commits(database_url)
        await delivers_and_dies_before_it_is_answered(database_url, stand_in)

        await delivers_until_nothing_waits(database_url, stand_in)

        assert stand_in.keys == ["issue:0", "issue:0"]
