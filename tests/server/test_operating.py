"""The operator's guide is followed, command by command: backups and restores, files from before, one person's records, the chain."""

import csv
import os
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from storage import Store
from storage.tables import Customer, Restriction
from tests.bot.desk import Desk
from tests.server.guide import Guide
from tests.server.machine import Machine
from tests.server.test_installing import WHERE, machine

assert machine
GUIDE = Guide("operate.md")
SOON = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()
"""A day within 60 of this machine's own clock, by which the program goes."""
BACKUPS = "Backups"
SETTINGS = {
    "EVENHAND_MANAGERS": "helen@example.org,tom@example.org",
    "EVENHAND_MANAGERS_CHANNEL": "slack:C0123ABCD",
}


class Operator:
    """Whoever follows the guide, in the folder with its `.env`; `evenhand` is found there."""

    def __init__(self, machine: Machine, folder: Path) -> None:
        self.machine = machine
        self.folder = folder
        self._path = machine.folder / WHERE / ".venv/bin"

    def runs(self, block: str, *, answers: str = "", **settings: str) -> str:
        """Run a block as it stands in the guide; `answers` are typed where something is asked."""
        typed = f"printf '{answers}\\n' | {block}" if answers else block
        given = {**SETTINGS, "PATH": f"{self._path}:{os.environ['PATH']}", **settings}
        return self.machine.runs(typed, self.folder, given)


@pytest.fixture
def operator(machine: Machine, tmp_path: Path) -> Operator:
    """A service's first day: two managers opened Evenhand, and one customer is on file."""
    database = f"sqlite:///{tmp_path}/evenhand.db"
    (tmp_path / ".env").write_text(f"EVENHAND_DATABASE_URL={database}\n", "utf-8")
    with Store(database) as store:
        store.migrate()
        Desk(store, now=datetime.now(UTC)).amira.file(
            "Elizabeth Okafor", phone="07700 900123", details="Rang twice"
        )
    return Operator(machine, tmp_path)


def chain(said: str) -> tuple[str, str]:
    """The audit chain's number and digest, as a command prints them."""
    [found] = re.findall(r"(\d+) ([0-9a-f]{64})", said)
    return str(found[0]), str(found[1])


def test_a_night_a_restore_and_the_trial_of_the_quarter(operator: Operator) -> None:
    [cron] = GUIDE.blocks(BACKUPS, "")
    night = cron.split(" ", 5)[5].replace(r"\%", "%")
    kept = operator.machine.folder / "var/backups/evenhand"
    kept.mkdir(parents=True, exist_ok=True)
    here = night.replace("cd /srv/evenhand && .venv/bin/evenhand", "evenhand").replace(
        "/var/backups", str(kept.parent)
    )
    assert operator.runs(here) == ""
    [written] = kept.glob("*.backup")
    trial, move, back = GUIDE.blocks(BACKUPS)
    tried = operator.runs(trial.replace("FILE", str(written)))
    holds = chain("\n".join(line for line in tried.splitlines() if "chain holds" in line))
    assert not (operator.folder / "trial").exists()
    moved = operator.runs(move)
    restored = operator.runs(back, EVENHAND_DATABASE_URL=f"sqlite:///{operator.folder}/new.db")
    assert int(chain(moved)[0]) == int(holds[0]) + 1, "that the first backup was made is noted"
    assert chain(moved)[1] in restored
    with Store(f"sqlite:///{operator.folder}/new.db") as store:
        assert store.read(lambda db: len(db.exec(select(Customer)).all())) == 1
    written.unlink()


def test_what_was_there_before_day_one(operator: Operator) -> None:
    customers, restrictions = GUIDE.inline("Day one", "evenhand import ")
    people, held = columns(customers), columns(restrictions)
    write(
        operator.folder / "people.csv",
        people,
        [{"name": "Rosa Lindqvist", "phone": "07700 900101"}, {"name": "Bo Reid"}],
    )
    assert "2 would be taken up" in operator.runs(f"{customers} --dry-run")
    assert "2 taken up, 0 were here already" in operator.runs(customers)
    one = {
        "customer": "C-0002",
        "kind": "style",
        "details": "We ask you to write without insults",
        "starts_on": "2026-09-01",
        "told_on": "2026-09-01",
        "review_on": SOON,
        "decided_by": "helen@example.org",
        "second_manager": "tom@example.org",
    }
    write(operator.folder / "held.csv", held, [one])
    assert "1 taken up, 0 were here already" in operator.runs(restrictions)
    with Store(f"sqlite:///{operator.folder}/evenhand.db") as store:
        assert store.read(lambda db: [row.kind for row in db.exec(select(Restriction))]) == ["style"]


def columns(command: str) -> list[str]:
    """The columns that the guide names for this file."""
    [said] = re.findall(
        rf"^- `{re.escape(command)}`(.*?)(?=^- |\Z)", GUIDE.section("Day one"), re.MULTILINE | re.DOTALL
    )
    named = re.findall(r"`([a-z_]+)`", said)
    return [name for name in dict.fromkeys(named) if name in KNOWN]


KNOWN = frozenset(
    {
        *("name", "relationship", "email", "phone", "case_ref", "child"),
        *("customer", "kind", "details", "starts_on", "told_on", "review_on", "decided_by", "second_manager"),
        *("contact", "deputy", "times", "per", "longest", "routes", "closed"),
    }
)


def write(path: Path, head: list[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, head)
        writer.writeheader()
        writer.writerows(rows)


def test_one_persons_records_and_the_chain(operator: Operator) -> None:
    said = GUIDE.inline("One person's records", "evenhand ")
    export, erase, verify, whole = (
        next(each for each in said if each.startswith(begins)) for begins in BEGINS
    )
    before = chain(operator.runs(verify))
    told = operator.runs(with_names(export))
    assert "look at each before you hand it over" in told
    assert sorted(each.suffix for each in (operator.folder / "folder/C-0001").iterdir()) == [".html", ".json"]
    erased = operator.runs(with_names(erase), answers="C-0001")
    assert "C-0001 is erased" in erased
    with Store(f"sqlite:///{operator.folder}/evenhand.db") as store:
        assert store.read(lambda db: [row.name for row in db.exec(select(Customer))]) == [""]
    after = chain(operator.runs(verify))
    assert int(after[0]) > int(before[0])
    assert f"{after[0]} entries are in" in operator.runs(with_names(whole))


BEGINS = ("evenhand export C-", "evenhand erase C-", "evenhand audit verify", "evenhand audit export")


def with_names(command: str) -> str:
    return command.replace("C-0042", "C-0001").replace("FOLDER", "folder").replace("FILE", "chain.jsonl")
