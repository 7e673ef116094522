"""Slack's requests signed by hand, and the last of them again."""

import hashlib
import hmac
import time
from collections.abc import Mapping

from tests.slack.lines import Answer, HttpLine
from tests.slack.workspace import SECRET


class Door(HttpLine):
    """Signed requests by hand, and the last of them again."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self._last: tuple[str, str, Mapping[str, str]] | None = None

    def post(self, body: str, content_type: str, headers: Mapping[str, str] | None = None) -> Answer:
        given = {**signed(body.encode()), **(headers or {})}
        self._last = body, content_type, given
        return super().post(body, content_type, given)

    def replay(self) -> Answer:
        """The last request once more, to the byte."""
        assert self._last is not None
        return super().post(*self._last)


def signed(body: bytes, *, at: float | None = None, secret: str = SECRET) -> dict[str, str]:
    """The headers that prove a request to be Slack's."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}
