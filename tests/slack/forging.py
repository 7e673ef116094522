"""Dialogs, buttons and options that nobody drew, for payloads that no honest client would send."""

import json
from collections.abc import Mapping

from tests.slack.dialogs import Dialog
from tests.slack.said import Payload
from tests.slack.workspace import Workspace


def forged_dialog(
    workspace: Workspace, user: str, action: str, value: str, fields: Mapping[str, object]
) -> Dialog:
    """An open dialog with these fields filled in, whatever they are."""
    view = {
        "type": "modal",
        "callback_id": action,
        "title": _text("Forged"),
        "submit": _text("Submit"),
        "private_metadata": json.dumps({"value": value}),
        "blocks": [_input(name, given) for name, given in fields.items()],
    }
    dialog = workspace.dialogs.begin(user, view)
    for name, given in fields.items():
        dialog.typed[name, name] = _stands(name, given)
    return dialog


def forged_option(value: str) -> Payload:
    """An option that no look-up offered."""
    return {"text": _text(value or "Forged"), "value": value}


def forged_press(action: str, value: str) -> Payload:
    """A button with any action and value."""
    return {"type": "button", "action_id": action, "value": value, "text": _text("Forged")}


def _input(name: str, given: object) -> Payload:
    kind = _kind(name, given)
    watched = {"dispatch_action": True} if kind == "external_select" else {}
    element = {"type": kind, "action_id": name}
    return {"type": "input", "block_id": name, "label": _text(name), "element": element, **watched}


def _kind(name: str, given: object) -> str:
    if isinstance(given, list | tuple):
        return "multi_static_select"
    return "external_select" if name == "customer" else "plain_text_input"


def _stands(name: str, given: object) -> object:
    if isinstance(given, list | tuple):
        return [forged_option(str(each)) for each in given]
    if name == "customer":
        return forged_option(str(given)) if given else None
    return str(given)


def _text(text: str) -> Payload:
    return {"type": "plain_text", "text": text, "emoji": False}
