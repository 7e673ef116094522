"""The desk: on SQLite where the database makes no difference, on both where it does."""

from collections.abc import Iterator

import pytest

from storage import Store
from tests.bot.desk import Desk
from tests.databases import NewDatabase


@pytest.fixture
def desk(new_sqlite: NewDatabase) -> Iterator[Desk]:
    with Store(new_sqlite()) as store:
        yield Desk(store)


@pytest.fixture
def desk_anywhere(store: Store) -> Desk:
    return Desk(store)
