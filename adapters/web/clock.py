"""The try-out's clock: the machine's, moved on by *Next morning* and still so after a restart."""

from datetime import datetime, timedelta

from adapters.clock import Clock
from storage import Store, settings

SETTING = "tryout.seconds_ahead"


class TryoutClock:
    """Goes as fast as the machine's clock, ahead of it by what was skipped. Blocks while it is moved."""

    def __init__(self, store: Store, machine: Clock) -> None:
        self._store = store
        self._machine = machine
        kept = store.read(lambda db: settings.get(db, SETTING))
        self._ahead = timedelta(seconds=float(kept or 0))

    def now(self) -> datetime:
        """This moment of the try-out, aware, in UTC."""
        return self._machine.now() + self._ahead

    def move_to(self, moment: datetime) -> None:
        """Let it be this moment now; a moment that has passed changes nothing."""
        ahead = max(self._ahead, moment - self._machine.now())
        self._store.write(lambda db: settings.put(db, SETTING, str(ahead.total_seconds())))
        self._ahead = ahead
