"""What people see, read: its words, its buttons."""

from collections.abc import Iterator, Mapping
from typing import Any

Payload = dict[str, Any]


def button(shown: Payload, label: str) -> Payload:
    """The button with this label; asserts that there is one."""
    found = [b for b in _buttons(shown) if b["label"] == label]
    assert found, [b["label"] for b in _buttons(shown)]
    return found[0]


def labels(shown: Payload) -> list[str]:
    """The labels of all buttons."""
    return [b["label"] for b in _buttons(shown)]


def words(shown: object) -> str:
    """Every text in a payload on one line, values of buttons left out."""
    return " ".join(" ".join(_texts(shown)).split())


def _texts(shown: object) -> Iterator[str]:
    if isinstance(shown, Mapping):
        for name, value in shown.items():
            if name not in {"value", "action", "type", "part", "style"}:
                yield from _texts(value)
    elif isinstance(shown, list | tuple):
        for item in shown:
            yield from _texts(item)
    elif isinstance(shown, str):
        yield shown


def _buttons(shown: Payload) -> list[Payload]:
    form = shown.get("form") or {}
    parts = (shown.get("card") or {}).get("parts") or form.get("notices", [])
    drawn = [b for part in parts if part["type"] == "buttons" for b in (*part["shown"], *part["more"])]
    return [*drawn, *([form["beside"]] if form.get("beside") else [])]
