"""How Slack reaches the app: signed requests to its door, or its Socket Mode line."""

import http.client
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote_plus

from slack_sdk.signature import SignatureVerifier

from tests.serving import LONGEST
from tests.slack.said import Payload
from tests.slack.workspace import SECRET, Workspace

PATH = "/slack/events"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass(frozen=True)
class Retry:
    """Which repetition of an event this is, and why Slack repeats it."""

    number: int = 1
    reason: str = "http_timeout"


class Line(Protocol):
    """Takes something to the app; what the app acknowledged it with (empty: nothing)."""

    def command(self, fields: Mapping[str, str]) -> Payload: ...

    def interaction(self, payload: Payload) -> Payload: ...

    def event(self, payload: Payload, retry: Retry | None = None) -> Payload: ...


@dataclass(frozen=True)
class Answer:
    """What the app's door answered."""

    status: int
    body: str


class HttpLine:
    """Signed requests; whatever isn't answered with 200, Slack's client calls trouble."""

    def __init__(self, port: int, secret: str = SECRET, now: Callable[[], float] = time.time) -> None:
        self._port = port
        self._signer = SignatureVerifier(secret)
        self._now = now

    def command(self, fields: Mapping[str, str]) -> Payload:
        return self._taken(self.post(form(fields), FORM))

    def interaction(self, payload: Payload) -> Payload:
        return self._taken(self.post(form({"payload": json.dumps(payload)}), FORM))

    def event(self, payload: Payload, retry: Retry | None = None) -> Payload:
        told = {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason} if retry else {}
        return self._taken(self.post(json.dumps(payload), JSON, told))

    def post(self, body: str, content_type: str, headers: Mapping[str, str] | None = None) -> Answer:
        """One request, signed; `headers` may replace the signature's own."""
        at = str(int(self._now()))
        signature = self._signer.generate_signature(timestamp=at, body=body) or ""
        signed = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature}
        given = {"Content-Type": content_type, **signed, **(headers or {})}
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=LONGEST)
        try:
            connection.request("POST", PATH, body.encode(), given)
            answer = connection.getresponse()
            return Answer(answer.status, answer.read().decode())
        finally:
            connection.close()

    def _taken(self, answer: Answer) -> Payload:
        assert answer.status == 200, (answer.status, answer.body)
        if not answer.body:
            return {}
        if answer.body.startswith("{"):
            found: Payload = json.loads(answer.body)
            return found
        return {"text": answer.body}


class SocketLine:
    """The line that the app opened to the workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def command(self, fields: Mapping[str, str]) -> Payload:
        return self._sent("slash_commands", dict(fields))

    def interaction(self, payload: Payload) -> Payload:
        return self._sent("interactive", payload)

    def event(self, payload: Payload, retry: Retry | None = None) -> Payload:
        told = {"retry_attempt": retry.number, "retry_reason": retry.reason} if retry else None
        return self._sent("events_api", payload, told)

    def _sent(self, kind: str, payload: Payload, retry: Payload | None = None) -> Payload:
        return self._workspace.loop.run(self._workspace.sockets.send(kind, payload, retry))


def form(fields: Mapping[str, str]) -> str:
    """The fields as a form, halves of characters and all."""
    return "&".join(f"{quote_plus(n)}={quote_plus(v, errors='surrogatepass')}" for n, v in fields.items())
