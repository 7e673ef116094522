"""A database that somebody else holds: everybody is answered in time, and what they did is kept once it is free."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from adapters.slack.handling import USUAL
from storage import Db, Store
from tests.databases import NewDatabase
from tests.slack import members, troubled
from tests.slack.conversations import TEAM
from tests.slack.filling import assert_all_typed_stands, filled
from tests.slack.strained import Pauses
from tests.slack.troubled import AT_ONCE

AMIRA, PRIYA = members.of("amira"), members.of("priya")


@contextmanager
def locked(url: str) -> Iterator[threading.Event]:
    """Another connection holds what every write needs, until the event is set."""
    held, done = threading.Event(), threading.Event()

    def hold(_db: Db) -> None:
        held.set()
        assert done.wait(30)

    with Store(url) as other, ThreadPoolExecutor(1) as threads:
        holder = threads.submit(other.write, hold)
        assert held.wait(30)
        try:
            yield done
        finally:
            done.set()
            holder.result()


def test_behind_a_real_lock_forms_open_at_once_and_are_filled_when_it_is_gone(
    database_url: str, caplog: pytest.LogCaptureFixture, pauses: Pauses
) -> None:
    with (
        Store(database_url) as store,
        troubled.office(store, caplog, patience=AT_ONCE, pause=pauses) as office,
        locked(database_url) as gone,
    ):
        office.client.command(AMIRA, "/incident", "Plan is late", channel=TEAM)
        office.until(lambda: office.workspace.dialog(AMIRA))
        assert "One moment…" in office.reads(AMIRA)
        gone.set()
        office.finish()
        assert office.before(AMIRA).view["callback_id"] == "report.file"


def test_behind_a_real_lock_a_report_waits_and_is_saved_once(
    database_url: str, caplog: pytest.LogCaptureFixture, pauses: Pauses
) -> None:
    with (
        Store(database_url) as store,
        troubled.office(store, caplog, patience=AT_ONCE, pause=pauses) as office,
    ):
        form = filled(office)
        with locked(database_url) as gone:
            office.client.submit(form)
            assert "Saving…" in office.reads(AMIRA)
            gone.set()
            office.finish()
        assert "Saved as R-00001" in office.reads(AMIRA)
        assert office.number_of() == 1


def test_behind_a_lock_that_stays_the_form_comes_back_and_is_saved_once_afterwards(
    database_url: str, caplog: pytest.LogCaptureFixture, pauses: Pauses
) -> None:
    with (
        Store(database_url) as store,
        Store(database_url, busy_seconds=0.1) as hasty,
        troubled.office(store, caplog, pause=pauses, working=hasty) as office,
    ):
        form = filled(office)
        with locked(database_url):
            office.client.submit(form)
            office.finish()
            assert "This was not saved yet." in office.reads(AMIRA)
            assert_all_typed_stands(form)
            offered = [each["value"] for each in office.client.suggest(form, "customer", "Rosa")]
            assert offered == ["new:Rosa", "not_known"]
        office.client.submit(form)
        office.finish()
        assert "Saved as R-00001" in office.reads(AMIRA)
        assert office.number_of() == 1


def test_what_slack_tells_behind_a_lock_is_not_forgotten(
    new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    url, tried, go_on = new_sqlite(), threading.Event(), threading.Event()

    def noticed() -> None:
        tried.set()
        assert go_on.wait(30)

    with (
        Store(url) as store,
        Store(url, busy_seconds=0.1) as hasty,
        troubled.office(store, caplog, pause=Pauses(noticed=noticed), working=hasty) as office,
    ):
        gone = members.Member(AMIRA, "Amira Khan", "amira.khan@example.org", restricted=True)
        office.amira.types("/incident")
        with locked(url):
            office.workspace.state.people[AMIRA] = gone
            office.client.happens({"type": "user_change", "user": gone.shape()})
            assert tried.wait(30)
        go_on.set()
        office.finish()
        office.client.command(AMIRA, "/incident", channel=TEAM)
        office.finish()
        assert "for the service's own staff" in office.whispered(AMIRA)[-1]


def test_behind_a_real_lock_the_usual_patience_answers_before_slack_gives_up(
    database_url: str, caplog: pytest.LogCaptureFixture, pauses: Pauses
) -> None:
    with (
        Store(database_url) as store,
        troubled.office(store, caplog, patience=USUAL, pause=pauses) as office,
    ):
        form = filled(office)
        with locked(database_url) as gone:
            office.client.submit(form)
            assert not gone.is_set()
            assert "Saving…" in office.reads(AMIRA)
            gone.set()
            office.finish()
        assert "Saved as R-00001" in office.reads(AMIRA)
        assert office.number_of() == 1
