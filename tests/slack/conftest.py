"""A local Slack, and the whole service in it; what Slack would have refused fails the test."""

from collections.abc import Iterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from storage import Store
from tests.slack.office import SlackOffice, office
from tests.slack.workspace import Workspace, workspace


@pytest.fixture
def slack() -> Iterator[Workspace]:
    with workspace() as opened:
        yield opened
    assert opened.complaints == []


@pytest.fixture
def web(slack: Workspace) -> AsyncWebClient:
    """Slack's own library, calling the workspace."""
    return AsyncWebClient(token=slack.tokens.bot, base_url=slack.base_url, retry_handlers=[])


@pytest.fixture
def service(store: Store) -> Iterator[SlackOffice]:
    with office(store) as opened:
        yield opened
        opened.settle()
