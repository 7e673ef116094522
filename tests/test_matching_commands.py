"""`evenhand match` as whoever runs Evenhand types it: a file or the service's answers, and mistakes in one line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import commands
from bot.words import learning as words
from storage import Store
from tests.bot.desk import Desk
from tests.bot.test_sharing import two
from tests.databases import NewDatabase

Run = Callable[..., Result]


@pytest.fixture
def url(new_sqlite: NewDatabase) -> str:
    """A database with one link, made on Monday 23 November 2026."""
    url = new_sqlite()
    with Store(url) as store:
        two(Desk(store))
    return url


@pytest.fixture
def run(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def run(*typed: str, **env: str) -> Result:
        given = {"EVENHAND_DATABASE_URL": url, "COLUMNS": "300", **env}
        return CliRunner().invoke(commands, ["match", *typed], env=given)

    return run


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", words.FILE_OR_DECISIONS),
        ("some.jsonl --decisions", words.FILE_OR_DECISIONS),
        ("--json", words.FILE_OR_DECISIONS),
        ("--decisions --days 3", words.FOR_FILES),
        ("--decisions --pairs out", words.FOR_FILES),
        ("some.jsonl --json", words.FOR_DECISIONS),
        ("some.jsonl --since 2026-12-01", words.FOR_DECISIONS),
        ("--decisions --since yesterday", words.NO_DAY),
    ],
)
def test_what_does_not_go_together_is_said_in_one_line(run: Run, typed: str, said: str) -> None:
    done = run(*typed.split())
    assert done.exit_code == 2
    assert done.output.splitlines() == [said]


def test_without_a_database_none_is_made(run: Run, tmp_path: Path) -> None:
    done = run("--decisions", EVENHAND_DATABASE_URL=f"sqlite:///{tmp_path}/none.db")
    assert done.exit_code == 2
    assert done.output.splitlines() == [words.NO_DATABASE]
    assert list(tmp_path.iterdir()) == []


def test_tables_of_another_version_are_said_to_be(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare.db").touch()
    done = run("--decisions", EVENHAND_DATABASE_URL=f"sqlite:///{tmp_path}/bare.db")
    assert done.exit_code == 2
    assert done.output.splitlines() == [words.NOT_MIGRATED]


@pytest.mark.parametrize(("since", "links"), [("", 1), ("2026-11-23", 1), ("2026-11-24", 0)])
def test_only_reports_from_a_day_on_are_counted_where_it_is_named(run: Run, since: str, links: int) -> None:
    found = json.loads(run("--decisions", "--json", *(["--since", since] if since else [])).stdout)
    assert (found["since"], found["links"]["made"]) == (since or None, links)


def test_nothing_is_written_by_looking(run: Run, url: str) -> None:
    before = Path(url.removeprefix("sqlite:///")).read_bytes()
    assert run("--decisions").exit_code == 0
    assert Path(url.removeprefix("sqlite:///")).read_bytes() == before


def test_a_file_is_measured_as_before(run: Run, tmp_path: Path) -> None:
    line = {"id": "r1", "reported_at": "2026-03-02T09:00:00", "reporter": "amira", "issue": "No TA"}
    (tmp_path / "some.jsonl").write_text(json.dumps(line), "utf-8")
    assert json.loads(run("some.jsonl").stdout) == {"reports": 1, "threshold": 0.6}
    gone = run("none.jsonl")
    assert (gone.exit_code, gone.output.splitlines()) == (2, ["none.jsonl: FileNotFoundError"])
