"""A card's pictures, which can't stand in it on Slack and Teams: they go to the reader alone, in messages of their own."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.cards import Card, Image, Text
from bot.words import waiting


async def given(card: Card, give: Callable[[Image], Awaitable[bool]]) -> Card:
    """Give each of them, which says whether it got there; the card as it can be shown then, which says what did not."""
    pictures = [part for part in card.parts if isinstance(part, Image)]
    unsent = [image for image in pictures if not await give(image)]
    missing = Text((waiting.picture_not_sent(),))
    return replace(card, parts=tuple(missing if part in unsent else part for part in card.parts))
