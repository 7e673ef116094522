"""Looks over the way to Slack: the token, what it may do, who manages, where managers read, the clock."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol

from adapters.clock import Clock
from adapters.deliverer import Gone, Trouble, Unsure
from adapters.doctoring import clocks
from adapters.doctoring.lines import Check, Line, line, total
from adapters.slack import directory, manifest
from adapters.slack.ids import PLATFORM
from adapters.slack.web_api import OPENING, Answer, Identity
from bot.condition import State
from bot.settings import Service
from bot.words import doctor
from bot.words.doctor import Named, Said
from bot.words.doctor import slack as words

WHOSE = "Slack"


class Asked(Protocol):
    """What is asked of Slack."""

    async def call(self, method: str, **arguments: object) -> Answer:
        """As `web_api.Api` does."""
        ...

    async def asked_anew(self) -> tuple[Identity, Mapping[str, str]]:
        """Who we are now, and the headers of Slack's answer, their names in lower case."""
        ...


def slack(api: Asked, app: Asked | None, service: Service, clock: Clock) -> Check:
    """Everything about Slack; `app` calls with the app-level token, where there is one."""
    return _Slack(api, app, service, clock).examine


class _Slack:
    def __init__(self, api: Asked, app: Asked | None, service: Service, clock: Clock) -> None:
        self._api = api
        self._app = app
        self._service = service
        self._clock = clock

    async def examine(self) -> Sequence[Line]:
        try:
            us, headers = await self._api.asked_anew()
        except (Trouble, Gone) as error:
            return [line(State.BROKEN, doctor.SLACK, _why(error))]
        found = [line(State.FINE, doctor.SLACK, words.slack_fine(us.team_id))]
        found += [clocks.beside(self._clock.now(), headers.get("date", ""), WHOSE), _scopes(us.scopes)]
        found += await total(doctor.SOCKET, self._socket)
        found += await total(
            doctor.MANAGERS, partial(self._people, us, self._service.managers, doctor.MAY_DECIDE)
        )
        found += await total(
            doctor.WORKERS, partial(self._people, us, self._service.workers, doctor.MAY_WORK)
        )
        for place in self._service.managers_channels:
            if place.platform == PLATFORM:
                found += await total(doctor.CHANNEL, partial(self._channel, place.target))
        return found

    async def _socket(self) -> Sequence[Line]:
        if self._app is None:
            return []
        try:
            await self._app.call(OPENING)
        except (Trouble, Gone) as error:
            why = words.slack_unreached if isinstance(error, Unsure) else words.socket_refused
            return [line(State.BROKEN, doctor.SOCKET, why(_word(error)))]
        return [line(State.FINE, doctor.SOCKET, words.SOCKET_FINE)]

    async def _people(self, us: Identity, people: frozenset[str], named: Named) -> Sequence[Line]:
        """One line for each address and group; broken only where nobody at all gets the role."""
        found: list[Line] = []
        for each in sorted(people):
            platform, _, group = each.partition(":")
            if group and platform == PLATFORM:
                found.append(await self._group(group.upper(), us, named))
            elif not group:
                found.append(await self._address(each, us, named))
        if any(each.state is State.FINE for each in found):
            return found
        return [Line(State.BROKEN, each.subject, each.said, each.todo) for each in found]

    async def _address(self, address: str, us: Identity, named: Named) -> Line:
        try:
            answer = await self._api.call("users.lookupByEmail", email=address)
        except (Trouble, Gone) as error:
            unknown = _word(error) in directory.NOBODY
            said = words.person_unknown(address, named) if unknown else _why(error, address)
            return line(State.LOOK, named.subject, said)
        if not self._is_ours(answer, us):
            return line(State.LOOK, named.subject, words.person_unconfirmed(address, named))
        return line(State.FINE, named.subject, words.person_found(address))

    async def _group(self, group: str, us: Identity, named: Named) -> Line:
        try:
            members = (await self._api.call("usergroups.users.list", usergroup=group))["users"]
            accounts = [await self._api.call("users.info", user=member) for member in members]
        except (Trouble, Gone) as error:
            return line(State.LOOK, named.subject, _why(error, group))
        number = sum(self._is_ours(account, us) for account in accounts)
        if not number:
            return line(State.LOOK, named.subject, words.group_empty(group, named))
        return line(State.FINE, named.subject, words.group_found(group, number, named))

    def _is_ours(self, answer: Answer, us: Identity) -> bool:
        return directory.entry(answer["user"], us.team_id, self._clock.now()).confirmed

    async def _channel(self, channel: str) -> Sequence[Line]:
        try:
            told = (await self._api.call("conversations.info", channel=channel))["channel"]
        except (Trouble, Gone) as error:
            return [line(State.BROKEN, doctor.CHANNEL, _why(error, channel))]
        state, said = _judged(channel, told)
        return [line(state, doctor.CHANNEL, said)]


def _judged(channel: str, told: Answer) -> tuple[State, Said]:
    if told.get("is_archived"):
        return State.BROKEN, words.channel_archived(channel)
    if told.get("is_ext_shared"):
        return State.BROKEN, words.channel_shared(channel)
    if not told.get("is_member"):
        return State.BROKEN, words.channel_not_joined(channel)
    if told.get("is_pending_ext_shared"):
        return State.LOOK, words.channel_to_be_shared(channel)
    if not told.get("is_private"):
        return State.LOOK, words.channel_public(channel)
    return State.FINE, words.channel_joined(channel)


def _scopes(given: frozenset[str]) -> Line:
    missing = sorted(manifest.scopes() - given)
    if not given:
        return line(State.LOOK, doctor.SCOPES, words.SCOPES_UNKNOWN)
    if missing:
        return line(State.BROKEN, doctor.SCOPES, words.scopes_missing(missing))
    return line(State.FINE, doctor.SCOPES, words.SCOPES_FINE)


def _why(error: Trouble | Gone, about: str = "") -> Said:
    if isinstance(error, Unsure):
        return words.slack_unreached(error.trouble)
    return words.slack_refused(_word(error), about)


def _word(error: Trouble | Gone) -> str:
    return error.trouble if isinstance(error, Trouble) else str(error)
