"""Looks a service over: what is fine, what deserves a look, what is broken and how to mend it."""

import asyncio
import platform
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

from adapters.clock import Clock
from bot import policy, roles, settings, thresholds
from bot.matching.tables import weights
from bot.ownfile import FileMistake
from bot.policy import PolicyMistake
from bot.settings import ServerSettings, Service, SettingsMistake
from bot.words import doctor as words
from bot.words.doctor import Said
from storage import Db, StorageError, Store, files, outbox, undelivered
from storage.engines import missing

OVERDUE = timedelta(minutes=15)
PATIENCE = 5.0
"""Seconds to wait for somebody else's lock."""
PACKAGED = "hampshire.toml"
DELIVERED = frozenset({"slack", "teams"})
"""The platforms in whose channels messages are shown."""


class State(StrEnum):
    """How it stands."""

    FINE = "fine"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True)
class Line:
    """One finding; `todo` is empty where nothing is to be done."""

    state: State
    subject: str
    said: str
    todo: str = ""


Check = Callable[[], Awaitable[Sequence[Line]]]
Platform = Callable[[ServerSettings, Service], Check | None]
"""The checks of one platform; None where it is not set up."""


def line(state: State, subject: str, said: Said) -> Line:
    """A finding in words."""
    return Line(state, subject, said.found, said.todo)


async def total(subject: str, check: Check) -> Sequence[Line]:
    """What a check finds; its own failure is a finding too."""
    try:
        return await check()
    except Exception as error:  # noqa: BLE001 - whoever asks what is wrong needs an answer, whatever is
        return [line(State.BROKEN, subject, words.unexpected(type(error).__name__))]


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
        wrong = (line(State.BROKEN, words.SETTINGS, words.setting_wrong(each)) for each in mistake.mistakes)
        return [*found, *wrong]
    service = settings.service(given)
    found += [line(State.FINE, words.SETTINGS, words.SETTINGS_FINE)]
    found += await total(words.POLICY, lambda: policy_file(given.evenhand_policy))
    found += await total(words.MATCHING, lambda: matching(given.evenhand_matching))
    found += await total(words.DATABASE, lambda: database(given.evenhand_database_url, clock.now()))
    found += [managers(service), *second_person(service), *channels(service), safety(service), metrics(given)]
    found += await total(words.REACHED, lambda: reached(given.evenhand_database_url, service))
    checks = [check for platform in platforms if (check := platform(given, service))]
    for check in checks:
        found += await total(words.SLACK, check)
    return found if checks else [*found, line(State.LOOK, words.SETTINGS, words.NO_PLATFORM)]


def this_version() -> Line:
    """Which version looks."""
    return line(State.FINE, words.VERSION, words.version(version("evenhand"), platform.python_version()))


async def policy_file(path: Path | None) -> Sequence[Line]:
    """Whether the policy can be used."""
    try:
        await asyncio.to_thread(policy.load, path) if path else policy.packaged()
    except PolicyMistake as mistake:
        return [line(State.BROKEN, words.POLICY, words.policy_wrong(each)) for each in mistake.mistakes]
    return [line(State.FINE, words.POLICY, words.policy_fine(path.name if path else PACKAGED))]


async def matching(path: Path | None) -> Sequence[Line]:
    """Which weights and thresholds matching goes by, and whether the service's own can be used."""
    try:
        own = await asyncio.to_thread(thresholds.load, path) if path else None
    except FileMistake as mistake:
        return [line(State.BROKEN, words.MATCHING, words.matching_wrong(each)) for each in mistake.mistakes]
    found = thresholds.in_use(own.thresholds if own else None)
    file, version = (path.name, own.version) if path and own else ("", "")
    said = words.matching_fine(
        weights().version, found["likely"], found["sure"], file, version, len(own.says) if own else 0
    )
    return [line(State.FINE, words.MATCHING, said)]


def managers(service: Service) -> Line:
    """Whether anybody is named who may decide."""
    groups = sum(":" in each for each in service.managers)
    if not service.managers:
        return line(State.BROKEN, words.MANAGERS, words.NO_MANAGERS)
    return line(State.FINE, words.MANAGERS, words.managers_named(len(service.managers) - groups, groups))


def second_person(service: Service) -> Sequence[Line]:
    """Whether somebody else can decide on what a manager proposes; how many a group holds, only the platform knows."""
    alone = len(service.managers) == 1 and not any(":" in each for each in service.managers)
    if alone and not service.reserve_deciders:
        return [line(State.LOOK, words.SECOND_PERSON, words.NO_SECOND_PERSON)]
    return []


def channels(service: Service) -> Sequence[Line]:
    """Whether managers are told anything, and on platforms where that works."""
    if not service.managers_channels:
        return [line(State.BROKEN, words.CHANNEL, words.NO_CHANNEL)]
    elsewhere = sorted({place.platform for place in service.managers_channels} - DELIVERED)
    return [
        line(State.FINE, words.CHANNEL, words.channels_named(len(service.managers_channels))),
        *(line(State.LOOK, words.CHANNEL, words.not_delivered(each)) for each in elsewhere),
    ]


async def reached(url: str, service: Service) -> Sequence[Line]:
    """Whether everybody whom messages go to opened Evenhand once; nothing where there is no database to ask."""
    named = service.managers | service.safeguarding_leads
    try:
        return [] if not named or missing(url) else await asyncio.to_thread(_who_is_reached, url, service)
    except (ValueError, StorageError):
        return []  # the database's own lines say what is wrong with it


def _who_is_reached(url: str, service: Service) -> Sequence[Line]:
    named = service.managers | service.safeguarding_leads

    def ask(db: Db) -> Sequence[Said]:
        unseen = sorted(roles.unseen(db, named))
        addresses = [words.never_opened(unseen)] if unseen else []
        groups = ((each, roles.unseen_of(db, each)) for each in sorted(service.managers) if ":" in each)
        return [
            *addresses,
            *(words.of_group_never_opened(group, number) for group, number in groups if number),
        ]

    with Store(url, busy_seconds=PATIENCE) as store:
        if store.pending():
            return []
        said = store.read(ask)
    if not said:
        return [line(State.FINE, words.REACHED, words.ALL_REACHED)]
    return [line(State.LOOK, words.REACHED, each) for each in said]


def safety(service: Service) -> Line:
    """Whether a number is named to ring when nobody answers, and the safeguarding lead."""
    if not service.safety_phone:
        return line(State.LOOK, words.SAFETY, words.NO_SAFETY_PHONE)
    return line(State.FINE, words.SAFETY, words.safety_fine(len(service.safeguarding_leads)))


def metrics(given: ServerSettings) -> Line:
    """Whether anybody may read the figures: both is as it should be."""
    on = bool(given.evenhand_metrics_token.get_secret_value())
    return line(State.FINE, words.METRICS, words.METRICS_ON if on else words.METRICS_OFF)


async def database(url: str, now: datetime) -> Sequence[Line]:
    """Whether the database answers, is up to date, and how its messages stand."""
    try:
        no_file = await asyncio.to_thread(missing, url)
    except ValueError:
        return [line(State.BROKEN, words.DATABASE, words.BAD_ADDRESS)]
    if no_file:
        return [line(State.LOOK, words.DATABASE, words.NO_DATABASE_YET)]
    return await asyncio.to_thread(_look_into, url, now)


def _look_into(url: str, now: datetime) -> Sequence[Line]:
    try:
        with Store(url, busy_seconds=PATIENCE) as store:
            pending = store.pending()
            answers = line(State.FINE, words.DATABASE, words.DATABASE_FINE)
            if store.newer():
                return [answers, line(State.BROKEN, words.TABLES, words.TABLES_NEWER)]
            if pending:
                return [answers, line(State.BROKEN, words.TABLES, words.TABLES_PENDING)]
            up_to_date = line(State.FINE, words.TABLES, words.TABLES_FINE)
            return [answers, up_to_date, *store.read(lambda db: messages(db, now))]
    except StorageError as trouble:
        return [line(State.BROKEN, words.DATABASE, words.no_database(type(trouble).__name__))]


def messages(db: Db, now: datetime) -> Sequence[Line]:
    """How the messages stand that are not shown yet."""
    return [_parked(db), _waiting(db, now), *_not_deleted(db)]


def _parked(db: Db) -> Line:
    number = outbox.counts(db).parked
    if not number:
        return line(State.FINE, words.PARKED, words.NONE_PARKED)
    return line(State.BROKEN, words.PARKED, words.parked(number, undelivered.troubles(db)))


def _waiting(db: Db, now: datetime) -> Line:
    overdue = [late for since in undelivered.due_since(db) if (late := now - since) > OVERDUE]
    if not overdue:
        return line(State.FINE, words.WAITING, words.NONE_WAITING)
    return line(State.LOOK, words.WAITING, words.waiting(len(overdue), max(overdue)))


def _not_deleted(db: Db) -> list[Line]:
    troubles = files.stuck(db)
    return [line(State.BROKEN, words.FILES, words.not_deleted(len(troubles), troubles))] if troubles else []


def worst(lines: Iterable[Line]) -> State:
    """How it all stands."""
    states = {each.state for each in lines}
    return next((state for state in (State.BROKEN, State.LOOK) if state in states), State.FINE)
