"""Keys made anew: customers are found by keys, and a new version of the program may make them of other things."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from bot import identifying, matching
from storage import Db, Store, customers, matchkeys, settings
from storage.tables import KnownAs

MADE_BY: Final = "match_keys"
"""The setting that says which version of the keys stands in the table."""
BATCH: Final = 500
"""Customers whose keys are made in one transaction: others wait no longer than that."""


def migrate(store: Store, batch: int = BATCH) -> None:
    """Bring the tables up to date, and then everybody's keys, where an earlier version made them.

    Several that start together do it twice, which is harmless; one that is stopped begins again at the next start.
    """
    store.migrate()
    if store.read(lambda db: settings.get(db, MADE_BY)) == matching.KEYS_VERSION:
        return
    last = 0
    while numbers := store.read(partial(_next, after=last, batch=batch)):
        store.write(partial(_make, numbers=numbers))
        last = numbers[-1]
    store.write(lambda db: settings.put(db, MADE_BY, matching.KEYS_VERSION))


def _next(db: Db, after: int, batch: int) -> list[int]:
    return customers.numbers_after(db, after, batch)


def _make(db: Db, numbers: Sequence[int]) -> None:
    ways: dict[int, list[KnownAs]] = {number: [] for number in numbers}
    for known in customers.known_as(db, numbers):
        ways[known.customer_id].append(known)
    for number, known_ways in ways.items():
        matchkeys.replace(db, number, identifying.all_keys(known_ways))
