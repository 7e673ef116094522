"""The five people of the try-out, its two channels, and who sees what."""

from dataclasses import dataclass

from adapters.web import words
from bot.chat import Place, PlaceKind, Profile, Role

PLATFORM = "web"


@dataclass(frozen=True)
class Someone:
    """A made-up colleague; the handle is their key in the page and in the protocol."""

    handle: str
    name: str
    role: Role

    @property
    def email(self) -> str:
        """Their address, by which they are known on every platform."""
        return self.name.lower().replace(" ", ".") + "@example.org"


PEOPLE = (
    Someone("amira", "Amira Khan", Role.WORKER),
    Someone("priya", "Priya Shah", Role.WORKER),
    Someone("david", "David Cole", Role.WORKER),
    Someone("grace", "Grace Morgan", Role.MANAGER),
    Someone("owen", "Owen Price", Role.MANAGER),
)
BY_HANDLE = {someone.handle: someone for someone in PEOPLE}
MANAGERS_EMAILS = tuple(someone.email for someone in PEOPLE if someone.role is Role.MANAGER)

TEAM = Place(PLATFORM, PlaceKind.CHANNEL, "team")
MANAGERS = Place(PLATFORM, PlaceKind.CHANNEL, "managers")


def profile(handle: str) -> Profile:
    """What the try-out says about a handle: anyone but the five is a stranger."""
    someone = BY_HANDLE.get(handle)
    if someone is None:
        return Profile(PLATFORM, handle, handle, confirmed=False)
    return Profile(PLATFORM, handle, someone.name, someone.email)


def direct(handle: str) -> Place:
    """The conversation of one person with the assistant."""
    return Place(PLATFORM, PlaceKind.PERSON, handle)


def sees(handle: str, place: Place) -> bool:
    """Whether this person reads this place."""
    if place.kind is PlaceKind.PERSON:
        return place.target == handle
    someone = BY_HANDLE.get(handle)
    if someone is None:
        return False
    if place.kind is PlaceKind.GROUP:
        return handle in place.target.split(",")
    return place == TEAM or (place == MANAGERS and someone.role is Role.MANAGER)


def may_act(handle: str, place: Place) -> bool:
    """Whether an event of this person in this place reaches the assistant.

    Strangers may try in the shared channel: what they are told there is the assistant's decision.
    """
    return sees(handle, place) or (place == TEAM and handle not in BY_HANDLE)


def name_of(place: Place, reader: str) -> str:
    """What the place is called in this person's list."""
    if place.kind is PlaceKind.PERSON:
        return words.ASSISTANT
    if place.kind is PlaceKind.CHANNEL:
        return place.target
    members = [BY_HANDLE[each] for each in place.target.split(",") if each in BY_HANDLE]
    others = [each.name for each in members if each.handle != reader]
    return ", ".join(others) or words.ASSISTANT
