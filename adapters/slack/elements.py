"""Buttons, menus and their options."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from adapters.lines import blank
from adapters.payload import Payload
from adapters.slack import ids, text
from adapters.slack.limits import LIMITS
from bot.cards import Button, Buttons, Option, Style
from bot.words import waiting

_STYLES = {Style.GO: "primary", Style.STOP: "danger"}

Item = TypeVar("Item")


def rows(drawn: Buttons) -> Iterator[Payload]:
    """Rows of buttons, the last one with the menu of what is folded away."""
    folded = [each for each in drawn.more if _folds(each)]
    shown = [*drawn.shown, *(each for each in drawn.more if not _folds(each))]
    buttons = [_button(each) for each in shown if len(each.value) <= LIMITS["button_value"]]
    lines = list(_parted(buttons, LIMITS["row"])) or [[]]
    lines[-1] = [*lines[-1], *_menus(folded)]
    return (row(line) for line in lines if line)


def row(elements: Iterable[Payload]) -> Payload:
    """One row; Slack wants every action_id once in it."""
    seen: Counter[str] = Counter()
    named = []
    for element in elements:
        name = element["action_id"]
        seen[name] += 1
        named.append(element if seen[name] == 1 else {**element, "action_id": f"{name}:{seen[name]}"})
    return {"type": "actions", "elements": named}


def press(label: str, action: str, value: str = "") -> Payload:
    """A plain button."""
    return {
        "type": "button",
        "text": text.plain(label, "button_label"),
        "action_id": action,
        **({"value": value} if value else {}),
    }


def options(offered: Iterable[Option]) -> list[Payload]:
    """Choices, each key once: Slack takes no second one, none without a key, and none with a longer one."""
    unique = {each.key: each for each in offered if 0 < len(each.key) <= LIMITS["option_value"]}
    return [_option(each) for each in unique.values()]


def grouped(drawn: Sequence[Payload]) -> Payload:
    """What a select takes: the options, or groups of them where they are too many for one list."""
    if len(drawn) <= LIMITS["options"]:
        return {"options": list(drawn)}
    groups = list(_parted(drawn, LIMITS["options"]))[: LIMITS["groups"]]
    return {"option_groups": [{"label": _span(group), "options": group} for group in groups]}


def _span(group: list[Payload]) -> Payload:
    """From its first to its last label."""
    half = LIMITS["option_label"] // 2 - 1
    first, last = (group[at]["text"]["text"][:half] for at in (0, -1))
    return text.plain(f"{first}…{last}", "option_label")


def _option(offered: Option) -> Payload:
    """A choice; what is too long for its label goes on in small type below it."""
    label, hint = offered.label, offered.hint
    whole = f"{label} · {hint}" if hint else label
    if len(whole) <= LIMITS["option_label"]:
        above, below = whole, ""
    elif len(label) <= LIMITS["option_label"]:
        above, below = label, hint
    else:
        above = next(text.pieces(whole, "option_label"), "")
        below = whole.partition(above)[2] if above else ""
    described = {} if blank(below) else {"description": text.plain(below, "option_hint")}
    return {"text": text.plain(above, "option_label"), "value": offered.key, **described}


def _folds(button: Button) -> bool:
    """Whether a menu can hold it: menus can't ask first, and carry less."""
    return not button.confirm and len(_joined(button)) <= LIMITS["option_value"]


def _joined(button: Button) -> str:
    return f"{button.action}{ids.JOIN}{button.value}"


def _menus(folded: list[Button]) -> Iterator[Payload]:
    drawn = options(Option(_joined(each), each.label) for each in folded)
    if 0 < len(drawn) <= LIMITS["overflow"]:
        yield {"type": "overflow", "action_id": ids.MENU, "options": drawn}
        return
    for some in _parted(drawn, LIMITS["options"]):
        yield {
            "type": "static_select",
            "action_id": ids.MENU,
            "placeholder": text.plain(waiting.MORE, "option_label"),
            "options": some,
        }


def _button(button: Button) -> Payload:
    drawn = press(button.label, button.action, button.value)
    if button.style in _STYLES:
        drawn["style"] = _STYLES[button.style]
    if not blank(button.confirm):
        drawn["confirm"] = _confirm(button)
    return drawn


def _confirm(button: Button) -> Payload:
    return {
        "title": text.plain(button.label, "confirm_title"),
        "text": text.plain(button.confirm, "confirm_text"),
        "confirm": text.plain(button.label, "confirm_button"),
        "deny": text.plain(waiting.CANCEL, "confirm_button"),
        "style": _STYLES.get(button.style, "primary"),
    }


def _parted(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    return (list(items[at : at + size]) for at in range(0, len(items), size))
