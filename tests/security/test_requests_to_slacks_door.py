"""Attack: requests to Slack's door that Slack never sent. Nothing is handled, nothing breaks, nothing private is logged.

That the log holds nothing private, no token and no traceback is checked whenever an office closes.
"""

import gc
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import Store, audit
from tests.databases import NewDatabase
from tests.security.mutations import mutated
from tests.security.recording import Recorded, a_morning, anew
from tests.serving import LONGEST
from tests.slack import troubled
from tests.slack.lines import PATH
from tests.slack.signed import signed
from tests.slack.troubled import Troubled

STALE = 301
FEW = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""One office for all examples on purpose: what came before must not trip what comes next."""


@pytest.fixture
def office(new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture) -> Iterator[Troubled]:
    with Store(new_sqlite()) as store, troubled.office(store, caplog) as opened:
        yield opened


@pytest.fixture
def recorded(office: Troubled) -> list[Recorded]:
    return a_morning(office)


def test_whatever_becomes_of_a_real_payload_is_answered_shortly_and_without_a_fault(
    office: Troubled, recorded: list[Recorded]
) -> None:
    numbers = count(1)

    @FEW
    @given(data=st.data())
    def sent(data: st.DataObject) -> None:
        request = data.draw(st.sampled_from(recorded))
        body, content_type = request.body(data.draw(mutated(anew(office, request, next(numbers)))))
        answer = office.door.post(body, content_type)
        assert answer.status in (200, 400, 404), (answer, body[:2000])
        assert "Traceback" not in answer.body

    sent()
    office.finish()
    assert office.store.read(audit.verify) is None


def test_every_kind_of_request_is_refused_unsigned_stale_and_signed_by_another(
    office: Troubled, recorded: list[Recorded]
) -> None:
    kinds = {str(each.payload.get("type", each.kind)): each for each in recorded}
    assert len(kinds) >= 7, sorted(kinds)
    asked, sent = len(office.bot.asked), len(office.workspace.everything)
    for each in recorded:
        body, content_type = each.body(each.payload)
        raw = body.encode()
        for wrong in (
            {"X-Slack-Signature": ""},
            {"X-Slack-Signature": "v0=" + "f" * 64},
            signed(raw, at=time.time() - STALE),
            signed(raw, secret="0another0secret"),
        ):
            assert office.door.post(body, content_type, wrong).status == 401
    office.finish()
    assert (len(office.bot.asked), len(office.workspace.everything)) == (asked, sent)


@pytest.mark.parametrize("user", [[5], "U0AMIRA", {"id": ["U0AMIRA"], "deleted": True}])
def test_a_change_of_a_strange_shape_is_one_line_in_the_log(
    office: Troubled, caplog: pytest.LogCaptureFixture, user: object
) -> None:
    office.client.happens({"type": "user_change", "user": user})
    office.finish()
    gc.collect()  # what nobody asked after is told then
    assert "never retrieved" not in caplog.text


NONSENSE = {
    "no gzip": b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nZqzzz",
    "an unknown packing": b"Content-Encoding: br\r\nContent-Length: 5\r\n\r\nZqzzz",
    "no chunk": b"Transfer-Encoding: chunked\r\n\r\nZqzzz\r\n",
    "no length": b"Content-Length: Zqzzz\r\n\r\n",
    "two lengths": b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nZqzzz",
    "a header too long": b"X-Zqzzz: " + b"Zqzzz" * 4_000 + b"\r\n\r\n",
    "a header that is none": b"Zqzzz\x00\x1b[31m: x\r\n\r\n",
    "an expectation": b"Expect: Zqzzz\r\nContent-Length: 5\r\n\r\nZqzzz",
}


@pytest.mark.parametrize("name", NONSENSE)
def test_what_is_no_http_is_answered_shortly_and_quoted_in_no_log(
    office: Troubled, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    answer = said_to(office.port, f"POST {PATH} HTTP/1.1\r\nHost: x\r\n".encode() + NONSENSE[name])
    assert answer.startswith(b"HTTP/1."), answer
    assert answer.split(b" ")[1] in {b"400", b"401", b"417"}, answer
    assert b"Traceback" not in answer
    office.finish()
    assert office.bot.asked == []
    assert "Zqzzz" not in caplog.text
    assert "Traceback" not in caplog.text


def said_to(port: int, request: bytes) -> bytes:
    """The first that comes back for these bytes."""
    with closing(socket.create_connection(("127.0.0.1", port), LONGEST)) as line:
        line.sendall(request)
        return line.recv(4096)
