"""The fault bench, by hand: `python -m tests.faults.bench --platform slack|teams --database sqlite|postgresql --kills 100`."""

import argparse
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests import databases
from tests.faults.storm import WORKPLACES, Outcome, Storm, weathered


def main(arguments: Sequence[str] | None = None) -> None:
    """Let one storm blow, and print what came of it as a line of a table; ends with 1 if anything is not zero."""
    given = _arguments(arguments)
    print(f"seed {given.seed}")  # noqa: T201 - what the program is for
    with tempfile.TemporaryDirectory(prefix="evenhand-bench-") as name:
        folder = Path(name)
        kind = databases.sqlite(folder) if given.database == "sqlite" else databases.postgresql()
        with kind as new:
            storm = Storm(
                new(), given.seed, given.kills, given.replicas, given.longest, given.late, given.platform
            )
            outcome = weathered(storm, folder)
    print(table({f"{given.platform}, {given.database}, {given.replicas} replicas": outcome}))  # noqa: T201
    if outcome.counts.not_zero:
        raise SystemExit(1)


def table(outcomes: dict[str, Outcome]) -> str:
    """The outcomes side by side, a figure a line."""
    figures = {name: _figures(outcome) for name, outcome in outcomes.items()}
    head = "| | " + " | ".join(figures) + " |\n|---|" + "---|" * len(figures)
    names = next(iter(figures.values()))
    lines = [f"| {name} | " + " | ".join(each[name] for each in figures.values()) + " |" for name in names]
    return "\n".join([head, *lines])


def _figures(outcome: Outcome) -> dict[str, str]:
    plain = asdict(outcome)
    counts = plain.pop("counts")
    return {name.replace("_", " "): f"{value:.0f}" for name, value in {**plain, **counts}.items()}


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.bench", description=__doc__)
    parser.add_argument("--platform", choices=sorted(WORKPLACES), default="slack")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--kills", type=int, default=100, help="how often a replica is killed (100)")
    parser.add_argument("--replicas", type=int, default=1, help="how many serve at once (1)")
    parser.add_argument(
        "--longest", type=float, default=2.0, help="at most so many seconds between kills (2)"
    )
    parser.add_argument(
        "--seed", type=int, default=secrets.randbelow(2**32), help="plans the same trouble again"
    )
    parser.add_argument("--late", action="store_true", help="some messages arrive after they were given up")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
