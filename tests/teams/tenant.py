"""A local Teams: one tenant's connector and Microsoft's login on loopback, as strict as Teams and without its network."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests import serving
from tests.serving import Loop
from tests.slack.faults import Faults
from tests.teams import members
from tests.teams.connector import Door
from tests.teams.conversations import Conversation, Conversations, Message
from tests.teams.issuer import Issuer, issuing
from tests.teams.members import Member
from tests.teams.uploads import Uploads

Payload = dict[str, Any]


@dataclass(frozen=True)
class Sent:
    """One payload that the app sent, and where to."""

    label: str
    payload: Payload


class Tenant:
    """The tenant while a test lasts; what the app must never send is among `complaints`.

    `anonymous`: no app id, so nobody shows a token (`TEAMS_LOCAL`). `faults` are those of the connector; those of the
    login are `issuer.faults`. `heard` says when each of the bot's tokens was last shown, by this machine's clock.
    """

    def __init__(self, loop: Loop, issuer: Issuer, *, anonymous: bool) -> None:
        self.loop = loop
        self.issuer = issuer
        self.anonymous = anonymous
        self.region = "uk"
        self.base = ""
        self.conversations = Conversations()
        self.faults = Faults()
        self.uploads = Uploads(lambda number: f"{self.base}upload/{number}")
        self.everything: list[Sent] = []
        self.complaints: list[str] = []
        self.heard: dict[str, float] = {}
        self.door = Door(self)

    @property
    def service_url(self) -> str:
        """Where the bot is to answer (`TEAMS_SERVICE_URL`)."""
        return f"{self.base}{self.region}/"

    @property
    def settings(self) -> dict[str, str]:
        """What an installer sets to join it."""
        return {
            "MICROSOFT_APP_ID": self.issuer.app_id,
            "MICROSOFT_APP_PASSWORD": self.issuer.secret,
            "MICROSOFT_APP_TENANT_ID": self.issuer.tenant,
            "MICROSOFT_OPENID_METADATA": self.issuer.metadata_url,
            "MICROSOFT_TOKEN_URL": self.issuer.token_url,
            "TEAMS_SERVICE_URL": self.service_url,
        }

    def move(self, region: str) -> None:
        """Serve under another address from now on; the one before answers 404."""
        self.region = region

    def sent(self, label: str, payload: Payload) -> None:
        self.everything.append(Sent(label, payload))

    def complain(self, what: str) -> None:
        """Remember that the app did what it must never do."""
        self.complaints.append(what)

    def payloads(self, label: str) -> list[Payload]:
        """The payloads whose label begins so, such as `post` or `update 19:managers@thread.tacv2`."""
        return [each.payload for each in self.everything if each.label.startswith(label)]

    def place(self, number: str) -> Conversation:
        return self.conversations.by_id[number]

    def personal(self, person: Member) -> Conversation:
        """Somebody's chat with the bot."""
        return self.conversations.personal(person)

    def messages(self, place: Conversation) -> list[Message]:
        """What stands in a conversation now, oldest first."""
        return [each for _id, each in sorted(place.messages.items()) if not each.deleted]

    def from_bot(self, place: Conversation) -> list[Message]:
        """What the bot said there, oldest first."""
        return [each for each in self.messages(place) if each.sender == members.BOT]

    def remove_bot(self, place: Conversation) -> None:
        """Take the bot out of a conversation."""
        place.installed = False

    def uninstall(self, person: Member) -> None:
        """Somebody removes the app for themselves: their chat takes nothing any more."""
        self.conversations.without.add(person.id)
        self.personal(person).installed = False

    def install(self, person: Member) -> None:
        """Somebody adds the app for themselves, for the first time or again."""
        self.conversations.without.discard(person.id)
        self.personal(person).installed = True

    def release(self) -> None:
        """End every call that is kept silent."""
        self.loop.run(self.door.release())


@contextmanager
def tenant(*, anonymous: bool = False) -> Iterator[Tenant]:
    """Open the tenant; its door is shut and every silent connection ended when the context ends."""
    with serving.loop() as loop, issuing(loop) as issuer:
        opened = loop.run(_made(loop, issuer, anonymous=anonymous))
        runner, port = loop.run(serving.answer(opened.door.application()))
        opened.base = f"http://127.0.0.1:{port}/"
        try:
            yield opened
        finally:
            loop.run(opened.door.release())
            loop.run(runner.cleanup())


async def _made(loop: Loop, issuer: Issuer, *, anonymous: bool) -> Tenant:
    return Tenant(loop, issuer, anonymous=anonymous)
