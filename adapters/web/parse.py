"""What the page sends, as events."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from adapters.payload import Body, clean
from adapters.web import roster, words
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

LONGEST_NAME = 200
_HANDLE = re.compile(r"[a-z0-9_-]{1,40}")
_PLAIN_LINE = "incident"


class BadRequest(Exception):
    """A request that can't be understood; the text is a sentence for whoever sent it."""


def body(raw: bytes) -> Body:
    """The JSON object in a request, every text in it well-formed Unicode.

    Raises:
        BadRequest: it is not one.
    """
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadRequest(words.NOT_JSON) from None
    if not isinstance(value, dict):
        raise BadRequest(words.NOT_AN_OBJECT)
    return value


def who(body: Body) -> str:
    """The handle of whoever acts; raises `BadRequest`."""
    return handle(body.get("who"))


def handle(value: object) -> str:
    """A handle as it came; raises `BadRequest`."""
    if not isinstance(value, str) or not _HANDLE.fullmatch(value):
        raise BadRequest(words.WHO)
    return value


def place(body: Body) -> Place:
    """Where it happens; raises `BadRequest`."""
    value = body.get("place")
    if not isinstance(value, dict):
        raise BadRequest(words.PLACE)
    kind, target = value.get("kind"), value.get("target")
    if kind not in list(PlaceKind) or not isinstance(target, str) or not 0 < len(target) <= LONGEST_NAME:
        raise BadRequest(words.PLACE)
    return Place(roster.PLATFORM, PlaceKind(kind), clean(target))


def line(body: Body) -> str | None:
    """The person's own words when they typed a line, not a command; raises `BadRequest`."""
    if body.get("type") != "line":
        return None
    text = _text(body, "text").strip()
    return None if text.startswith("/") else text


def event(body: Body, person: Person, where: Place, when: datetime) -> Event:
    """The event that the page sent; raises `BadRequest`."""
    kind = body.get("type")
    if not isinstance(kind, str) or kind not in _PARSERS:
        raise BadRequest(words.TYPE)
    delivery = body.get("delivery")
    if not isinstance(delivery, str) or not 0 < len(delivery) <= LONGEST_NAME // 2:
        raise BadRequest(words.DELIVERY)
    about = {"who": person, "where": where, "when": when, "delivery": f"web:{clean(delivery)}"}
    return _PARSERS[kind](body, about)


def pressed_message(body: Body) -> str:
    """The id of the message in which a button was pressed; empty for a dialog."""
    value = body.get("message", "")
    return value if isinstance(value, str) else ""


def _command(body: Body, about: dict[str, Any]) -> Event:
    name = _text(body, "name").removeprefix("/")
    return Command(name=name, text=_text(body, "text", ""), **about)


def _line(body: Body, about: dict[str, Any]) -> Event:
    """A typed line: the word behind a slash is the command, as is everything said to the assistant itself.

    A mistyped command must not end up as a public line, so any slash counts; `/mine` is `/incident mine`.
    """
    text = _text(body, "text").strip()
    name, _, rest = text.removeprefix("/").partition(" ")
    slash, short = text.startswith("/"), name.lower() in replies.COMMANDS
    if short or not (slash or text.lower() == _PLAIN_LINE):
        return Command(name=_PLAIN_LINE, text=text.removeprefix("/"), **about)
    return Command(name=name, text=rest.strip(), **about)


def _press(body: Body, about: dict[str, Any]) -> Event:
    value = _text(body, "value", "")
    return Press(action=_name(body, "action"), value=value, fields=_fields(body), **about)


def _submit(body: Body, about: dict[str, Any]) -> Event:
    value = _text(body, "value", "")
    return Submission(action=_name(body, "action"), fields=_fields(body), value=value, **about)


def _change(body: Body, about: dict[str, Any]) -> Event:
    action, field, value = _name(body, "action"), _name(body, "field"), _text(body, "value", "")
    return Change(action=action, field=field, fields=_fields(body), value=value, **about)


def _lookup(body: Body, about: dict[str, Any]) -> Event:
    return Lookup(field=_name(body, "field"), typed=_text(body, "typed"), **about)


def _opened(_body: Body, about: dict[str, Any]) -> Event:
    return Opened(**about)


_PARSERS: dict[str, Callable[[Body, dict[str, Any]], Event]] = {
    "command": _command,
    "line": _line,
    "press": _press,
    "submit": _submit,
    "change": _change,
    "lookup": _lookup,
    "opened": _opened,
}


def _text(body: Body, name: str, default: str | None = None) -> str:
    value = body.get(name, default)
    if not isinstance(value, str):
        raise BadRequest(words.FIELD_TEXTS[name])
    return clean(value)


def _name(body: Body, name: str) -> str:
    value = _text(body, name)
    if not 0 < len(value) <= LONGEST_NAME:
        raise BadRequest(words.FIELD_TEXTS[name])
    return value


def _fields(body: Body) -> Values:
    value = body.get("fields", {})
    if not isinstance(value, dict):
        raise BadRequest(words.FIELDS)
    return {clean(name): _value(each) for name, each in value.items()}


def _value(value: object) -> str | tuple[str, ...]:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _digits(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(clean(each) for each in value)
    raise BadRequest(words.FIELDS)


def _digits(value: int) -> str:
    try:
        return str(value)
    except ValueError:  # more digits than Python turns into text
        raise BadRequest(words.FIELDS) from None
