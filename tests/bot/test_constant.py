"""What managers look at every day is read in a constant number of queries, however much waits."""

import pytest

from storage import Store
from tests.bot import busy
from tests.bot.desk import Desk
from tests.databases import NewDatabase
from tests.statements import asked

MANY = 25


def counted(new: NewDatabase, number: int, typed: str) -> tuple[int, str]:
    """How many statements a manager's command takes where so much waits, and what it says."""
    with Store(new()) as store:
        desk = Desk(store)
        busy.fill(store, desk.now, number)
        desk.helen.command(typed)
        with asked() as statements:
            desk.helen.command(typed)
        return len(statements), desk.helen.sees


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("summary", f"M-{MANY:04d}"),
        ("cases", f"Open cases: {MANY}"),
        ("restrictions", f"Restrictions: {2 * MANY}"),
    ],
)
def test_what_managers_look_at_takes_as_many_queries_for_one_case_as_for_many(
    new_database: NewDatabase, typed: str, told: str
) -> None:
    few, _ = counted(new_database, 1, typed)
    several, _ = counted(new_database, 5, typed)
    many, said = counted(new_database, MANY, typed)
    assert few == several == many
    assert told in said
