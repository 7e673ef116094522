"""What Slack would refuse, checked apart from what the adapter believes: numbers from Slack's own reference."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.slack.valid_elements import CHECKS, INPUTS, Wrong, check, options, text_object

Payload = Mapping[str, Any]

VIEW_KEYS = {
    "type", "callback_id", "title", "submit", "close", "blocks", "private_metadata", "clear_on_close",
    "notify_on_close", "external_id",
}  # fmt: skip
IN_ACTIONS = {"button", "overflow", "static_select", "external_select", "datepicker", "datetimepicker"}
RICH = {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}
STYLES = {"bold", "italic", "strike", "code"}


def assert_valid(payload: Payload) -> None:
    """Refuse, saying what is wrong, what Slack would refuse: a message, a view, or a look-up's options."""
    try:
        _view(payload) if payload.get("type") in {"modal", "home"} else _message(payload)
    except (Wrong, SlackObjectFormationError, KeyError, TypeError) as wrong:
        raise AssertionError(f"{type(wrong).__name__}: {wrong}") from None


def _message(payload: Payload) -> None:
    if "options" in payload and "blocks" not in payload:
        if payload["options"]:
            options(payload["options"], most=100)
        return
    blocks = payload.get("blocks") or []
    check(bool(blocks) or bool(str(payload.get("text") or "").strip()), "a message without text and blocks")
    check(len(str(payload.get("text") or "")) <= 4000, "text above 4000")
    check(len(blocks) <= 50, f"{len(blocks)} blocks in a message")
    check(not any(block.get("type") == "input" for block in blocks), "an input in a message")
    size = len(json.dumps(blocks, ensure_ascii=False).encode())
    check(size <= 13_200, f"msg_blocks_too_long: {size} bytes")
    _blocks(blocks)


def _view(view: Payload) -> None:
    check(set(view) <= VIEW_KEYS, f"keys of a view: {set(view) - VIEW_KEYS}")
    blocks = view["blocks"]
    check(1 <= len(blocks) <= 100, f"{len(blocks)} blocks in a view")
    size = len(json.dumps(view, ensure_ascii=False).encode())
    check(size <= 250_000, f"view_too_large: {size} bytes")
    check(len(view.get("private_metadata", "")) <= 3000, "private_metadata above 3000")
    check(len(view.get("callback_id", "")) <= 255, "callback_id above 255")
    if view["type"] == "modal":
        text_object(view["title"], 24, "title", plain=True)
    for name in {"submit", "close"} & set(view):
        check(view["type"] == "modal", f"a home with {name}")
        text_object(view[name], 24, name, plain=True)
    needs = view["type"] == "modal" and any(block["type"] == "input" for block in blocks)
    check(not needs or "submit" in view, "inputs without submit")
    _blocks(blocks)
    View(**view).validate_json()


def _blocks(blocks: Sequence[Payload]) -> None:
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    check(len(ids) == len(set(ids)), f"block_ids twice: {sorted(i for i in ids if ids.count(i) > 1)}")
    check(all(1 <= len(each) <= 255 for each in ids), "length of a block_id")
    for block in blocks:
        check(block.get("type") in BLOCKS, f"block type {block.get('type')!r}")
        BLOCKS[block["type"]](block)
        parsed = Block.parse(dict(block))
        check(parsed is not None, f"{block['type']} is unknown to slack_sdk")
        assert parsed is not None
        parsed.to_dict()


def _keys(block: Payload, *names: str) -> None:
    extra = set(block) - {"type", "block_id", *names}
    check(not extra, f"keys of {block['type']}: {extra}")


def _header(block: Payload) -> None:
    _keys(block, "text")
    text_object(block["text"], 150, "header", plain=True)


def _section(block: Payload) -> None:
    _keys(block, "text", "fields", "accessory", "expand")
    check("text" in block or "fields" in block, "a section without text and fields")
    if "text" in block:
        text_object(block["text"], 3000, "section")
    if "fields" in block:
        check(1 <= len(block["fields"]) <= 10, f"{len(block['fields'])} fields")
        for field in block["fields"]:
            text_object(field, 2000, "field")


def _context(block: Payload) -> None:
    _keys(block, "elements")
    check(1 <= len(block["elements"]) <= 10, f"{len(block['elements'])} elements in a context")
    for element in block["elements"]:
        text_object(element, 3000, "context")


def _divider(block: Payload) -> None:
    _keys(block)


def _actions(block: Payload) -> None:
    _keys(block, "elements")
    elements = block["elements"]
    check(1 <= len(elements) <= 25, f"{len(elements)} elements in actions")
    names = [element["action_id"] for element in elements]
    check(len(names) == len(set(names)), f"action_ids twice: {names}")
    for element in elements:
        check(element["type"] in IN_ACTIONS, f"{element['type']} in actions")
        CHECKS[element["type"]](element)


def _input(block: Payload) -> None:
    _keys(block, "label", "element", "hint", "optional", "dispatch_action")
    text_object(block["label"], 2000, "label", plain=True)
    if "hint" in block:
        text_object(block["hint"], 2000, "hint", plain=True)
    for name in {"optional", "dispatch_action"} & set(block):
        check(isinstance(block[name], bool), f"{name} is not true or false")
    check(block["element"]["type"] in INPUTS, f"{block['element']['type']} in an input")
    CHECKS[block["element"]["type"]](block["element"])


def _rich_text(block: Payload) -> None:
    _keys(block, "elements")
    check(bool(block["elements"]), "rich text without elements")
    for element in block["elements"]:
        kind = element.get("type")
        check(kind in RICH, f"{kind!r} in rich text")
        check(bool(element.get("elements")), f"{kind} without elements")
        inner = element["elements"]
        if kind == "rich_text_list":
            check(element.get("style") in {"bullet", "ordered"}, "style of a list")
            check(all(each["type"] == "rich_text_section" for each in inner), "a list of other than sections")
            check(all(each["elements"] for each in inner), "an empty item")
        for run in inner if kind != "rich_text_list" else (run for each in inner for run in each["elements"]):
            _run(run)
    check(sum(len(run) for run in _texts(block)) <= 12_000, "rich text above 12,000")


def _texts(block: Payload) -> Iterator[str]:
    for element in block["elements"]:
        yield str(element.get("text", ""))
        if "elements" in element:
            yield from _texts(element)


def _run(run: Payload) -> None:
    check(run["type"] in {"text", "link"}, f"{run['type']} in rich text")
    check(set(run) <= {"type", "text", "url", "style"}, f"keys of a run: {set(run)}")
    check(isinstance(run["text"], str) and len(run["text"]) >= 1, "an empty run")
    if run["type"] == "link":
        check(run["url"].startswith(("http://", "https://")), "a link to other than a web page")
        check(len(run["url"]) <= 3000, "url above 3000")
    style = run.get("style", {})
    check(isinstance(style, dict) and set(style) <= STYLES, f"style {style}")
    check(all(value is True or value is False for value in style.values()), f"style {style}")


BLOCKS: Mapping[str, Callable[[Payload], None]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "divider": _divider,
    "actions": _actions,
    "input": _input,
    "rich_text": _rich_text,
}
