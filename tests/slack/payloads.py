"""What Slack posts to an app, in its own shapes."""

from itertools import count

from tests.slack import members
from tests.slack.conversations import FIRST_TS, Conversation, Message
from tests.slack.dialogs import Dialog
from tests.slack.said import Payload
from tests.slack.state import Ephemeral

_MOMENTS = count(1)
TOKEN = "fictional-verification-token"
TEAM = {"id": members.TEAM_ID, "domain": "service"}


def moment() -> str:
    """The time of an action, in Slack's spelling."""
    number = next(_MOMENTS)
    return f"{FIRST_TS + number}.{number:06d}"


def person(member: members.Member) -> Payload:
    handle = member.handle
    return {"id": member.id, "username": handle, "name": handle, "team_id": member.team_id}


def common(kind: str, member: members.Member) -> Payload:
    """What every interaction carries."""
    return {
        "type": kind,
        "user": person(member),
        "api_app_id": members.APP_ID,
        "token": TOKEN,
        "team": dict(TEAM),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def command(member: members.Member, name: str, text: str, place: Conversation) -> dict[str, str]:
    """A slash command, as the fields of a form, without its trigger and response URL."""
    return {
        "token": TOKEN,
        "team_id": members.TEAM_ID,
        "team_domain": TEAM["domain"],
        "channel_id": place.id,
        "channel_name": _name(place),
        "user_id": member.id,
        "user_name": member.handle,
        "command": name,
        "text": text,
        "api_app_id": members.APP_ID,
        "is_enterprise_install": "false",
    }


def in_dialog(dialog: Dialog) -> Payload:
    """Where it happened: a dialog or the home."""
    return {"container": {"type": "view", "view_id": dialog.id}, "view": dialog.shape()}


def on_message(place: Conversation, message: Message) -> Payload:
    """Where it happened: a message that everybody there sees."""
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": place.id,
        "is_ephemeral": False,
    }
    return {
        "container": container,
        "channel": {"id": place.id, "name": _name(place)},
        "message": message.shape(with_metadata=True),
        "state": {"values": {}},
    }


def on_ephemeral(place: Conversation, whispered: Ephemeral) -> Payload:
    """Where it happened: a message that only they see; Slack leaves out what it says."""
    container = {
        "type": "message",
        "message_ts": whispered.ts,
        "channel_id": place.id,
        "is_ephemeral": True,
    }
    channel = {"id": place.id, "name": _name(place)}
    return {"container": container, "channel": channel, "state": {"values": {}}}


def action(block_id: str, element: Payload, option: Payload | None = None) -> Payload:
    """What was pressed or chosen."""
    kept = {name: element[name] for name in ("value", "style", "placeholder", "text") if name in element}
    acted = {"type": element["type"], "action_id": element["action_id"], "block_id": block_id}
    chosen = {"selected_option": option} if option else {}
    return acted | kept | chosen | {"action_ts": moment()}


def event(happened: Payload, number: str) -> Payload:
    """Something that the app subscribed to."""
    return {
        "token": TOKEN,
        "team_id": members.TEAM_ID,
        "api_app_id": members.APP_ID,
        "event": happened | {"event_ts": moment()},
        "type": "event_callback",
        "event_id": number,
        "event_time": FIRST_TS,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": members.TEAM_ID,
                "user_id": members.BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def _name(place: Conversation) -> str:
    return "directmessage" if place.kind == "im" else place.name
