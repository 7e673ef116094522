"""Attack: requests to the try-out that its page never sends, by somebody on the same computer.

Other sites' pages, other names for this computer and bodies of another type are refused in tests/web/test_guard.py.
"""

import http.client
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import Store, audit
from tests.databases import NewDatabase
from tests.office import web
from tests.office.shared import MANAGERS
from tests.office.web import WebOffice
from tests.security.mutations import mutated
from tests.security.test_requests_to_slacks_door import NONSENSE, said_to
from tests.serving import LONGEST

FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
JSON_TYPE = {"Content-Type": "application/json"}


class Recording(WebOffice):
    """Remembers what the page sent."""

    def __init__(self, office: WebOffice) -> None:
        self.__dict__ |= office.__dict__
        self.sent: list[Mapping[str, Any]] = []
        for each in (self.amira, self.priya, self.grace):
            each.office = self  # type: ignore[attr-defined]

    @property
    def port(self) -> int:
        return self._port

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        if body:
            self.sent.append(body)
        return super().ask(method, path, dict(body) if body else None)


@pytest.fixture
def office(new_sqlite: NewDatabase) -> Iterator[Recording]:
    with Store(new_sqlite()) as store, web.office(store) as opened:
        assert isinstance(opened, WebOffice)
        yield Recording(opened)


def a_morning(office: Recording) -> list[Mapping[str, Any]]:
    """Requests of every kind, recorded."""
    office.amira.reports("Rosalind Quennell", "Draft plan overdue", phone="07700 900321")
    concerns = ["several_advisers"]
    office.priya.reports("Rosalind Quennell", "Draft plan overdue", phone="07700 900321", concerns=concerns)
    office.priya.presses("Ask a manager")
    office.priya.fills_in(reasons="Three of us hear the same")
    office.grace.presses_on("request:", "Look closer", MANAGERS)
    office.amira.types("/incident")
    office.amira.looks_up("Quennell")
    office.amira.chooses("C-0001")
    assert {each["type"] for each in office.sent} == {"command", "press", "submit", "change", "lookup"}
    return office.sent


def test_whatever_becomes_of_a_real_request_is_a_sentence_and_no_fault(
    office: Recording, caplog: pytest.LogCaptureFixture
) -> None:
    sent = a_morning(office)

    @FEW
    @given(data=st.data())
    def again(data: st.DataObject) -> None:
        known = data.draw(st.sampled_from(sent))
        delivery = f"d{data.draw(st.integers(0, 10**9))}"
        status, told = posted(office.port, data.draw(mutated({**known, "delivery": delivery})))
        assert status in (200, 400, 403), told
        assert "parts" in told or told["message"].endswith(".")

    again()
    office.settle()
    assert office.store.read(audit.verify) is None
    for never in ("Rosalind", "Quennell", "overdue", "Traceback"):
        assert never not in caplog.text


@pytest.mark.parametrize("name", NONSENSE)
def test_what_is_no_http_is_answered_shortly_and_quoted_in_no_log(
    office: Recording, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    host = f"Host: 127.0.0.1:{office.port}\r\nContent-Type: application/json\r\n"
    answer = said_to(office.port, f"POST /api/act HTTP/1.1\r\n{host}".encode() + NONSENSE[name])
    assert answer.split(b" ")[1] in {b"400", b"417"}, answer
    assert "Zqzzz" not in caplog.text
    assert "Traceback" not in caplog.text


def posted(port: int, body: object) -> tuple[int, dict[str, Any]]:
    """What the try-out answers to this."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    try:
        line.request("POST", "/api/act", json.dumps(body), JSON_TYPE)
        answer = line.getresponse()
        found: dict[str, Any] = json.loads(answer.read())
        return answer.status, found
    finally:
        line.close()
