"""What Slack tells of people, groups and channels, beside what somebody does there: taken in, for it is told once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from adapters.attempts import Pause
from adapters.deliverer import Gone, Trouble, in_a_word
from adapters.payload import BadRequest, Body, string, within
from adapters.slack.directory import NOT_OURS, Directory
from adapters.slack.ids import PLATFORM
from adapters.slack.web_api import Api
from bot.chat import Place, PlaceKind
from storage.errors import StorageError

log = logging.getLogger(__name__)


class Learning:
    """Takes events in, again after these waits where the database or Slack could not.

    `joined` is told a channel into which the assistant was invited.
    """

    def __init__(
        self,
        api: Api,
        directory: Directory,
        joined: Callable[[Place], None],
        again: tuple[float, ...],
        pause: Pause,
    ) -> None:
        self._api = api
        self._directory = directory
        self._joined = joined
        self._again = again
        self._pause = pause

    async def learn(self, name: str, event: Body) -> None:
        """Take an event of this name in, one of `EVENTS`."""
        for wait in (*self._again, None):
            try:
                await EVENTS[name](self, event)
            except (StorageError, Trouble, Gone) as trouble:
                log.warning("an event of Slack's was not taken in: %s", in_a_word(trouble))
            except (ValueError, TypeError, AttributeError, BadRequest) as wrong:
                log.warning("an event of Slack's was not understood: %s", type(wrong).__name__)
                return
            else:
                return
            if wait is not None:
                await self._pause(wait)

    async def somebody_changed(self, event: Body) -> None:
        """Something about somebody changed; they may be none of ours any more."""
        user = within(event, "user")
        user_id = string(user, "id", "")
        await self._directory.changed(user_id)
        if any(user.get(mark) for mark in NOT_OURS):
            await self._directory.left(user_id)

    async def groups_changed(self, _event: Body) -> None:
        """Somebody joined or left a group."""
        await self._directory.groups_changed()

    async def somebody_joined(self, event: Body) -> None:
        """We were invited into a channel: what could not be shown there may be shown now."""
        us = await self._api.identity()
        if event.get("user") == us.user_id:
            place = Place(PLATFORM, PlaceKind.CHANNEL, string(event, "channel", ""))
            await asyncio.to_thread(self._joined, place)


EVENTS: Mapping[str, Callable[[Learning, Body], Awaitable[None]]] = {
    "user_change": Learning.somebody_changed,
    "subteam_members_changed": Learning.groups_changed,
    "subteam_updated": Learning.groups_changed,
    "member_joined_channel": Learning.somebody_joined,
}
"""How each is taken in."""
