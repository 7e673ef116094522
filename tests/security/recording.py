"""What Slack really sends while people work, request by request, to be sent again, changed or not."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from tests.office import MANAGERS
from tests.slack import conversations, members
from tests.slack.client import Posted
from tests.slack.conversations import Message
from tests.slack.lines import FORM, JSON, Answer, form
from tests.slack.signed import Door
from tests.slack.troubled import Troubled


@dataclass(frozen=True)
class Recorded:
    """One request: its payload, and whether Slack sends such as JSON, inside a form, or as a form."""

    kind: str
    payload: Mapping[str, Any]

    def body(self, payload: Mapping[str, Any]) -> tuple[str, str]:
        """A body with this payload in place of its own, and the type of its content."""
        if self.kind == "event":
            return json.dumps(payload), JSON
        if self.kind == "interaction":
            return form({"payload": json.dumps(payload)}), FORM
        return form({name: _text(value) for name, value in payload.items()}), FORM


class Recording(Door):
    """A door that remembers what went through it."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.seen: list[Recorded] = []

    def post(self, body: str, content_type: str, headers: Mapping[str, str] | None = None) -> Answer:
        self.seen.append(_read(body, content_type))
        return super().post(body, content_type, headers)


def a_morning(office: Troubled) -> list[Recorded]:
    """Requests of every kind, recorded while two colleagues and a manager work."""
    office.client.line = recording = Recording(office.port)
    office.amira.reports("Rosalind Quennell", "Draft plan overdue", phone="07700 900321")
    concerns = ["several_advisers"]
    office.priya.reports("Rosalind Quennell", "Draft plan overdue", phone="07700 900321", concerns=concerns)
    office.priya.presses("Ask a manager")
    office.priya.fills_in(reasons="Three of us hear the same")
    office.grace.presses_on("request:", "Look closer", MANAGERS)
    office.amira.types("/incident")
    office.amira.looks_up("Quennell")
    office.amira.chooses("C-0001")
    _beside_work(office)
    office.settle()
    return recording.seen


def anew(office: Troubled, recorded: Recorded, number: int) -> Mapping[str, Any]:
    """The payload as of something done once more: a trigger or event id of its own, else it would count as repeated."""
    payload = recorded.payload
    if recorded.kind == "event":
        return {**payload, "event_id": f"Ev1{number:08d}"}
    user = payload.get("user_id") or payload["user"]["id"]
    return {**payload, "trigger_id": office.workspace.dialogs.trigger(user, "")}


def _beside_work(office: Troubled) -> None:
    amira, team = members.of("amira"), office.workspace.place(conversations.TEAM)
    office.client.shortcut(amira, "report.file")
    office.client.message_shortcut(amira, "report.message", Posted(team, Message("1.1", amira, "She rang")))
    office.client.open_home(amira)
    office.client.say(amira, "hello")
    for happened in CHANGES:
        office.client.happens(dict(happened))
    office.finish()


CHANGES: tuple[Mapping[str, Any], ...] = (
    {"type": "user_change", "user": {"id": "U0NOBODY", "deleted": True}},
    {"type": "subteam_updated", "subteam": {"id": members.MANAGERS_GROUP}},
    {"type": "subteam_members_changed", "subteam_id": members.MANAGERS_GROUP, "added_users": []},
    {"type": "member_joined_channel", "user": members.BOT_USER, "channel": conversations.MANAGERS},
)
"""What Slack tells of its own accord."""


def _read(body: str, content_type: str) -> Recorded:
    if content_type == JSON:
        return Recorded("event", json.loads(body))
    fields = dict(parse_qsl(body, keep_blank_values=True))
    if "payload" in fields:
        return Recorded("interaction", json.loads(fields["payload"]))
    return Recorded("command", fields)


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
