"""Every story starts in the same office, an ordinary Monday at nine, and leaves nothing private about."""

import logging
from collections.abc import Iterator

import pytest

from storage import Store
from tests.office import Office, office
from tests.stories import private


@pytest.fixture
def service(store: Store, caplog: pytest.LogCaptureFixture) -> Iterator[Office]:
    caplog.set_level(logging.DEBUG)
    with office(store) as opened:
        yield opened
        opened.settle()
    logged = "\n".join(record.getMessage() for record in caplog.get_records("call"))
    private.assert_nothing_private(store, logged, opened.delivered)
