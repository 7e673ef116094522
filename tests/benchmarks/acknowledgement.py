"""How long Slack waits for Evenhand, beside a bare app: `python -m tests.benchmarks.acknowledgement`."""

import argparse
import os
import platform
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.progress import track

from tests.benchmarks.contenders import BARE, Contender, contenders, running
from tests.benchmarks.figures import WAITS, figures, table
from tests.benchmarks.servers import rows
from tests.benchmarks.visits import AT_ONCE, Office, Visit
from tests.slack.workspace import workspace

WARM_UP = 2 * AT_ONCE
LARGEST_ROUND = 60
FEWEST = 2
"""Of fewer there are no percentiles."""
WAYS = {1: "one at a time", AT_ONCE: f"{AT_ONCE} at once"}
LIBRARIES = "aiohttp", "slack-bolt", "slack-sdk", "SQLAlchemy", "sqlmodel"

Taken = dict[tuple[int, str], list[list[Visit]]]
"""What each app took, by how many came at once and the app's name, round by round."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print."""
    given = _arguments(arguments)
    rounds = rounds_of(given.requests)
    with tempfile.TemporaryDirectory(prefix="evenhand-benchmark-") as name:
        folder = Path(name)
        found = contenders(folder, crowd=given.crowd, given=given.database)
        before = {each: each.saved() for each in found if each.kind == "evenhand"}
        print(_conditions(folder, rounds))  # noqa: T201 - what the program is for
        taken = _measured(found, folder, rounds)
        print(*_tables(found, taken), sep="\n\n", end="\n\n")  # noqa: T201
        for each, already in before.items():
            expected = len(WAYS) * (WARM_UP + sum(rounds))
            print(f"{each.name}: {each.saved() - already} of {expected} reports are in the database.")  # noqa: T201


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.acknowledgement", description=__doc__)
    parser.add_argument("--requests", type=int, default=300, help="of each kind to each app, both ways (300)")
    parser.add_argument(
        "--database", default="", help="measure Evenhand on this database too; it keeps the reports"
    )
    parser.add_argument(
        "--no-crowd", dest="crowd", action="store_false", help="leave out the 10,000 customers"
    )
    given = parser.parse_args(arguments)
    if given.requests < FEWEST:
        parser.error(f"--requests: at least {FEWEST}")
    return given


def rounds_of(requests: int) -> list[int]:
    """How many visits each round has."""
    whole, rest = divmod(requests, LARGEST_ROUND)
    return [LARGEST_ROUND] * whole + [rest] * bool(rest)


def _measured(found: Sequence[Contender], folder: Path, rounds: Sequence[int]) -> Taken:
    """Run every app, and let each be visited in turn."""
    taken: Taken = {(at_once, each.name): [] for at_once in WAYS for each in found}
    with ExitStack() as stack:
        slack = stack.enter_context(workspace(check=lambda _payload: None))
        office = Office(slack)
        ports = {each: stack.enter_context(running(each, slack, folder)).port for each in found}
        turns = [(at_once, WARM_UP, found, False) for at_once in WAYS]
        turns += [
            (at_once, visits, _beginning_with(found, number), True)
            for number, visits in enumerate(rounds)
            for at_once in WAYS
        ]
        for at_once, visits, order, counts in track(
            turns, "Measuring", console=Console(stderr=True), transient=True
        ):
            for each in order:
                logged = slack.loop.run(office.log(ports[each], visits, at_once=at_once))
                if counts:
                    taken[at_once, each.name].append(logged)
    return taken


def _beginning_with(found: Sequence[Contender], number: int) -> list[Contender]:
    """Each round begins with another app."""
    first = number % len(found)
    return [*found[first:], *found[:first]]


def _tables(found: Sequence[Contender], taken: Taken) -> Iterator[str]:
    for title, wait in WAITS.items():
        for at_once, way in WAYS.items():
            bare = taken[at_once, BARE]
            lines = {each.name: figures(taken[at_once, each.name], bare, wait) for each in found}
            yield table(f"{title}, {way}, ms", lines)


def _conditions(folder: Path, rounds: Sequence[int]) -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{sum(rounds)} reports logged in each app, one at a time and again {AT_ONCE} at once, in {len(rounds)} rounds.\n"
        f"Python {platform.python_version()} on {platform.system()}, {os.cpu_count()} cores; {libraries}, "
        f"SQLite {sqlite3.sqlite_version}; one row committed to this disk takes {_commit(folder):.1f} ms.\n"
    )


def _commit(folder: Path) -> float:
    """Milliseconds that one commit takes, the median of a hundred."""
    save = rows(f"sqlite:///{folder / 'disk'}.db")
    waits = []
    for number in range(100):
        begun = time.perf_counter()
        save(f"row {number}")
        waits.append(time.perf_counter() - begun)
    return median(waits) * 1000


if __name__ == "__main__":
    main()
