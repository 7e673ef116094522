"""Who somebody in Slack is: asked once an hour, remembered for when Slack can't be asked."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from adapters.clock import Clock
from adapters.deliverer import Gone, Trouble
from adapters.remembered import PATIENCE, CantTell, Remembered
from adapters.slack.ids import PLATFORM
from adapters.slack.web_api import Answer, Identity, refuses_us
from bot.chat import Profile
from bot.settings import Service
from storage import Store, directory, people
from storage.tables import DirectoryEntry, DirectoryGroup

log = logging.getLogger(__name__)

NOBODY = frozenset({"user_not_found", "user_not_visible", "users_not_found"})
NO_GROUP = frozenset({"no_such_subteam", "plan_upgrade_required"})
NOT_OURS = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
"""What Slack says of accounts that are none of ours, or no full members."""


class Asked(Protocol):
    """What of Slack's Web API is asked here; as `web_api.Api` does."""

    async def call(self, method: str, **arguments: object) -> Answer:
        """Slack's answer."""
        ...

    async def identity(self) -> Identity:
        """Who we are."""
        ...


class Directory:
    """Says who is behind a Slack id; `service` names the groups to ask for."""

    def __init__(
        self,
        api: Asked,
        store: Store,
        clock: Clock,
        service: Service,
        patience: float = PATIENCE,
    ) -> None:
        self._api = api
        self._store = store
        self._clock = clock
        self._groups = tuple(sorted(group.upper() for group in service.groups_on(PLATFORM)))
        remembered = partial(Remembered, PLATFORM, refuses_us, store, clock, patience=patience)
        self._people: Remembered[DirectoryEntry] = remembered(directory.get, self._ask_person, directory.put)
        self._members: Remembered[DirectoryGroup] = remembered(
            directory.get_group, self._ask_group, directory.put_group
        )

    async def profile(self, user_id: str, team_id: str = "") -> Profile:
        """Who this is; `team_id` is where the payload says they are from. Raises CantTell."""
        if team_id and team_id != await self._our_team():
            return Profile(PLATFORM, user_id, user_id, confirmed=False)
        looks = (self._members.look(group) for group in self._groups)
        person, groups = await asyncio.gather(self._people.look(user_id), asyncio.gather(*looks))
        return Profile(
            PLATFORM,
            user_id,
            person.name,
            person.email,
            confirmed=person.confirmed,
            groups=frozenset(
                f"{PLATFORM}:{group.handle}" for group in groups if user_id in directory.members(group)
            ),
        )

    async def changed(self, user_id: str) -> None:
        """Something about them changed: the next look asks Slack."""
        asking = self._people.forget(user_id)
        known = await asyncio.to_thread(self._store.read, lambda db: directory.get(db, PLATFORM, user_id))
        if known or asking:  # Slack tells of every change of anybody's status, and most ask nothing of us
            await asyncio.to_thread(self._store.write, lambda db: directory.forget(db, PLATFORM, user_id))

    async def left(self, user_id: str) -> None:
        """Slack says that they are none of ours any more: a colleague is asked about now, for they write no more."""
        if await asyncio.to_thread(self._store.read, lambda db: people.by_handle(db, PLATFORM, user_id)):
            with suppress(CantTell):
                await self._people.look(user_id)

    async def groups_changed(self) -> None:
        """Somebody joined or left a group: the next look asks Slack."""
        self._members.forget(*self._groups)
        if self._groups:
            await asyncio.to_thread(self._store.write, lambda db: directory.forget_groups(db, PLATFORM))

    async def _our_team(self) -> str:
        try:
            return (await self._api.identity()).team_id
        except (Trouble, Gone) as trouble:
            raise CantTell(trouble, refused=refuses_us(trouble)) from None

    async def _ask_person(self, user_id: str) -> DirectoryEntry:
        us = await self._api.identity()
        try:
            answer = await self._api.call("users.info", user=user_id)
        except Trouble as trouble:
            if trouble.trouble not in NOBODY:
                raise
            return DirectoryEntry(
                platform=PLATFORM, handle=user_id, name=user_id, checked_at=self._clock.now()
            )
        return entry(answer["user"], us.team_id, self._clock.now())

    async def _ask_group(self, group: str) -> DirectoryGroup:
        members: list[str] = []
        try:
            answer = await self._api.call("usergroups.users.list", usergroup=group)
        except Trouble as trouble:
            if trouble.trouble not in NO_GROUP:
                raise
            log.warning("the settings name a user group that Slack does not know")
        else:
            members = answer["users"]
        return DirectoryGroup(
            platform=PLATFORM, handle=group, members=",".join(members), checked_at=self._clock.now()
        )


def entry(user: Mapping[str, Any], our_team: str, now: datetime) -> DirectoryEntry:
    """What is remembered of Slack's answer about somebody.

    Confirmed is a full member of our own team with a confirmed address: no guest, stranger or bot.
    """
    profile = user.get("profile") or {}
    ours = user.get("team_id") == our_team and user.get("is_email_confirmed") is True
    return DirectoryEntry(
        platform=PLATFORM,
        handle=user["id"],
        name=profile.get("real_name") or user.get("real_name") or user.get("name") or user["id"],
        email=(profile.get("email") or "").strip().lower(),
        confirmed=ours and not any(user.get(mark) for mark in NOT_OURS),
        checked_at=now,
    )
