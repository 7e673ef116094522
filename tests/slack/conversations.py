"""Channels, direct and group messages, and what stands in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

from tests.slack import members
from tests.slack.said import Payload, Said

FIRST_TS = 1_795_424_400  # Monday, 23 November 2026, 09:00 in London
TEAM, MANAGERS, PRIVATE, ARCHIVED = "C0TEAM", "C0MANAGERS", "C0PRIVATE", "C0ARCHIVED"


@dataclass
class Message:
    """One message as it stands now."""

    ts: str
    user: str
    text: str
    blocks: list[Payload] = field(default_factory=list)
    metadata: Payload | None = None
    edited: bool = False
    files: list[str] = field(default_factory=list)

    def shape(self, *, with_metadata: bool) -> Payload:
        """The message as Slack tells it; app_id and bot_id only where a bot wrote it."""
        shown: Payload = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text}
        if self.user == members.BOT_USER:
            shown |= {"bot_id": members.BOT_ID, "app_id": members.APP_ID, "team": members.TEAM_ID}
        if self.blocks:
            shown["blocks"] = self.blocks
        if self.edited:
            shown["edited"] = {"user": members.BOT_ID, "ts": self.ts}
        if with_metadata and self.metadata:
            shown["metadata"] = self.metadata
        return shown


@dataclass
class Conversation:
    """A place of messages; `kind` is channel (public), group (private), im or mpim."""

    id: str
    name: str
    kind: str
    members: frozenset[str]
    archived: bool = False
    shared: bool = False
    to_be_shared: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    def shape(self) -> Payload:
        """The conversation as Slack tells it."""
        return {
            "id": self.id,
            "name": self.name,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_im": self.kind == "im",
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "channel",
            "is_archived": self.archived,
            "is_shared": self.shared,
            "is_ext_shared": self.shared,
            "is_pending_ext_shared": self.to_be_shared,
            "is_member": members.BOT_USER in self.members,
            "num_members": len(self.members),
        }

    def said(self, ts: str) -> Message:
        """The message of this time; raises Said."""
        if ts not in self.messages:
            raise Said("message_not_found")
        return self.messages[ts]


class Conversations:
    """All of the workspace's conversations, and the clock that numbers what is said."""

    def __init__(self) -> None:
        self._numbers = count(1)
        everybody = frozenset(each.id for each in members.ALL if not each.deleted)
        managers = frozenset(members.MANAGERS) | {members.BOT_USER}
        self.people = {each.id: each for each in members.ALL}
        self.by_id: dict[str, Conversation] = {}
        self.add(Conversation(TEAM, "team", "channel", everybody))
        self.add(Conversation(MANAGERS, "managers", "group", managers))
        self.add(Conversation("C0ELSEWHERE", "elsewhere", "channel", everybody - {members.BOT_USER}))
        self.add(Conversation(PRIVATE, "private", "group", everybody - {members.BOT_USER}))
        self.add(Conversation(ARCHIVED, "archived", "channel", everybody, archived=True))

    def add(self, conversation: Conversation) -> Conversation:
        self.by_id[conversation.id] = conversation
        return conversation

    def next_ts(self) -> str:
        """The time of the next message: Slack's id of it."""
        number = next(self._numbers)
        return f"{FIRST_TS + number}.{number:06d}"

    def get(self, channel: str) -> Conversation:
        """A conversation that the bot may know of; raises Said."""
        found = self.by_id.get(channel)
        if found is None or (found.kind != "channel" and members.BOT_USER not in found.members):
            raise Said("channel_not_found")
        return found

    def writable(self, channel: str) -> Conversation:
        """A conversation that the bot may write in; raises Said. A person's id means their direct messages."""
        found = self.opened([channel]) if channel.startswith("U") else self.get(channel)
        if members.BOT_USER not in found.members:
            raise Said("not_in_channel")
        if found.archived:
            raise Said("is_archived")
        return found

    def opened(self, users: Iterable[str]) -> Conversation:
        """The direct or group messages of the bot with these people, begun when first asked for; raises Said."""
        known = self.people
        asked = list(dict.fromkeys(users))
        if not asked or any(user not in known for user in asked):
            raise Said("user_not_found")
        if any(known[user].deleted for user in asked):
            raise Said("user_disabled")
        if members.BOT_USER in asked or any(known[user].bot for user in asked):
            raise Said("cannot_dm_bot")
        if len(asked) > 8:
            raise Said("too_many_users")
        whole = frozenset({*asked, members.BOT_USER})
        kind = "im" if len(asked) == 1 else "mpim"
        for each in self.by_id.values():
            if each.kind == kind and each.members == whole:
                return each
        number = f"{'D' if kind == 'im' else 'G'}0{len(self.by_id):06d}"
        name = "directmessage" if kind == "im" else "mpdm-" + "--".join(known[u].handle for u in asked)
        return self.add(Conversation(number, name, kind, whole))

    def direct(self, user: str) -> Conversation:
        """Somebody's direct messages with the bot."""
        return self.opened([user])
