"""Looks at who decides, whether messages reach them, and whether anything waits for somebody who left."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime

from adapters.doctoring.kept import PATIENCE
from adapters.doctoring.lines import Line, line
from bot import leavers, references, roles
from bot.chat import Person, Role
from bot.condition import State
from bot.context import Context
from bot.policy import Policy
from bot.settings import Service
from bot.words import doctor
from bot.words.doctor import Said
from bot.words.doctor import people as words
from storage import Db, StorageError, Store, people
from storage.engines import missing

_NOBODY = Person(staff_id=0, name="", role=Role.NONE)


async def who(url: str, service: Service, policy: Policy | None, now: datetime) -> Sequence[Line]:
    """Who decides, who is reached and who left, as the database knows it; by the settings alone where there is none."""
    try:
        asked = None if missing(url) else await asyncio.to_thread(_ask, url, service, policy, now)
    except (ValueError, StorageError):
        asked = None  # the database's own lines say what is wrong with it
    return by_settings(service) if asked is None else asked


def by_settings(service: Service) -> Sequence[Line]:
    """Whether somebody else could decide on what a manager proposes; how many a group holds, only the platform knows."""
    alone = len(service.managers) == 1 and not any(":" in each for each in service.managers)
    if alone and not service.reserve_deciders - service.managers:
        return [line(State.LOOK, doctor.DECIDERS, words.NO_SECOND_PERSON)]
    return []


def _ask(url: str, service: Service, policy: Policy | None, now: datetime) -> Sequence[Line] | None:
    with Store(url, busy_seconds=PATIENCE) as store:
        if store.pending():
            return None
        return store.read(lambda db: _everybody(db, service, policy, now))


def _everybody(db: Db, service: Service, policy: Policy | None, now: datetime) -> Sequence[Line]:
    found = [*_deciders(db, service), *_reserves(db, service), *_reached(db, service)]
    if policy:
        found += _left(Context(db, _NOBODY, now, policy, service))
    return found


def _deciders(db: Db, service: Service) -> Sequence[Line]:
    """Only those who opened Evenhand can decide there."""
    if not service.managers:
        return []  # broken already: nobody may decide
    manage, reserves, outside = roles.may_decide(db, service)
    if manage + reserves == 0:
        return [line(State.LOOK, doctor.DECIDERS, words.NOBODY_YET)]
    if manage + reserves + outside == 1:
        return [line(State.LOOK, doctor.DECIDERS, words.NO_SECOND_PERSON)]
    return [line(State.FINE, doctor.DECIDERS, words.deciders(manage, reserves, outside))]


def _reserves(db: Db, service: Service) -> Sequence[Line]:
    named = service.reserve_deciders
    if not named:
        return []
    now = roles.by_now(db, service)
    manage = {each.email for each in people.everybody(db) if now[each.id or 0] is Role.MANAGER}
    if both := sorted(named & (manage | service.managers)):
        return [line(State.LOOK, doctor.RESERVE, words.reserve_manages(both))]
    outside = roles.outside(db, service)
    return [line(State.FINE, doctor.RESERVE, words.reserves_named(len(named - outside), outside))]


def _reached(db: Db, service: Service) -> Sequence[Line]:
    if not service.managers | service.safeguarding_leads:
        return []
    found = list(_unseen(db, service))
    return found or [line(State.FINE, doctor.REACHED, words.ALL_REACHED)]


def _unseen(db: Db, service: Service) -> Iterator[Line]:
    def look(said: Said) -> Line:
        return line(State.LOOK, doctor.REACHED, said)

    if unseen := sorted(roles.unseen(db, service.managers | service.safeguarding_leads)):
        yield look(words.never_opened(unseen))
    for group in sorted(each for each in service.managers if ":" in each):
        if number := roles.unseen_of(db, group):
            yield look(words.of_group_never_opened(group, number))


def _left(ctx: Context) -> Sequence[Line]:
    names, tasks = people.names(ctx.db), leavers.tasks(ctx)
    if not tasks:
        return [line(State.FINE, doctor.LEAVERS, words.NOBODY_LEFT_ANYTHING)]
    return [
        line(State.LOOK, doctor.LEAVERS, words.left(references.initials(names[each]), each, tasks[each]))
        for each in sorted(tasks)
    ]
