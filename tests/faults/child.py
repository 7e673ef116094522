"""The process that is killed: `python -m tests.faults.child DATABASE STANDIN commit|deliver`.

`commit` puts a message and says so; `deliver` runs the delivery loop until it is killed.
"""

import asyncio
import os
import sys

from aiohttp import ClientSession

from adapters.clock import SystemClock
from adapters.outbox import DeliveryLoop
from adapters.sending import Patience
from bot import cardjson
from bot.cards import Card
from bot.chat import Place
from storage import Db, Store, outbox

QUICK = Patience(settle=0.05, poll=0.05)


class Speaks:
    """Delivers to the stand-in."""

    platform = "standin"

    def __init__(self, session: ClientSession) -> None:
        self.session = session

    async def post(self, place: Place, key: str, card: Card) -> str:
        body = {"target": place.target, "key": key, "title": card.title}
        async with self.session.post("/post", json=body) as answer:
            return str((await answer.json())["id"])

    async def edit(self, place: Place, remote_id: str, key: str, card: Card) -> None:
        body = {"id": remote_id, "target": place.target, "key": key, "title": card.title}
        async with self.session.post("/edit", json=body) as answer:
            answer.raise_for_status()

    async def find(self, place: Place, key: str) -> str | None:
        async with self.session.get("/find", params={"target": place.target, "key": key}) as answer:
            found: str | None = (await answer.json())["id"]
            return found


def commit(store: Store, title: str, messages: int) -> None:
    """Put the messages, each in one of four places."""

    def work(db: Db) -> None:
        card = cardjson.encode(Card(title))
        for number in range(messages):
            outbox.put(
                db,
                platform="standin",
                kind="channel",
                target=f"channel-{number % 4}",
                key=f"issue:{number}",
                card=card,
                at=SystemClock().now(),
            )

    store.write(work)


async def deliver(store: Store, url: str) -> None:
    """Deliver until killed."""
    async with ClientSession(url) as session:
        loop = DeliveryLoop(store, [Speaks(session)], SystemClock(), owner=str(os.getpid()), patience=QUICK)
        await loop.run()


def main() -> None:
    """Do as told, then wait for the end."""
    database, url, job = sys.argv[1:]
    store = Store(database)
    if job == "commit":
        commit(store, "before", 1)
        print("committed", flush=True)  # noqa: T201 - to the test
        sys.stdin.read()
    else:
        asyncio.run(deliver(store, url))


if __name__ == "__main__":
    main()
