"""An upgrade is killed (`kill -9`) in the middle: the tables are those of before or those of afterwards, and the next start goes on."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot import matching, rekeying
from storage import Db, Store, migrations, settings
from tests.databases import NewDatabase
from tests.storage import keyed, released
from tests.storage.shapes import shape

ROOT = Path(__file__).parents[2]
OLDEST = released.every()[0]


def killed_before(url: str, statement: str) -> None:
    command = [sys.executable, "-m", "tests.faults.migrating", url, statement]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        process.kill()


@pytest.fixture
def old(new_database: NewDatabase) -> str:
    """As the oldest version left it."""
    url = new_database(empty=True)
    with Store(url) as store:
        store.write(OLDEST.put)
    return url


@pytest.mark.parametrize(
    "statement",
    ["drop table match_key", "update alembic_version set version_num='0007'"],
)
def test_nothing_is_half_done_and_the_next_start_goes_on(old: str, database_url: str, statement: str) -> None:
    with Store(old) as store:
        before = store.read(_as_it_is)

    killed_before(old, statement)

    with Store(old) as store, Store(database_url) as new:
        assert store.read(_as_it_is) == before
        rekeying.migrate(store)
        assert store.read(lambda db: shape(db.connection())) == new.read(lambda db: shape(db.connection()))


def test_keys_that_were_not_all_made_anew_are_made_at_the_next_start(old: str) -> None:
    killed_before(old, "insert into match_key (kind, value, seen_on, customer_id) values")

    with Store(old) as store:
        assert not store.pending()
        assert store.read(_made_by) != matching.KEYS_VERSION
        assert store.read(keyed.kept) != store.read(keyed.made)
        rekeying.migrate(store)
        assert store.read(_made_by) == matching.KEYS_VERSION
        assert store.read(keyed.kept) == store.read(keyed.made)


def _as_it_is(db: Db) -> tuple[str | None, list[str]]:
    return migrations.revision(db.connection()), shape(db.connection())


def _made_by(db: Db) -> str | None:
    return settings.get(db, rekeying.MADE_BY)
