"""The database goes away under a service at work: people are told the truth, and nothing is lost or done twice."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.databases import NewDatabase
from tests.faults import postgres
from tests.faults.crew import Ledger
from tests.faults.slack_crew import CREW, Balanced, SlackColleague
from tests.faults.storm import Storm, weathered
from tests.faults.weather import Killer
from tests.served import Served, in_slack, installed, run, uncaught
from tests.slack.dialogs import Dialog
from tests.slack.workspace import Workspace, workspace

AWAY = float(os.environ.get("EVENHAND_BENCH_AWAY", "5"))
"""Seconds for which PostgreSQL can't be reached; a minute by hand (docs/reliability.md)."""
SMALL = "2500k"


@pytest.mark.timeout(900)
def test_a_restart_of_postgresql_loses_nothing_and_does_nothing_twice(tmp_path: Path) -> None:
    pause = threading.Event()
    with postgres.server() as server:

        def happens(_killer: Killer) -> None:
            for _ in range(2):
                pause.wait(2.0)
                postgres.restart(server)
            pause.wait(2.0)

        outcome = weathered(Storm(server.get_uri(), seed=31, replicas=2), tmp_path, happens)
    assert not outcome.counts.not_zero
    assert outcome.saved > 5


@pytest.mark.timeout(900)
def test_nor_does_a_time_in_which_it_cannot_be_reached(tmp_path: Path) -> None:
    pause = threading.Event()
    with postgres.server() as server, postgres.cable(server) as (cable, loop):

        def happens(_killer: Killer) -> None:
            pause.wait(2.0)
            loop.run(cable.cut())
            pause.wait(AWAY)
            loop.run(cable.mend())
            pause.wait(3.0)

        outcome = weathered(Storm(cable.url, seed=32), tmp_path, happens)
    assert not outcome.counts.not_zero
    assert outcome.saved > 5


@pytest.mark.timeout(300)
def test_a_full_disk_gives_the_form_back_and_what_is_sent_once_there_is_room_is_saved(
    new_sqlite: NewDatabase, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk") as disk, at_desk(moved(new_sqlite(), disk), tmp_path) as desk:
        ballast = disk / "ballast"
        fill(ballast)
        dialog = desk.refused("while the disk is full")
        ballast.unlink()
        assert desk.again(dialog) > 0


def test_a_disk_that_is_read_only_stops_the_start_with_one_clear_line(
    new_sqlite: NewDatabase, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        database = moved(new_sqlite(), disk)
        subprocess.run(["/bin/mount", "-o", "remount,ro", str(disk)], check=True)
        done = run("serve", installed(in_slack("http://127.0.0.1:9/api/"), database, tmp_path), tmp_path)
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert said.startswith("The database can't be used")


class Desk:
    """One colleague at work, and what the service says to them."""

    def __init__(self, slack: Workspace, served: Served) -> None:
        ledger = Ledger()
        chance = Storm("", seed=1).chance()
        self.colleague = SlackColleague(
            slack, CREW[0], Balanced(lambda: [served.port], chance, ledger), chance, ledger
        )

    def refused(self, mark: str) -> Dialog:
        """Log something that can't be saved: the filled form comes back, and says so; it is returned."""
        dialog = self.colleague.fills_in(mark, "C-0001", "Draft plan is late")
        self.colleague.submits(dialog, "first")
        assert "This was not saved yet." in str(dialog.view["blocks"])
        assert mark in str(dialog.typed)
        return dialog

    def again(self, dialog: Dialog) -> int:
        """Press the button again; the number that it was saved under."""
        self.colleague.submits(dialog, "second")
        return self.colleague.reference(dialog)


@contextmanager
def at_desk(database: str, folder: Path) -> Iterator[Desk]:
    """A service with one report in its database."""
    with workspace() as slack:
        served = Served(installed(in_slack(slack.base_url), database, folder), folder)
        served.start()
        try:
            desk = Desk(slack, served)
            assert desk.colleague.log("before", "new:Wren Sample", "Draft plan is late")
            yield desk
        finally:
            assert served.stop() == 0
        assert not uncaught(served.log.read_text("utf-8"))


def moved(database: str, disk: Path) -> str:
    """The address of an SQLite database, copied to this disk."""
    shutil.copyfile(database.removeprefix("sqlite:///"), disk / "evenhand.db")
    return f"sqlite:///{disk / 'evenhand.db'}"


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of its own in memory, so small that it is soon full."""
    if os.geteuid() != 0:
        pytest.skip("a disk can be mounted by root only: run as root, or in a container")
    folder.mkdir()
    mount = ["/bin/mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(folder)]
    subprocess.run(mount, check=True)
    try:
        yield folder
    finally:
        subprocess.run(["/bin/umount", "--lazy", str(folder)], check=True)


def fill(ballast: Path) -> None:
    """Write until nothing more fits."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return
