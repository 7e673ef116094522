"""Looks at what the installer set: the version, the policy's file, matching's, who decides, and where managers read."""

import asyncio
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from adapters.doctoring.lines import Line, line
from bot import policy, thresholds
from bot.condition import State
from bot.matching.tables import weights
from bot.ownfile import FileMistake
from bot.policy import PolicyMistake
from bot.settings import ServerSettings, Service
from bot.words import doctor
from bot.words.doctor import settings as words

PACKAGED = "hampshire.toml"
DELIVERED = frozenset({"slack", "teams"})
"""The platforms in whose channels messages are shown."""


def this_version() -> Line:
    """Which version looks."""
    return line(State.FINE, doctor.VERSION, words.version(version("evenhand"), platform.python_version()))


async def policy_file(path: Path | None) -> Sequence[Line]:
    """Whether the policy can be used."""
    try:
        await asyncio.to_thread(policy.load, path) if path else policy.packaged()
    except PolicyMistake as mistake:
        return [line(State.BROKEN, doctor.POLICY, words.policy_wrong(each)) for each in mistake.mistakes]
    return [line(State.FINE, doctor.POLICY, words.policy_fine(path.name if path else PACKAGED))]


async def matching(path: Path | None) -> Sequence[Line]:
    """Which weights and thresholds matching goes by, and whether the service's own can be used."""
    try:
        own = await asyncio.to_thread(thresholds.load, path) if path else None
    except FileMistake as mistake:
        return [line(State.BROKEN, doctor.MATCHING, words.matching_wrong(each)) for each in mistake.mistakes]
    found = thresholds.in_use(own.thresholds if own else None)
    file, version = (path.name, own.version) if path and own else ("", "")
    said = words.matching_fine(
        weights().version, found["likely"], found["sure"], file, version, len(own.says) if own else 0
    )
    return [line(State.FINE, doctor.MATCHING, said)]


def stated(given: ServerSettings, service: Service) -> Sequence[Line]:
    """What the settings say of people and places."""
    return [managers(service), *channels(service), safety(service), metrics(given)]


def managers(service: Service) -> Line:
    """Whether anybody is named who may decide."""
    groups = sum(":" in each for each in service.managers)
    if not service.managers:
        return line(State.BROKEN, doctor.MANAGERS, words.NO_MANAGERS)
    return line(State.FINE, doctor.MANAGERS, words.managers_named(len(service.managers) - groups, groups))


def channels(service: Service) -> Sequence[Line]:
    """Whether managers are told anything, and on platforms where that works."""
    if not service.managers_channels:
        return [line(State.BROKEN, doctor.CHANNEL, words.NO_CHANNEL)]
    elsewhere = sorted({place.platform for place in service.managers_channels} - DELIVERED)
    return [
        line(State.FINE, doctor.CHANNEL, words.channels_named(len(service.managers_channels))),
        *(line(State.LOOK, doctor.CHANNEL, words.not_delivered(each)) for each in elsewhere),
    ]


def safety(service: Service) -> Line:
    """Whether a number is named to ring when nobody answers, and the safeguarding lead."""
    if not service.safety_phone:
        return line(State.LOOK, doctor.SAFETY, words.NO_SAFETY_PHONE)
    return line(State.FINE, doctor.SAFETY, words.safety_fine(len(service.safeguarding_leads)))


def metrics(given: ServerSettings) -> Line:
    """Whether anybody may read the figures: both is as it should be."""
    on = bool(given.evenhand_metrics_token.get_secret_value())
    return line(State.FINE, doctor.METRICS, words.METRICS_ON if on else words.METRICS_OFF)
