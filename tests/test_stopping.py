"""`evenhand serve`, asked to stop in the middle of something: it finishes that, takes nothing new, and leaves nothing held."""

import http.client
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
from tests.faults.served import Served, environment
from tests.security.test_metrics_tell_nothing_private import logs as reports
from tests.slack import members
from tests.slack.client import Client
from tests.slack.faults import Silent
from tests.slack.forging import forged_option
from tests.slack.lines import HttpLine
from tests.slack.test_serve import until
from tests.slack.workspace import Workspace, workspace

AMIRA, PRIYA = members.of("amira"), members.of("priya")
AT_IT = 3.0
"""Seconds for which it is watched not to end before what is under way has."""


@pytest.fixture
def slack() -> Iterator[Workspace]:
    with workspace() as opened:
        yield opened
    assert opened.complaints == []


@pytest.fixture
def url(new_sqlite: NewDatabase) -> str:
    return new_sqlite()


@pytest.fixture
def replica(slack: Workspace, url: str, tmp_path: Path) -> Served:
    served = Served(environment(slack.base_url, url, tmp_path, EVENHAND_SUMMARY_TIME="23:59"), tmp_path)
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
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        try:
            line.request("GET", "/healthz")
            return line.getresponse().status == 200
        except ConnectionError:  # refused, or ended as its port was shut
            return False


def test_what_somebody_is_saving_is_saved_and_they_read_so(
    slack: Workspace, replica: Served, url: str
) -> None:
    client = Client(slack, HttpLine(replica.port))
    client.command(AMIRA, "/incident", "Plan is late")
    until(lambda: "customer" in str(getattr(slack.dialog(AMIRA), "view", "")))
    dialog = slack.dialog(AMIRA)
    assert dialog is not None
    client.enter(dialog, "customer", forged_option("new:Rosa Lindqvist"))
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
    client = Client(slack, HttpLine(replica.port))
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


def welcomed(store: Store) -> list[Message]:
    """The welcomes that are shown: Amira's, Priya's, and what will come where managers read."""
    said = select(Message).where(Message.key == "welcome", Message.delivered == Message.wanted)
    return store.read(lambda db: list(db.exec(said)))
