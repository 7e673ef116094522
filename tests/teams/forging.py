"""Cards that nobody drew, as somebody might make them up."""

from collections.abc import Mapping
from typing import Any

from bot import tables

Payload = dict[str, Any]


def form(action: str, value: str, fields: Mapping[str, object]) -> Payload:
    """A form with these fields filled in, whatever they are."""
    typed = {name: _as_sent(given) for name, given in fields.items()}
    inputs = [{"type": "Input.Text", "id": name, "label": name, "value": v} for name, v in typed.items()]
    data = {"action": action, "value": value, "submit": True}
    return _card(*inputs, _row({"type": "Action.Submit", "title": "Submit", "data": data}))


def look_up() -> Payload:
    """A form with a look-up for customers."""
    asks = {"type": "Data.Query", "dataset": "customer"}
    chosen = {"type": "Input.ChoiceSet", "id": "customer", "label": "Customer", "choices": []}
    drawn = form("report.file", "", {})
    return _card({**chosen, "style": "filtered", "choices.data": asks}, *drawn["body"])


def button(action: str, value: str) -> Payload:
    """A card with one button."""
    if action in tables.OPENERS:
        data = {"msteams": {"type": "task/fetch"}, "action": action, "value": value}
        return _card(_row({"type": "Action.Submit", "title": "Forged", "data": data}))
    pressed = {"value": value, "press": True}
    return _card(_row({"type": "Action.Execute", "title": "Forged", "verb": action, "data": pressed}))


def _card(*body: Payload) -> Payload:
    return {"type": "AdaptiveCard", "version": "1.5", "body": [*body]}


def _row(drawn: Payload) -> Payload:
    return {"type": "ActionSet", "actions": [drawn]}


def _as_sent(given: object) -> str:
    return ",".join(map(str, given)) if isinstance(given, list | tuple) else str(given)
