"""`evenhand serve` in processes of its own, to be killed, frozen and started again at any moment."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.slack import conversations
from tests.slack.api import BOT_TOKEN
from tests.slack.workspace import SECRET

ROOT = Path(__file__).parents[2]
SERVE = ("-m", "bot", "serve")


class Served:
    """One replica, on a port of its own; `log` is what all of its processes wrote, one after another."""

    def __init__(self, environment: Mapping[str, str], folder: Path, *, run: Sequence[str] = SERVE) -> None:
        self.port = free_port()
        self.log = folder / f"replica-{self.port}.log"
        self._environment = {**environment, "PORT": str(self.port)}
        self._folder = folder
        self._command = [sys.executable, *run]
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
        said = self._process.stdout.readline() if self._process.stdout else ""
        assert said, f"it did not start: {self.log.read_text('utf-8')}"

    def kill(self) -> None:
        """Let it end at once, without a chance to tidy up."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Ask it to end; the code it ended with."""
        return self._end(signal.SIGTERM)

    def freeze(self) -> None:
        """Let it stand still, as a machine that sleeps."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def _end(self, number: int) -> int:
        assert self._process is not None
        self._process.send_signal(number)
        self._process.communicate()
        code: int = self._process.returncode
        return code


def installed(joined: Mapping[str, str], database: str, folder: Path, **more: str) -> dict[str, str]:
    """What an installer sets, `joined` being their platform's settings; none of the machine's own shines through."""
    ours = ("EVENHAND", "SLACK", "MICROSOFT", "TEAMS")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "PWD": str(folder),
        **joined,
        "EVENHAND_DATABASE_URL": database,
        "EVENHAND_MANAGERS": "grace.morgan@example.org,owen.price@example.org",
        "EVENHAND_WORKING_DAYS": "mon-sun",
        **more,
    }


def slack_at(url: str) -> dict[str, str]:
    """The settings of Slack whose Web API answers there."""
    return {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": url,
        "EVENHAND_MANAGERS_CHANNEL": f"slack:{conversations.MANAGERS}",
    }


def environment(slack: str, database: str, folder: Path, **more: str) -> dict[str, str]:
    """What an installer of Slack sets, `slack` being where the Web API answers."""
    return installed(slack_at(slack), database, folder, **more)


def uncaught(logged: str) -> int:
    """How many errors were logged that nobody expected: with a traceback, or with where they came from in its place."""
    return logged.count("Traceback") + logged.count('"at": "')


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
