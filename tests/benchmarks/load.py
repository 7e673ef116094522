"""How fast everything is with many reports, beside two floors: `python -m tests.benchmarks.load --reports 100000`."""

import argparse
import os
import platform
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TypeVar

from rich.console import Console
from rich.progress import track

from tests.benchmarks import places
from tests.benchmarks.contenders import BARE, Contender, Running, running
from tests.benchmarks.deeds import DEEDS, FILED, JOINED, OPENED, SUMMED, Crew, Waits
from tests.benchmarks.hour import hour
from tests.benchmarks.past import CONTACTS
from tests.benchmarks.tables import compared, quantile, table
from tests.slack.workspace import Workspace, workspace

WARM_UP = 3
WAYS = (1, 8, 32)
LONG = 600.0
SUMMARIES = 3
LIBRARIES = "aiohttp", "slack-bolt", "slack-sdk", "SQLAlchemy", "sqlmodel", "psycopg"
FLOORS = {"sqlite": "a row in SQLite", "postgresql": "a row in PostgreSQL"}
T = TypeVar("T")
OURS = {"sqlite": "Evenhand, SQLite", "postgresql": "Evenhand, PostgreSQL"}


@dataclass
class Taken:
    """What one app took at one pace: every wait by deed, round by round; contacts a second in each round.

    `processor`: seconds of a processor that a contact took, in each round.
    """

    rounds: list[Waits] = field(default_factory=list)
    a_second: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def all(self, deed: str) -> list[float]:
        """The waits of all rounds."""
        return [wait for waits in self.rounds for wait in waits.get(deed, [])]


Measured = dict[tuple[int, str], Taken]
"""By how many pairs worked at once, and the app's name."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print."""
    given = _arguments(arguments)
    with folder_of(given.folder) as folder, ExitStack() as stack:
        found = _contenders(folder, given.reports, given.databases, stack)
        print(conditions([given.reports], given.rounds))  # noqa: T201 - what the program is for
        slack = stack.enter_context(workspace(check=lambda _payload: None))
        crew = Crew(slack, max(1, given.reports // CONTACTS))
        apps = {each.name: stack.enter_context(running(each, slack, folder)) for each in found}
        begun = {name: app.memory() for name, app in apps.items()}
        measured = _measured(crew, slack, apps, given)
        print(*_tables(measured, list(apps)), sep="\n\n", end="\n\n")  # noqa: T201
        print(f"Load after: {load()}.\n")  # noqa: T201
        hours = hour(crew, slack, {name: apps[name] for name in apps if name in OURS.values()}, given.hour)
        print(*hours, _memory(apps, begun), sep="\n\n")  # noqa: T201


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.load", description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000, help="in each database (100000)")
    parser.add_argument("--databases", nargs="+", choices=list(OURS), default=list(OURS))
    parser.add_argument("--ways", nargs="+", type=int, default=WAYS, help="pairs at once (1 8 32)")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument(
        "--contacts",
        type=int,
        default=24,
        help="of each app in a round, one at a time (24); then twice as many",
    )
    parser.add_argument("--hour", type=float, default=60.0, help="seconds of ten times the busiest hour (60)")
    parser.add_argument("--folder", type=Path, help="where the filled databases are kept for the next run")
    return parser.parse_args(arguments)


@contextmanager
def folder_of(given: Path | None) -> Iterator[Path]:
    """This folder, or one that is gone afterwards."""
    if given:
        given.mkdir(parents=True, exist_ok=True)
        yield given.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="evenhand-load-") as name:
        yield Path(name)


def _contenders(folder: Path, reports: int, databases: Sequence[str], stack: ExitStack) -> list[Contender]:
    """The floors first, each of them before what it is compared with."""
    found = [Contender(BARE, "bare", "sqlite:///unused.db")]
    for kind in databases:
        if kind == "sqlite":
            floor, ours = f"sqlite:///{folder / 'floor.db'}", places.sqlite_with(folder, reports)
        else:
            server = stack.enter_context(places.postgresql(folder / "postgresql"))
            floor, ours = places.empty(server, "floor"), places.postgresql_with(server, reports)
        found += [Contender(FLOORS[kind], "committing", floor), Contender(OURS[kind], "evenhand", ours)]
    return found


def _measured(crew: Crew, slack: Workspace, apps: dict[str, Running], given: argparse.Namespace) -> Measured:
    """Each app in turn, one, eight and thirty-two pairs at once; each round begins with another app."""
    taken: Measured = {(at_once, name): Taken() for at_once in given.ways for name in apps}
    for app in apps.values():
        slack.loop.run(crew.contacts(app.port, WARM_UP, at_once=1), LONG)
    turns = [(number, at_once) for number in range(given.rounds) for at_once in given.ways]
    for number, at_once in track(turns, "Measuring", console=Console(stderr=True), transient=True):
        for name in in_turn(list(apps), number):
            contacts = given.contacts if at_once == 1 else 2 * given.contacts
            begun, busy = time.perf_counter(), apps[name].processor()
            waits = slack.loop.run(crew.contacts(apps[name].port, contacts, at_once=at_once), LONG)
            taken[at_once, name].a_second.append(contacts / (time.perf_counter() - begun))
            taken[at_once, name].processor.append((apps[name].processor() - busy) / contacts)
            if at_once == 1:
                waits[SUMMED] = slack.loop.run(crew.summaries(apps[name].port, SUMMARIES), LONG)
            taken[at_once, name].rounds.append(waits)
    return taken


def _ways(measured: Measured) -> list[int]:
    return sorted({at_once for at_once, _name in measured})


def in_turn(every: list[T], number: int) -> list[T]:
    """All of them; each round begins with another."""
    first = number % len(every)
    return [*every[first:], *every[:first]]


def _tables(measured: Measured, names: list[str]) -> Iterator[str]:
    for at_once in _ways(measured):
        columns = {name: measured[at_once, name] for name in names}
        deeds = [deed for deed in DEEDS if columns[names[0]].all(deed)]
        rows = {deed: [compared(taken.all(deed)) for taken in columns.values()] for deed in deeds}
        rows["contacts a second"] = [f"{median(taken.a_second):.1f}" for taken in columns.values()]
        rows["processor, ms a contact"] = [
            f"{median(taken.processor) * 1000:.0f}" for taken in columns.values()
        ]
        yield table(f"{at_once} at once: p50 / p99, ms", names, rows)
    yield table(
        "To its floor", [f"{at_once} at once" for at_once in _ways(measured)], dict(_ratios(measured, names))
    )


def _ratios(measured: Measured, names: list[str]) -> Iterator[tuple[str, list[str]]]:
    """What the goals are about: the p99 of acknowledging to the bare app's, the p50 of saving to that of one row."""
    for kind, ours in OURS.items():
        if ours not in names:
            continue
        for title, deed, floor, share in (
            (f"{ours}: {OPENED}, p99 to the bare app's", OPENED, BARE, 99),
            (f"{ours}: {FILED}, p50 to {FLOORS[kind]}", FILED, FLOORS[kind], 50),
            (f"{ours}: {JOINED}, p50 to {FLOORS[kind]}", JOINED, FLOORS[kind], 50),
        ):
            yield (
                title,
                [
                    _ratio(measured[each, ours], measured[each, floor], deed, share)
                    for each in _ways(measured)
                ],
            )


def _ratio(mine: Taken, floor: Taken, deed: str, share: int) -> str:
    """The ratio over all rounds, then the lowest and the highest of a round."""
    rounds = [
        quantile(own[deed], share) / quantile(theirs[deed], share)
        for own, theirs in zip(mine.rounds, floor.rounds, strict=True)
    ]
    whole = quantile(mine.all(deed), share) / quantile(floor.all(deed), share)
    return f"{whole:.2f} ({min(rounds):.2f} to {max(rounds):.2f})"


def _memory(apps: dict[str, Running], begun: dict[str, float]) -> str:
    rows = {
        name: [f"{begun[name]:.0f}", f"{app.memory():.0f}", f"{app.memory('VmHWM'):.0f}"]
        for name, app in apps.items()
    }
    return table("Memory, MB", ["when it answers", "after the run", "at most"], rows)


def load() -> str:
    """How many wanted a processor, over one, five and fifteen minutes."""
    return ", ".join(f"{each:.1f}" for each in os.getloadavg())


def conditions(reports: Sequence[int], rounds: int) -> str:
    """When, how much, and on what it is measured."""
    sizes = ", ".join(f"{number:,}" for number in reports)
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{datetime.now(UTC):%d %B %Y, %H:%M}: {sizes} reports in each database; {rounds} rounds; load before: {load()}.\n"
        f"Python {platform.python_version()} on {platform.system()}, {os.cpu_count()} cores; {libraries}, "
        f"SQLite {sqlite3.sqlite_version}.\n"
    )


if __name__ == "__main__":
    main()
