"""`evenhand serve` as an installer starts it: a process of its own, stopped politely, killed, frozen, started again."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from adapters.web import roster
from tests.slack import conversations
from tests.slack.api import BOT_TOKEN
from tests.slack.workspace import SECRET
from tests.teams.conversations import MANAGERS

ROOT = Path(__file__).parents[1]
EVENHAND = (sys.executable, "-m", "bot")
FROM_HERE = {"PYTHONPATH": str(ROOT)}
"""The program that is tested, from whichever folder it is started."""
OURS = ("EVENHAND", "SLACK", "MICROSOFT", "TEAMS", "POSTGRES", "PYTHON", "HOST", "PORT")
"""What settings begin with, and what would change which program runs."""


class Served:
    """One replica, on a port of its own unless one is set; `log` is what its processes wrote, one after another.

    `said` is the first line of its latest process, `last` what it printed after that.
    """

    def __init__(
        self, environment: Mapping[str, str], folder: Path, *, command: Sequence[str] = (*EVENHAND, "serve")
    ) -> None:
        self.port = int(environment.get("PORT") or free_port())
        self.log = folder / f"replica-{self.port}.log"
        self.said = self.last = ""
        self._environment = {**environment, "PORT": str(self.port), "COLUMNS": "200"}
        self._folder = folder
        self._command = command
        self._process: subprocess.Popen[str] | None = None

    @property
    def running(self) -> bool:
        """Whether it was started, and nobody ended it since."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it, and wait until it says that it answers."""
        with self.log.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                cwd=self._folder,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self.said = self._process.stdout.readline() if self._process.stdout else ""
        assert self.said, f"it did not start: {self.log.read_text('utf-8')}"

    def kill(self) -> None:
        """Let it end at once, without a chance to tidy up."""
        self._end(signal.SIGKILL)

    def stop(self, longest: float | None = None) -> int:
        """Ask it to end, within so many seconds; the code it ended with."""
        return self._end(signal.SIGTERM, longest)

    def ends(self, seconds: float) -> int:
        """Wait until it ends by itself; the code it ended with."""
        assert self._process is not None
        self.last, _ = self._process.communicate(timeout=seconds)
        code: int = self._process.returncode
        return code

    def freeze(self) -> None:
        """Let it stand still, as a machine that sleeps."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def _end(self, number: int, longest: float | None = None) -> int:
        assert self._process is not None
        self._process.send_signal(number)
        self.last, _ = self._process.communicate(timeout=longest)
        code: int = self._process.returncode
        return code


@contextmanager
def served(environment: Mapping[str, str], folder: Path) -> Iterator[Served]:
    """Serve while the context lasts. It ends politely and well."""
    one = Served(environment, folder)
    one.start()
    try:
        yield one
    finally:
        code = one.stop()
    assert (code, "Stopped." in one.last) == (0, True)


def run(
    command: str, environment: Mapping[str, str], folder: Path, *more: str
) -> subprocess.CompletedProcess[str]:
    """Run a command of Evenhand's in this folder until it ends."""
    line = [*EVENHAND, command, *more]
    given = {**environment, "COLUMNS": "200"}
    return subprocess.run(line, env=given, cwd=folder, capture_output=True, text=True, check=False)


def nothing_set() -> dict[str, str]:
    """The machine's environment, without anything that is a setting."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS)}


def installed(joined: Mapping[str, str], database: str, folder: Path, **more: str) -> dict[str, str]:
    """What an installer sets, `joined` being their platform's settings. Every day is a working day."""
    return {
        **nothing_set(),
        **FROM_HERE,
        "PWD": str(folder),
        **joined,
        "EVENHAND_DATABASE_URL": database,
        "EVENHAND_MANAGERS": ",".join(roster.MANAGERS_EMAILS),
        "EVENHAND_WORKING_DAYS": "mon-sun",
        **more,
    }


def in_slack(url: str) -> dict[str, str]:
    """The settings of Slack whose Web API answers there."""
    return {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": url,
        "EVENHAND_MANAGERS_CHANNEL": f"slack:{conversations.MANAGERS}",
    }


def in_teams(settings: Mapping[str, str]) -> dict[str, str]:
    """The settings of Teams, `settings` being how its tenant is reached."""
    return {**settings, "EVENHAND_MANAGERS_CHANNEL": f"teams:{MANAGERS}"}


def asked(port: int, path: str) -> tuple[int, str]:
    """What a path answers, with what words."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        line.request("GET", path)
        given = line.getresponse()
        return given.status, given.read().decode()


def uncaught(logged: str) -> int:
    """How many errors were logged that nobody expected: with a traceback, or with where they came from in its place."""
    return logged.count("Traceback") + logged.count('"at": "')


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
