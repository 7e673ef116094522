"""Who is compared, each in a process of its own, and what they saved."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlmodel import text

from storage import Store
from tests.served import FROM_HERE, free_port, nothing_set
from tests.slack.conversations import MANAGERS
from tests.slack.workspace import SECRET, Workspace
from tests.stories.crowd import ten_thousand

BARE = "bare app"


@dataclass(frozen=True)
class Contender:
    """One app: what it is called, what runs, and its database."""

    name: str
    kind: str
    database: str

    def saved(self) -> int:
        """How many reports it keeps."""
        with Store(self.database) as store:
            found: int = store.read(lambda db: db.connection().scalar(text("select count(*) from report")))
        return found


def contenders(folder: Path, *, crowd: bool, given: str = "") -> list[Contender]:
    """Those of a run, the bare app first; `crowd` fills a database, `given` is one that somebody else has."""
    found = [
        Contender(BARE, "bare", _in(folder, "bare")),
        Contender("bare app that saves a row", "committing", _in(folder, "committing")),
        Contender("Evenhand, no customers yet", "evenhand", _in(folder, "empty")),
    ]
    _prepare(found[-1])
    if crowd:
        found.append(Contender("Evenhand, 10,000 customers", "evenhand", _in(folder, "crowded")))
        _prepare(found[-1], ten_thousand)
    if given:
        found.append(Contender("Evenhand, database given", "evenhand", _from_anywhere(given)))
        _prepare(found[-1])
    return found


@dataclass(frozen=True)
class Running:
    """An app that answers: on which port, and as which process."""

    port: int
    process: int

    def memory(self, what: str = "VmRSS") -> float:
        """Megabytes that it has in memory now; `VmHWM`: that it had at most."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        (line,) = (each for each in status.splitlines() if each.startswith(f"{what}:"))
        return int(line.split()[1]) / 1024

    def processor(self) -> float:
        """Seconds that it has kept a processor busy so far, whatever else ran beside it."""
        stat = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(contender: Contender, workspace: Workspace, folder: Path) -> Iterator[Running]:
    """Run an app in a folder where no settings lie."""
    port = free_port()
    environment = _environment(contender, workspace, port)
    command = [sys.executable, "-m", "tests.benchmarks.servers", contender.kind]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=folder) as child:
        try:
            assert child.stdout is not None
            if not child.stdout.readline():
                raise RuntimeError(f"{contender.name} did not start")
            yield Running(port, child.pid)
        finally:
            child.terminate()


def _prepare(contender: Contender, fill: Callable[[Store], None] = lambda _store: None) -> None:
    with Store(contender.database) as store:
        store.migrate()
        fill(store)


def _environment(contender: Contender, workspace: Workspace, port: int) -> dict[str, str]:
    """Ours without our settings, and those of an ordinary service."""
    return nothing_set() | {
        **FROM_HERE,
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "SLACK_API_URL": workspace.base_url,
        "SLACK_BOT_TOKEN": workspace.tokens.bot,
        "SLACK_SIGNING_SECRET": SECRET,
        "EVENHAND_DATABASE_URL": contender.database,
        "EVENHAND_MANAGERS": "manager@example.org",
        "EVENHAND_MANAGERS_CHANNEL": f"slack:{MANAGERS}",
    }


def _from_anywhere(database: str) -> str:
    """The address of a database, the same from every folder."""
    parsed = make_url(database)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        parsed = parsed.set(database=str(Path(parsed.database).resolve()))
    return parsed.render_as_string(hide_password=False)


def _in(folder: Path, name: str) -> str:
    return f"sqlite:///{folder / name}.db"
