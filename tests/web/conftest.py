"""A try-out on a port of its own, with the small assistant behind it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from adapters.web.app import build
from tests.web import living
from tests.web.fakes import FakeStage

Client = TestClient[Request, Application]


@pytest.fixture(scope="session")
def lived_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's database; to live through it takes longer than most tests."""
    return living.lived_in(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def stage() -> FakeStage:
    return FakeStage()


@pytest.fixture
async def client(stage: FakeStage) -> AsyncIterator[Client]:
    server = TestServer(build(stage, heartbeat=0.05), host="127.0.0.1")
    async with TestClient(server) as opened:
        yield opened
