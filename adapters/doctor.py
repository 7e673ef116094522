"""Looks a service over: what is fine, what deserves a look, what is broken and how to mend it."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from adapters import machine
from adapters.clock import Clock
from adapters.doctoring import clocks, configured, keeping, people, reaching
from adapters.doctoring.kept import database
from adapters.doctoring.lines import Check, Line, Platform, line, total
from adapters.machine import Machine
from bot import policy, settings
from bot.condition import State
from bot.policy import Policy, PolicyMistake
from bot.settings import ServerSettings, Service, SettingsMistake
from bot.words import doctor
from bot.words.doctor import settings as words


async def examine(
    clock: Clock,
    platforms: Sequence[Platform],
    read: Callable[[], ServerSettings] = settings.read_for_server,
    ask: Machine = Machine(),  # noqa: B008 - it is frozen, and asks nothing yet
) -> Sequence[Line]:
    """Everything there is to find; settings that can't be used leave only what is wrong with them."""
    version = configured.this_version()
    try:
        given = read()
    except SettingsMistake as mistake:
        wrong = (line(State.BROKEN, doctor.SETTINGS, words.setting_wrong(each)) for each in mistake.mistakes)
        return [version, *wrong]
    service = settings.service(given)
    found = [version, line(State.FINE, doctor.SETTINGS, words.SETTINGS_FINE)]
    for subject, look in _inside(given, service, ask, clock.now()):
        found += await total(subject, look)
    checks = [check for platform in platforms if (check := platform(given, service))]
    if not checks:
        return [*found, line(State.LOOK, doctor.SETTINGS, words.NO_PLATFORM)]
    found += await total(doctor.RUNNING, lambda: reaching.running(given, ask))
    found += await total(doctor.ADDRESS, lambda: reaching.public(given, ask, clock.now()))
    for each in checks:
        found += await total(doctor.SLACK, each)
    return found


def _inside(
    given: ServerSettings, service: Service, ask: Machine, now: datetime
) -> Sequence[tuple[str, Check]]:
    """What needs no platform, by the line that says that a check itself failed."""
    url = given.evenhand_database_url

    async def stated() -> Sequence[Line]:
        return [*configured.stated(given, service), clocks.calendar(service, given.evenhand_holidays, now)]

    async def disk() -> Sequence[Line]:
        try:
            return keeping.disk(await asyncio.to_thread(machine.room, ask, url))
        except (OSError, ValueError):
            return []  # the database's own lines say what is wrong with it

    async def who() -> Sequence[Line]:
        return await people.who(url, service, await asyncio.to_thread(_policy, given), now)

    return (
        (doctor.POLICY, lambda: configured.policy_file(given.evenhand_policy)),
        (doctor.MATCHING, lambda: configured.matching(given.evenhand_matching)),
        (doctor.SETTINGS, stated),
        (doctor.DISK, disk),
        (doctor.DATABASE, lambda: database(url, service, now)),
        (doctor.REACHED, who),
    )


def _policy(given: ServerSettings) -> Policy | None:
    """The policy that the service goes by; None where its file can't be used, of which another line tells."""
    try:
        return policy.load(given.evenhand_policy) if given.evenhand_policy else policy.packaged()
    except PolicyMistake:
        return None
