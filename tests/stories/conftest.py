"""Every story starts in the same office, an ordinary Monday at nine, and leaves nothing private about."""

from collections.abc import Iterator

import pytest

from storage import Store
from tests.office import Office, office
from tests.stories import private


@pytest.fixture
def service(store: Store, caplog: pytest.LogCaptureFixture) -> Iterator[Office]:
    with office(store) as opened:
        yield opened
        opened.settle()
    private.assert_nothing_private(store, caplog.text)
