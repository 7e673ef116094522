"""Puts Slack's parts together for a service, and for whoever looks it over."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from adapters.attempts import Pause
from adapters.clock import Clock
from adapters.doctoring.lines import Check, Platform
from adapters.given import keep
from adapters.metrics import Acknowledged, unmeasured
from adapters.outbox import release
from adapters.server import Assistant
from adapters.slack import check
from adapters.slack.app import SlackDoor
from adapters.slack.deliver import SlackApi, SlackDeliverer
from adapters.slack.directory import Directory
from adapters.slack.handling import USUAL, Patience
from adapters.slack.ids import PLATFORM
from bot.chat import Place
from bot.settings import ServerSettings, Service
from storage import Store


@dataclass(frozen=True)
class Slack:
    """One workspace: what speaks with it, what delivers there, and the door that people come in by."""

    api: SlackApi
    deliverer: SlackDeliverer
    door: SlackDoor


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
) -> Slack | None:
    """Slack as the settings describe it; None where they don't."""
    token = given.slack_bot_token.get_secret_value()
    if not token:
        return None
    api = SlackApi(token, given.slack_api_url)

    def joined(place: Place) -> None:
        release(store, [place])
        wake()

    door = SlackDoor(
        bot,
        api,
        Directory(api, store, clock, service),
        clock,
        zone=service.work.zone,
        signing_secret=given.slack_signing_secret.get_secret_value(),
        app_token=given.slack_app_token.get_secret_value(),
        wake=wake,
        joined=joined,
        given=partial(keep, store, clock, PLATFORM),
        acknowledged=acknowledged,
        patience=patience,
        pause=pause,
    )
    return Slack(api, SlackDeliverer(api), door)


def looked_over(clock: Clock) -> Platform:
    """What the doctor looks at in Slack; nothing where it is not set up."""

    def checks(given: ServerSettings, service: Service) -> Check | None:
        token, app_token = given.slack_bot_token.get_secret_value(), given.slack_app_token.get_secret_value()
        if not token:
            return None
        app = SlackApi(app_token, given.slack_api_url) if app_token else None
        return check.slack(SlackApi(token, given.slack_api_url), app, service, clock)

    return checks
