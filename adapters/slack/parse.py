"""What Slack sends, as events."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum, auto
from types import MappingProxyType
from typing import Any

from adapters.slack import ids
from adapters.slack.ids import PLATFORM
from adapters.slack.markup import plain
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

Body = Mapping[str, Any]
About = dict[str, Any]
NOTHING: Body = MappingProxyType({})
WRITTEN = frozenset({"plain_text_input", "number_input"})
"""Inputs of which Slack tells each letter."""


class Surface(Enum):
    """Where somebody acted, and so where the answer belongs."""

    COMMAND = auto()
    SHORTCUT = auto()
    MESSAGE = auto()
    WHISPER = auto()
    DIALOG = auto()
    HOME = auto()
    TALK = auto()


TABS: Mapping[str, Surface] = MappingProxyType({"home": Surface.HOME, "messages": Surface.TALK})


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
    event: Callable[[Person, datetime], Event]
    trigger: str = ""
    response_url: str = ""
    channel: str = ""
    view: Body = field(default_factory=lambda: NOTHING)
    typed: str = ""
    change: bool = False
    letter: bool = False


class BadRequest(Exception):
    """A payload that can't be understood."""


def command(body: Body) -> Incoming:
    """A slash command."""
    name, text = _text(body, "command").removeprefix("/"), clean(_text(body, "text", ""))
    return _incoming(
        body,
        user=_text(body, "user_id"),
        team=_text(body, "team_id"),
        surface=Surface.COMMAND,
        channel=_text(body, "channel_id", ""),
        make=lambda about: Command(name=name, text=text, **about),
    )


def shortcut(body: Body) -> Incoming:
    """A shortcut: from the menu, or on somebody's message, whose words and link go along."""
    action = _text(body, "callback_id")
    words = _message_words(body) if body.get("type") == "message_action" else ""
    return _interaction(body, Surface.SHORTCUT, lambda about: Press(action=action, value=words, **about))


def action(body: Body) -> Incoming:
    """A button or menu was pressed, or a watched field of an open form changed."""
    acted = _first(body.get("actions"))
    view, name = _mapping(body.get("view") or NOTHING), _text(acted, "action_id")
    surface = _surface(body, view)
    if name == ids.MORE or _is_watched(acted, view):
        field = name.removeprefix("form.")
        form, fields, value = _text(view, "callback_id"), fields_of(view), value_of(view)
        changed = _interaction(
            body,
            surface,
            lambda about: Change(action=form, field=field, fields=fields, value=value, **about),
        )
        return replace(changed, change=True, letter=_text(acted, "type", "") in WRITTEN)
    pressed, value = _pressed(acted, name)
    typed = fields_of(view)
    return _interaction(
        body, surface, lambda about: Press(action=pressed, value=value, fields=typed, **about)
    )


def submission(body: Body) -> Incoming:
    """A form was submitted."""
    view = _mapping(body.get("view"))
    name, fields, value = _text(view, "callback_id"), fields_of(view), value_of(view)
    return _interaction(
        body,
        Surface.DIALOG,
        lambda about: Submission(action=name, fields=fields, value=value, **about),
    )


def suggestion(body: Body) -> Incoming:
    """Somebody types into a look-up."""
    field, typed = _text(body, "action_id"), clean(_text(body, "value", ""))
    found = _interaction(body, Surface.DIALOG, lambda about: Lookup(field=field, typed=typed, **about))
    return replace(found, typed=typed)


def opened(body: Body) -> Incoming | None:
    """Somebody opened the app's home, or its messages, in which there is nothing to draw; None for its other tabs."""
    happened = _mapping(body.get("event"))
    surface = TABS.get(_text(happened, "tab", ""))
    return _told(body, happened, surface, lambda about: Opened(**about)) if surface else None


def home_of(incoming: Incoming) -> Incoming:
    """The home in which somebody pressed a button, to be drawn anew."""
    where = _place("", incoming.user)
    return replace(incoming, event=_event(lambda about: Opened(**about), where, ""))


def talk(body: Body) -> Incoming | None:
    """Somebody wrote to the assistant; None for what is no person's new line.

    Whatever they typed is answered with the help: a typed line can open no form, and what it would find out
    about a customer would stand in the conversation for good.
    """
    happened = _mapping(body.get("event"))
    if happened.get("subtype") or happened.get("bot_id") or happened.get("channel_type") != "im":
        return None
    return _told(body, happened, Surface.TALK, lambda about: Command(name="incident", text="help", **about))


def fields_of(view: Body) -> Values:
    """What stands in a view's inputs, by field."""
    state = _mapping(_mapping(view.get("state") or NOTHING).get("values") or NOTHING)
    found: dict[str, str | tuple[str, ...]] = {}
    for inputs in state.values():
        for name, typed in _mapping(inputs).items():
            found[str(name)] = _value(_mapping(typed))
    return found


def inputs_of(view: Body) -> frozenset[str]:
    """The ids of a view's inputs."""
    blocks = view.get("blocks")
    inputs = (block for block in (blocks if isinstance(blocks, list) else ()) if isinstance(block, Mapping))
    return frozenset(str(block.get("block_id")) for block in inputs if block.get("type") == "input")


def value_of(view: Body) -> str:
    """A form's own value, which went along with it."""
    try:
        kept = json.loads(_text(view, "private_metadata", "") or "{}")
    except ValueError:
        raise BadRequest("private_metadata") from None
    return _text(_mapping(kept), "value", "")


def shows_more(view: Body) -> bool:
    """Whether an open form is unfolded: it has no button left that would unfold it."""
    blocks = view.get("blocks")
    elements = [
        element
        for block in (blocks if isinstance(blocks, list) else ())
        for element in (_mapping(block).get("elements") or ())
    ]
    return not any(isinstance(each, Mapping) and each.get("action_id") == ids.MORE for each in elements)


def clean(text: str) -> str:
    """The text without halves of surrogate pairs, which JSON can carry and nothing can store."""
    return text.encode("utf-8", "replace").decode()


def _interaction(body: Body, surface: Surface, make: Callable[[About], Event]) -> Incoming:
    user = _mapping(body.get("user"))
    channel = _mapping(body.get("channel") or NOTHING) or _mapping(body.get("container") or NOTHING)
    return _incoming(
        body,
        user=_text(user, "id"),
        team=_text(user, "team_id", "") or _text(_mapping(body.get("team") or NOTHING), "id", ""),
        surface=surface,
        channel=_text(channel, "id", "") or _text(channel, "channel_id", ""),
        make=make,
    )


def _incoming(
    body: Body, *, user: str, team: str, surface: Surface, channel: str, make: Callable[[About], Event]
) -> Incoming:
    trigger = _text(body, "trigger_id", "")
    where = _place(channel, user)
    return Incoming(
        user=user,
        team=team,
        surface=surface,
        trigger=trigger,
        response_url=_text(body, "response_url", ""),
        channel=channel,
        view=_mapping(body.get("view") or NOTHING),
        event=_event(make, where, trigger),
    )


def _told(body: Body, happened: Body, surface: Surface, make: Callable[[About], Event]) -> Incoming:
    """An event of the Events API, which Slack delivers again with the same id until it is acknowledged."""
    user = _text(happened, "user")
    channel = _text(happened, "channel", "")
    return Incoming(
        user=user,
        team=_text(happened, "team", "") or _text(body, "team_id", ""),
        surface=surface,
        channel=channel,
        event=_event(make, _place(channel, user), _text(body, "event_id")),
    )


def _event(
    make: Callable[[About], Event], where: Place, delivery: str
) -> Callable[[Person, datetime], Event]:
    known = f"slack:{delivery}" if delivery else ""
    return lambda who, when: make({"who": who, "where": where, "when": when, "delivery": known})


def _place(channel: str, user: str) -> Place:
    """A channel, or somebody's own corner: their direct messages (D…), a dialog, the home."""
    if not channel or channel.startswith("D"):
        return Place(PLATFORM, PlaceKind.PERSON, user)
    return Place(PLATFORM, PlaceKind.CHANNEL, channel)


def _surface(body: Body, view: Body) -> Surface:
    if view:
        return Surface.HOME if view.get("type") == "home" else Surface.DIALOG
    container = _mapping(body.get("container") or NOTHING)
    return Surface.WHISPER if container.get("is_ephemeral") else Surface.MESSAGE


def _is_watched(acted: Body, view: Body) -> bool:
    """Whether it is an input of the form, not a button or a menu: only look-ups are never anything else."""
    return _text(acted, "type", "") == "external_select" or _text(acted, "block_id", "") in inputs_of(view)


def _pressed(acted: Body, name: str) -> tuple[str, str]:
    """A button's action and value; a menu's option carries both."""
    if chosen := acted.get("selected_option"):
        pressed, _, value = _text(_mapping(chosen), "value").partition(ids.JOIN)
        return pressed, clean(value)
    return name.partition(":")[0], clean(_text(acted, "value", ""))


def _message_words(body: Body) -> str:
    """The words of the message that a shortcut was used on, and where it stands."""
    message = _mapping(body.get("message") or NOTHING)
    domain = _text(_mapping(body.get("team") or NOTHING), "domain", "")
    channel = _text(_mapping(body.get("channel") or NOTHING), "id", "")
    ts = _text(message, "ts", "").replace(".", "")
    link = f"https://{domain}.slack.com/archives/{channel}/p{ts}" if domain and channel and ts else ""
    words = clean(plain(_text(message, "text", "")))
    return "\n".join(part for part in (words, link) if part)


_READERS: Mapping[str, Callable[[Body], str | tuple[str, ...]]] = {
    "plain_text_input": lambda typed: _typed(typed, "value"),
    "number_input": lambda typed: _typed(typed, "value"),
    "datepicker": lambda typed: _typed(typed, "selected_date"),
    "datetimepicker": lambda typed: _moment(typed.get("selected_date_time")),
    "static_select": lambda typed: _chosen(typed.get("selected_option")),
    "external_select": lambda typed: _chosen(typed.get("selected_option")),
    "radio_buttons": lambda typed: _chosen(typed.get("selected_option")),
    "multi_static_select": lambda typed: _all_chosen(typed.get("selected_options")),
    "checkboxes": lambda typed: _all_chosen(typed.get("selected_options")),
}


def _value(typed: Body) -> str | tuple[str, ...]:
    reader = _READERS.get(_text(typed, "type", ""))
    if reader is None:
        raise BadRequest("input type")
    return reader(typed)


def _typed(typed: Body, name: str) -> str:
    value = typed.get(name)
    return "" if value is None else clean(_text(typed, name))


def _moment(value: object) -> str:
    """Slack counts seconds since 1970, whatever the zone."""
    if value is None:
        return ""
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadRequest("selected_date_time")
    try:
        return datetime.fromtimestamp(value, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return str(value)


def _chosen(option: object) -> str:
    return "" if option is None else clean(_text(_mapping(option), "value"))


def _all_chosen(options: object) -> tuple[str, ...]:
    if options is None:
        return ()
    if not isinstance(options, list):
        raise BadRequest("selected_options")
    return tuple(_chosen(option) for option in options)


def _first(value: object) -> Body:
    if not isinstance(value, list) or not value:
        raise BadRequest("actions")
    return _mapping(value[0])


def _mapping(value: object) -> Body:
    if not isinstance(value, Mapping):
        raise BadRequest("not an object")
    return value


def _text(body: Body, name: str, default: str | None = None) -> str:
    value = body.get(name)
    value = default if value is None else value
    if not isinstance(value, str):
        raise BadRequest(name)
    return value
