"""Buttons: what presses something, what opens a form, and what lies in an open dialog."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from adapters.fitting import weight
from adapters.lines import blank
from adapters.payload import Payload
from adapters.teams import ids, text
from adapters.teams.limits import LIMITS
from bot import tables
from bot.cards import Button, Buttons, Style

_EDGE = 4
"""What stands around a button's label, in letters."""
_STYLES = {Style.GO: "positive", Style.STOP: "destructive"}


class Spot(Enum):
    """Where a card stands, and so what its buttons can do."""

    MESSAGE = auto()
    DIALOG = auto()


@dataclass(frozen=True)
class Drawing:
    """Where something is drawn; `about` goes along with every button, such as the key of a durable message.

    `in_form`: among a form's fields, over which no other form opens: what is typed there goes along.
    """

    spot: Spot = Spot.MESSAGE
    about: Payload = field(default_factory=dict)
    in_form: bool = False


def rows(drawn: Buttons, drawing: Drawing) -> Iterator[Payload]:
    """Rows of buttons, the last one with the menu of what is folded away."""
    asking = [each for each in drawn.more if each.confirm]  # a menu can't ask first
    folded = [each for each in drawn.more if not each.confirm]
    shown = [button(each, drawing) for each in (*drawn.shown, *asking)]
    lines = side_by_side(shown) or [[]]
    menu = [{**button(each, drawing), "mode": "secondary"} for each in folded[: LIMITS["menu"]]]
    if weight([*lines[-1], *menu]) <= LIMITS["row_bytes"]:
        lines[-1] += menu
    else:
        lines.append(menu)
    return (row(line) for line in lines if line)


def side_by_side(actions: Sequence[Payload]) -> list[list[Payload]]:
    """As many in each row as there is room for."""
    lines: list[list[Payload]] = []
    for each in actions:
        if lines and len(lines[-1]) < LIMITS["row"] and _letters([*lines[-1], each]) <= LIMITS["row_letters"]:
            lines[-1].append(each)
        else:
            lines.append([each])
    return lines


def _letters(actions: Sequence[Payload]) -> int:
    return sum(len(each["title"]) + _EDGE for each in actions)


def row(actions: Sequence[Payload]) -> Payload:
    """One row."""
    return {"type": "ActionSet", "actions": list(actions)}


def button(drawn: Button, drawing: Drawing) -> Payload:
    """One button; one that asks first opens its question, under which it stands."""
    if blank(drawn.confirm):
        return {**styled(drawn), **_does(drawn, drawing)}
    sure = row([{**styled(drawn), **_does(drawn, drawing)}])
    asks = text.paragraphs((text.cut(drawn.confirm, "confirm"),))
    card = {"type": "AdaptiveCard", "version": ids.VERSION, "body": [*asks, sure]}
    return {**styled(drawn), "type": "Action.ShowCard", "card": card}


def styled(drawn: Button) -> Payload:
    """How a button looks."""
    style = {"style": _STYLES[drawn.style]} if drawn.style in _STYLES else {}
    return {"title": text.plain(drawn.label), **style}


def _does(drawn: Button, drawing: Drawing) -> Payload:
    value = {ids.VALUE: drawn.value} if drawn.value else {}
    if drawing.spot is Spot.DIALOG:
        data = {ids.ACTION: drawn.action, **value, ids.PRESS: True, **drawing.about}
        return {"type": "Action.Submit", "data": data}
    if drawn.action in tables.OPENERS and not drawing.in_form:
        fetch = {ids.CLIENT: {"type": "task/fetch"}}
        return {
            "type": "Action.Submit",
            "data": {**fetch, ids.ACTION: drawn.action, **value, **drawing.about},
        }
    return {
        "type": "Action.Execute",
        "verb": drawn.action,
        "data": {**value, ids.PRESS: True, **drawing.about},
    }
