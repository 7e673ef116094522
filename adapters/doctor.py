"""Looks a service over: what is fine, what deserves a look, what is broken and how to mend it."""

from collections.abc import Callable, Sequence

from adapters.clock import Clock
from adapters.doctoring.configured import (
    channels,
    managers,
    matching,
    metrics,
    policy_file,
    safety,
    this_version,
)
from adapters.doctoring.kept import database
from adapters.doctoring.lines import Line, Platform, State, line, total
from adapters.doctoring.people import reached, second_person
from bot import settings
from bot.settings import ServerSettings, SettingsMistake
from bot.words import doctor
from bot.words.doctor import settings as words


async def examine(
    clock: Clock,
    platforms: Sequence[Platform],
    read: Callable[[], ServerSettings] = settings.read_for_server,
) -> Sequence[Line]:
    """Everything there is to find; settings that can't be used leave only what is wrong with them."""
    found = [this_version()]
    try:
        given = read()
    except SettingsMistake as mistake:
        wrong = (line(State.BROKEN, doctor.SETTINGS, words.setting_wrong(each)) for each in mistake.mistakes)
        return [*found, *wrong]
    service = settings.service(given)
    found += [line(State.FINE, doctor.SETTINGS, words.SETTINGS_FINE)]
    found += await total(doctor.POLICY, lambda: policy_file(given.evenhand_policy))
    found += await total(doctor.MATCHING, lambda: matching(given.evenhand_matching))
    found += await total(doctor.DATABASE, lambda: database(given.evenhand_database_url, clock.now()))
    found += [managers(service), *second_person(service), *channels(service), safety(service), metrics(given)]
    found += await total(doctor.REACHED, lambda: reached(given.evenhand_database_url, service))
    checks = [check for platform in platforms if (check := platform(given, service))]
    for check in checks:
        found += await total(doctor.SLACK, check)
    return found if checks else [*found, line(State.LOOK, doctor.SETTINGS, words.NO_PLATFORM)]
