"""What Slack would refuse of buttons, menus, inputs and their texts."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

Payload = Mapping[str, Any]

COMMON = {"type", "action_id", "placeholder", "confirm", "focus_on_load"}


class Wrong(Exception):
    """What Slack would refuse, in words."""


def check(is_right: bool, wrong: str) -> None:  # noqa: FBT001 - reads like assert
    if not is_right:
        raise Wrong(wrong)


def text_object(shown: Payload, most: int, where: str, *, plain: bool = False) -> None:
    kind, text = shown.get("type"), shown.get("text")
    check(kind in ({"plain_text"} if plain else {"plain_text", "mrkdwn"}), f"{where}: text of type {kind!r}")
    check(isinstance(text, str) and bool(text.strip()), f"{where}: empty text")
    check(len(str(text)) <= most, f"{where}: {len(str(text))} characters, {most} allowed")
    allowed = {"type", "text", "emoji"} if kind == "plain_text" else {"type", "text", "verbatim"}
    check(set(shown) <= allowed, f"{where}: keys {set(shown) - allowed} of {kind}")


def options(offered: Sequence[Payload], *, most: int) -> None:
    check(1 <= len(offered) <= most, f"{len(offered)} options, 1 to {most} allowed")
    values = [option["value"] for option in offered]
    check(len(values) == len(set(values)), "an option's value twice")
    for option in offered:
        check(set(option) <= {"text", "value", "description"}, f"keys of an option: {set(option)}")
        text_object(option["text"], 75, "option", plain=True)
        check(1 <= len(option["value"]) <= 150, f"an option's value of {len(option['value'])} characters")
        if "description" in option:
            text_object(option["description"], 75, "description", plain=True)


def _keys(element: Payload, *names: str) -> None:
    extra = set(element) - COMMON - set(names)
    check(not extra, f"keys of {element['type']}: {extra}")
    check(1 <= len(element["action_id"]) <= 255, f"action_id of {len(element['action_id'])} characters")
    if "placeholder" in element:
        text_object(element["placeholder"], 150, "placeholder", plain=True)
    if "confirm" in element:
        _confirm(element["confirm"])


def _confirm(asked: Payload) -> None:
    check(set(asked) <= {"title", "text", "confirm", "deny", "style"}, f"keys of confirm: {set(asked)}")
    text_object(asked["title"], 100, "confirm title", plain=True)
    text_object(asked["text"], 300, "confirm text", plain=True)
    text_object(asked["confirm"], 30, "confirm button", plain=True)
    text_object(asked["deny"], 30, "deny button", plain=True)
    check(asked.get("style", "primary") in {"primary", "danger"}, "style of confirm")


def _button(element: Payload) -> None:
    _keys(element, "text", "value", "style", "url", "accessibility_label")
    text_object(element["text"], 75, "button", plain=True)
    check(1 <= len(element.get("value", "-")) <= 2000, "length of a button's value")
    check(element.get("style", "primary") in {"primary", "danger"}, f"style {element.get('style')!r}")


def _overflow(element: Payload) -> None:
    _keys(element, "options")
    check("placeholder" not in element, "an overflow with a placeholder")
    options(element["options"], most=5)


def _select(element: Payload) -> None:
    _keys(element, "options", "option_groups", "initial_option")
    _has(_offered(element), [element["initial_option"]] if "initial_option" in element else [])


def _multi_select(element: Payload) -> None:
    _keys(element, "options", "option_groups", "initial_options", "max_selected_items")
    check(element.get("initial_options") != [], "initial_options without any")
    _has(_offered(element), element.get("initial_options", []))


def _checkboxes(element: Payload) -> None:
    _keys(element, "options", "initial_options")
    check("placeholder" not in element, "checkboxes with a placeholder")
    options(element["options"], most=10)
    check(element.get("initial_options") != [], "initial_options without any")
    _has(element["options"], element.get("initial_options", []))


def _offered(element: Payload) -> Sequence[Payload]:
    check(("options" in element) != ("option_groups" in element), "options or option_groups, one of them")
    if "options" in element:
        options(element["options"], most=100)
        return list(element["options"])
    groups = element["option_groups"]
    check(1 <= len(groups) <= 100, f"{len(groups)} groups")
    for group in groups:
        check(set(group) == {"label", "options"}, f"keys of a group: {set(group)}")
        text_object(group["label"], 75, "group", plain=True)
        options(group["options"], most=100)
    return [option for group in groups for option in group["options"]]


def _has(offered: Sequence[Payload], chosen: Sequence[Payload]) -> None:
    check(all(option in offered for option in chosen), "an initial option that is not offered")


def _external(element: Payload) -> None:
    _keys(element, "min_query_length", "initial_option")
    check(element.get("min_query_length", 0) >= 0, "min_query_length")
    if "initial_option" in element:
        options([element["initial_option"]], most=1)


def _text_input(element: Payload) -> None:
    _keys(element, "multiline", "max_length", "min_length", "initial_value", "dispatch_action_config")
    _dispatching(element)
    most = element.get("max_length", 3000)
    check(isinstance(most, int) and 1 <= most <= 3000, f"max_length {most}")
    begins = element.get("initial_value", "-")
    check(
        isinstance(begins, str) and 1 <= len(begins) <= most,
        f"initial_value of {len(begins)}, {most} allowed",
    )


def _dispatching(element: Payload) -> None:
    asked = element.get("dispatch_action_config", {"trigger_actions_on": ["on_enter_pressed"]})
    check(set(asked) == {"trigger_actions_on"}, f"keys of dispatch_action_config: {set(asked)}")
    known = {"on_enter_pressed", "on_character_entered"}
    check(bool(asked["trigger_actions_on"]) and set(asked["trigger_actions_on"]) <= known, "when to dispatch")


def _number_input(element: Payload) -> None:
    _keys(element, "is_decimal_allowed", "min_value", "max_value", "initial_value", "dispatch_action_config")
    _dispatching(element)
    check(isinstance(element["is_decimal_allowed"], bool), "is_decimal_allowed")
    for name in {"min_value", "max_value", "initial_value"} & set(element):
        right = isinstance(element[name], str) and re.fullmatch(r"-?[0-9]+", element[name])
        check(bool(right), f"{name} {element[name]!r}")
    least, most = int(element.get("min_value", "-999")), int(element.get("max_value", "99999"))
    check(least <= most, "min_value above max_value")
    check(least <= int(element.get("initial_value", least)) <= most, "initial_value outside its range")


def _datepicker(element: Payload) -> None:
    _keys(element, "initial_date")
    if "initial_date" in element:
        check(bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", element["initial_date"])), "initial_date")
        try:
            date.fromisoformat(element["initial_date"])
        except ValueError:
            raise Wrong("initial_date is no day") from None


def _datetimepicker(element: Payload) -> None:
    _keys(element, "initial_date_time")
    seconds = element.get("initial_date_time", 1_628_633_820)
    check(isinstance(seconds, int) and len(str(seconds)) == 10, f"initial_date_time {seconds!r}: ten digits")


CHECKS: Mapping[str, Callable[[Payload], None]] = {
    "button": _button,
    "overflow": _overflow,
    "static_select": _select,
    "multi_static_select": _multi_select,
    "checkboxes": _checkboxes,
    "external_select": _external,
    "plain_text_input": _text_input,
    "number_input": _number_input,
    "datepicker": _datepicker,
    "datetimepicker": _datetimepicker,
}
INPUTS = set(CHECKS) - {"button", "overflow"}
