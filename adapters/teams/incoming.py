"""What came from Teams: one thing that somebody did, the bot added or removed, an answer to a file."""

from dataclasses import dataclass, field
from enum import Enum, auto

from adapters.attempts import MakeEvent
from adapters.payload import Body, Payload
from adapters.teams.ids import PLATFORM
from bot.chat import Place, PlaceKind, Values

PERSONAL = "personal"
"""The kind of conversation that is somebody's own chat with us."""


class Surface(Enum):
    """Where somebody acted, and so where the answer belongs."""

    TALK = auto()
    """A line that somebody wrote, which nothing answers by itself."""
    CARD = auto()
    """A button of a message: its answer redraws the card for whoever pressed."""
    OPENING = auto()
    """What asks for a dialog."""
    DIALOG = auto()
    """A button of an open dialog."""
    LOOKUP = auto()
    HOME = auto()
    """The bot was added: whoever did so sees their own page."""


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who did something, and where; `member` is their id towards this bot, `server` where the conversation is spoken to.

    `thread` is the message of a channel under which they wrote. `inside`: we are in that conversation ourselves, as far
    as this shows.
    """

    handle: str
    member: str
    tenant: str
    conversation: str
    kind: str
    server: str
    bot: str = ""
    thread: str = ""
    inside: bool = True

    @property
    def place(self) -> Place:
        """Somebody's own chat with us, or the channel or group."""
        if self.kind == PERSONAL:
            return Place(PLATFORM, PlaceKind.PERSON, self.handle)
        return Place(PLATFORM, PlaceKind.CHANNEL, self.conversation)


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One thing that somebody did. `event` tells it to the bot once it is known who they are.

    `message` is the one on which they acted, `key` what it is durably known by; `form` the form that they had before
    them, with what stood in its inputs in `fields`; `again` presses the same once more; `typed` stands in a look-up.
    `hurried`: Teams asks again after five seconds already. `public`: what they typed could be read by others.
    """

    sender: Sender
    surface: Surface
    event: MakeEvent
    message: str = ""
    key: str = ""
    fields: Values = field(default_factory=dict)
    form: Payload | None = None
    submits: bool = False
    again: tuple[str, str] = ("", "")
    typed: str = ""
    searches: bool = True
    hurried: bool = False
    public: bool = False


@dataclass(frozen=True)
class Installed:
    """The bot was added to a conversation, or `gone` from it."""

    sender: Sender
    gone: bool = False


@dataclass(frozen=True)
class FileAnswer:
    """Somebody agreed to a file, which belongs at `upload`, or declined it."""

    sender: Sender
    file: str
    upload: Body | None = None
