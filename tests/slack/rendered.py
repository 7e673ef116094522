"""Reads what was drawn, as a person at Slack would."""

from collections.abc import Iterator, Mapping
from typing import Any

Payload = dict[str, Any]

HOSTILE = (
    "<!channel> <@U0123456> *bold* _i_ ~s~ `code` [a](b) http://example.org &amp; :smile: <https://example.org|x>"
    "\n> quoted \u05d0\u05d1 \N{THUMBS UP SIGN} | @here #general"
)
"""What must never become markup."""


def texts(shown: object) -> Iterator[str]:
    """Every text that is seen, in order."""
    if isinstance(shown, Mapping):
        if isinstance(shown.get("text"), str):
            yield shown["text"]
        else:
            for value in shown.values():
                yield from texts(value)
    elif isinstance(shown, list):
        for item in shown:
            yield from texts(item)


def every(shown: object, kind: str) -> list[Payload]:
    """Everything of one type, in order."""
    if isinstance(shown, Mapping):
        own = [dict(shown)] if shown.get("type") == kind else []
        return own + [found for value in shown.values() for found in every(value, kind)]
    return [found for item in shown for found in every(item, kind)] if isinstance(shown, list) else []


def words(shown: Payload) -> str:
    """All that is seen in the blocks."""
    return "".join(texts(shown["blocks"]))


def inputs(view: Payload) -> dict[str, Payload]:
    """The elements of a form's inputs by name."""
    return {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}


STATES = {
    "initial_value": "value",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_date": "selected_date",
    "initial_date_time": "selected_date_time",
}
"""Where Slack says what stands in an input."""


def submitted(view: Payload, **typed: Payload) -> Payload:
    """The view as Slack sends it when somebody typed this."""
    values = {name: {name: _state(element)} for name, element in inputs(view).items()}
    for name, state in typed.items():
        values[name][name] |= state
    return {
        **view,
        "id": "V0123456",
        "team_id": "T0123456",
        "hash": "1.abc",
        "root_view_id": "V0123456",
        "previous_view_id": None,
        "app_id": "A0123456",
        "bot_id": "B0123456",
        "external_id": "",
        "state": {"values": values},
    }


def _state(element: Payload) -> Payload:
    stands = {told: element[begins] for begins, told in STATES.items() if begins in element}
    return {"type": element["type"], **stands}
