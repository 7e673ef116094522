"""The whole service in a local Slack."""

from collections.abc import Iterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from storage import Store
from tests.databases import NewDatabase
from tests.slack import troubled
from tests.slack.office import SlackOffice, office
from tests.slack.strained import Pauses
from tests.slack.troubled import AT_ONCE, Troubled
from tests.slack.workspace import Workspace


@pytest.fixture
def web(slack: Workspace) -> AsyncWebClient:
    """Slack's own library, calling the workspace."""
    return AsyncWebClient(token=slack.tokens.bot, base_url=slack.base_url, retry_handlers=[])


@pytest.fixture
def service(store: Store) -> Iterator[SlackOffice]:
    with office(store) as opened:
        yield opened
        opened.settle()


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture(name="office")
def office_in_a_hurry(
    new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture, pauses: Pauses
) -> Iterator[Troubled]:
    """The office in which nobody waits; some files have another."""
    with (
        Store(new_sqlite()) as store,
        troubled.office(store, caplog, patience=AT_ONCE, pause=pauses) as opened,
    ):
        yield opened
