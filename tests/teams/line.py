"""How Teams reaches the bot: a signed POST to its door."""

import http.client
import json
from dataclasses import dataclass
from typing import Any

from tests.serving import LONGEST
from tests.teams.issuer import Issuer
from tests.teams.signing import Payload, Wrong

PATH = "/api/messages"


@dataclass(frozen=True)
class Answer:
    """What the bot's door answered; `body` is read where it is JSON."""

    status: int
    body: Any
    content_type: str


class Line:
    """Posts activities; without an issuer nothing is signed."""

    def __init__(self, port: int, issuer: Issuer | None) -> None:
        self.port = port
        self._issuer = issuer

    def post(self, activity: Payload, wrong: Wrong = Wrong.NOTHING) -> Answer:
        """One activity with the token that belongs to it, or with a wrong one."""
        headers = {"Content-Type": "application/json; charset=utf-8"}
        headers["x-ms-conversation-id"] = activity.get("conversation", {}).get("id", "")
        headers["x-ms-tenant-id"] = activity.get("channelData", {}).get("tenant", {}).get("id", "")
        if self._issuer:
            headers["Authorization"] = self._issuer.authorization(activity.get("serviceUrl", ""), wrong)
        return self.raw(json.dumps(activity).encode(), headers)

    def raw(self, body: bytes, headers: dict[str, str]) -> Answer:
        """One request as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        try:
            connection.request("POST", PATH, body, headers)
            answer = connection.getresponse()
            content_type, text = answer.headers.get_content_type(), answer.read().decode()
            is_json = text and content_type == "application/json"
            return Answer(answer.status, json.loads(text) if is_json else text or None, content_type)
        finally:
            connection.close()
