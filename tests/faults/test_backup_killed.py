"""A backup and a restore are killed (`kill -9`) in the middle, or find the disk full: nothing half is left.\n"""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect

from storage import Store, backups, restoring
from storage.tables import Setting
from tests.databases import NewDatabase
from tests.storage.lived import everything
from tests.storage.records import T0

ROOT = Path(__file__).parents[2]
ROWS = 1000
# with -B: Python's own compiled files would be cut too
SMALL_FILES = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
runpy.run_module("bot", run_name="__main__", alter_sys=True)
"""


@pytest.fixture
def url(new_database: NewDatabase) -> str:
    """A database with so many rows that there is a middle."""
    url = new_database()
    with Store(url) as store:
        store.write(lambda db: db.add_all([Setting(name=f"{n:04d}", value=f"{n * n}") for n in range(ROWS)]))
    return url


def nobody(_done: int, _of: int) -> None:
    """Watches no progress."""


def back_up(url: str, file: Path) -> None:
    with Store(url) as store:
        backups.save(store, file, version="0.1.0", at=T0, told=nobody)


def killed_in_the_middle(url: str, file: Path, job: str) -> None:
    command = [sys.executable, "-m", "tests.faults.backing", url, str(file), job]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        process.kill()


def test_a_backup_that_is_killed_leaves_no_file_and_the_next_one_is_whole(url: str, tmp_path: Path) -> None:
    killed_in_the_middle(url, tmp_path / "backup", "backup")

    assert list(tmp_path.iterdir()) == []
    back_up(url, tmp_path / "backup")
    assert [each.name for each in tmp_path.iterdir()] == ["backup"]


def test_a_restore_that_is_killed_leaves_no_table_and_the_next_one_succeeds(
    url: str, new_database: NewDatabase, tmp_path: Path
) -> None:
    back_up(url, tmp_path / "backup")
    target = new_database(empty=True)

    killed_in_the_middle(target, tmp_path / "backup", "restore")

    with Store(target) as store:
        assert store.read(lambda db: inspect(db.connection()).get_table_names()) == []
        restoring.load(store, tmp_path / "backup", told=nobody)
        assert len(everything(store)["setting"]) == ROWS


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file's size")
def test_a_full_disk_is_one_line_and_leaves_no_file(new_sqlite: NewDatabase, tmp_path: Path) -> None:
    url = new_sqlite()
    with Store(url) as store:
        store.write(lambda db: db.add_all([Setting(name=f"{n:040b}", value=f"{n**90}") for n in range(ROWS)]))
    done = subprocess.run(
        [sys.executable, "-B", "-c", SMALL_FILES, "50000", "backup", str(tmp_path / "backup")],
        cwd=ROOT,
        env={"EVENHAND_DATABASE_URL": url, "COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert (
        done.stderr
        == "backup could not be written (File too large). There is no backup; nothing half is left.\n"
    )
    assert list(tmp_path.iterdir()) == []
