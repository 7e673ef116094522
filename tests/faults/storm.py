"""One storm: people log and decide, their platform fails, replicas are killed; then the sky clears and all is counted."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, update

from storage import Db, Store, outbox
from storage.tables import Message
from tests.faults import in_slack, in_teams, recorded, weather
from tests.faults.counted import Counts, counted
from tests.faults.crew import Colleague, Ledger
from tests.faults.weather import Killer
from tests.faults.workplace import Workplace
from tests.served import Served, installed
from tests.slack.faults import Faults

WORKPLACES: Mapping[str, Callable[[], AbstractContextManager[Workplace]]] = {
    "slack": in_slack.at_work,
    "teams": in_teams.at_work,
}
CUSTOMERS = 6
CALM = 300.0
"""Seconds within which everything has to be shown that may be tried, once the weather is fine."""


@dataclass(frozen=True)
class Storm:
    """What is to happen. The same seed plans the same trouble; what meets it depends on the machine's pace.

    `hurried`: once the weather is fine all replicas are killed, and an hour passes for what waits.
    """

    database: str
    seed: int
    kills: int = 0
    replicas: int = 1
    longest: float = 2.0
    late: bool = False
    platform: str = "slack"
    hurried: bool = False

    def chance(self) -> Random:
        """Its chance, from the beginning."""
        return Random(self.seed)  # noqa: S311 - bad weather, no secret


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    kills: int
    abandoned: int
    faults: int
    saved: int
    unsure: int
    unheard: int
    settled: int
    messages: int
    late: int
    calm: float
    counts: Counts


def killing(storm: Storm) -> Callable[[Killer], None]:
    """As many kills as the storm has."""

    def happens(killer: Killer) -> None:
        for _ in range(storm.kills):
            killer.kill(longest=storm.longest)

    return happens


def weathered(storm: Storm, folder: Path, happens: Callable[[Killer], None] | None = None) -> Outcome:
    """Let the storm blow over a service in this folder, as long as what `happens` takes (the kills), and count."""
    happens = happens or killing(storm)
    random, ledger = storm.chance(), Ledger()
    with WORKPLACES[storm.platform]() as place, Store(storm.database) as store, ExitStack() as at_the_end:
        recorded.watch(store)
        settings = installed(place.settings, storm.database, folder, EVENHAND_SUMMARY_TIME=_already())
        killer = Killer(lambda: Served(settings, folder), Random(random.random()))  # noqa: S311 - as above
        at_the_end.callback(killer.leave_none)
        killer.begin(storm.replicas)
        crew = place.colleagues(lambda: killer.ports, random, ledger)
        _begin(crew[0])
        with _at_work(crew), _blowing(place, random, late=storm.late):
            happens(killer)
        plans = _plans(place)
        for each in plans:
            each.clear()
        if storm.hurried:
            killer.meanwhile(lambda: store.write(_an_hour_passes))
        calm = _calm(store)
        if storm.late:
            threading.Event().wait(weather.LATER_THAN_THE_LOOK_UP)
        codes = killer.end()
        assert set(codes) == {0}, f"a replica did not end well: {codes}"
        assert not place.complaints, place.complaints
        messages = store.read(lambda db: len(outbox.shown(db, place.platform)))
        return Outcome(
            kills=killer.kills,
            abandoned=len(killer.abandoned),
            faults=sum(sum(each.met.values()) for each in plans),
            saved=len(ledger.saved),
            unsure=len(ledger.filed) - len(ledger.saved),
            unheard=ledger.unheard,
            settled=len(ledger.settled),
            messages=messages,
            late=sum(each.late for each in plans),
            calm=calm,
            counts=counted(store, place, ledger, killer.logged, recorded=store.read(recorded.recorded)),
        )


def _plans(place: Workplace) -> set[Faults]:
    return {faults for faults, _method in place.troubles}


def _begin(first: Colleague[Any]) -> None:
    """The customers whom everybody knows afterwards."""
    for number in range(CUSTOMERS):
        first.log(f"begin-{number}", f"new:Wren Sample{number}", "Draft plan is late")


@contextmanager
def _at_work(crew: Sequence[Colleague[Any]]) -> Iterator[None]:
    """Everybody works meanwhile; what went wrong with anybody is raised."""
    stop, troubles = threading.Event(), list[Exception]()

    def work(colleague: Colleague[Any]) -> None:
        try:
            colleague.work(CUSTOMERS, stop)
        except Exception as trouble:  # noqa: BLE001 - raised below
            troubles.append(trouble)

    threads = [threading.Thread(target=work, args=(each,)) for each in crew]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    if troubles:
        raise troubles[0]


@contextmanager
def _blowing(place: Workplace, random: Random, *, late: bool) -> Iterator[None]:
    stop = threading.Event()
    own = Random(random.random())  # noqa: S311 - as above
    thread = threading.Thread(target=weather.blow, args=(place, own, stop), kwargs={"late": late})
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _calm(store: Store) -> float:
    """Wait until nothing is left to be shown, also what failed so often that it rests; how many seconds that took."""
    begun, pause = time.monotonic(), threading.Event()
    while store.read(outbox.counts).waiting:
        if (passed := time.monotonic() - begun) > CALM:
            long_ago = datetime.now(UTC) - timedelta(seconds=CALM)
            assert not store.read(partial(outbox.due, now=long_ago)), (
                f"after {passed:.0f} s messages still wait"
            )
        pause.wait(0.2)
    return time.monotonic() - begun


def _an_hour_passes(db: Db) -> None:
    """No lease of the dead counts any more, nobody is asked to wait, and what failed is tried again."""
    leased = col(Message.leased_until).is_not(None)
    db.exec(update(Message).where(leased).values(leased_until=datetime(2026, 1, 1, tzinfo=UTC)))
    db.exec(update(Message).values(held_until=None, next_try_at=None))


def _already() -> str:
    """A summary time that has just come."""
    return f"{datetime.now(ZoneInfo('Europe/London')):%H:%M}"
