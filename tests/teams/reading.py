"""Reads Adaptive Cards as a person sees them, in the shape that the try-out's page uses too."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.teams.conversations import Message
from tests.teams.seen import Dialog

Payload = dict[str, Any]
Spot = Message | Dialog
WARNING = "⚠ "
BULLET = "• "
NOTICES, SAID, SHOWN, MORE, FOLDED = "form.notices", "form.said", "form.shown", "form.more", "form"
NEEDED = " (needed)"
LOOK_ALIKE = str.maketrans("＊＿～｀［］＜＞＼", "*_~`[]<>\\")  # noqa: RUF001 - what a reader takes them for
SILENT = "\u2060"
KINDS = {
    "Input.Text": "text",
    "Input.Number": "number",
    "Input.Date": "date",
    "Input.Time": "time",
    "Input.ChoiceSet": "choice",
}


@dataclass(frozen=True)
class Pressing:
    """What is needed to press a button later: where it stood, how it was drawn, and what stood around it."""

    spot: Spot
    button: Payload
    card: Payload


def card(content: Payload, spot: Spot) -> Payload:
    """A card that only tells."""
    title, rest = _titled(content["body"])
    return {"title": title, "parts": parts(rest, spot, content)}


def asks(content: Payload) -> bool:
    """Whether a card is a form."""
    return any(True for _input in _inputs(content["body"]))


def form(content: Payload, spot: Spot, typed: Payload) -> Payload:
    """A card that asks; `typed` is what stands in its inputs by now."""
    title, body = _titled(content["body"])
    buttons = [b for part in parts(body, spot, content) if part["type"] == "buttons" for b in part["shown"]]
    own = next(b for b in buttons if (b["press"].button.get("data") or {}).get("submit"))
    others = [b for b in buttons if (b["press"].button.get("data") or {}).get("press")]
    more: list[Payload] = next((each["items"] for each in body if each.get("id") == MORE), [])
    return {
        "action": own["action"],
        "title": spot.title if isinstance(spot, Dialog) and not title else title,
        "submit": own["label"],
        "value": own["value"],
        "error": " ".join(_plain(each) for each in _within(body, SAID)).removeprefix(WARNING),
        "notices": parts(_within(body, NOTICES), spot, content),
        "fields": _fields([each for each in body if each.get("id") != MORE], typed),
        "more": _fields(more, typed),
        "buttons": buttons,
        **({"beside": others[-1]} if others else {}),
    }


def shown(content: Payload, spot: Spot) -> Payload | None:
    """What was asked to be seen over a form."""
    found = _within(content["body"], SHOWN)
    return card({**content, "body": found}, spot) if found else None


def parts(body: list[Payload], spot: Spot, content: Payload) -> list[Payload]:
    """What stands under the title; rows of buttons or facts that follow one another are one."""
    found: list[Payload] = []
    for element in body:
        for part in _part(element, spot, content):
            last = found[-1] if found else {"type": ""}
            if part["type"] == last["type"] == "buttons":
                last["shown"] += part["shown"]
                last["more"] += part["more"]
            elif part["type"] == last["type"] == "facts":
                last["pairs"] += part["pairs"]
            else:
                found.append(part)
    return found


def _titled(body: list[Payload]) -> tuple[str, list[Payload]]:
    if body and body[0]["type"] == "TextBlock" and body[0].get("style") == "heading":
        return str(body[0]["text"]), body[1:]
    if body and body[0]["type"] == "RichTextBlock" and _is(body[0], "size", "Large"):
        return _plain(body[0]), body[1:]
    return "", list(body)


def _part(element: Payload, spot: Spot, content: Payload) -> Iterator[Payload]:
    match element["type"]:
        case "RichTextBlock":
            yield {
                "type": "quiet" if _is(element, "isSubtle", wanted=True) else "text",
                "runs": _runs(element),
            }
        case "TextBlock":
            yield {"type": "text", "runs": [{"text": element["text"]}]}
        case "FactSet":
            yield {"type": "facts", "pairs": [[each["title"], each["value"]] for each in element["facts"]]}
        case "ColumnSet":
            told = [" ".join(map(_plain, column["items"])) for column in element["columns"]]
            yield {"type": "facts", "pairs": [told]}
        case "ActionSet":
            yield _buttons(element, spot, content)
        case "Image":
            yield {"type": "image", "alt": element["altText"]}
        case "Container":
            yield from _container(element, spot, content)
        case other if other.startswith("Input."):
            return
        case other:
            raise AssertionError(f"an element that nobody can read: {other}")


def _container(element: Payload, spot: Spot, content: Payload) -> Iterator[Payload]:
    items = element["items"]
    if element.get("separator") and not items:
        yield {"type": "divider"}
    elif element.get("style") == "emphasis" and element.get("id") is None:
        yield {"type": "copyable", "text": "\n".join(map(_plain, items))}
    elif items and element.get("id") is None and _plain(items[0]).startswith(BULLET):
        yield {"type": "bullets", "items": [_item(each) for each in items]}
    else:
        for each in items:
            yield from _part(each, spot, content)


def _item(element: Payload) -> list[Payload]:
    runs = _runs(element)
    return [{**run, "text": run["text"].removeprefix(BULLET)} for run in runs if run["text"] != BULLET]


def _runs(element: Payload) -> list[Payload]:
    found: list[Payload] = []
    for run in element["inlines"]:
        if isinstance(run, str):
            found.append({"text": run.replace(SILENT, "")})
            continue
        bold = {"bold": True} if run.get("weight") == "Bolder" else {}
        link = {"url": run["selectAction"]["url"]} if "selectAction" in run else {}
        found.append({"text": run["text"].replace(SILENT, ""), **bold, **link})
    return found


def _plain(element: Payload) -> str:
    return "".join(run["text"] for run in _runs(element)) if "inlines" in element else ""


def _is(element: Payload, name: str, wanted: object) -> bool:
    return all(isinstance(run, dict) and run.get(name) == wanted for run in element["inlines"])


def _buttons(element: Payload, spot: Spot, content: Payload) -> Payload:
    shown: list[Payload] = []
    more: list[Payload] = []
    for action in element["actions"]:
        if action["type"] == "Action.ToggleVisibility":
            continue
        read = _button(action, spot, content)
        (more if action.get("mode") == "secondary" else shown).append(read)
    return {"type": "buttons", "shown": shown, "more": more}


def _button(action: Payload, spot: Spot, content: Payload) -> Payload:
    confirm = ""
    if action["type"] == "Action.ShowCard":
        asked = action["card"]["body"]
        confirm, action = " ".join(map(_plain, asked[:-1])), asked[-1]["actions"][0]
    data = action.get("data") or {}
    return {
        "label": action["title"],
        "action": action.get("verb") or data.get("action", ""),
        "value": data.get("value", ""),
        "style": {"positive": "go", "destructive": "stop"}.get(action.get("style", ""), "plain"),
        "confirm": confirm,
        "press": Pressing(spot, action, content),
    }


def _within(body: list[Payload], name: str) -> list[Payload]:
    return next((each["items"] for each in body if each.get("id") == name), [])


def _inputs(body: list[Payload]) -> Iterator[Payload]:
    for each in body:
        if "items" in each:
            yield from _inputs(each["items"])
        elif each["type"].startswith("Input.") and each["id"] != FOLDED:
            yield each


def _fields(body: list[Payload], typed: Payload) -> list[Payload]:
    """The inputs with what stands in them, what helps with them and what is wrong with them, which follows them."""
    found: list[Payload] = []
    for element in body:
        if element["type"].startswith("Input.") and element["id"] != FOLDED:
            if element["type"] == "Input.Time":
                found[-1]["value"] = f"{found[-1]['value']}T{_stands(element, typed)}".removesuffix("T")
                found[-1]["type"] = "datetime"
            else:
                found.append(_field(element, typed))
        elif found and element["type"] == "RichTextBlock":
            said = _plain(element)
            about = "error" if said.startswith(WARNING) else "help"
            found[-1][about] = found[-1][about] or said.removeprefix(WARNING)
    return found


def _field(element: Payload, typed: Payload) -> Payload:
    label = str(element["label"])
    stands = _stands(element, typed)
    options = [option(each) for each in element.get("choices", [])]
    several = element.get("isMultiSelect", False)
    value = {"values": stands.split(",") if stands else []} if several else {"value": stands}
    chosen = next((each["label"] for each in options if each["key"] == stands), "")
    return {
        "name": element["id"],
        "label": label.removesuffix(NEEDED),
        "help": "",
        "required": bool(element.get("isRequired")) or label.endswith(NEEDED),
        "error": "",
        "options": options,
        "type": "choices" if several else KINDS[element["type"]],
        "shown": chosen,
        **value,
    }


def _stands(element: Payload, typed: Payload) -> str:
    return str(typed.get(element["id"], element.get("value", "")))


def option(shown: Payload) -> Payload:
    """One choice; what is quiet beside it stands behind it here."""
    label, _, hint = shown["title"].partition(" · ")
    return {"key": shown["value"], "label": label.translate(LOOK_ALIKE), "hint": hint.translate(LOOK_ALIKE)}
