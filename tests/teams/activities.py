"""What Teams sends to the bot: activities as its client makes them."""

import html
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tests.teams import members
from tests.teams.cards import inputs
from tests.teams.conversations import CHANNEL, PERSONAL, Conversation, Message
from tests.teams.members import Member

Payload = dict[str, Any]
_numbers = count(1)
MENTION = "<at>Evenhand</at>"
THEME = {"theme": "default"}
CLIENT = {
    "locale": "en-GB",
    "country": "GB",
    "platform": "Web",
    "timezone": "Europe/London",
    "type": "clientInfo",
}


def common(who: Member, place: Conversation, service_url: str, thread: str = "") -> Payload:
    """What every activity has; `id` is new, as invokes have it."""
    moment = datetime.now(UTC)
    told: Payload = {"channelId": "msteams", "serviceUrl": service_url, "locale": "en-GB"}
    told |= {"timestamp": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")}
    told |= {"localTimestamp": moment.isoformat(timespec="milliseconds"), "localTimezone": "Europe/London"}
    told |= {"id": f"f:{uuid5(NAMESPACE_URL, str(next(_numbers)))}", "from": who.sender()}
    told |= {"recipient": {"id": members.BOT, "name": members.OURSELVES.name}}
    told |= {"conversation": _account(who, place, thread), "entities": [CLIENT]}
    return told | {"channelData": _channel_data(who, place)}


def _account(who: Member, place: Conversation, thread: str) -> Payload:
    account = place.account(thread)
    return account | {"tenantId": who.tenant} if place.kind == PERSONAL else account


def _channel_data(who: Member, place: Conversation) -> Payload:
    data: Payload = {"tenant": {"id": who.tenant}}
    if place.kind == CHANNEL:
        data |= {"channel": {"id": place.id}, "team": {"id": place.team}}
        data |= {"teamsChannelId": place.id, "teamsTeamId": place.team}
    return data


def message(base: Payload, number: str, text: str, *, mention: bool) -> Payload:
    """Something that somebody wrote; in channels and groups the bot is mentioned, or it hears nothing."""
    told = base | {"type": "message", "id": number, "textFormat": "plain"}
    told["text"] = f"{MENTION} {text}".strip() if mention else text
    told["attachments"] = [{"contentType": "text/html", "content": f"<p>{html.escape(told['text'])}</p>"}]
    if mention:
        bot = {"id": members.BOT, "name": members.OURSELVES.name}
        told["entities"] = [{"mentioned": bot, "text": MENTION, "type": "mention"}, *told["entities"]]
    return told


def submitted_message(base: Payload, number: str, value: Payload, on: Message) -> Payload:
    """What an `Action.Submit` without more becomes: a message without a word."""
    return base | {"type": "message", "id": number, "value": value, "replyToId": on.id}


def invoke(base: Payload, name: str, value: Payload, on: Message | None = None) -> Payload:
    """Something that is answered in the same breath."""
    told = base | {"type": "invoke", "name": name, "value": value}
    return told | {"replyToId": on.id} if on else told


def members_changed(base: Payload, change: str, who: Iterable[Payload], event: str) -> Payload:
    """Somebody, or the bot, came (`membersAdded`) or went (`membersRemoved`)."""
    data = base["channelData"] | {"eventType": event}
    return base | {"type": "conversationUpdate", change: list(who), "channelData": data}


def installation(base: Payload, action: str) -> Payload:
    """The app was added (`add`) or removed (`remove`)."""
    data = base["channelData"] | {"settings": {"selectedChannel": {"id": base["conversation"]["id"]}}}
    return base | {"type": "installationUpdate", "action": action, "channelData": data}


def filled_in(card: Payload, typed: Payload) -> Payload:
    """What the inputs hold, as Teams sends it: what was typed, else what was drawn; empty ones are left out."""
    found: Payload = {}
    for each in inputs(card):
        value = typed.get(each["id"], each.get("value", ""))
        if value not in ("", None):
            found[each["id"]] = value
        elif each["type"] in {"Input.Text", "Input.ChoiceSet"}:
            found[each["id"]] = ""
    unknown = set(typed) - {each["id"] for each in inputs(card)}
    assert not unknown, f"no inputs {unknown}"
    return found


def quoted(on: Message, who: Member) -> Payload:
    """A message as a message extension is told of it."""
    user = {"userIdentityType": "aadUser", "id": who.aad, "displayName": who.name}
    return {
        "id": on.id,
        "replyToId": on.thread or None,
        "createdDateTime": "2026-11-23T09:00:00.000Z",
        "lastModifiedDateTime": None,
        "deleted": False,
        "subject": None,
        "summary": None,
        "importance": "normal",
        "locale": "en-gb",
        "linkToMessage": f"https://teams.microsoft.com/l/message/19:team@thread.tacv2/{on.id}",
        "from": {"device": None, "conversation": None, "user": user, "application": None},
        "body": {"contentType": "html", "content": f"<div><div>{html.escape(on.text)}</div></div>"},
        "attachments": [],
        "mentions": [],
        "reactions": [],
    }
