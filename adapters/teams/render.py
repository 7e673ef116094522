"""Cards and forms as Teams draws them: one function for each way of showing something."""

import base64
from typing import Any

from adapters.lines import blank
from adapters.payload import Payload
from adapters.teams import ids, parts, text
from adapters.teams.elements import Drawing, Spot
from adapters.teams.fields import choice
from adapters.teams.forms import Showing, form, refilled, title_of, typed_in
from adapters.teams.limits import LIMITS
from bot.cards import Card, Image, Option
from bot.words import waiting

__all__ = [
    "Showing",
    "Spot",
    "card",
    "cards",
    "dialog",
    "form",
    "message",
    "options",
    "picture",
    "refilled",
    "title_of",
    "typed_in",
]


def card(shown: Card, spot: Spot = Spot.MESSAGE, key: str = "") -> Payload:
    """A card; with a durable message's `key`, what is too long for one can be asked for."""
    about = {ids.KEY: key} if key else {}
    return _card(shown, parts.body(shown, Drawing(spot, about), LIMITS["card_bytes"], key))


def cards(shown: Card) -> tuple[Payload, ...]:
    """The whole card, in as many messages as it takes."""
    bodies = parts.bodies(shown, Drawing(Spot.MESSAGE), LIMITS["card_bytes"])
    return tuple(_card(shown, body) for body in bodies)


def message(drawn: Payload, summary: str) -> Payload:
    """A message with this card; `summary` is what a notification says."""
    return {
        "type": "message",
        "summary": text.cut(summary, "summary"),
        "attachments": [{"contentType": ids.CARD, "content": drawn}],
    }


def dialog(drawn: Payload, title: str) -> Payload:
    """An open dialog that shows this card from now on."""
    value = {
        "title": text.cut(title, "dialog_title"),
        "width": "medium",
        "height": "large",
        "card": {"contentType": ids.CARD, "content": drawn},
    }
    return {"task": {"type": "continue", "value": value}}


def options(offered: tuple[Option, ...]) -> Payload:
    """What a look-up offers: what always can be chosen comes last and stays."""
    unique = tuple({each.key: each for each in offered if not blank(each.key)}.values())
    found, always = unique[:-2], unique[-2:]
    shown = (*found[: LIMITS["found"] - len(always)], *always)
    return {
        "type": "application/vnd.microsoft.search.searchResponse",
        "value": {"results": [choice(each) for each in shown]},
    }


def picture(shown: Image) -> Payload | None:
    """A picture as a message's card; None where it is too large for one."""
    url = f"data:image/png;base64,{base64.b64encode(shown.png).decode()}"
    if len(url) > LIMITS["image"]:
        return None
    body: list[Any] = [{"type": "Image", "url": url, "altText": shown.alt}]
    return {"type": "AdaptiveCard", "$schema": ids.SCHEMA, "version": ids.VERSION, "body": body}


def _card(shown: Card, body: list[Payload]) -> Payload:
    said = shown.plain if not blank(shown.plain) else waiting.ASSISTANT
    return {
        "type": "AdaptiveCard",
        "$schema": ids.SCHEMA,
        "version": ids.VERSION,
        "fallbackText": text.cut(said, "summary"),
        "body": body,
    }
