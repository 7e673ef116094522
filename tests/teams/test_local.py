"""Without an app id nobody shows a token: then only this computer comes in."""

from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from adapters.clock import SystemClock
from adapters.teams.app import PATH
from adapters.teams.joining import join
from bot import policy, settings
from bot.app import Bot
from storage import Store
from tests.databases import NewDatabase


async def asked(door: web.Application, site: str, folder: Path) -> int:
    """What the door answers to an activity that nobody signed, over loopback or from nowhere in particular."""
    runner = web.AppRunner(door)
    await runner.setup()
    socket = str(folder / "door")
    connector: aiohttp.BaseConnector | None = None
    try:
        if site == "loopback":
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            url = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
        else:
            await web.UnixSite(runner, socket).start()
            url, connector = f"http://localhost{PATH}", aiohttp.UnixConnector(socket)
        async with (
            aiohttp.ClientSession(connector=connector) as session,
            session.post(url, json={"type": "typing"}) as answer,
        ):
            return answer.status
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(("site", "status"), [("loopback", 200), ("elsewhere", 401)])
async def test_only_this_computer_comes_in(
    new_sqlite: NewDatabase, tmp_path: Path, site: str, status: int
) -> None:
    given = settings.read_for_server(_env_file=None, teams_local="1")
    service, app = settings.service(given), web.Application()
    with Store(new_sqlite()) as store:
        bot = Bot(store, policy.packaged(), service)
        teams = join(given, service, bot, store, SystemClock(), wake=lambda: None)
        assert teams
        teams.door.attach(app)
        assert await asked(app, site, tmp_path) == status
