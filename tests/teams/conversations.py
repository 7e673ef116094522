"""Personal chats, group chats and channels, and what stands in them."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.teams import members
from tests.teams.answers import refused
from tests.teams.cards import CARD, texts
from tests.teams.members import Member

Payload = dict[str, Any]

TEAM = "19:team@thread.tacv2"
MANAGERS = "19:managers@thread.tacv2"
OTHER = "19:elsewhere@thread.tacv2"
PERSONAL, GROUP, CHANNEL = "personal", "groupChat", "channel"
FIRST_ID = 1_795_424_400_000  # Monday, 23 November 2026, 09:00 in London


@dataclass
class Message:
    """One message as it stands now; `edits` are what it was before, oldest first.

    `redrawn` is what a card became for one person alone, by their id: an answer to their press, gone with the next edit.
    `thread` is the message that it answers, in a channel. `token` names the bot's token by which it came, at the moment
    `at` of this machine's clock.
    """

    id: str
    sender: str
    activity: Payload
    thread: str = ""
    token: str = ""
    at: float = field(default_factory=time.monotonic)
    edits: list[Payload] = field(default_factory=list)
    redrawn: dict[str, Payload] = field(default_factory=dict)
    deleted: bool = False

    @property
    def text(self) -> str:
        return str(self.activity.get("text") or "")

    @property
    def cards(self) -> list[Payload]:
        """The Adaptive Cards, as everybody sees them who didn't press."""
        return [each["content"] for each in self.attachments if each.get("contentType") == CARD]

    @property
    def attachments(self) -> list[Payload]:
        return self.activity.get("attachments") or []

    def seen_by(self, person: Member) -> list[Payload]:
        """The cards as this person sees them."""
        return [self.redrawn[person.id]] if person.id in self.redrawn else self.cards

    def read_by(self, person: Member) -> str:
        """Everything that this person reads in it, in one line."""
        read = [self.text, *(text for card in self.seen_by(person) for text in texts(card))]
        return " ".join(each for each in read if each)


@dataclass
class Conversation:
    """A place of messages; `installed`: the bot is in it, `blocked`: somebody stopped it from writing here."""

    id: str
    kind: str
    name: str
    members: list[Member]
    team: str = ""
    installed: bool = True
    blocked: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    def account(self, thread: str = "") -> Payload:
        """The conversation as it stands in an activity."""
        number = f"{self.id};messageid={thread}" if thread else self.id
        told: Payload = {"conversationType": self.kind, "tenantId": members.TENANT, "id": number}
        return told if self.kind == PERSONAL else told | {"isGroup": True, "name": self.name}

    def said(self, number: str) -> Message:
        """The message of this id; raises Refused."""
        found = self.messages.get(number)
        if found is None or found.deleted:
            raise refused("ActivityNotFoundInConversation")
        return found

    def member(self, number: str) -> Member:
        """A member by either id; raises Refused."""
        for each in self.members:
            if number in {each.id, each.aad} - {""}:
                return each
        raise refused("MemberNotFoundInConversation")


class Conversations:
    """All conversations of the tenant; the bot is installed for everybody but those in `without`."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.by_id: dict[str, Conversation] = {}
        self.people = list(members.ALL)
        self.without: set[str] = {members.of("steph").id}
        everybody = [each for each in members.ALL if each is not members.STRANGER]
        self.add(
            Conversation(TEAM, CHANNEL, "General", [*everybody, members.STRANGER], "19:service@thread.tacv2")
        )
        self.add(Conversation(MANAGERS, CHANNEL, "General", list(members.MANAGERS), MANAGERS))
        self.add(Conversation(OTHER, CHANNEL, "Elsewhere", everybody, OTHER, installed=False))

    def add(self, conversation: Conversation) -> Conversation:
        self.by_id[conversation.id] = conversation
        return conversation

    def next_id(self) -> str:
        """The id of the next message: its time."""
        return str(FIRST_ID + next(self._numbers))

    def get(self, number: str) -> tuple[Conversation, str]:
        """A conversation, and the thread in it that the id names; raises Refused."""
        base, _, thread = number.partition(";messageid=")
        found = self.by_id.get(base)
        if found is None:
            raise refused("ConversationNotFound")
        if thread and (found.kind != CHANNEL or thread not in found.messages):
            raise refused("ConversationNotFound")
        if not found.installed:
            raise refused("BotNotInConversationRoster")
        return found, thread

    def writable(self, number: str) -> tuple[Conversation, str]:
        """A conversation that the bot may write in; raises Refused."""
        found, thread = self.get(number)
        if found.blocked:
            raise refused("ConversationBlockedByUser")
        return found, thread

    def person(self, number: str) -> Member:
        """Somebody by either id; raises Refused."""
        for each in self.people:
            if number in {each.id, each.aad} - {""}:
                return each
        raise refused("Bad Argument", "Failed to decrypt conversation id")

    def personal(self, person: Member) -> Conversation:
        """Somebody's chat with the bot, begun when first asked for."""
        number = f"a:1{person.aad.replace('-', '')}"
        found = self.by_id.get(number)
        return found or self.add(Conversation(number, PERSONAL, "", [person]))

    def group(self, people: Iterable[Member]) -> Conversation:
        """A group chat to which somebody added the bot."""
        number = f"19:{next(self._numbers):08d}@thread.v2"
        return self.add(Conversation(number, GROUP, "", list(people)))
