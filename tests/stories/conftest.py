"""Every story starts in the same office, an ordinary Monday at nine, and leaves nothing private about.

It is told in every office, and on every database: but not in each on each, for the doors know nothing of the database
(`--every-combination` does that too). What is told `in_turn` is told of each value once, and in every office of some of them.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import cycle, product
from typing import NamedTuple

import pytest

from adapters.web import roster
from storage import Store
from tests.databases import NewDatabase
from tests.office import Office, web
from tests.slack import office as slack
from tests.stories import private
from tests.stories.turns import IN_TURN
from tests.teams import office as teams

OFFICES: dict[str, Callable[..., AbstractContextManager[Office]]] = {
    "web": web.office,
    "slack": slack.office,
    "teams": teams.office,
}
DATABASES = ("sqlite", "postgresql")


class Told(NamedTuple):
    """Where a story is told."""

    office: str
    database: str


USUAL = (Told("web", "sqlite"), Told("slack", "postgresql"), Told("teams", "sqlite"))
"""Every office and every database: the try-out's is always SQLite, a service's is PostgreSQL as soon as it has replicas."""
NOT_IN_TEAMS = {
    "test_too_long_a_line_is_told_its_length_and_nothing_is_decided": "its client takes no longer line than fits"
}
"""What can't happen there; that the bot says so all the same, `tests/teams/test_trouble.py` holds."""
RESERVE_HERE = roster.BY_HANDLE["david"].email
"""David as a reserve decider who has an account: he is none of the workers then."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "told" in metafunc.fixturenames:
        every = [Told(*each) for each in product(OFFICES, DATABASES)]
        told = every if metafunc.config.getoption("every_combination") else USUAL
        elsewhere = metafunc.function.__name__ not in NOT_IN_TEAMS
        chosen = [each for each in told if elsewhere or each.office != "teams"]
        name, values = getattr(metafunc.function, IN_TURN, ("", ()))
        assert not name or len(values) >= len(OFFICES), f"{name}: an office would be left out"
        if name and not metafunc.config.getoption("every_combination"):
            turns = list(zip(cycle(chosen), values, strict=False))
            ids = ["-".join((*each, value)) for each, value in turns]
            metafunc.parametrize(("told", name), turns, ids=ids, scope="function")
            return
        if name:
            metafunc.parametrize(name, values)
        metafunc.parametrize("told", chosen, ids=["-".join(each) for each in chosen], scope="function")


@pytest.fixture
def new_database(request: pytest.FixtureRequest, told: Told) -> NewDatabase:
    new: NewDatabase = request.getfixturevalue(f"new_{told.database}")
    return new


@pytest.fixture
def service(told: Told, store: Store, caplog: pytest.LogCaptureFixture) -> Iterator[Office]:
    with _quiet(OFFICES[told.office](store), store, caplog) as opened:
        yield opened


@pytest.fixture
def service_with_reserve(told: Told, store: Store, caplog: pytest.LogCaptureFixture) -> Iterator[Office]:
    """The same, where David is the reserve decider."""
    with _quiet(OFFICES[told.office](store, reserve=RESERVE_HERE), store, caplog) as opened:
        yield opened


@contextmanager
def _quiet(
    office: AbstractContextManager[Office], store: Store, caplog: pytest.LogCaptureFixture
) -> Iterator[Office]:
    caplog.set_level(logging.DEBUG)
    with office as opened:
        yield opened
        opened.settle()
    logged = "\n".join(record.getMessage() for record in caplog.get_records("call"))
    private.assert_nothing_private(store, logged, opened.delivered)
