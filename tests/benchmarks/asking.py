"""How often a database is asked for each thing that people do: `python -m tests.benchmarks.asking`."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from storage import Store
from tests import databases
from tests.benchmarks.tables import table
from tests.bot import busy, taking
from tests.bot.desk import Desk
from tests.statements import Asked, asked

PHONE = "07700 900123"
ISSUE = "Draft plan is late"
MANY = 25
Deed = Callable[[Desk], object]
FIRST: dict[str, Deed] = {
    "open the form": lambda desk: desk.amira.command(),
    "submit, a new customer": lambda desk: desk.amira.fill(
        {"customer": "Elizabeth Okafor", "issue": ISSUE, "phone": PHONE}
    ),
    "submit, one colleague holds it": lambda desk: desk.priya.file("C-0001", ISSUE),
    "press *I'll reply*": lambda desk: desk.priya.press("I'll reply"),
    "submit, two colleagues hold it": lambda desk: desk.david.file("C-0001", ISSUE),
    "`check`": lambda desk: desk.david.command("check C-0001"),
}
RESTRICTED: dict[str, Deed] = {
    "submit, a restriction is in force": lambda desk: desk.david.file("C-0001", "Rings about the plan"),
    "`check`, a restriction is in force": lambda desk: desk.david.command("check C-0001"),
    "a case's card": lambda desk: desk.helen.command("case M-0001"),
}
MANAGERS: dict[str, Deed] = {
    "`summary`": lambda desk: desk.helen.command("summary"),
    "`cases`": lambda desk: desk.helen.command("cases"),
    "a morning": lambda desk: desk.tick(desk.now),
}


def main() -> None:
    """Count, and print."""
    with tempfile.TemporaryDirectory() as folder, databases.sqlite(Path(folder)) as new:
        rows = _each(new(), FIRST, lambda _desk: None) | _each(new(), RESTRICTED, taking.restricted)
        for number in (1, 5, MANY):
            found = _each(new(), MANAGERS, lambda desk, many=number: busy.fill(desk.store, desk.now, many))  # type: ignore[misc] # a default
            rows |= {f"{name}, {number} open": told for name, told in found.items()}
    print(table("Statements", ["all", "that write"], rows))  # noqa: T201 - what the program is for


def _each(url: str, deeds: dict[str, Deed], begin: Callable[[Desk], None]) -> dict[str, list[str]]:
    with Store(url) as store:
        desk = Desk(store)
        begin(desk)
        for colleague in desk.everybody:
            _ = colleague.person
        return {name: _told(desk, deed) for name, deed in deeds.items()}


def _told(desk: Desk, deed: Deed) -> list[str]:
    with asked() as statements:
        deed(desk)
    return [str(len(statements)), str(_writes(statements))]


def _writes(statements: Asked) -> int:
    return sum(each.startswith(("INSERT", "UPDATE", "DELETE")) for each in statements)


if __name__ == "__main__":
    main()
