"""A database that a newer version made is left as it is by every command, in one line that says what to do."""

import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from adapters import serving
from adapters.web import tryout
from bot.__main__ import commands
from bot.settings import ServerSettings
from bot.words import cli as words
from bot.words.doctor import database as doctor
from storage import Db, StorageDown, StorageNewer, Store
from tests.bot.desk import Desk
from tests.databases import NewDatabase
from tests.served import free_port
from tests.storage.lived import everything

TRIED = (
    "serve",
    "migrate",
    "backup new.backup",
    "restore old.backup",
    "export C-0001",
    "erase C-0001 --yes",
    "audit verify",
    "audit export chain.jsonl",
    "outbox retry",
    "match --decisions",
    "import customers people.csv",
)


@pytest.fixture(autouse=True)
def _a_folder_and_settings_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ServerSettings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def newer(new_sqlite: NewDatabase) -> str:
    """A database with a report, at a revision that this version does not know."""
    url = new_sqlite()
    with Store(url) as store:
        Desk(store).amira.file("Quill Ash", "Draft plan is late")
        store.write(overtake)
    return url


def overtake(db: Db) -> None:
    """As a newer version's upgrade ends."""
    db.connection().execute(text("update alembic_version set version_num = '9999'"))


def run(url: str, typed: str) -> Result:
    env = {
        "EVENHAND_DATABASE_URL": url,
        "COLUMNS": "400",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "shh",
        "PORT": str(free_port()),
    }
    return CliRunner().invoke(commands, typed.split(), env=env)


@pytest.mark.parametrize("typed", TRIED)
def test_it_is_refused_in_one_line_and_left_as_it_is(
    newer: str, new_sqlite: NewDatabase, tmp_path: Path, typed: str
) -> None:
    run(new_sqlite(), "backup old.backup")
    (tmp_path / "people.csv").write_text("name\nQuill Ash\n")
    with Store(newer) as store:
        before = everything(store)

    done = run(newer, typed)

    assert (done.exit_code, done.output) == (2, f"{words.DATABASE_NEWER}\n")
    with Store(newer) as store:
        assert store.newer()
        assert everything(store) == before
    assert {each.name for each in tmp_path.iterdir()} == {"old.backup", "people.csv"}


def test_an_empty_one_is_not_filled_from_a_backup_either(new_sqlite: NewDatabase) -> None:
    run(new_sqlite(), "backup old.backup")
    with Store(url := new_sqlite()) as store:
        store.write(overtake)

    assert run(url, "restore old.backup").output == f"{words.DATABASE_NEWER}\n"


def test_the_doctor_says_so(newer: str) -> None:
    done = run(newer, "doctor")

    assert done.exit_code == 1
    said = " ".join(done.output.split())
    assert doctor.TABLES_NEWER.found in said
    assert doctor.TABLES_NEWER.todo in said


def test_a_try_out_of_a_newer_version_is_refused_too(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path / tryout.DATABASE}") as store:
        store.migrate()
        store.write(overtake)

    done = run("", f"try --no-browser --data {tmp_path} --port {free_port()}")

    assert (done.exit_code, done.output) == (2, f"{words.DATABASE_NEWER}\n")
    assert not [each for each in threading.enumerate() if each.name.startswith("evenhand-writer")]


def test_its_tables_are_left_alone_on_either_database(store: Store) -> None:
    store.write(overtake)

    with pytest.raises(StorageNewer):
        store.migrate()
    assert store.newer()
    assert store.pending()


async def test_a_service_that_is_overtaken_ends(store: Store) -> None:
    store.write(overtake)

    with pytest.raises(StorageNewer):
        await serving.overtaken(store, every=0.01)


async def test_a_database_that_does_not_answer_has_not_overtaken_anybody(store: Store) -> None:
    store.close()
    with pytest.raises(StorageDown):
        store.newer()

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(serving.overtaken(store, every=0.01), 0.1)
