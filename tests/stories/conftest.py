"""Every story starts in the same office, an ordinary Monday at nine, and leaves nothing private about.

It is told twice: in the try-out and in Slack.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from storage import Store
from tests.office import Office, web
from tests.slack import office as slack
from tests.stories import private

OFFICES: dict[str, Callable[[Store], AbstractContextManager[Office]]] = {
    "web": web.office,
    "slack": slack.office,
}


@pytest.fixture(params=OFFICES)
def service(
    request: pytest.FixtureRequest, store: Store, caplog: pytest.LogCaptureFixture
) -> Iterator[Office]:
    caplog.set_level(logging.DEBUG)
    with OFFICES[request.param](store) as opened:
        yield opened
        opened.settle()
    logged = "\n".join(record.getMessage() for record in caplog.get_records("call"))
    private.assert_nothing_private(store, logged, opened.delivered)
