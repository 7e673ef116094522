"""The command line's part for records, as whoever runs Evenhand types it."""

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import commands
from storage import Store
from storage.tables import AuditEntry, Customer, Report
from tests.bot.desk import Desk
from tests.databases import NewDatabase

Run = Callable[..., Result]


@pytest.fixture
def url(new_database: NewDatabase) -> str:
    """A database with one customer."""
    url = new_database()
    with Store(url) as store:
        desk = Desk(store)
        desk.amira.file("Quillon Zephyrine", "Draft plan is late", phone="07700 900777")
    return url


@pytest.fixture
def run(url: str) -> Run:
    def run(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(
            commands, list(words), input=typed, env={"EVENHAND_DATABASE_URL": url, "COLUMNS": "300"}
        )

    return run


def test_an_export_is_two_files_for_their_owner_alone(run: Run, tmp_path: Path) -> None:
    done = run("export", "C-0001", "--to", str(tmp_path))
    assert done.exit_code == 0, done.output
    page, data = (tmp_path / "C-0001" / f"everything-held.{kind}" for kind in ("html", "json"))
    assert "Quillon Zephyrine" in page.read_text("utf-8")
    assert json.loads(data.read_text("utf-8"))["customer"] == "C-0001"
    assert {file.stat().st_mode & 0o777 for file in (page, data)} == {0o600}
    assert "look at each before you hand it over" in done.output


def test_erasing_asks_for_the_reference_and_nothing_goes_without_it(run: Run, tmp_path: Path) -> None:
    no = run("erase", "C-0001", typed="yes\n")
    assert no.exit_code == 2
    assert "Nothing was erased." in no.output
    done = run("erase", "c-0001", typed="C-0001\n")
    assert done.exit_code == 0, done.output
    assert "C-0001 is erased." in done.output
    run("export", "C-0001", "--to", str(tmp_path))
    assert "Quillon" not in (tmp_path / "C-0001" / "everything-held.json").read_text("utf-8")


def test_the_reference_of_somebody_who_was_merged_leads_to_all_of_them(
    run: Run, url: str, tmp_path: Path
) -> None:
    with Store(url) as store:
        desk = Desk(store)
        desk.david.file("Quincey Zeph", "Where is my form?", phone="07700 900888", details="Said by Quincey")
        desk.helen.command("check C-0001")
        desk.helen.press("Same person as another")
        desk.helen.submit(customer="C-0002", reasons="Same card shown")
    done = run("export", "C-0001", "--to", str(tmp_path))
    assert "C-0001 was merged: they are C-0002 by now" in done.output
    held = (tmp_path / "C-0002" / "everything-held.json").read_text("utf-8")
    assert "Quillon Zephyrine" in held
    assert "Said by Quincey" in held
    assert run("erase", "C-0001", typed="C-0001\n").exit_code == 2
    gone = run("erase", "C-0001", typed="C-0002\n")
    assert gone.exit_code == 0, gone.output
    assert "C-0001 was merged: they are C-0002 by now" in gone.output
    assert "C-0002 is erased." in gone.output
    with Store(url) as store:
        assert [(row.name, bool(row.erased_at)) for row in Desk(store).rows(Customer)] == [("", True)] * 2
        assert not [row for row in Desk(store).rows(Report) if row.issue or row.details]


@pytest.mark.parametrize("typed", ["C-0042", "Quillon", "R-00001"])
def test_who_is_not_there_is_said_without_a_trace(run: Run, typed: str) -> None:
    for done in (run("export", typed), run("erase", typed, "--yes")):
        assert done.exit_code == 2
        assert f"There is no customer {typed}." in done.output
        assert "Traceback" not in done.output


def test_while_something_is_open_it_says_what(run: Run, url: str) -> None:
    with Store(url) as store:
        Desk(store).amira.file("C-0001", "Plan", adjustment="Please write")
    done = run("erase", "C-0001", "--yes")
    assert done.exit_code == 2
    assert "a request for another way of communicating has no answer" in done.output


def test_the_chain_is_checked_and_written_out_and_a_changed_entry_is_named(
    run: Run, url: str, tmp_path: Path
) -> None:
    held = run("audit", "verify")
    assert held.exit_code == 0
    assert re.search(r"The chain holds: \d+ entries", held.output)
    file = tmp_path / "chain.jsonl"
    assert run("audit", "export", str(file)).exit_code == 0
    entries = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert {"action", "at", "digest", "facts", "previous", "staff_id", "subject"} <= set(entries[0])
    assert "Quillon" not in file.read_text("utf-8")
    if url.startswith("sqlite"):
        _spoil(url)
        broken = run("audit", "verify")
        assert broken.exit_code == 2
        assert "Entry 1 was changed" in broken.output


def _spoil(url: str) -> None:
    """Change an entry as somebody would who can write to the file."""
    with sqlite3.connect(url.removeprefix("sqlite:///")) as file:
        for (name,) in file.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            file.execute(f"drop trigger {name}")
        file.execute(f"update {AuditEntry.__tablename__} set action = 'something.else' where id = 1")  # noqa: S608 - our own table


def test_files_come_in_by_line_or_not_at_all(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,phone\nPeter Ash,07700 900322\n,07700 900323\n", "utf-8-sig")
    wrong = run("import", "customers", str(file))
    assert wrong.exit_code == 2
    assert "people.csv: nothing was imported, 1 thing is wrong." in wrong.output
    assert "line 3: the name is empty" in wrong.output
    file.write_text("name,phone\nPeter Ash,07700 900322\n", "utf-8")
    assert "1 would be taken up" in run("import", "customers", str(file), "--dry-run").output
    assert "1 taken up, 0 were here already." in run("import", "customers", str(file)).output
    gone = run("import", "restrictions", str(tmp_path / "missing.csv"))
    assert gone.exit_code == 2
    assert "missing.csv: FileNotFoundError" in gone.output
