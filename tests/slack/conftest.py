"""The whole service in a local Slack."""

from collections.abc import Iterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from storage import Store
from tests.slack.office import SlackOffice, office
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
