"""Who is in the workspace: the five of the try-out, and those who don't belong."""

from dataclasses import dataclass
from typing import Any

from adapters.web import roster

TEAM_ID = "T0SERVICE"
OTHER_TEAM_ID = "T0ELSEWHERE"
BOT_USER = "U0EVENHAND"
BOT_ID = "B0EVENHAND"
APP_ID = "A0EVENHAND"
MANAGERS_GROUP = "S0MANAGERS"


@dataclass(frozen=True)
class Member:
    """One account; the fields from `restricted` on are what sets it apart."""

    id: str
    name: str
    email: str
    restricted: bool = False
    ultra_restricted: bool = False
    stranger: bool = False
    deleted: bool = False
    bot: bool = False
    confirmed: bool = True

    @property
    def handle(self) -> str:
        return self.name.split()[0].lower()

    @property
    def team_id(self) -> str:
        return OTHER_TEAM_ID if self.stranger else TEAM_ID

    def shape(self, *, with_email: bool = True) -> dict[str, Any]:
        """The account as `users.info` tells it."""
        profile: dict[str, Any] = {
            "title": "",
            "phone": "",
            "real_name": self.name,
            "real_name_normalized": self.name,
            "display_name": self.handle,
            "team": self.team_id,
        }
        if with_email and self.email:
            profile["email"] = self.email
        if self.bot:
            profile |= {"bot_id": f"B{self.id[1:]}", "api_app_id": APP_ID}
        common = {"id": self.id, "team_id": self.team_id, "name": self.handle, "deleted": self.deleted}
        common |= {"profile": profile, "is_bot": self.bot, "is_app_user": False, "updated": 1795424400}
        if self.stranger:
            common["is_stranger"] = True
        if self.deleted:
            return common
        return common | {
            "real_name": self.name,
            "tz": "Europe/London",
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.restricted,
            "is_ultra_restricted": self.ultra_restricted,
            "is_email_confirmed": self.confirmed,
        }


def _id(handle: str) -> str:
    return f"U0{handle.upper()}"


FIVE = tuple(Member(_id(someone.handle), someone.name, someone.email) for someone in roster.PEOPLE)
GUEST = Member("U0GUEST", "Gill Guest", "gill.guest@example.org", restricted=True)
SINGLE_CHANNEL_GUEST = Member(
    "U0SINGLE", "Sam Single", "sam.single@example.org", restricted=True, ultra_restricted=True
)
STRANGER = Member("U0STRANGER", "Steph Stranger", "steph.stranger@example.org", stranger=True)
LEFT = Member("U0LEFT", "Lena Left", "lena.left@example.org", deleted=True)
OTHER_BOT = Member("U0OTHERBOT", "Reminder", "", bot=True)
UNCONFIRMED = Member("U0UNCONFIRMED", "Una Confirmed", "una.confirmed@example.org", confirmed=False)
OURSELVES = Member(BOT_USER, "Evenhand", "", bot=True)

ALL = (
    *FIVE,
    GUEST,
    SINGLE_CHANNEL_GUEST,
    STRANGER,
    LEFT,
    OTHER_BOT,
    UNCONFIRMED,
    OURSELVES,
)
MANAGERS = tuple(_id(each.handle) for each in roster.PEOPLE if each.email in roster.MANAGERS_EMAILS)


def of(handle: str) -> str:
    """The id of one of the five, or of the guest."""
    return _id(handle)
