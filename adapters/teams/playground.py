"""What Microsoft's Agents Playground has not got, drawn so that everything can be tried there all the same.

It opens no dialog from a button of a card, and looks nothing up while somebody types: forms are shown as messages, and
look-ups are plain text, which the bot reads too.
"""

from typing import Any

from adapters.payload import Payload
from adapters.teams import ids
from adapters.teams.limits import LIMITS

_KEPT = ("id", "label", "isRequired", "errorMessage", "spacing")


def suited(payload: Any) -> Any:  # noqa: ANN401 - JSON
    """The same payload, as the Playground can show it."""
    if isinstance(payload, list):
        return [suited(each) for each in payload]
    if not isinstance(payload, dict):
        return payload
    if payload.get("type") == "Action.Submit" and ids.CLIENT in payload.get("data", {}):
        return _pressed(payload)
    if "choices.data" in payload:
        return _typed(payload)
    return {name: value if name == "data" else suited(value) for name, value in payload.items()}


def _pressed(opener: Payload) -> Payload:
    """A button that would open a dialog: pressed like any other, it is answered with the form as a message."""
    data = {name: value for name, value in opener["data"].items() if name not in {ids.CLIENT, ids.ACTION}}
    pressed = {
        "type": "Action.Execute",
        "verb": opener["data"][ids.ACTION],
        "data": {**data, ids.PRESS: True},
    }
    return {**opener, **pressed}


def _typed(look_up: Payload) -> Payload:
    shown = str(look_up.get("value", "")).removeprefix("new:")[: LIMITS["option"]]
    kept = {name: look_up[name] for name in _KEPT if name in look_up}
    value = {"value": shown} if shown else {}
    return {"type": "Input.Text", **kept, "maxLength": LIMITS["option"], **value}
