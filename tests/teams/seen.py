"""What somebody has before them in Teams after they did something."""

from dataclasses import dataclass, field
from typing import Any

from tests.teams.cards import texts
from tests.teams.conversations import Conversation, Message
from tests.teams.members import Member

Payload = dict[str, Any]


@dataclass
class Dialog:
    """A dialog that somebody has before them; `typed` is what they filled in since it was drawn.

    `command` is the message extension that it belongs to, if any; `about` the message that it was opened on.
    """

    who: Member
    place: Conversation
    title: str
    card: Payload
    command: str = ""
    about: Payload | None = None
    typed: Payload = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Everything that is to be read in it, in one line."""
        return " ".join([self.title, *texts(self.card)])


@dataclass(frozen=True)
class Said:
    """What Teams shows for a moment after a press: the bot's words, or its error."""

    text: str
    error: bool = False


Seen = Dialog | Message | Said | None
"""What somebody has before them after they did something; None: nothing, or the dialog closed."""
