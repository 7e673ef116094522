"""A service that is looked over: nothing set, a database of its own, and something that answers on our port."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from adapters.server import application
from bot import settings
from storage import Store
from tests import serving
from tests.databases import NewDatabase
from tests.doctor.looked_over import PORTS


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in settings.ServerSettings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def url(new_sqlite: NewDatabase) -> str:
    return new_sqlite()


@pytest.fixture
def opened(url: str) -> Iterator[Store]:
    with Store(url) as store:
        yield store


@pytest.fixture(scope="package")
def ready() -> Iterator[int]:
    """The port of a service that is ready."""
    with serving.served(application(lambda: True)) as port:
        yield port


@pytest.fixture(scope="package", autouse=True)
def _running(ready: int) -> Iterator[None]:
    PORTS["ready"] = ready
    with serving.served(application(lambda: False)) as port, serving.served(web.Application()) as other:
        PORTS.update({"not ready": port, "another": other})
        yield
