"""What comes in (events) and what goes out (replies), the same on every platform."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.cards import Card, Form, Option


class Role(StrEnum):
    """What a person may do here; `NONE` is a guest, a stranger or somebody removed.

    `RESERVE` is a reserve decider from outside the staff: they see only what they are asked to decide on.
    """

    NONE = "none"
    RESERVE = "reserve"
    WORKER = "worker"
    MANAGER = "manager"


@dataclass(frozen=True)
class Profile:
    """What a platform says about the person behind an event.

    `confirmed` means: a full member of our own workspace or tenant whose address the platform vouches for.
    `groups` are those that the settings name and that they are in, such as `slack:S0123`.
    """

    platform: str
    handle: str
    name: str
    email: str = ""
    confirmed: bool = True
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Person:
    """Somebody who acts: `staff_id` is 0 for people without a role."""

    staff_id: int
    name: str
    role: Role


class PlaceKind(StrEnum):
    """The kinds of place."""

    CHANNEL = "channel"
    PERSON = "person"
    GROUP = "group"


@dataclass(frozen=True)
class Place:
    """Where a message goes: a channel, a person's direct messages, or a group of people.

    `target` is the platform's id of the channel or person; for a group, the members' ids joined by commas.
    """

    platform: str
    kind: PlaceKind
    target: str


Values = Mapping[str, str | tuple[str, ...]]
"""Fields of a form by name: text, or the keys chosen where several may be."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Who did it, where, when (UTC, aware), and the platform's id of this very delivery."""

    who: Person
    where: Place
    when: datetime
    delivery: str


@dataclass(frozen=True, kw_only=True)
class Command(Event):
    """A slash command such as `/incident check Okafor`: name `incident`, text `check Okafor`."""

    name: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Press(Event):
    """A button was pressed; in an open form, `fields` are what is typed there so far."""

    action: str
    value: str = ""
    fields: Values = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Submission(Event):
    """A form was submitted."""

    action: str
    fields: Values = dataclasses.field(default_factory=dict)
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Change(Event):
    """A watched field of an open form changed."""

    action: str
    field: str
    fields: Values = dataclasses.field(default_factory=dict)
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Lookup(Event):
    """Somebody types into a look-up field."""

    field: str
    typed: str


@dataclass(frozen=True, kw_only=True)
class Opened(Event):
    """Somebody opened their own page with the bot (App Home, personal tab).

    `added`: they only added the bot, and asked for nothing.
    """

    added: bool = False


@dataclass(frozen=True)
class Tick:
    """Time passed; it is an event too."""

    when: datetime


@dataclass(frozen=True)
class Looked:
    """The machine was looked over: what time brings that only the outside knows. None: there is no such thing here.

    `unknown`: of these subjects nobody could say just now. `free` and `held` are bytes: what the disk has left where the database lies, and what that takes. The day on which
    the secret for Teams runs out, and the moment at which the public address's certificate does.
    """

    when: datetime
    free: int | None = None
    held: int = 0
    secret_until: date | None = None
    certificate_until: datetime | None = None
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Whisper:
    """Only the actor sees this card."""

    card: Card


@dataclass(frozen=True)
class Ask:
    """Open this form."""

    form: Form


@dataclass(frozen=True)
class Refresh:
    """Redraw the open form: notices and errors change, what is typed stays."""

    form: Form


@dataclass(frozen=True)
class Replace:
    """What the actor acted on, message or dialog, now shows this card."""

    card: Card


@dataclass(frozen=True)
class Post:
    """Desired state, durable: the message with this key in this place shows this card."""

    place: Place
    key: str
    card: Card


@dataclass(frozen=True)
class Nudge:
    """Desired state, durable: this colleague's direct message with this key shows this card.

    `for_cover`: what whoever stands in for them sees, where that is not the same card. `urgent`: it is about safety, so
    that it waits for nobody's return or working day and goes to nobody instead.
    """

    staff_id: int
    key: str
    card: Card
    for_cover: Card | None = None
    urgent: bool = False


@dataclass(frozen=True)
class File:
    """A file for one person only; `about` is the reference of the case it is about, so that it can be deleted with that."""

    staff_id: int
    name: str
    content: bytes
    alt: str
    about: str = ""


@dataclass(frozen=True)
class Options:
    """What a look-up offers."""

    options: tuple[Option, ...]


ReplyPart = Whisper | Ask | Refresh | Replace | Post | Nudge | File | Options


@dataclass(frozen=True)
class Reply:
    """What to say; `outcome` is the reference that a repeated delivery is answered with.

    `afterwards` makes parts that take a while and need no database, such as a picture: nobody waits for them while
    something is being kept. `opened`: a form in it shows the details of this customer, by number; that is recorded.
    """

    parts: tuple[ReplyPart, ...] = ()
    outcome: str = ""
    opened: int = 0
    afterwards: Callable[[], tuple[ReplyPart, ...]] | None = None

    def whole(self) -> "Reply":
        """The reply with everything made."""
        return Reply((*self.parts, *self.afterwards()), self.outcome) if self.afterwards else self
