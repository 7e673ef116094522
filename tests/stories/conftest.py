"""Every story starts in the same office, an ordinary Monday at nine, and leaves nothing private about.

It is told three times: in the try-out, in Slack and in Teams.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from adapters.web import roster
from storage import Store
from tests.office import Office, web
from tests.slack import office as slack
from tests.stories import private
from tests.teams import office as teams

OFFICES: dict[str, Callable[..., AbstractContextManager[Office]]] = {
    "web": web.office,
    "slack": slack.office,
    "teams": teams.office,
}
NOT_IN_TEAMS = {
    "test_too_long_a_line_is_told_its_length_and_nothing_is_decided": "its client takes no longer line than fits"
}
"""What can't happen there; that the bot says so all the same, `tests/teams/test_trouble.py` holds."""
RESERVE_HERE = roster.BY_HANDLE["david"].email
"""David as a reserve decider who has an account: he is none of the workers then."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In Teams on SQLite only: what differs between the databases shows in the other two offices."""
    items[:] = [each for each in items if not _left_out(each)]


def _left_out(item: pytest.Item) -> bool:
    given: dict[str, object] = getattr(getattr(item, "callspec", None), "params", {})
    in_teams = "teams" in {given.get("service"), given.get("service_with_reserve")}
    name: str = getattr(item, "originalname", "")
    return in_teams and (given.get("new_database") == "postgresql" or name in NOT_IN_TEAMS)


@pytest.fixture(params=OFFICES)
def service(
    request: pytest.FixtureRequest, store: Store, caplog: pytest.LogCaptureFixture
) -> Iterator[Office]:
    with _told(OFFICES[request.param](store), store, caplog) as opened:
        yield opened


@pytest.fixture(params=OFFICES)
def service_with_reserve(
    request: pytest.FixtureRequest, store: Store, caplog: pytest.LogCaptureFixture
) -> Iterator[Office]:
    """The same, where David is the reserve decider."""
    with _told(OFFICES[request.param](store, reserve=RESERVE_HERE), store, caplog) as opened:
        yield opened


@contextmanager
def _told(
    office: AbstractContextManager[Office], store: Store, caplog: pytest.LogCaptureFixture
) -> Iterator[Office]:
    caplog.set_level(logging.DEBUG)
    with office as opened:
        yield opened
        opened.settle()
    logged = "\n".join(record.getMessage() for record in caplog.get_records("call"))
    private.assert_nothing_private(store, logged, opened.delivered)
