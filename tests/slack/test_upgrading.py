"""`evenhand serve` of a new version starts on what the oldest one left, and ends once a newer one has taken over."""

import http.client
import threading
from pathlib import Path

from bot import matching, rekeying
from bot.words import cli as words
from storage import Store, settings
from tests.databases import NewDatabase
from tests.faults.served import Served, environment
from tests.slack.workspace import Workspace
from tests.storage import keyed, released
from tests.test_newer_database import overtake


def test_it_starts_with_what_the_oldest_left_and_ends_when_it_is_overtaken(
    slack: Workspace, new_database: NewDatabase, tmp_path: Path
) -> None:
    url = new_database(empty=True)
    serves = Served(environment(slack.base_url.rstrip("/"), url, tmp_path), tmp_path)
    with Store(url) as store:
        store.write(released.every()[0].put)

        serves.start()
        try:
            assert _status(serves.port, "/readyz") == 200
            assert not store.pending()
            assert store.read(lambda db: settings.get(db, rekeying.MADE_BY)) == matching.KEYS_VERSION
            assert store.read(keyed.kept) == store.read(keyed.made)
            store.write(overtake)
            _until_it_ends(serves)
        finally:
            code = serves.stop()

    assert code == 2
    assert words.DATABASE_NEWER in serves.log.read_text("utf-8")


def _until_it_ends(serves: Served) -> None:
    pause = threading.Event()
    for _ in range(3000):
        if not serves.running:
            return
        pause.wait(0.01)
    raise AssertionError("it goes on")


def _status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()
