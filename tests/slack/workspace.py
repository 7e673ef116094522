"""A local Slack: one workspace's Web API on loopback, as strict as Slack and without its network.

`base` is the address (with `api/` after it: `base_url`); `hands` its clock, which only tests move.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from tests import serving
from tests.serving import Loop
from tests.slack.api import Door, Method, Tokens
from tests.slack.conversations import Conversation, Message
from tests.slack.dialogs import Dialog, Dialogs
from tests.slack.faults import Faults
from tests.slack.hands import Hands
from tests.slack.messages import Messages
from tests.slack.response_urls import ResponseUrls
from tests.slack.said import Payload
from tests.slack.sockets import Sockets
from tests.slack.state import Check, Ephemeral, Sent, State
from tests.slack.uploads import Uploads
from tests.slack.valid import assert_valid

SECRET = "0fictional0signing0secret"


class Workspace:
    """The workspace while a test lasts; what the app must never send is among `complaints`."""

    def __init__(self, loop: Loop, check: Check) -> None:
        self.loop = loop
        self.hands = Hands()
        self.state = State(self.hands, check)
        self.tokens = Tokens()
        self.faults = Faults()
        self.dialogs = Dialogs(self.state)
        self.response_urls = ResponseUrls(self.state, lambda number: f"{self.base}response/{number}")
        self.uploads = Uploads(self.state, lambda number: f"{self.base}upload/{number}")
        self.sockets = Sockets()
        self.ahead = timedelta()
        self.base = ""
        messages = Messages(self.state)
        self.methods: Mapping[str, Method] = messages.methods | self.dialogs.methods | self.uploads.methods
        self.door = Door(self)

    @property
    def base_url(self) -> str:
        """What `SLACK_API_URL` is set to."""
        return f"{self.base}api/"

    @property
    def complaints(self) -> list[str]:
        return self.state.complaints

    @property
    def everything(self) -> list[Sent]:
        """Every payload that the app ever sent, oldest first, with where to."""
        return self.state.everything

    def sent(self, label: str) -> list[Payload]:
        """The payloads whose label begins so."""
        return [each.payload for each in self.everything if each.label.startswith(label)]

    def grant(self, *scopes: str) -> None:
        """Let these be all the scopes that the app was given."""
        self.state.granted = frozenset(scopes)

    def without(self, *scopes: str) -> None:
        """Take these scopes away."""
        self.state.granted -= frozenset(scopes)

    def release(self) -> None:
        """End every call that is kept silent."""
        self.loop.run(self.door.release())

    def place(self, channel: str) -> Conversation:
        return self.state.conversations.by_id[channel]

    def messages(self, channel: str) -> list[Message]:
        """What stands in a channel now, oldest first."""
        return [message for _ts, message in sorted(self.place(channel).messages.items())]

    def direct(self, user: str) -> Conversation:
        """Somebody's direct messages with the bot."""
        return self.state.conversations.direct(user)

    def ephemerals(self, user: str) -> list[Ephemeral]:
        """What only this person sees, oldest first."""
        return [each for each in self.state.ephemerals.values() if each.user == user and not each.deleted]

    def dialog(self, user: str) -> Dialog | None:
        """The dialog that somebody has before them."""
        return self.dialogs.top(user)

    def home(self, user: str) -> Dialog | None:
        """Somebody's App Home, once it was published."""
        return self.dialogs.homes.get(user)


@contextmanager
def workspace(check: Check = assert_valid) -> Iterator[Workspace]:
    """Open the workspace; its door is shut and every silent connection ended when the context ends."""
    with serving.loop() as loop:
        opened = loop.run(_made(loop, check))
        runner, port = loop.run(serving.answer(opened.door.application()))
        opened.base = f"http://127.0.0.1:{port}/"
        try:
            yield opened
        finally:
            loop.run(_shut(opened))
            loop.run(runner.cleanup())


async def _made(loop: Loop, check: Check) -> Workspace:
    return Workspace(loop, check)


async def _shut(opened: Workspace) -> None:
    await opened.door.release()
    await opened.sockets.close()
