"""`evenhand serve` of a new version starts on what the oldest one left, and ends once a newer one has taken over."""

from pathlib import Path

from bot import matching, rekeying
from bot.words import cli as words
from storage import Store, settings
from tests.databases import NewDatabase
from tests.served import Served, asked, in_slack, installed
from tests.serving import LONGEST
from tests.slack.workspace import Workspace
from tests.storage import keyed, released
from tests.test_newer_database import overtake


def test_it_starts_with_what_the_oldest_left_and_ends_when_it_is_overtaken(
    slack: Workspace, new_database: NewDatabase, tmp_path: Path
) -> None:
    url = new_database(empty=True)
    serves = Served(installed(in_slack(slack.base_url), url, tmp_path), tmp_path)
    with Store(url) as store:
        store.write(released.every()[0].put)

        serves.start()
        try:
            assert asked(serves.port, "/readyz")[0] == 200
            assert not store.pending()
            assert store.read(lambda db: settings.get(db, rekeying.MADE_BY)) == matching.KEYS_VERSION
            assert store.read(keyed.kept) == store.read(keyed.made)
            store.write(overtake)
            code = serves.ends(LONGEST)
        finally:
            serves.kill()

    assert code == 2
    assert words.DATABASE_NEWER in serves.log.read_text("utf-8")
