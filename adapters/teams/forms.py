"""Forms: in a dialog, or as a card with inputs where no dialog can open; and how they come back filled in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from adapters.fitting import weight
from adapters.lines import blank
from adapters.payload import Payload
from adapters.teams import elements, fields, folding, ids, parts, text
from adapters.teams.elements import Drawing, Spot
from adapters.teams.limits import LIMITS
from bot.cards import Bold, Card, ChoiceField, Field, Form, Line, LookupField, Option, Part
from bot.chat import Values
from bot.words import times, waiting

REPORT = "report.file"
_DIGITS = 16


@dataclass(frozen=True)
class Showing:
    """How a form is shown: where, in which zone, and whether the client can look up while somebody types."""

    zone: tzinfo
    spot: Spot = Spot.DIALOG
    searches: bool = True


def form(asked: Form, showing: Showing) -> Payload:
    """The card of a form; where it grows too large, its notices are cut first."""
    room = LIMITS["card_bytes"]
    whole = _drawn(asked, showing, asked.notices, room)
    if weight(whole) <= room:
        return whole
    without = weight(_drawn(asked, showing, (), room))
    return _drawn(asked, showing, asked.notices, room - without)


def refilled(kept: Payload, typed: Values, spot: Spot, said: Line = (), shown: Card | None = None) -> Payload:
    """The form again with everything that was typed; over it what is `said`, and what was asked to be `shown`."""
    body = [_filled(each, typed) for each in kept["body"]]
    above = [
        *_said(said),
        *_shown(shown, spot, LIMITS["card_bytes"] - weight(body) - LIMITS["form_bytes"]),
    ]
    return _whole(kept, [*above, *body], spot)


def title_of(kept: Payload) -> str:
    """What a folded form is called."""
    return str(kept["about"].get("title", ""))


def typed_in(kept: Payload, typed: Values) -> tuple[tuple[str, str], ...]:
    """Labels and contents of the inputs that hold something."""
    read = [(str(each.get("label", "")), _read(each, _typed(each, typed))) for each in _inputs(kept["body"])]
    return tuple((label, content) for label, content in read if not blank(content))


def _drawn(asked: Form, showing: Showing, notices: Sequence[Part], room: int) -> Payload:
    others = _others(asked)
    names = [each.name for each in asked.fields]
    at = names.index(asked.notices_after) + 1 if asked.notices_after in names else 0

    def drawn(some: Iterable[Field]) -> list[Payload]:
        zone, searches = showing.zone, showing.searches
        return [e for each in some for e in fields.field(each, zone, strict=not others, searches=searches)]

    told = parts.fitting(notices, Drawing(showing.spot, in_form=True), room)
    body = [
        *(_said((Bold(f"⚠ {asked.error}"),)) if not blank(asked.error) else ()),
        *drawn(asked.fields[:at]),
        *([{"type": "Container", "id": ids.NOTICES, "items": told}] if told else ()),
        *drawn(asked.fields[at:]),
        *_folded_away(asked, drawn(asked.more)),
    ]
    about = {"title": asked.title, ids.ACTION: asked.action, ids.VALUE: asked.value, "submit": asked.submit}
    return _whole(
        {"body": [_emptied(each) for each in body], "about": about, "others": others}, body, showing.spot
    )


def _whole(kept: Payload, body: list[Payload], spot: Spot) -> Payload:
    rows = elements.side_by_side([*_buttons(kept, spot)])
    folded = folding.folded(kept)
    hidden = [{"type": "Input.Text", "id": ids.FORM, "isVisible": False, **_hidden(folded)}] if folded else []
    title = title_of(kept)
    in_bar = spot is Spot.DIALOG and len(title) <= LIMITS["dialog_title"]
    whole = [*(() if in_bar else parts.header(title)), *body, *hidden, *map(elements.row, rows)]
    return {"type": "AdaptiveCard", "$schema": ids.SCHEMA, "version": ids.VERSION, "body": whole}


def _hidden(folded: str) -> Payload:
    return {"label": waiting.ASSISTANT, "value": folded}


def _folded_away(asked: Form, shown: list[Payload]) -> Iterator[Payload]:
    """What is folded away is there all the same: the client itself unfolds it."""
    if not asked.more:
        return
    if not asked.more_shown:
        label = text.plain(asked.more_label or waiting.MORE)
        yield elements.row(
            [{"type": "Action.ToggleVisibility", "title": label, "targetElements": [ids.MORE]}]
        )
    yield {"type": "Container", "id": ids.MORE, "isVisible": asked.more_shown, "items": shown}


def _others(asked: Form) -> list[Payload]:
    """The form's other buttons: those that look again, keep what is written, or show something beside it."""
    choices = (each for each in asked.every_field if isinstance(each, ChoiceField | LookupField))
    watched = next((each.name for each in choices if each.watch), "")
    found: list[Payload] = []
    if watched and asked.action == REPORT:
        found.append({"title": waiting.LOOK, ids.ACTION: ids.LOOK, ids.SUBMIT: True})
    elif watched or asked.kept:
        changed = watched or asked.every_field[0].name
        found.append({"title": waiting.KEEP, ids.ACTION: asked.action, ids.CHANGE: changed})
    if beside := asked.beside:
        drawn = elements.styled(beside)
        found.append({**drawn, ids.ACTION: beside.action, ids.VALUE: beside.value, ids.PRESS: True})
    return found


def _buttons(kept: Payload, spot: Spot) -> Iterator[Payload]:
    about = kept["about"]
    own = {"title": text.plain(str(about["submit"])), "style": "positive", ids.SUBMIT: True}
    for each in ({**own, ids.ACTION: about[ids.ACTION]}, *kept["others"]):
        told = {name: each[name] for name in (ids.SUBMIT, ids.CHANGE, ids.PRESS) if name in each}
        data = {ids.VALUE: each.get(ids.VALUE, about[ids.VALUE]), **told}
        looks = {name: each[name] for name in ("title", "style") if name in each}
        if spot is Spot.DIALOG:
            yield {"type": "Action.Submit", **looks, "data": {ids.ACTION: each[ids.ACTION], **data}}
        else:
            yield {"type": "Action.Execute", **looks, "verb": each[ids.ACTION], "data": data}


def _said(said: Line) -> list[Payload]:
    shown = text.paragraphs(said)
    return [{"type": "Container", "id": ids.SAID, "items": shown}] if shown else []


def _shown(card: Card | None, spot: Spot, room: int) -> list[Payload]:
    if card is None:
        return []
    items = parts.body(card, Drawing(spot, in_form=True), room)
    return [{"type": "Container", "id": ids.SHOWN, "style": "emphasis", "items": items}]


def _emptied(element: Payload) -> Payload:
    """The element without what stands in it, and without what was wrong with it."""
    kept = {name: value for name, value in element.items() if not (name == "value" and "id" in element)}
    if "items" in kept and element.get("id") != ids.NOTICES:
        kept["items"] = [_emptied(each) for each in kept["items"]]
    return kept


def _filled(element: Payload, typed: Values) -> Payload:
    if "items" in element:
        return {**element, "items": [_filled(each, typed) for each in element["items"]]}
    if not str(element.get("type", "")).startswith("Input."):
        return dict(element)
    return {**element, **_standing(element, _typed(element, typed))}


def _typed(element: Payload, typed: Values) -> str:
    """What was typed into an input; a moment is one value of two inputs."""
    name = str(element["id"])
    value = typed.get(name.removesuffix(ids.TIME), "")
    whole = value if isinstance(value, str) else ",".join(value)
    day, _, time = whole.partition("T")
    if name.endswith(ids.TIME):
        return time[:5]
    return day if element["type"] == "Input.Date" else whole


def _standing(element: Payload, value: str) -> Payload:
    """What stands in an input, as its kind takes it."""
    if not value:
        return {}
    if element["type"] == "Input.Number":
        return {"value": int(value)} if value.isascii() and value.isdigit() and len(value) < _DIGITS else {}
    if element["type"] == "Input.Text":
        cut = value[: LIMITS["input"]]
        return {"value": cut, "maxLength": max(int(element.get("maxLength", 1)), len(cut))}
    if "choices.data" in element:
        return {"value": value, "choices": [fields.choice(Option(value, value.removeprefix("new:")))]}
    if "choices" in element:
        return _chosen(element, value.split(","))
    return {"value": value}


def _chosen(element: Payload, keys: list[str]) -> Payload:
    """What is chosen of what is offered."""
    kept = ",".join(each["value"] for each in element["choices"] if each["value"] in keys)
    return {"value": kept} if kept else {}


def _inputs(body: Iterable[Payload]) -> Iterator[Payload]:
    for each in body:
        if "items" in each:
            yield from _inputs(each["items"])
        elif str(each.get("type", "")).startswith("Input."):
            yield each


def _read(element: Payload, whole: str) -> str:
    """What an input holds, as people read it."""
    titles = {each["value"]: str(each["title"]) for each in element.get("choices", ())}
    if titles and element.get("style") != "filtered":
        return ", ".join(titles.get(key, key) for key in whole.split(",") if key)
    if element["type"] == "Input.Date" and whole:
        try:
            return times.full_day(date.fromisoformat(whole))
        except ValueError:
            return whole
    return whole
