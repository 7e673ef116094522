"""What is the same in every office, whatever the people there write with."""

import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from bot import welcoming
from bot.chat import Looked, Tick
from storage import Store, outbox
from tests.office.shown import Payload, button, words

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)
"""When stories begin: an ordinary working day."""


RESERVE = "reserve@example.org"
"""The reserve decider, who is not in the workspace."""


class Room(StrEnum):
    """The channels that every service has."""

    TEAM = "team"
    MANAGERS = "managers"


TEAM, MANAGERS = Room.TEAM, Room.MANAGERS


ROOM = 50 * 10**9
"""Bytes free on the disk of a machine in order."""


class StoryClock:
    """Shows the time that the story says."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at.astimezone(UTC)


class Ticking(Protocol):
    """What a story needs of the bot."""

    def tick(self, tick: Tick) -> None: ...

    def begin(self, when: datetime) -> None: ...

    def look(self, looked: Looked) -> None: ...


class Office:
    """The service while a story lasts."""

    amira: "Colleague"
    priya: "Colleague"
    david: "Colleague"
    grace: "Colleague"
    owen: "Colleague"
    guest: "Colleague"

    def __init__(self, store: Store, clock: StoryClock, bot: Ticking) -> None:
        self.store = store
        self._clock = clock
        self._bot = bot

    @property
    def delivered(self) -> list[str]:
        """Every message as it went out, also those that were edited over."""
        raise NotImplementedError

    def at(self, when: str) -> None:
        """Let it be this time in London, such as `2026-11-24 08:30`; what is due before and then happens."""
        self.settle()
        self._clock.at = datetime.fromisoformat(when).replace(tzinfo=LONDON)
        self._bot.tick(Tick(self._clock.now()))
        self.settle()

    def begins(self) -> None:
        """Let the service tell the bot that it starts, as it does each time."""
        self._bot.begin(self._clock.now())
        self.settle()

    def is_looked_over(self, **seen: object) -> None:
        """The service looks over the machine that it runs on, which is so."""
        self._bot.look(Looked(when=self._clock.now(), **({"free": ROOM} | seen)))  # type: ignore[arg-type]
        self.settle()

    def now(self) -> datetime:
        """The time of the story."""
        return self._clock.now()

    def removes_files(self) -> None:
        """Let the service delete files that are not wanted any more, where the platform keeps any."""

    def settle(self) -> None:
        """Wait until every message that is due is shown."""
        pause = threading.Event()
        for _ in range(1000):
            if not self.store.read(lambda db: outbox.waits(db) and outbox.due(db, self._clock.now())):
                return
            pause.wait(0.01)
        raise AssertionError("messages are still waiting")


@dataclass(frozen=True)
class Picture:
    """A picture as a client has it."""

    name: str
    png: bytes
    alt: str


@dataclass
class Colleague(ABC):
    """One person at work; `seen` is the answer they have before them."""

    handle: str
    place: Room | None = None
    seen: Payload = field(default_factory=dict)

    @abstractmethod
    def types(self, line: str, *, delivery: str = "") -> Self:
        """Type a line that begins with a slash."""

    @abstractmethod
    def submits(self, action: str, value: str = "", delivery: str = "", **fields: object) -> Self:
        """Submit a form as it came, whatever is in it, and whether or not anybody drew it."""

    @abstractmethod
    def reports(self, customer: str, issue: str, **fields: object) -> Self:
        """Log a communication."""

    @abstractmethod
    def fills_in(self, **fields: object) -> Self:
        """Fill in the form that is open, as it was drawn, and submit it."""

    @abstractmethod
    def presses_button(self, found: Payload, *, delivery: str = "") -> Self:
        """Press this button, however old it is."""

    @abstractmethod
    def presses_raw(self, action: str, value: str) -> Self:
        """Press a button that nobody drew."""

    @abstractmethod
    def presses_in_form(self, label: str, **fields: object) -> Self:
        """Put this into the open form and press a button of it, which shows something on top of the form."""

    @abstractmethod
    def goes_back(self) -> Self:
        """Go back to the form that lies under what was shown on top of it."""

    @abstractmethod
    def files(self) -> dict[str, bytes]:
        """Every file that they were given, by its name; the newest of a name."""

    @abstractmethod
    def looks_up(self, typed: str) -> list[str]:
        """What the look-up offers."""

    @abstractmethod
    def chooses(self, customer: str, **fields: object) -> Self:
        """Choose a customer in the open report form."""

    @abstractmethod
    def picks(self, field: str, value: str) -> Self:
        """Choose a value in a watched field of the open form."""

    def messages(self, place: Room | None = None) -> list[Payload]:
        """What the assistant wrote here, oldest first; the welcome, which everybody has once, aside."""
        return [each for each in self.every_message(place) if each["key"] != welcoming.KEY]

    @abstractmethod
    def every_message(self, place: Room | None = None) -> list[Payload]:
        """The cards in a place of theirs, their direct messages unless told otherwise."""

    @abstractmethod
    def pictures(self) -> list[Picture]:
        """The pictures that only they were sent, oldest first."""

    def presses(self, label: str, *, delivery: str = "") -> Self:
        """Press a button of the answer before them."""
        return self.presses_button(button(self.seen, label), delivery=delivery)

    def presses_on(self, key: str, label: str, place: Room | None = None) -> Self:
        """Press a button of a message in a place of theirs."""
        return self.presses_button(button(self.message(key, place), label))

    def message(self, key: str, place: Room | None = None) -> Payload:
        """The one message whose key begins so; asserts that it is the only one."""
        every = self.every_message(place)
        found = [m for m in every if m["key"].startswith(key)]
        assert len(found) == 1, [m["key"] for m in every]
        return found[0]

    @property
    def card(self) -> Payload:
        """The card before them."""
        found: Payload = self.seen["card"]
        return found

    @property
    def form(self) -> Payload:
        """The form before them."""
        found: Payload = self.seen["form"]
        return found

    @property
    def title(self) -> str:
        """The title of what is before them."""
        return str((self.seen.get("card") or self.seen["form"])["title"])

    def reads_answer(self) -> str:
        """Every word of what is before them."""
        return words(self.seen)

    def errors(self) -> dict[str, str]:
        """What is wrong, by field."""
        form = self.form
        return {f["name"]: f["error"] for f in (*form["fields"], *form["more"]) if f["error"]}
