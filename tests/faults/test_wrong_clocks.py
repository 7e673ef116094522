"""Clocks go forward and back, jump, and stand still while the machine sleeps: one summary for each day, at its time."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from storage import Store, jobs
from storage.tables import Job
from tests.databases import NewDatabase
from tests.served import Served, in_slack, installed
from tests.slack.conversations import MANAGERS
from tests.slack.workspace import Workspace, workspace

LONDON = ZoneInfo("Europe/London")
LONGEST = 60.0


def at_local(moment: str) -> datetime:
    """A local time, such as `2026-11-30T08:30`."""
    return datetime.fromisoformat(moment).replace(tzinfo=LONDON)


class Days:
    """Two replicas that live by one clock, and the summaries that Slack shows."""

    def __init__(self, slack: Workspace, store: Store, clock: Path, replicas: list[Served]) -> None:
        self._slack = slack
        self._store = store
        self._clock = clock
        self.replicas = replicas
        self._pause = threading.Event()

    def is_now(self, moment: str) -> None:
        """Set the clock: a local time."""
        self.move(at_local(moment))

    def move(self, at: datetime) -> None:
        """Set the clock, and let everybody look at it several times."""
        self._clock.write_text(at.isoformat(), "ascii")
        self._pause.wait(0.3)

    def passes(self, first: str, last: str, step: timedelta) -> None:
        """Let the clock go from one local time to another."""
        at, end = (at_local(each).astimezone(UTC) for each in (first, last))
        while at <= end:
            self.move(at)
            at += step

    def summaries(self) -> list[str]:
        """The days whose summary the managers' channel shows, one for each message, once nothing waits."""
        keys = (message.metadata for message in self._slack.messages(MANAGERS))
        found = [mark["event_payload"]["key"] for mark in keys if mark]
        return sorted(key.removeprefix("summary:") for key in found if key.startswith("summary:"))

    def at(self, day: str) -> datetime:
        """When this day's summary was made, in local time."""
        asked = date.fromisoformat(day)
        made = self._store.read(lambda db: jobs.last_until(db, "summary", asked))
        assert isinstance(made, Job)
        assert made.day == asked
        return made.at.astimezone(LONDON)

    def shows(self, days: list[str]) -> None:
        """Wait until these days have their summary, and no other."""
        for _ in range(int(LONGEST / 0.05)):
            if self.summaries() == days:
                return
            self._pause.wait(0.05)
        raise AssertionError(self.summaries())


@contextmanager
def living(database: str, folder: Path, begins: str, summary: str = "08:30") -> Iterator[Days]:
    """Two replicas, from this local time on."""
    clock = folder / "clock"
    clock.write_text(at_local(begins).isoformat(), "ascii")
    with workspace() as slack, Store(database) as store:
        settings = installed(in_slack(slack.base_url), database, folder, EVENHAND_SUMMARY_TIME=summary)
        command = (sys.executable, "-m", "tests.faults.timed", str(clock))
        replicas = [Served(settings, folder, command=command) for _ in range(2)]
        for each in replicas:
            each.start()
        try:
            yield Days(slack, store, clock, replicas)
        finally:
            codes = [each.stop() for each in replicas]
        assert codes == [0, 0]


SPRING, AUTUMN = "2027-03-27", "2027-10-30"
"""The evenings before."""


@pytest.mark.parametrize("summary", ["08:30", "01:30"], ids=["in the morning", "in the changed hour"])
def test_when_the_clocks_change_each_day_has_one_summary(
    new_sqlite: NewDatabase, tmp_path: Path, summary: str
) -> None:
    days: list[str] = []
    with living(new_sqlite(), tmp_path, f"{SPRING}T22:00", summary) as life:
        for evening in (SPRING, AUTUMN):
            morning = f"{date.fromisoformat(evening) + timedelta(days=1)}"
            days += [evening, morning]
            life.passes(f"{evening}T22:00", f"{morning}T10:00", timedelta(minutes=30))
            life.shows(days)
            made = life.at(morning)
            assert timedelta(0) <= made - at_local(f"{morning}T{summary}") <= timedelta(minutes=61)


def test_a_clock_that_jumps_back_and_ahead_brings_no_summary_twice_and_stops_none(
    new_postgresql: NewDatabase, tmp_path: Path
) -> None:
    with living(new_postgresql(), tmp_path, "2026-11-30T08:29") as life:
        life.is_now("2026-11-30T08:31")
        life.shows(["2026-11-30"])
        life.is_now("2026-11-30T05:00")
        life.is_now("2026-11-30T09:00")
        life.is_now("2027-06-01T09:00")
        life.shows(["2026-11-30", "2027-06-01"])
        life.is_now("2026-11-30T10:00")
        life.is_now("2026-12-01T09:00")
        life.shows(["2026-11-30", "2026-12-01", "2027-06-01"])


def test_a_machine_that_slept_over_the_hour_sends_the_summary_when_it_wakes(
    new_postgresql: NewDatabase, tmp_path: Path
) -> None:
    with living(new_postgresql(), tmp_path, "2026-11-30T08:00") as life:
        for each in life.replicas:
            each.freeze()
        life.is_now("2026-12-03T11:00")
        assert life.summaries() == []
        for each in life.replicas:
            each.thaw()
        life.shows(["2026-12-03"])
        life.is_now("2026-12-03T12:00")
        assert life.summaries() == ["2026-12-03"]
