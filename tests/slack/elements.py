"""What stands in a dialog's inputs: what the app put there first, or what somebody typed since."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tests.slack.said import Payload

INITIAL = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
}
"""Elements that keep a state: its name in what Slack sends, and that of its beginning in what the app draws."""

SEVERAL = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})

Typed = dict[tuple[str, str], Any]
"""What stands in each input, by block_id and action_id."""


def tells_while_filled_in(element: Payload) -> bool:
    """Whether filling in tells the app at once: texts only letter by letter, else at Enter, which nobody presses here."""
    if element["type"] not in {"plain_text_input", "number_input"}:
        return True
    asked = element.get("dispatch_action_config", {}).get("trigger_actions_on", ["on_enter_pressed"])
    return "on_character_entered" in asked


def inputs(view: Payload) -> Iterator[tuple[Payload, Payload]]:
    """Every element that keeps a state, with the block that it stands in."""
    for block in view.get("blocks") or ():
        for element in _within(block):
            if element.get("type") in INITIAL:
                yield block, element


def named(blocks: list[Payload], numbers: Iterator[int]) -> list[Payload]:
    """The blocks with what Slack adds: an id for each block and element that was drawn without."""
    kept = deepcopy(blocks)
    for block in kept:
        block.setdefault("block_id", f"b{next(numbers)}")
        for element in _within(block):
            element.setdefault("action_id", f"a{next(numbers)}")
    return kept


def pressable(blocks: list[Payload]) -> Iterator[tuple[Payload, Payload]]:
    """Every button and menu, with the block that it stands in."""
    for block in blocks:
        for element in _within(block):
            if block["type"] != "input":
                yield block, element


def _within(block: Payload) -> list[Payload]:
    if block["type"] == "input":
        return [block["element"]]
    if block["type"] == "actions":
        return list(block["elements"])
    return [block["accessory"]] if "accessory" in block else []


def options(element: Payload) -> list[Payload]:
    """What can be chosen, groups laid open."""
    groups = element.get("option_groups") or [element]
    return [option for group in groups for option in group.get("options") or ()]


def beginning(view: Payload) -> Typed:
    """What stands in the inputs of a dialog that was just opened."""
    return {(b["block_id"], e["action_id"]): e.get(INITIAL[e["type"]][1]) for b, e in inputs(view)}


def after_update(view: Payload, before: Payload, typed: Typed) -> Typed:
    """What stands there after a redraw: kept, whatever the new initial value, where block, action and type stay."""
    kinds = {(b["block_id"], e["action_id"]): e["type"] for b, e in inputs(before)}
    fresh = beginning(view)
    for block, element in inputs(view):
        place = block["block_id"], element["action_id"]
        if kinds.get(place) == element["type"]:
            fresh[place] = typed.get(place)
    return fresh


def state(view: Payload, typed: Typed) -> Payload:
    """`state.values` as Slack sends it."""
    values: dict[str, Payload] = {}
    for block, element in inputs(view):
        place, name = (block["block_id"], element["action_id"]), INITIAL[element["type"]][0]
        empty: Any = [] if element["type"] in SEVERAL else None
        stands = typed.get(place)
        told = {"type": element["type"], name: empty if stands is None else stands}
        values.setdefault(block["block_id"], {})[element["action_id"]] = told
    return {"values": values}
