"""The bodies with which Teams' invokes are answered."""

from typing import Any

from adapters.lines import blank
from adapters.payload import Payload
from adapters.teams import ids, render
from adapters.teams.limits import LIMITS
from adapters.teams.render import Spot
from bot.cards import Card
from bot.words import waiting

CARD = ids.CARD
MESSAGE = "application/vnd.microsoft.activity.message"


def card(drawn: Payload) -> Payload:
    """The card of the message, as whoever pressed sees it from now on."""
    return {"statusCode": 200, "type": CARD, "value": drawn}


def said(words: str) -> Payload:
    """Words that the client shows for a moment."""
    return {"statusCode": 200, "type": MESSAGE, "value": words[: LIMITS["told"]]}


def dialog(shown: Card) -> Payload:
    """A dialog that tells."""
    return dialog_of(render.card(shown, Spot.DIALOG))


def dialog_of(drawn: Payload, title: str = "") -> Payload:
    """A dialog with this card."""
    return render.dialog(drawn, waiting.ASSISTANT if blank(title) else title)


def form(kept: Payload | None, drawn: Payload) -> Payload:
    """The dialog with the same form once more."""
    return dialog_of(drawn, render.title_of(kept) if kept else "")


def misread(name: str) -> Payload:
    """A kind answer to an invoke of this name that makes no sense."""
    shown = waiting.misread()
    found: dict[str, Any] = {
        "adaptiveCard/action": said(shown.title),
        "application/search": render.options(()),
        "fileConsent/invoke": {},
    }
    return found[name] if name in found else dialog(shown)
