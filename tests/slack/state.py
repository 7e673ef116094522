"""What the workspace remembers: its people, its conversations, and everything that was ever shown or sent."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from tests.slack import elements, members, permissions
from tests.slack.conversations import Conversations
from tests.slack.hands import Hands
from tests.slack.said import Payload, Said

Check = Callable[[Payload], None]


@dataclass(frozen=True)
class Sent:
    """One payload that the app sent, and where to."""

    label: str
    payload: Payload


@dataclass
class Ephemeral:
    """A message that one person sees until it is deleted."""

    ts: str
    user: str
    channel: str
    text: str
    blocks: list[Payload]
    deleted: bool = False


@dataclass(frozen=True)
class Shown:
    """Something that one person was just shown: a `view`, an `ephemeral` or their `home`, by its id."""

    user: str
    kind: str
    id: str


class State:
    """Shared by the workspace's parts; `hands` is its clock, `check` what it refuses blocks by."""

    def __init__(self, hands: Hands, check: Check) -> None:
        self.hands = hands
        self.conversations = Conversations()
        self.people = {each.id: each for each in members.ALL}
        self.groups: dict[str, tuple[str, ...]] = {members.MANAGERS_GROUP: members.MANAGERS, "S0EMPTY": ()}
        self.granted = permissions.EVERY_SCOPE
        self.everything: list[Sent] = []
        self.complaints: list[str] = []
        self.shown: list[Shown] = []
        self.ephemerals: dict[str, Ephemeral] = {}
        self._check = check
        self._numbers = count(1)

    def examine(self, payload: Payload, error: str) -> None:
        """Refuse what Slack would refuse, and remember that it came; raises Said."""
        try:
            self._check(payload)
        except AssertionError as wrong:
            self.complain(f"{error}: {wrong}")
            raise Said(error, response_metadata={"messages": [f"[ERROR] {wrong}"]}) from None

    def named(self, blocks: list[Payload]) -> list[Payload]:
        """The blocks as Slack keeps them, each with an id."""
        return elements.named(blocks, self._numbers)

    def complain(self, what: str) -> None:
        """Remember that the app did what it must never do."""
        self.complaints.append(what)

    def sent(self, label: str, payload: Payload) -> None:
        self.everything.append(Sent(label, payload))

    def show(self, user: str, kind: str, of: str) -> None:
        self.shown.append(Shown(user, kind, of))

    def whisper(self, user: str, channel: str, shown: Payload) -> Ephemeral:
        """Show somebody a message that nobody else sees."""
        ts = self.conversations.next_ts()
        blocks = self.named(shown.get("blocks") or [])
        whispered = Ephemeral(ts, user, channel, shown.get("text", ""), blocks)
        self.ephemerals[ts] = whispered
        self.show(user, "ephemeral", ts)
        return whispered
