"""JSON from and for a platform: what it sends is read with care, each part of the kind that it should be or not understood."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

Body = Mapping[str, Any]
"""What came in."""
Payload = dict[str, Any]
"""What goes out."""
NOTHING: Body = MappingProxyType({})


class BadRequest(Exception):
    """A payload that can't be understood; says which part, never what stood there."""


def mapping(value: object) -> Body:
    """An object of JSON; raises BadRequest."""
    if not isinstance(value, Mapping):
        raise BadRequest("not an object")
    return value


def within(body: Body, name: str) -> Body:
    """The object of this name, an empty one where there is none; raises BadRequest."""
    return mapping(body.get(name) or NOTHING)


def string(body: Body, name: str, default: str | None = None) -> str:
    """The text of this name; raises BadRequest where it is another thing, or missing without a `default`."""
    value = body.get(name)
    value = default if value is None else value
    if not isinstance(value, str):
        raise BadRequest(name)
    return value


def listed(value: object) -> list[Any]:
    """A list; an empty one for anything else."""
    return value if isinstance(value, list) else []


def clean(text: str) -> str:
    """The text without halves of surrogate pairs, which JSON can carry and nothing can store."""
    return text.encode("utf-8", "replace").decode()
