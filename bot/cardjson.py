"""Cards as JSON, for the outbox: what was decided is kept until it is said."""

import base64
import dataclasses
import json
from enum import StrEnum
from typing import Any

from bot import cards

_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        cards.Card,
        cards.Text,
        cards.Quiet,
        cards.Bullets,
        cards.Facts,
        cards.Divider,
        cards.Copyable,
        cards.Image,
        cards.Buttons,
        cards.Button,
        cards.Bold,
        cards.Link,
    )
}


def encode(card: cards.Card) -> str:
    """The card as one line of JSON; equal cards give equal text."""
    return json.dumps(_encode(card), ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> cards.Card:
    """The card that `encode` was given."""
    card = _decode(json.loads(text))
    if not isinstance(card, cards.Card):
        raise TypeError(type(card).__name__)
    return card


def _encode(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bytes):
        return {"is": "bytes", "base64": base64.b64encode(value).decode()}
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if dataclasses.is_dataclass(value):
        fields = {f.name: _encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {"is": type(value).__name__, **fields}
    return value


def _decode(value: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
    if isinstance(value, list):
        return tuple(_decode(item) for item in value)
    if not isinstance(value, dict):
        return value
    kind = value.pop("is")
    if kind == "bytes":
        return base64.b64decode(value["base64"])
    fields = {name: _decode(item) for name, item in value.items()}
    if kind == "Button":
        fields["style"] = cards.Style(fields["style"])
    return _KINDS[kind](**fields)
