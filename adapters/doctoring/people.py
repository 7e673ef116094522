"""Looks at who decides, and whether messages reach them."""

import asyncio
from collections.abc import Sequence

from adapters.doctoring.kept import PATIENCE
from adapters.doctoring.lines import Line, State, line
from bot import roles
from bot.settings import Service
from bot.words import doctor
from bot.words.doctor import Said
from bot.words.doctor import people as words
from storage import Db, StorageError, Store
from storage.engines import missing


def second_person(service: Service) -> Sequence[Line]:
    """Whether somebody else can decide on what a manager proposes; how many a group holds, only the platform knows."""
    alone = len(service.managers) == 1 and not any(":" in each for each in service.managers)
    if alone and not service.reserve_deciders:
        return [line(State.LOOK, doctor.SECOND_PERSON, words.NO_SECOND_PERSON)]
    return []


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
        return [line(State.FINE, doctor.REACHED, words.ALL_REACHED)]
    return [line(State.LOOK, doctor.REACHED, each) for each in said]
