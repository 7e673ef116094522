"""A Slack that only answers questions about its people, its groups and one channel, and writes down what was asked."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from adapters.deliverer import Refused
from adapters.slack.manifest import scopes
from adapters.slack.web_api import OPENING, Identity, SlackSaid
from tests.slack import members
from tests.slack.members import MANAGERS_GROUP, TEAM_ID, Member
from tests.storage.records import T0

CHANNEL = "C0MANAGERS"


@dataclass
class Hands:
    """A clock that stands still unless it is moved."""

    moment: datetime = T0

    def now(self) -> datetime:
        return self.moment

    def later(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Askable:
    """`trouble` is raised by the method that it names; until `answering` is set, nothing is answered."""

    clock: Hands = field(default_factory=Hands)
    people: dict[str, Member] = field(default_factory=lambda: {m.id: m for m in members.ALL})
    groups: dict[str, list[str]] = field(default_factory=lambda: {MANAGERS_GROUP: list(members.MANAGERS)})
    channels: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {CHANNEL: {"is_member": True, "is_private": True}}
    )
    granted: frozenset[str] = field(default_factory=scopes)
    ahead: timedelta = timedelta()
    dated: bool = True
    trouble: dict[str, Exception] = field(default_factory=dict)
    calls: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)
    answering: asyncio.Event = field(default_factory=asyncio.Event)
    _arrived: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))

    def __post_init__(self) -> None:
        self.answering.set()

    def asked(self, method: str) -> int:
        """How often a method was called."""
        return sum(name == method for name, _arguments in self.calls)

    async def questions(self, number: int) -> None:
        """Wait until so many more questions have arrived."""
        for _question in range(number):
            await self._arrived.acquire()

    async def identity(self) -> Identity:
        us, _headers = await self.asked_anew()
        return us

    async def asked_anew(self) -> tuple[Identity, Mapping[str, str]]:
        if trouble := self.trouble.get("auth.test"):
            raise trouble
        date = format_datetime(self.clock.now() + self.ahead)
        us = Identity(TEAM_ID, members.BOT_USER, members.BOT_ID, self.granted)
        return us, {"date": date} if self.dated else {}

    async def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:  # noqa: ANN401 - as JSON is
        self.calls.append((method, arguments))
        self._arrived.release()
        told = self._answer(method, arguments)
        await self.answering.wait()
        if trouble := self.trouble.get(method):
            raise trouble
        return told()

    def _answer(self, method: str, given: Mapping[str, Any]) -> Callable[[], Mapping[str, Any]]:
        """What is true when the question is asked, to be told when the answer goes out."""
        match method:
            case "users.info":
                found = self.people.get(given["user"])
                return lambda: {"user": _or(found, "user_not_found").shape()}
            case "users.lookupByEmail":
                alike = [each for each in self.people.values() if each.email == given["email"]]
                return lambda: {"user": _first(alike).shape()}
            case "usergroups.users.list":
                listed = self.groups.get(given["usergroup"])
                return lambda: {"users": list(_or(listed, "no_such_subteam"))}
            case "conversations.info":
                told = self.channels.get(given["channel"])
                return lambda: {"channel": _or(told, "channel_not_found")}
            case _:
                assert method == OPENING
                return lambda: {"url": "wss://example.org"}


def _or(found: Any, error: str) -> Any:  # noqa: ANN401
    if found is None:
        raise Refused(error)
    return found


def _first(found: list[Member]) -> Member:
    if not found:
        raise SlackSaid("users_not_found")
    return found[0]
