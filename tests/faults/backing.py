"""The process that is killed in the middle: `python -m tests.faults.backing DATABASE FILE backup|restore`.

It says `half` once so much is done, and goes on when it is answered.
"""

import sys
from pathlib import Path

from adapters.clock import SystemClock
from storage import Store, backups, restoring


def waits(done: int, of: int) -> None:
    """In the middle, wait for an answer."""
    if done == of // 2:
        print("half", flush=True)  # noqa: T201 - to the test
        sys.stdin.readline()


def main() -> None:
    """Do as told."""
    database, file, job = sys.argv[1:]
    with Store(database) as store:
        if job == "backup":
            backups.save(store, Path(file), version="0.1.0", at=SystemClock().now(), told=waits)
        else:
            restoring.load(store, Path(file), told=waits)


if __name__ == "__main__":
    main()
