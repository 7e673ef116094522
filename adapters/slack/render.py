"""Cards and forms as Slack draws them: one function for each way of showing something."""

from adapters.fitting import Room
from adapters.lines import blank
from adapters.payload import Payload
from adapters.slack import elements, parts, text
from adapters.slack.limits import LIMITS
from adapters.slack.views import dialog, errors, form, home, refilled, typed_in
from bot.cards import Card, Option
from bot.words import waiting

__all__ = [
    "dialog",
    "errors",
    "fits_a_message",
    "form",
    "home",
    "message",
    "options",
    "refilled",
    "typed_in",
]


def message(shown: Card, key: str = "") -> Payload:
    """A message; with a durable message's `key`, what is too long for one can be asked for."""
    said = shown.plain if not blank(shown.plain) else waiting.ASSISTANT
    return {
        "text": text.cut(text.escaped(text.cut(said, "fallback")), "fallback"),
        "blocks": parts.card(shown, "message_blocks", "message_bytes", key),
    }


def fits_a_message(shown: Card) -> bool:
    """Whether a message would show all of it."""
    drawn = [block for part in parts.below(shown) for block in parts.part(part)]
    room = Room(LIMITS["message_bytes"], LIMITS["message_blocks"])
    return room.holds([*parts.header(shown.title), *drawn])


def options(offered: tuple[Option, ...]) -> Payload:
    """What a look-up offers."""
    return {"options": elements.options(offered)[: LIMITS["options"]]}
