"""The office in Microsoft's playground: `evenhand serve` as it is started, and clients of the real thing."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from tests.playground.playground import Seat, channel, running, service_url, sitting
from tests.served import Served, free_port, installed, run
from tests.teams.members import of


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
    environment = installed(local(at), f"sqlite:///{folder}/evenhand.db", folder)
    assert run("migrate", environment, folder).returncode == 0
    service = Served(environment, folder)
    service.start()
    try:
        with ExitStack() as stack:
            office = Office(browser, f"http://127.0.0.1:{service.port}/api/messages", folder, stack)
            office.sits("grace", at)
            yield office
    finally:
        service.stop()


def local(at: int) -> dict[str, str]:
    """The settings of a Teams without tokens, whose clients listen there."""
    return {
        "TEAMS_LOCAL": "1",
        "TEAMS_SERVICE_URL": service_url(at),
        "EVENHAND_MANAGERS_CHANNEL": f"teams:{channel(of('grace'))}",
    }
