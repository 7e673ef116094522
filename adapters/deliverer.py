"""What the delivery loop asks of a platform, and what may be the trouble."""

from typing import Protocol

from bot import undelivered
from bot.cards import Card
from bot.chat import Place


class Deliverer(Protocol):
    """How one platform shows messages. Besides the errors below it may raise anything: tried again later."""

    platform: str

    async def post(self, place: Place, key: str, card: Card) -> str:
        """Show a new message; the platform's id of it."""
        ...

    async def edit(self, place: Place, remote_id: str, key: str, card: Card) -> None:
        """Let a message of ours show this card; `Gone` if people deleted it."""
        ...

    async def find(self, place: Place, key: str) -> str | None:
        """Our message with this key, if it arrived: asked before a post whose fate is unknown is repeated."""
        ...


class Remover(Protocol):
    """How one platform deletes files of ours. It may raise anything: tried again later."""

    platform: str

    async def remove(self, remote_id: str) -> None:
        """Delete a file of ours; nothing happens where it is gone already."""
        ...


class Trouble(Exception):
    """Why a message is not shown, in one machine word such as `timeout`, never content."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class TryLater(Trouble):
    """The platform wants nothing for this place for some seconds."""

    def __init__(self, seconds: float, trouble: str = undelivered.BUSY) -> None:
        super().__init__(trouble)
        self.seconds = seconds


class Unsure(Trouble):
    """The message may have arrived or not, such as when the answer never came."""


class Refused(Trouble):
    """Trying again is of no use until somebody helps: no such channel, not a member, token revoked."""


class Gone(Exception):
    """The message to be edited was deleted by people: it is posted anew."""


def in_a_word(error: BaseException) -> str:
    """What the log may say of an error: trouble's own machine word, else its kind; an error's text may quote."""
    return (str(error) if isinstance(error, Trouble | Gone) else "") or type(error).__name__
