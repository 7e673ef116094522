"""Dialogs and the home: a card to read, a form to fill in, a form that comes back."""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from adapters.fitting import Room
from adapters.lines import blank
from adapters.payload import Payload
from adapters.slack import elements, fields, ids, parts, text
from adapters.slack.limits import LIMITS
from bot.cards import Bold, Buttons, Card, Field, Form, Line
from bot.words import times, waiting

_KEPT = ("callback_id", "title", "submit", "close", "private_metadata", "clear_on_close", "notify_on_close")
"""What a view that was submitted and one that is to be drawn have in common."""
_INITIAL = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_date": "initial_date",
    "selected_date_time": "initial_date_time",
}
"""Where an input's state belongs when the input is drawn anew."""


def dialog(shown: Card) -> Payload:
    """A dialog that shows a card."""
    return {
        "type": "modal",
        "callback_id": ids.CARD,
        "title": text.plain(waiting.ASSISTANT, "view_title"),
        "close": text.plain(waiting.CLOSE, "view_button"),
        "blocks": parts.card(shown, "view_blocks", "view_bytes"),
    }


def home(shown: Card) -> Payload:
    """Somebody's own page."""
    return {"type": "home", "blocks": parts.card(shown, "view_blocks", "view_bytes")}


def form(asked: Form, zone: tzinfo, *, more_shown: bool = False) -> Payload:
    """A dialog to fill in; `zone` is the service's, in which its times are."""
    title = waiting.ASSISTANT if _is_long(asked) or blank(asked.title) else asked.title
    return {
        "type": "modal",
        "callback_id": asked.action,
        "private_metadata": json.dumps({"value": asked.value}, ensure_ascii=False, separators=(",", ":")),
        "title": text.plain(title, "view_title"),
        "submit": text.plain(asked.submit, "view_button"),
        "close": text.plain(waiting.CLOSE if asked.kept else waiting.CANCEL, "view_button"),
        "blocks": _form_blocks(asked, zone, unfolded=asked.more_shown or more_shown),
    }


def _form_blocks(asked: Form, zone: tzinfo, *, unfolded: bool) -> list[Payload]:
    heading = [*(parts.header(asked.title) if _is_long(asked) else ()), *_said(_error(asked))]
    shown = asked.every_field if unfolded else asked.fields
    names = [each.name for each in shown]
    at = names.index(asked.notices_after) + 1 if asked.notices_after in names else 0
    before, after = ([*_drawn(some, zone, kept=asked.kept)] for some in (shown[:at], shown[at:]))
    folded = (
        []
        if unfolded or not asked.more
        else [elements.row([elements.press(asked.more_label or waiting.MORE, ids.MORE)])]
    )
    last = [*folded, *_beside(asked)]
    needed = [*heading, *before, *after, *last]
    room = Room(LIMITS["view_bytes"], LIMITS["form_blocks"]).beside(needed)
    notices = parts.fitting(asked.notices, room)
    return [*heading, *before, *notices, *after, *last] or parts.header(waiting.ASSISTANT)


def _beside(asked: Form) -> Iterator[Payload]:
    """Slack's footer holds two buttons: the third stands right above them, where reading ends."""
    yield from elements.rows(Buttons((asked.beside,))) if asked.beside else ()


def _drawn(shown: tuple[Field, ...], zone: tzinfo, *, kept: bool) -> Iterator[Payload]:
    return (block for each in shown for block in fields.field(each, zone, kept=kept))


def errors(asked: Form, shown: Collection[str]) -> dict[str, str] | None:
    """What is wrong, by field, where all of it can stand beside inputs that are `shown`; else None."""
    wrong = {each.name: each.error for each in asked.every_field if not blank(each.error)}
    beside = wrong and blank(asked.error) and all(name in shown for name in wrong)
    return wrong if beside else None


def refilled(view: Mapping[str, Any], said: Line) -> Payload:
    """The form that was submitted, with everything that was typed, and above it why it comes back."""
    drawn = [_refilled(view, block) for block in view["blocks"] if not _is_said(block)]
    above = list(_said(said))[: LIMITS["view_blocks"] - len(drawn)]
    kept = {name: view[name] for name in _KEPT if view.get(name) not in (None, "")}
    return {"type": "modal", **kept, "blocks": [*above, *drawn] or parts.header(waiting.ASSISTANT)}


def typed_in(view: Mapping[str, Any], zone: tzinfo | None = None) -> tuple[tuple[str, str], ...]:
    """Labels and contents of the inputs of a submitted form that hold something; moments only with a `zone`."""
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    read = [(str(block["label"]["text"]), _read(_state(view, block), zone)) for block in inputs]
    return tuple((label, content) for label, content in read if not blank(content))


def _is_long(asked: Form) -> bool:
    return len(asked.title) > LIMITS["view_title"]


def _error(asked: Form) -> Line:
    return () if blank(asked.error) else (Bold(f"⚠ {asked.error}"),)


def _said(line: Line) -> Iterator[Payload]:
    for number, runs in enumerate(text.paragraphs(line)):
        block_id = f"{ids.SAID}:{number}" if number else ids.SAID
        yield {**parts.rich(parts.section(runs)), "block_id": block_id}


def _is_said(block: Mapping[str, Any]) -> bool:
    return str(block.get("block_id", "")).partition(":")[0] == ids.SAID


def _state(view: Mapping[str, Any], block: Mapping[str, Any]) -> Mapping[str, Any]:
    values = view.get("state", {}).get("values", {})
    found: Mapping[str, Any] = values.get(block["block_id"], {}).get(block["element"]["action_id"], {})
    return found


def _refilled(view: Mapping[str, Any], block: Mapping[str, Any]) -> Payload:
    if block["type"] != "input":
        return dict(block)
    element = {name: value for name, value in block["element"].items() if name not in _INITIAL.values()}
    for name, value in _state(view, block).items():
        if name in _INITIAL and value not in (None, "", []):
            element[_INITIAL[name]] = value
    return {**block, "element": element}


def _read(state: Mapping[str, Any], zone: tzinfo | None) -> str:
    """What an input holds, as people read it."""
    if option := state.get("selected_option"):
        return str(option["text"]["text"])
    if chosen := state.get("selected_options"):
        return ", ".join(str(option["text"]["text"]) for option in chosen)
    if day := state.get("selected_date"):
        return times.full_day(date.fromisoformat(day))
    if zone and (seconds := state.get("selected_date_time")):
        moment = datetime.fromtimestamp(seconds, zone)
        return f"{times.full_day(moment.date())} {moment:%H:%M}"
    return str(state.get("value") or "")
