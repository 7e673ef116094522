"""Looks over the way to Teams: the token, and where managers read."""

from collections.abc import Sequence
from functools import partial

import aiohttp

from adapters.deliverer import Gone, Refused, TryLater, Unsure
from adapters.doctor import Line, State, line, total
from adapters.teams.connector import Connector, path
from adapters.teams.ids import PLATFORM
from adapters.teams.tokens import REFUSED, Tokens
from bot.settings import ServerSettings, Service
from bot.words import doctor, doctor_teams
from storage import StorageError, Store, conversations

PATIENCE = 5.0
"""Seconds to wait for somebody else's lock."""


async def examine(tokens: Tokens, given: ServerSettings, service: Service) -> Sequence[Line]:
    """Everything about Teams."""
    if given.in_playground:
        return [line(State.LOOK, doctor_teams.TEAMS, doctor_teams.LOCAL)]
    found = list(await total(doctor_teams.TEAMS, partial(_token, tokens)))
    if found[0].state is not State.FINE:
        return found
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
        found = doctor_teams.refused if later.trouble == REFUSED else doctor_teams.unreached
        return [line(State.BROKEN, doctor_teams.TEAMS, found(later.trouble))]
    except Unsure as unsure:
        return [line(State.BROKEN, doctor_teams.TEAMS, doctor_teams.unreached(unsure.trouble))]
    return [line(State.FINE, doctor_teams.TEAMS, doctor_teams.FINE)]


async def _channel(api: Connector, server: str, channel: str) -> Sequence[Line]:
    if not server:
        return [line(State.LOOK, doctor.CHANNEL, doctor_teams.NO_SERVER)]
    try:
        told = await api.call("GET", server, path("conversations", channel, "members"))
    except Unsure as unsure:
        return [line(State.BROKEN, doctor.CHANNEL, doctor_teams.unreached(unsure.trouble))]
    except (Refused, Gone, TryLater) as refused:
        return [line(State.BROKEN, doctor.CHANNEL, doctor_teams.channel_refused(channel, str(refused)))]
    return [line(State.FINE, doctor.CHANNEL, doctor_teams.channel_fine(channel, len(told["members"])))]


def _server(url: str) -> str:
    """Where the last message came from; empty where none did, or the database can't be asked."""
    try:
        with Store(url, busy_seconds=PATIENCE) as store:
            known = None if store.pending() else store.read(lambda db: conversations.newest(db, PLATFORM))
            return known.server if known else ""
    except (ValueError, StorageError):
        return ""
