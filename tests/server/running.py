"""A process as a supervisor holds it: started by the command it was given, asked how it is, ended politely."""

import http.client
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from tests.server.machine import nothing_set


class Running:
    """One started process; `said` is its first line, `log` what it logs."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self.log = folder / "evenhand.log"
        with self.log.open("w", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                command,
                env={**nothing_set(), **environment},
                cwd=folder,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self.said = self._process.stdout.readline() if self._process.stdout else ""

    def stop(self, longest: float) -> tuple[int, str]:
        """Ask it to end within so many seconds; the code that it ended with, and its last words."""
        self._process.send_signal(signal.SIGTERM)
        last, _ = self._process.communicate(timeout=longest)
        return self._process.returncode, last

    def kill(self) -> None:
        """Whatever happened before, nothing stays."""
        self._process.kill()
        self._process.communicate()

    @staticmethod
    def ends_well(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> bool:
        """Whether a command ends with 0."""
        given = {**nothing_set(), **environment}
        done = subprocess.run(
            command, env=given, cwd=folder, check=False, stderr=subprocess.DEVNULL, timeout=60
        )
        return done.returncode == 0


def answer(port: int, path: str) -> tuple[int, str]:
    """What a path answers, with what words."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        line.request("GET", path)
        given = line.getresponse()
        return given.status, given.read().decode()
