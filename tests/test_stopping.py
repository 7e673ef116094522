"""`evenhand serve`, asked to stop in the middle of something: it finishes that, takes nothing new, and leaves nothing held.

It ends by itself where it would deliver nothing any more.
"""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url
from sqlmodel import select

from storage import Store, outbox
from storage.outbox import Counts
from storage.tables import Message, Report
from tests.databases import NewDatabase
from tests.served import EVENHAND, Served, asked, in_slack, installed
from tests.serving import LONGEST
from tests.slack import members
from tests.slack.faults import Silent
from tests.slack.workspace import Workspace
from tests.visitors import fills_in, reports, through
from tests.waiting import until

AMIRA, PRIYA = members.of("amira"), members.of("priya")
AT_IT = 3.0
"""Seconds for which it is watched not to end before what is under way has."""


@pytest.fixture
def url(new_sqlite: NewDatabase) -> str:
    return new_sqlite()


@pytest.fixture
def replica(slack: Workspace, url: str, tmp_path: Path) -> Served:
    served = Served(
        installed(in_slack(slack.base_url), url, tmp_path, EVENHAND_SUMMARY_TIME="23:59"), tmp_path
    )
    served.start()
    return served


def stopped(replica: Served, lets_go: Callable[[], object]) -> int:
    """Ask it to stop, and let go what it waits for once it takes nothing new; the code that it ended with."""
    with ThreadPoolExecutor(1) as hand:
        ended = hand.submit(replica.stop)
        until(lambda: not answers(replica.port))
        with pytest.raises(TimeoutError):
            ended.result(AT_IT)
        lets_go()
        return ended.result()


@contextmanager
def locked(url: str) -> Iterator[Callable[[], object]]:
    """Somebody else writes into the database; what ends that."""
    with closing(sqlite3.connect(str(make_url(url).database), isolation_level=None)) as other:
        other.execute("begin immediate")
        yield other.rollback


def answers(port: int) -> bool:
    try:
        return asked(port, "/healthz")[0] == 200
    except ConnectionError:  # refused, or ended as its port was shut
        return False


def test_what_somebody_is_saving_is_saved_and_they_read_so(
    slack: Workspace, replica: Served, url: str
) -> None:
    client = through(slack, replica.port)
    dialog = fills_in(slack, client, AMIRA, "new:Rosa Lindqvist")
    with locked(url) as lets_go:
        client.submit(dialog)
        assert "Saving" in str(dialog.view)
        assert stopped(replica, lets_go) == 0
    assert "Saved as R-00001" in str(dialog.view)
    with Store(url) as store:
        assert len(store.read(lambda db: db.exec(select(Report)).all())) == 1


def test_what_is_being_delivered_is_settled_and_nothing_stays_leased(
    slack: Workspace, replica: Served, url: str
) -> None:
    client = through(slack, replica.port)
    reports(slack, client, AMIRA, "new:Rosa Lindqvist")
    client.command(PRIYA, "/incident", "help")
    with Store(url) as store:
        until(lambda: len(welcomed(store)) == 3)
    slack.faults.plan("chat.postMessage", Silent(acted=True), times=9)
    reports(slack, client, PRIYA, "C-0001")
    until(lambda: slack.faults.met["chat.postMessage"] > 0)
    assert stopped(replica, slack.release) == 0
    with Store(url) as store:
        left = store.read(lambda db: list(db.exec(select(Message)).all()))
        assert [each.leased_by for each in left] == [None] * len(left)
        assert any(each.uncertain for each in left)
        assert store.read(outbox.counts) == Counts(waiting=len([m for m in left if m.uncertain]), parked=0)


def test_where_nothing_is_delivered_any_more_it_ends_so_that_a_supervisor_starts_it_again(
    slack: Workspace, url: str, tmp_path: Path
) -> None:
    command = (EVENHAND[0], "-m", "tests.faults.undelivering", "serve")
    replica = Served(installed(in_slack(slack.base_url), url, tmp_path), tmp_path, command=command)
    replica.start()
    assert replica.ends(LONGEST) == 2
    logged = replica.log.read_text("utf-8")
    assert "messages are delivered no more: CancelledError" in logged
    assert "Start it again" in logged
    assert "Traceback" not in logged


def welcomed(store: Store) -> list[Message]:
    """The welcomes that are shown: Amira's, Priya's, and what will come where managers read."""
    said = select(Message).where(Message.key == "welcome", Message.delivered == Message.wanted)
    return store.read(lambda db: list(db.exec(said)))
