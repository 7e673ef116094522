"""`evenhand serve` by a clock that a file sets: `python -m tests.faults.timed CLOCK [SECONDS]`; it looks at the clock often.

`SECONDS`: it looks itself over as often.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from adapters import serving
from adapters.looking import HOURLY
from adapters.server import reserved
from bot import policy, settings
from bot.app import Bot
from storage import Store

OFTEN = 0.05


class FileClock:
    """The moment that stands in a file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._last = datetime.min.replace(tzinfo=UTC)

    def now(self) -> datetime:
        """This moment; while the file is being written, the one before."""
        if said := self._file.read_text("ascii"):
            self._last = datetime.fromisoformat(said)
        return self._last


def main() -> None:
    """Serve until asked to stop."""
    given = settings.read_for_server()
    service = settings.service(given)
    with reserved(given.host, given.port) as ours, Store(given.evenhand_database_url) as store:
        store.migrate()
        bot = Bot(store, policy.packaged(), service)
        clock = FileClock(Path(sys.argv[1]))
        started = lambda: print("started", flush=True)  # noqa: E731, T201 - to whoever started us
        looks = (float(sys.argv[2]),) * 2 if sys.argv[2:] else HOURLY
        asyncio.run(
            serving.serve(
                given, service, bot, store, ours, clock=clock, started=started, every=OFTEN, looks=looks
            )
        )


if __name__ == "__main__":
    main()
