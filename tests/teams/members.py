"""Who is in the tenant: the five of the try-out, and those who don't belong."""

from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

from adapters.web import roster

TENANT = str(uuid5(NAMESPACE_DNS, "service.example.org"))
OTHER_TENANT = str(uuid5(NAMESPACE_DNS, "elsewhere.example.org"))
APP_ID = str(uuid5(NAMESPACE_DNS, "evenhand.example.org"))
BOT = f"28:{APP_ID}"


@dataclass(frozen=True)
class Member:
    """One account; the fields from `mail` on are what sets it apart.

    `upn` is the userPrincipalName, by which somebody signs in; `mail` what their letters go to, if anything.
    """

    handle: str
    name: str
    upn: str
    mail: str = ""
    guest: bool = False
    tenant: str = TENANT
    bot: bool = False

    @property
    def aad(self) -> str:
        """Their id in the directory; empty for a bot."""
        return "" if self.bot else str(uuid5(NAMESPACE_DNS, f"{self.handle}.example.org"))

    @property
    def id(self) -> str:
        """Their id towards this bot."""
        return BOT if self.bot else f"29:1{self.aad.replace('-', '')}"

    def sender(self) -> dict[str, Any]:
        """The account as it stands in an activity: never with an address."""
        return {"id": self.id, "name": self.name} | ({"aadObjectId": self.aad} if self.aad else {})

    def shape(self) -> dict[str, Any]:
        """The account as the members of a conversation are told."""
        given, _, surname = self.name.partition(" ")
        told = {"id": self.id, "name": self.name, "objectId": self.aad, "aadObjectId": self.aad}
        told |= {"givenName": given, "surname": surname, "tenantId": self.tenant}
        told |= {"userRole": "guest" if self.guest else "user"}
        return told | {n: v for n, v in (("email", self.mail), ("userPrincipalName", self.upn)) if v}


FIVE = tuple(Member(each.handle, each.name, each.email, each.email) for each in roster.PEOPLE)
GUEST = Member(
    "gill", "Gill Guest", "gill.guest_example.net#EXT#@example.org", "gill.guest@example.net", guest=True
)
STRANGER = Member(
    "steph", "Steph Stranger", "steph.stranger@example.net", "steph.stranger@example.net", tenant=OTHER_TENANT
)
WITHOUT_MAIL = Member("nora", "Nora Nomail", "nora.nomail@example.org")
WITHOUT_ADDRESS = Member("ada", "Ada Anon", "")
OTHER_MAIL = Member("ruth", "Ruth Rename", "ruth.rename@example.org", "ruth.before@example.org")
OURSELVES = Member("evenhand", "Evenhand", "", bot=True)

ALL = (*FIVE, GUEST, STRANGER, WITHOUT_MAIL, WITHOUT_ADDRESS, OTHER_MAIL)
BY_HANDLE = {each.handle: each for each in ALL}
MANAGERS = tuple(BY_HANDLE[each.handle] for each in roster.PEOPLE if each.email in roster.MANAGERS_EMAILS)


def of(handle: str) -> Member:
    """One of the five, or of the others."""
    return BY_HANDLE[handle]
