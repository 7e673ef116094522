"""Reads Slack's blocks as a person sees them, in the shape that the try-out's page uses too."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.office.shared import LONDON
from tests.slack import elements
from tests.slack.client import Spot
from tests.slack.dialogs import Dialog
from tests.slack.said import Payload

WARNING = "⚠ "
SAID = "form.said"
"""The block above a form that says what is the matter with all of it."""
JOIN = "|"
_SILENT = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
"""Characters that take no room: they keep marks from being marks."""
_MARKS = re.compile(r"\*(?P<bold>[^*\n]+)\*|<(?P<url>https?://[^|>]+)(\|(?P<link>[^>]+))?>")


@dataclass(frozen=True)
class Pressing:
    """What is needed to press a button later: where it stood, and how it was drawn."""

    spot: Spot
    block_id: str
    element: Payload
    option: Payload | None = None


def card(blocks: list[Payload], spot: Spot) -> Payload:
    """A message or a dialog that only tells."""
    title, rest = _titled(blocks)
    return {"title": title, "parts": parts(rest, spot)}


def form(dialog: Dialog) -> Payload:
    """A dialog that asks; `more` is empty because what is folded away is not there."""
    title, blocks = _titled(dialog.view["blocks"])
    fields, error, others = _fields(dialog, blocks)
    kept = json.loads(dialog.view.get("private_metadata") or "{}")
    return {
        "action": dialog.view.get("callback_id", ""),
        "title": title or dialog.view["title"]["text"],
        "submit": (dialog.view.get("submit") or {}).get("text", ""),
        "value": kept.get("value", ""),
        "error": error,
        "notices": parts(others, dialog),
        "fields": fields,
        "more": [],
    }


def asks(view: Payload) -> bool:
    """Whether a dialog is a form."""
    return bool(view.get("submit")) or any(block["type"] == "input" for block in view["blocks"])


def parts(blocks: list[Payload], spot: Spot) -> list[Payload]:
    """What stands under the title; rows of buttons that follow one another are one row."""
    found: list[Payload] = []
    for block in blocks:
        for part in _block(block, spot):
            if part["type"] == "buttons" and found and found[-1]["type"] == "buttons":
                found[-1]["shown"] += part["shown"]
                found[-1]["more"] += part["more"]
            else:
                found.append(part)
    return found


def _titled(blocks: list[Payload]) -> tuple[str, list[Payload]]:
    if blocks and blocks[0]["type"] == "header":
        return str(blocks[0]["text"]["text"]), blocks[1:]
    return "", list(blocks)


def _block(block: Payload, spot: Spot) -> Iterator[Payload]:
    match block["type"]:
        case "rich_text":
            yield from map(_rich, block["elements"])
        case "context":
            runs = [run for element in block["elements"] for run in _text(element)]
            yield {"type": "quiet", "runs": runs}
        case "section":
            yield from _section(block)
        case "divider":
            yield {"type": "divider"}
        case "actions":
            yield _buttons(block, spot)
        case "header":
            yield {"type": "text", "runs": [{"text": block["text"]["text"], "bold": True}]}
        case "image":
            yield {"type": "image", "alt": block["alt_text"]}
        case other:
            raise AssertionError(f"a block that nobody can read: {other}")


def _rich(element: Payload) -> Payload:
    match element["type"]:
        case "rich_text_section":
            return {"type": "text", "runs": _runs(element)}
        case "rich_text_list":
            return {"type": "bullets", "items": [_runs(item) for item in element["elements"]]}
        case "rich_text_preformatted":
            return {"type": "copyable", "text": "".join(run["text"] for run in _runs(element))}
        case other:
            raise AssertionError(f"rich text that nobody can read: {other}")


def _runs(section: Payload) -> list[Payload]:
    found = []
    for run in section["elements"]:
        bold = {"bold": True} if run.get("style", {}).get("bold") else {}
        link = {"url": run["url"]} if run["type"] == "link" else {}
        found.append({"text": run.get("text") or run.get("url", ""), **bold, **link})
    return found


def _section(block: Payload) -> Iterator[Payload]:
    if "text" in block:
        yield {"type": "text", "runs": _text(block["text"])}
    if "fields" in block:
        yield {"type": "facts", "pairs": [_pair(each) for each in block["fields"]]}


def _pair(field: Payload) -> list[str]:
    label, _, value = field["text"].partition("\n")
    if field["type"] == "mrkdwn":
        return [_plain(label.removeprefix("*").removesuffix("*")), _plain(value)]
    return [label, value]


def _text(element: Payload) -> list[Payload]:
    """Plain text, or Slack's marks read as marks."""
    if element["type"] != "mrkdwn":
        return [{"text": element["text"]}]
    runs: list[Payload] = []
    at = 0
    for mark in _MARKS.finditer(element["text"]):
        runs.append({"text": _plain(element["text"][at : mark.start()])})
        bold, at = mark["bold"] is not None, mark.end()
        runs.append(
            {"text": _plain(mark["bold"] or mark["link"] or mark["url"]), **({"bold": True} if bold else {})}
        )
    runs.append({"text": _plain(element["text"][at:])})
    return [run for run in runs if run["text"]]


def _plain(marked: str) -> str:
    return html.unescape(marked.translate(_SILENT))


def _buttons(block: Payload, spot: Spot) -> Payload:
    shown, more = [], []
    for element in block["elements"]:
        if element["type"] == "button":
            shown.append(_button(block, element, spot))
        else:
            more += [_option(block, element, option, spot) for option in elements.options(element)]
    return {"type": "buttons", "shown": shown, "more": more}


def _button(block: Payload, element: Payload, spot: Spot) -> Payload:
    return {
        "label": element["text"]["text"],
        "action": element["action_id"].partition(":")[0],
        "value": element.get("value", ""),
        "style": {"primary": "go", "danger": "stop"}.get(element.get("style", ""), "plain"),
        "confirm": _confirm(element.get("confirm")),
        "press": Pressing(spot, block["block_id"], element),
    }


def _confirm(asked: Payload | None) -> str:
    return str(asked["text"]["text"]) if asked else ""


def _option(block: Payload, element: Payload, option: Payload, spot: Spot) -> Payload:
    action, _, value = option["value"].partition(JOIN)
    return {
        "label": option["text"]["text"],
        "action": action,
        "value": value,
        "style": "plain",
        "confirm": "",
        "press": Pressing(spot, block["block_id"], element, option),
    }


def _fields(dialog: Dialog, blocks: list[Payload]) -> tuple[list[Payload], str, list[Payload]]:
    """Its inputs with what stands in them and what is wrong; what is wrong as a whole; the other blocks."""
    fields: list[Payload] = []
    error, others, after_input = "", [], False
    for block in blocks:
        warned = _warning(block)
        if block["type"] == "input":
            fields.append(_field(dialog, block))
        elif warned and after_input:
            fields[-1]["error"] = fields[-1]["error"] or warned
        elif block["block_id"].startswith(SAID):
            error = _whole(block).removeprefix(WARNING)
        else:
            others.append(block)
        after_input = block["type"] == "input"
    return fields, error, others


def _warning(block: Payload) -> str:
    """What is wrong with the field above."""
    said = _whole(block) if block["type"] == "context" else ""
    return said.removeprefix(WARNING) if said.startswith(WARNING) else ""


def _whole(block: Payload) -> str:
    read = _runs if block["type"] == "rich_text" else _text
    return "".join(run["text"] for element in block["elements"] for run in read(element))


def _field(dialog: Dialog, block: Payload) -> Payload:
    element = block["element"]
    stands = dialog.typed.get((block["block_id"], element["action_id"]))
    return {
        "name": block["block_id"],
        "label": block["label"]["text"],
        "help": (block.get("hint") or {}).get("text", ""),
        "required": not block.get("optional"),
        "error": dialog.errors.get(block["block_id"], ""),
        "options": [option(each) for each in elements.options(element)],
        **_value(element, stands),
    }


def option(shown: Payload) -> Payload:
    """One choice."""
    hint = (shown.get("description") or {}).get("text", "")
    return {"key": shown["value"], "label": shown["text"]["text"], "hint": hint}


def _value(element: Payload, stands: Any) -> Payload:  # noqa: ANN401 - JSON
    if element["type"] in elements.SEVERAL:
        return {"type": "choices", "values": [each["value"] for each in stands or ()]}
    if element["type"] == "datetimepicker":
        local = f"{datetime.fromtimestamp(stands, LONDON):%Y-%m-%dT%H:%M}" if stands else ""
        return {"type": "datetime", "value": local}
    if isinstance(stands, dict):
        return {"type": "choice", "value": stands["value"], "shown": stands["text"]["text"]}
    return {"type": "text", "value": stands or ""}
