"""How long Evenhand takes to start, beside its libraries alone: `python -m tests.benchmarks.starting`."""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from storage import Store
from tests.benchmarks.contenders import Contender, running
from tests.benchmarks.tables import table
from tests.slack.workspace import Workspace, workspace

LIBRARIES = (
    "import aiohttp.web, slack_bolt.app.async_app, slack_sdk.web.async_client, sqlmodel, alembic.command, psycopg, "
    "pydantic_settings, typer, rich"
)
"""What `evenhand serve` cannot do without."""
Start = Callable[[Workspace, Path], float]


def main(arguments: Sequence[str] | None = None) -> None:
    """Start each in turn, so often, and print the medians."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.starting", description=__doc__)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--programs", nargs="+", choices=list(PROGRAMS), default=list(PROGRAMS))
    given = parser.parse_args(arguments)
    taken: dict[str, list[float]] = {name: [] for name in given.programs}
    with workspace(check=lambda _payload: None) as slack, tempfile.TemporaryDirectory() as name:
        _migrate(Path(name))
        for _ in range(given.times):
            for program in given.programs:
                taken[program].append(PROGRAMS[program](slack, Path(name)))
    rows = {
        name: [f"{each * 1000:.0f}" for each in (median(waits), max(waits))] for name, waits in taken.items()
    }
    print(table("Start, ms", ["median", "longest"], rows))  # noqa: T201 - what the program is for


def _migrate(folder: Path) -> None:
    with Store(f"sqlite:///{folder / 'start.db'}") as store:
        store.migrate()


def _python(code: str) -> Start:
    def start(_slack: Workspace, folder: Path) -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, cwd=folder)
        return time.perf_counter() - begun

    return start


def _until_it_answers(kind: str) -> Start:
    def start(slack: Workspace, folder: Path) -> float:
        begun = time.perf_counter()
        with running(Contender(kind, kind, f"sqlite:///{folder / 'start.db'}"), slack, folder):
            return time.perf_counter() - begun

    return start


PROGRAMS: dict[str, Start] = {
    "Python alone": _python("pass"),
    "Evenhand's libraries, imported": _python(LIBRARIES),
    "bare app, until it answers": _until_it_answers("bare"),
    "Evenhand, until it answers": _until_it_answers("evenhand"),
}


if __name__ == "__main__":
    main()
