"""One thing that somebody did in Slack: who, where the answer belongs, and how the bot is told."""

from dataclasses import dataclass, field
from enum import Enum, auto

from adapters.attempts import MakeEvent
from adapters.payload import NOTHING, Body


class Surface(Enum):
    """Where somebody acted, and so where the answer belongs."""

    COMMAND = auto()
    SHORTCUT = auto()
    MESSAGE = auto()
    WHISPER = auto()
    DIALOG = auto()
    HOME = auto()
    TALK = auto()


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One thing that somebody did. `event` tells it to the bot once it is known who they are.

    `trigger` opens a dialog for three seconds; `view` is the dialog or home that they acted in, with its
    `hash`; `channel` is where a plain message can answer; `typed` is what stands in a look-up; `change`:
    something was filled in; `letter`: somebody is writing into a text, and Slack tells each letter.
    """

    user: str
    team: str
    surface: Surface
    event: MakeEvent
    trigger: str = ""
    response_url: str = ""
    channel: str = ""
    view: Body = field(default_factory=lambda: NOTHING)
    typed: str = ""
    change: bool = False
    letter: bool = False
