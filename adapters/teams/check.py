"""Looks over the way to Teams: the token, its secret, the clock, and where managers read."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import aiohttp

from adapters.clock import Clock
from adapters.deliverer import Gone, Refused, TryLater, Unsure
from adapters.doctoring import clocks
from adapters.doctoring.lines import Line, line, total
from adapters.teams.connector import Connector, path
from adapters.teams.ids import PLATFORM
from adapters.teams.tokens import REFUSED, Tokens
from bot import condition
from bot.condition import State
from bot.settings import SINGLE_TENANT, ServerSettings, Service
from bot.words import doctor
from bot.words.doctor import teams as words
from storage import StorageError, Store, conversations

PATIENCE = 5.0
"""Seconds to wait for somebody else's lock."""
WHOSE = "Microsoft"


async def examine(tokens: Tokens, given: ServerSettings, service: Service, clock: Clock) -> Sequence[Line]:
    """Everything about Teams."""
    if given.in_playground:
        return [line(State.LOOK, doctor.TEAMS, words.LOCAL)]
    found = list(await total(doctor.TEAMS, partial(_token, tokens)))
    if given.microsoft_app_type == SINGLE_TENANT:
        found.append(_secret(given.secret_expires, service.work.day(clock.now())))
    if found[0].state is not State.FINE:
        return found
    if (
        not given.slack_bot_token.get_secret_value()
    ):  # Slack's answer tells the time better: each request is held to it
        found.append(clocks.beside(clock.now(), tokens.dated, WHOSE))
    server = given.teams_service_url or _server(given.evenhand_database_url)
    api = Connector(tokens)
    async with api.connected():
        for place in service.managers_channels:
            if place.platform == PLATFORM:
                found += await total(doctor.CHANNEL, partial(_channel, api, server, place.target))
    return found


async def _token(tokens: Tokens) -> Sequence[Line]:
    try:
        async with aiohttp.ClientSession() as session:
            await tokens.header(session)
    except TryLater as later:
        found = words.refused if later.trouble == REFUSED else words.unreached
        return [line(State.BROKEN, doctor.TEAMS, found(later.trouble))]
    except Unsure as unsure:
        return [line(State.BROKEN, doctor.TEAMS, words.unreached(unsure.trouble))]
    return [line(State.FINE, doctor.TEAMS, words.FINE)]


def _secret(expires: date | None, today: date) -> Line:
    if expires is None:
        return line(State.LOOK, doctor.PASSWORD, words.DAY_UNKNOWN)
    state, days = condition.of_secret(expires, today), (expires - today).days
    said = {
        State.FINE: words.secret_fine(expires, days),
        State.LOOK: words.secret_soon(expires, days),
        State.BROKEN: words.secret_past(expires),
    }
    return line(state, doctor.PASSWORD, said[state])


async def _channel(api: Connector, server: str, channel: str) -> Sequence[Line]:
    if not server:
        return [line(State.LOOK, doctor.CHANNEL, words.NO_SERVER)]
    try:
        told = await api.call("GET", server, path("conversations", channel, "members"))
    except Unsure as unsure:
        return [line(State.BROKEN, doctor.CHANNEL, words.unreached(unsure.trouble))]
    except (Refused, Gone, TryLater) as refused:
        return [line(State.BROKEN, doctor.CHANNEL, words.channel_refused(channel, str(refused)))]
    return [line(State.FINE, doctor.CHANNEL, words.channel_fine(channel, len(told["members"])))]


def _server(url: str) -> str:
    """Where the last message came from; empty where none did, or the database can't be asked."""
    try:
        with Store(url, busy_seconds=PATIENCE) as store:
            known = None if store.pending() else store.read(lambda db: conversations.newest(db, PLATFORM))
            return known.server if known else ""
    except (ValueError, StorageError):
        return ""
