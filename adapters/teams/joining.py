"""Puts Teams' parts together for a service."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from adapters.attempts import Pause
from adapters.clock import Clock
from adapters.doctoring.lines import Check, Platform
from adapters.metrics import Acknowledged, unmeasured
from adapters.outbox import release
from adapters.server import Assistant
from adapters.teams import check, playground
from adapters.teams.addresses import Addresses
from adapters.teams.app import Entrance, TeamsDoor
from adapters.teams.arriving import Arriving
from adapters.teams.connector import Connector
from adapters.teams.deliver import TeamsDeliverer
from adapters.teams.directory import Directory
from adapters.teams.giving import Giving
from adapters.teams.handling import USUAL, Handling, Patience
from adapters.teams.ids import PLATFORM
from adapters.teams.speak import Speaker
from adapters.teams.tokens import App, Tokens
from adapters.underway import UnderWay
from bot.chat import Place, PlaceKind
from bot.settings import MANAGED_IDENTITY, TEAMS_METADATA, ServerSettings, Service
from storage import Store


@dataclass(frozen=True)
class Teams:
    """One tenant: what speaks with it, what delivers there, and the door that people come in by."""

    api: Connector
    deliverer: TeamsDeliverer
    door: TeamsDoor


def join(
    given: ServerSettings,
    service: Service,
    bot: Assistant,
    store: Store,
    clock: Clock,
    *,
    wake: Callable[[], None],
    acknowledged: Acknowledged = unmeasured,
    patience: Patience = USUAL,
    pause: Pause = asyncio.sleep,
) -> Teams | None:
    """Teams as the settings describe it; None where they don't."""
    if not given.teams:
        return None
    api = Connector(Tokens(app_of(given)), playground.suited if given.in_playground else None)
    addresses = Addresses(
        api,
        store,
        clock,
        app_id=given.microsoft_app_id,
        tenant=given.microsoft_app_tenant_id,
        server=given.teams_service_url,
    )
    deliverer = TeamsDeliverer(api, addresses, store)
    giving = Giving(api, deliverer, store, clock)
    directory = Directory(api, addresses, store, clock, given.microsoft_app_tenant_id)
    speaker = Speaker(deliverer, giving, service.work.zone, pause)

    def joined(place: Place) -> None:
        """We were added: in a team that is told of one of its channels, whichever of them managers read."""
        ours = [each for each in service.managers_channels if each.platform == PLATFORM]
        places = {place, *ours} if place.kind is PlaceKind.CHANNEL else {place}
        release(store, places)
        wake()

    under_way = UnderWay()
    handling = Handling(
        bot, directory, speaker, clock, wake=wake, follow=under_way.follow, patience=patience, pause=pause
    )
    metadata = given.microsoft_openid_metadata or TEAMS_METADATA
    entrance = Entrance(given.microsoft_app_id, given.microsoft_app_tenant_id, metadata)
    arriving = Arriving(addresses, entrance.tenant, joined, handling.talk)
    door = TeamsDoor(entrance, arriving, giving, handling, under_way, acknowledged)
    return Teams(api, deliverer, door)


def looked_over(clock: Clock) -> Platform:
    """What the doctor looks at in Teams; nothing where it is not set up."""

    def checks(given: ServerSettings, service: Service) -> Check | None:
        return partial(check.examine, Tokens(app_of(given)), given, service, clock) if given.teams else None

    return checks


def app_of(given: ServerSettings) -> App:
    """Which app we are; a machine's identity needs no secret."""
    machine = given.microsoft_app_type == MANAGED_IDENTITY
    secret = "" if machine else given.microsoft_app_password.get_secret_value()
    return App(given.microsoft_app_id, secret, given.microsoft_app_tenant_id, given.microsoft_token_url)
