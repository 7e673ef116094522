"""Attack: another account on the same machine reads what Evenhand writes. Every file is for its owner alone."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import commands
from storage import Store
from tests.bot.desk import Desk

OWNER_ONLY = 0o600
Run = Callable[[str], str]


@pytest.fixture(autouse=True)
def _everybody_may_read_new_files() -> Iterator[None]:
    """The most careless setting of a machine."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Commands in a folder with a database that is in use, with one customer in it."""
    url = f"sqlite:///{tmp_path}/evenhand.db"
    with Store(url) as store:
        store.migrate()
        Desk(store).amira.file("Quillon Zephyrine", "Draft plan is late", phone="07700 900777")

        def run(command: str) -> str:
            env = {**os.environ, "EVENHAND_DATABASE_URL": url, "COLUMNS": "300"}
            done = CliRunner().invoke(commands, [part.format(tmp_path) for part in command.split()], env=env)
            assert isinstance(done.exception, SystemExit | None), repr(done.exception)
            return done.output

        yield run


def test_whatever_is_written_only_its_owner_can_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name\nRosa Lindqvist\n", "utf-8")
    (tmp_path / "people.csv").chmod(OWNER_ONLY)
    for command in (
        "import customers {}/people.csv",
        "export C-0001 --to {}",
        "audit export {}/chain.jsonl",
        "backup {}/all.backup",
        "backup {}/all.backup --force",
    ):
        run(command)
    found = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.rglob("*") if file.is_file()}
    assert found == dict.fromkeys(
        (
            *("evenhand.db", "evenhand.db-wal", "evenhand.db-shm", "people.csv", "chain.jsonl", "all.backup"),
            *("everything-held.html", "everything-held.json"),
        ),
        OWNER_ONLY,
    )
    assert stat.S_IMODE((tmp_path / "C-0001").stat().st_mode) == 0o700


def test_who_has_an_older_file_of_that_name_open_reads_nothing_of_the_new_one(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "C-0001").mkdir()
    for name, command in (
        ("C-0001/everything-held.json", "export C-0001 --to {}"),
        ("C-0001/everything-held.html", "export C-0001 --to {}"),
        ("chain.jsonl", "audit export {}/chain.jsonl"),
    ):
        (tmp_path / name).write_text("older")
        with (tmp_path / name).open() as held:
            run(command)
            assert held.read() == "older"
        assert (tmp_path / name).read_text("utf-8") != "older"
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == OWNER_ONLY


def test_a_link_that_somebody_laid_in_the_way_is_replaced_and_not_followed(run: Run, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    for name, command in (
        ("C-0001/everything-held.json", "export C-0001 --to {}"),
        ("chain.jsonl", "audit export {}/chain.jsonl"),
    ):
        theirs.write_text("theirs")
        (tmp_path / "C-0001").mkdir(exist_ok=True)
        (tmp_path / name).symlink_to(theirs)
        run(command)
        assert theirs.read_text() == "theirs"
        assert not (tmp_path / name).is_symlink()


def test_a_folder_that_is_not_there_is_said_in_a_line(run: Run) -> None:
    assert "chain.jsonl could not be written" in run("audit export {}/no/such/chain.jsonl")
