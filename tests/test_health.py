"""What a supervisor asks: whether the process is up, and whether people can be served by it."""

import http.client
from collections.abc import Callable

import pytest

from adapters.server import application
from adapters.serving import ready
from storage import Store
from storage.errors import StorageDown, StorageError
from tests import serving
from tests.databases import NewDatabase
from tests.doctor.breaking import is_another_version
from tests.faults.platform import FakePlatform, delivering

Ready = Callable[[], bool]


@pytest.fixture
def database_url(new_sqlite: NewDatabase) -> str:
    return new_sqlite()


def asked(is_ready: Ready) -> dict[str, int]:
    """What each of the two doors answers."""
    with serving.served(application(is_ready)) as port:
        return {path: _status(port, path) for path in ("/healthz", "/readyz")}


def _status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def no_database() -> bool:
    raise StorageDown


@pytest.mark.parametrize(
    ("is_ready", "status"),
    [(lambda: True, 200), (lambda: False, 503), (no_database, 503)],
    ids=["ready", "not ready", "no database"],
)
def test_a_process_that_cannot_serve_is_up_and_not_ready(is_ready: Ready, status: int) -> None:
    assert asked(is_ready) == {"/healthz": 200, "/readyz": status}


async def test_a_service_is_ready_while_messages_are_delivered(store: Store) -> None:
    async with delivering(store, FakePlatform()) as delivery:
        await delivery.until(lambda: ready(store, delivery.loop))
    assert not ready(store, delivery.loop)


async def test_nor_is_it_once_their_delivery_ended_by_a_fault(store: Store) -> None:
    async with delivering(store, FakePlatform()) as delivery:
        await delivery.until(lambda: ready(store, delivery.loop))
        delivery.running.cancel()
        await delivery.until(lambda: not delivery.loop.alive)
        assert not ready(store, delivery.loop)


async def test_nor_with_the_tables_of_another_version(store: Store) -> None:
    async with delivering(store, FakePlatform()) as delivery:
        await delivery.until(lambda: ready(store, delivery.loop))
        is_another_version(store)
        assert not ready(store, delivery.loop)


async def test_nor_without_its_database(store: Store) -> None:
    async with delivering(store, FakePlatform()) as delivery:
        await delivery.until(lambda: ready(store, delivery.loop))
        store.close()
        with pytest.raises(StorageError):
            ready(store, delivery.loop)
