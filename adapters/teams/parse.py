"""What Teams sends, as events."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, auto
from types import MappingProxyType
from typing import Any

from adapters.teams import folding, ids, markup
from adapters.teams.ids import PLATFORM
from adapters.teams.text import Payload
from bot import tables
from bot.chat import (
    Change,
    Command,
    Event,
    Lookup,
    Opened,
    Person,
    Place,
    PlaceKind,
    Press,
    Submission,
    Values,
)
from bot.words import replies

Body = Mapping[str, Any]
About = dict[str, Any]
NOTHING: Body = MappingProxyType({})
COMMAND = "incident"
LONGEST_NAME = 200
PERSONAL = "personal"
SEVERAL = frozenset({"concerns", "gets_through", "closed", "routes", "days", "issues"})
"""Fields of which several may be chosen: Teams joins those with commas."""


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
    event: Callable[[Person, datetime], Event]
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
    """Somebody agreed to a file, which belongs at `upload`, or declined it; `message` asked them."""

    sender: Sender
    file: str
    message: str
    upload: Body | None = None


class BadRequest(Exception):
    """An activity that can't be understood."""


def activity(body: Body) -> Incoming | Installed | FileAnswer | None:
    """What happened; None for what asks nothing of us. Raises BadRequest."""
    kind = _text(body, "type", "")
    if kind == "invoke":
        reader = INVOKES.get(_text(body, "name", ""))
        return reader(body) if reader else None
    reader = KINDS.get(kind)
    return reader(body) if reader else None


def sender(body: Body) -> Sender:
    """Who did this, and where."""
    who, where = _mapping(body.get("from")), _mapping(body.get("conversation"))
    channel = _mapping(body.get("channelData") or NOTHING)
    tenant = _text(_mapping(channel.get("tenant") or NOTHING), "id", "") or _text(where, "tenantId", "")
    member = _text(who, "id")
    there, _, thread = _text(where, "id").partition(";")
    return Sender(
        handle=_text(who, "aadObjectId", "").lower() or member,
        member=member,
        tenant=tenant,
        conversation=there,
        thread=thread.removeprefix("messageid="),
        kind=_text(where, "conversationType", "") or PERSONAL,
        server=_text(body, "serviceUrl", "").rstrip("/") + "/",
        bot=_text(_mapping(body.get("recipient") or NOTHING), "id", ""),
    )


def clean(text: str) -> str:
    """The text without halves of surrogate pairs, which JSON can carry and nothing can store."""
    return text.encode("utf-8", "replace").decode()


def _message(body: Body) -> Incoming | None:
    if isinstance(body.get("value"), Mapping) and not _text(body, "text", "").strip():
        return _acted(body, _mapping(body["value"]), Surface.TALK)
    who = sender(body)
    entities = [each for each in _list(body.get("entities")) if isinstance(each, Mapping)]
    said = markup.said(clean(_text(body, "text", "")), entities, who.bot)
    if not said:
        return None
    name, text = _command(said)
    public = who.kind != PERSONAL and text.lower() not in {*replies.COMMANDS}
    if public:
        text = "help"
    return _incoming(body, Surface.TALK, lambda about: Command(name=name, text=text, **about), public=public)


def _command(said: str) -> tuple[str, str]:
    """A typed line: a word that is a command goes by itself too; what none begins with gets the help."""
    name, _, rest = said.removeprefix("/").partition(" ")
    if name.lower() in tables.NAMES:
        return name.lower(), rest.strip()
    if name.lower() in replies.COMMANDS:
        return COMMAND, said.removeprefix("/")
    return COMMAND, "help"


def _execute(body: Body) -> Incoming:
    """A button of a card in a message."""
    action = _mapping(_mapping(body.get("value")).get("action"))
    data = _mapping(action.get("data") or NOTHING)
    return _acted(body, {**data, ids.ACTION: _name(action, "verb")}, Surface.CARD)


def _fetch(body: Body) -> Incoming:
    """A button that opens a form."""
    data = _mapping(_mapping(body.get("value")).get("data"))
    return _acted(body, {**data, ids.PRESS: True}, Surface.OPENING)


def _submit(body: Body) -> Incoming:
    """A button of an open dialog."""
    return _acted(body, _mapping(_mapping(body.get("value")).get("data")), Surface.DIALOG)


def _extension(body: Body) -> Incoming:
    """A command beside the place where people write, or on somebody's message, whose words and link go along."""
    value = _mapping(body.get("value"))
    action = _name(value, "commandId")
    words = _quoted(_mapping(value.get("messagePayload") or NOTHING)) if action == "report.message" else ""
    pressed = {ids.ACTION: action, ids.VALUE: words, ids.PRESS: True}
    return replace(_outside(_acted(body, pressed, Surface.OPENING)), again=("", ""))


def _extension_submit(body: Body) -> Incoming:
    return _outside(_submit(body))


def _outside(found: Incoming) -> Incoming:
    """The same from a message extension, which people use wherever they are, also between themselves."""
    return replace(found, hurried=True, sender=replace(found.sender, inside=False))


def _quoted(message: Body) -> str:
    words = markup.plain(clean(_text(_mapping(message.get("body") or NOTHING), "content", "")))
    link = _text(message, "linkToMessage", "")
    shown = link if link.startswith("https://") else ""
    return "\n".join(part for part in (words, clean(shown)) if part)


def _acted(body: Body, data: Body, surface: Surface) -> Incoming:
    """What a button's data say: it submits the form around it, tells of a change in it, or presses something."""
    action, value = _name(data, ids.ACTION), clean(_text(data, ids.VALUE, ""))
    filled_in = fields(data)
    changed = data.get(ids.CHANGE)
    submits = (
        not data.get(ids.PRESS)
        and not changed
        and (bool(data.get(ids.SUBMIT)) or _is_form(action, surface, filled_in))
    )

    def make(about: About) -> Event:
        if isinstance(changed, str) and changed:
            return Change(action=action, field=changed, fields=filled_in, value=value, **about)
        if submits:
            return Submission(action=action, fields=filled_in, value=value, **about)
        return Press(action=action, value=value, fields=filled_in, **about)

    found = _incoming(body, surface, make)
    return replace(
        found,
        message=_text(body, "replyToId", ""),
        key=clean(_text(data, ids.KEY, "")),
        fields=filled_in,
        form=folding.unfolded(data.get(ids.FORM)),
        submits=submits,
        again=(action, value),
    )


def _is_form(action: str, surface: Surface, filled_in: Values) -> bool:
    """Whether a button that doesn't say so submits a form: in a dialog, or where something was filled in."""
    return action in tables.SUBMISSIONS and (surface is Surface.DIALOG or bool(filled_in))


def _search(body: Body) -> Incoming:
    """Somebody types into a look-up."""
    value = _mapping(body.get("value"))
    name, typed = _name(value, "dataset"), clean(_text(value, "queryText", ""))
    found = _incoming(body, Surface.LOOKUP, lambda about: Lookup(field=name, typed=typed, **about))
    return replace(found, typed=typed)


def _file(body: Body) -> FileAnswer | None:
    value = _mapping(body.get("value"))
    context = value.get("context")
    number = _text(context, "file", "") if isinstance(context, Mapping) else ""
    agreed = value.get("action") == "accept"
    upload = _mapping(value.get("uploadInfo")) if agreed else None
    return FileAnswer(sender(body), number, _text(body, "replyToId", ""), upload)


def _installation(body: Body) -> Installed | None:
    action = _text(body, "action", "")
    if not action.startswith(("add", "remove")):
        return None
    return Installed(sender(body), gone=action.startswith("remove"))


def _members(body: Body) -> Installed | None:
    """Somebody came or went; of interest where it is us."""
    us = _text(_mapping(body.get("recipient") or NOTHING), "id", "")
    for name, gone in (("membersAdded", False), ("membersRemoved", True)):
        if any(isinstance(each, Mapping) and each.get("id") == us for each in _list(body.get(name))):
            return Installed(sender(body), gone=gone)
    return None


KINDS: Mapping[str, Callable[[Body], Incoming | Installed | FileAnswer | None]] = {
    "message": _message,
    "installationUpdate": _installation,
    "conversationUpdate": _members,
}
INVOKES: Mapping[str, Callable[[Body], Incoming | Installed | FileAnswer | None]] = {
    "adaptiveCard/action": _execute,
    "task/fetch": _fetch,
    "task/submit": _submit,
    "composeExtension/fetchTask": _extension,
    "composeExtension/submitAction": _extension_submit,
    "application/search": _search,
    "fileConsent/invoke": _file,
}


def home(who: Sender) -> Incoming:
    """Whoever added the bot sees what waits for them; who is new, their welcome."""
    event = _event(lambda about: Opened(added=True, **about), who.place, "")
    return Incoming(sender=who, surface=Surface.HOME, event=event)


def _incoming(
    body: Body, surface: Surface, make: Callable[[About], Event], *, public: bool = False
) -> Incoming:
    who = sender(body)
    event = _event(make, who.place, _text(body, "id", ""))
    return Incoming(sender=who, surface=surface, event=event, searches=_searches(body), public=public)


def _searches(body: Body) -> bool:
    """Whether the client looks up while somebody types: the Playground, on the emulator's channel, doesn't."""
    return _text(body, "channelId", "") != "emulator"


def _event(
    make: Callable[[About], Event], where: Place, delivery: str
) -> Callable[[Person, datetime], Event]:
    known = f"teams:{clean(delivery)}" if delivery else ""
    return lambda who, when: make({"who": who, "where": where, "when": when, "delivery": known})


def fields(data: Body) -> Values:
    """What stands in the inputs, by field; a day and its time are one moment."""
    found = {str(name): _value(value) for name, value in data.items() if name not in ids.OURS}
    times = {name.removesuffix(ids.TIME): found.pop(name) for name in [*found] if name.endswith(ids.TIME)}
    for name, time in times.items():
        day = found.get(name, "")
        if isinstance(day, str) and day and "T" not in day:
            found[name] = f"{day}T{time or '00:00'}"
    return {name: _several(value) if name in SEVERAL else value for name, value in found.items()}


def _value(value: object) -> str | tuple[str, ...]:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, int | float):
        return _digits(value)
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(clean(each) for each in value)
    raise BadRequest("input")


def _digits(value: float) -> str:
    try:
        return str(int(value)) if float(value).is_integer() else str(value)
    except (OverflowError, ValueError):
        raise BadRequest("number") from None


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else tuple(each for each in value.split(",") if each)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: object) -> Body:
    if not isinstance(value, Mapping):
        raise BadRequest("not an object")
    return value


def _name(body: Body, name: str) -> str:
    found = _text(body, name)
    if not 0 < len(found) <= LONGEST_NAME:
        raise BadRequest(name)
    return clean(found)


def _text(body: Body, name: str, default: str | None = None) -> str:
    value = body.get(name)
    value = default if value is None else value
    if not isinstance(value, str):
        raise BadRequest(name)
    return value
