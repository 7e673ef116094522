"""Who somebody in Teams is: asked once an hour, remembered for when Teams can't be asked."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from adapters.clock import Clock
from adapters.deliverer import Gone
from adapters.recent import Recent
from adapters.remembered import Remembered
from adapters.teams.addresses import Addresses
from adapters.teams.connector import Api, path, refuses_us
from adapters.teams.ids import PLATFORM
from adapters.teams.incoming import Sender
from bot.chat import Place, PlaceKind, Profile
from storage import Store, directory
from storage.tables import DirectoryEntry

log = logging.getLogger(__name__)

FOREIGN = "#ext#"
"""What stands in the sign-in name of everybody who is a guest in a tenant."""
NOT_OURS = frozenset({"guest", "anonymous", "federated"})


class Directory:
    """Says who is behind a sender; `tenant` is ours, empty for the Agents Playground, where everybody is."""

    def __init__(
        self,
        api: Api,
        addresses: Addresses,
        store: Store,
        clock: Clock,
        tenant: str,
    ) -> None:
        self._api = api
        self._addresses = addresses
        self._clock = clock
        self._tenant = tenant
        self._met: Recent[Sender] = Recent()
        self._people = Remembered(PLATFORM, refuses_us, store, clock, directory.get, self._ask, directory.put)

    async def profile(self, who: Sender) -> Profile:
        """Who this is. Raises CantTell."""
        if self._tenant and who.tenant.lower() != self._tenant:
            return Profile(PLATFORM, who.handle, who.handle, confirmed=False)
        self._met[who.handle] = who
        person = await self._people.look(who.handle)
        return Profile(PLATFORM, who.handle, person.name, person.email, confirmed=person.confirmed)

    async def _ask(self, handle: str) -> DirectoryEntry:
        who = self._met[handle]
        server, conversation = who.server, who.conversation
        if not who.inside:
            server, conversation = await self._addresses.of(Place(PLATFORM, PlaceKind.PERSON, handle))
        try:
            told = await self._api.call(
                "GET", server, path("conversations", conversation, "members", who.member)
            )
        except Gone as nobody:
            log.warning("Teams does not say who somebody is: %s", nobody)
            return DirectoryEntry(platform=PLATFORM, handle=handle, name=handle, checked_at=self._clock.now())
        return entry(told, handle, self._tenant, self._clock.now())


def entry(told: Mapping[str, Any], handle: str, tenant: str, now: datetime) -> DirectoryEntry:
    """What is remembered of Teams' answer about somebody.

    Confirmed is a member of our own tenant with an address: no guest, stranger or bot.
    """
    address = _text(told, "userPrincipalName") or _text(told, "email")
    there = _text(told, "tenantId").lower()
    known = (_text(told, "aadObjectId") or _text(told, "objectId")).lower()
    ours = there == tenant if tenant else True
    them = not known or not tenant or known == handle.lower()
    foreign = FOREIGN in address.lower() or _text(told, "userRole").lower() in NOT_OURS
    return DirectoryEntry(
        platform=PLATFORM,
        handle=handle,
        name=_text(told, "name") or handle,
        email=address.strip().lower() if "@" in address and FOREIGN not in address.lower() else "",
        confirmed=ours and them and bool(address) and not foreign,
        checked_at=now,
    )


def _text(told: Mapping[str, Any], name: str) -> str:
    found = told.get(name)
    return found if isinstance(found, str) else ""
