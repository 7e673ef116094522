"""The office in Microsoft's playground: `evenhand serve` as it is started, and clients of the real thing."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from adapters.web import roster
from tests.browser.conftest import free_port
from tests.faults.served import Served
from tests.playground.playground import Seat, channel, running, service_url, sitting
from tests.teams.members import of

OURS = ("EVENHAND", "SLACK", "MICROSOFT", "TEAMS")


class Office:
    """Five people, each before a client of their own."""

    def __init__(self, browser: Browser, url: str, folder: Path, stack: ExitStack) -> None:
        self._browser, self._url, self._folder, self._stack = browser, url, folder, stack
        self._seats: dict[str, Seat] = {}

    def sits(self, handle: str, port: int = 0) -> Seat:
        """Somebody before their client, which is opened when first asked for."""
        if handle not in self._seats:
            who = of(handle)
            address = self._stack.enter_context(running(who, self._url, self._folder, port))
            self._seats[handle] = self._stack.enter_context(sitting(self._browser, who, address))
        return self._seats[handle]


@contextmanager
def open_office(browser: Browser, folder: Path) -> Iterator[Office]:
    """The service, and Grace's client, in which the managers' channel is."""
    at = free_port()
    environment = _environment(folder, TEAMS_SERVICE_URL=service_url(at))
    command = [sys.executable, "-m", "bot", "migrate"]
    subprocess.run(command, env=environment, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    service = Served(environment, folder)
    service.start()
    try:
        with ExitStack() as stack:
            office = Office(browser, f"http://127.0.0.1:{service.port}/api/messages", folder, stack)
            office.sits("grace", at)
            yield office
    finally:
        service.stop()


def _environment(folder: Path, **more: str) -> Mapping[str, str]:
    """Every day is a working day: the machine's own date counts here."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {
        **kept,
        "PWD": str(folder),
        "TEAMS_LOCAL": "1",
        "EVENHAND_DATABASE_URL": f"sqlite:///{folder}/evenhand.db",
        "EVENHAND_MANAGERS": ",".join(roster.MANAGERS_EMAILS),
        "EVENHAND_MANAGERS_CHANNEL": f"teams:{channel(of('grace'))}",
        "EVENHAND_WORKING_DAYS": "mon-sun",
        **more,
    }
