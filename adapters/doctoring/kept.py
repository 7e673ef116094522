"""Looks into the database: whether it answers, its tables, and how messages, files and what keeps it going stand."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from adapters.doctoring import keeping
from adapters.doctoring.lines import Line, line
from bot.condition import State
from bot.settings import Service
from bot.words import doctor
from bot.words.doctor import database as words
from storage import Db, StorageError, Store, files, outbox, undelivered
from storage.engines import missing

OVERDUE = timedelta(minutes=15)
PATIENCE = 5.0
"""Seconds to wait for somebody else's lock."""


async def database(url: str, service: Service, now: datetime) -> Sequence[Line]:
    """Whether the database answers, is up to date, and how what is in it stands."""
    try:
        no_file = await asyncio.to_thread(missing, url)
    except ValueError:
        return [line(State.BROKEN, doctor.DATABASE, words.BAD_ADDRESS)]
    if no_file:
        return [line(State.LOOK, doctor.DATABASE, words.NO_DATABASE_YET)]
    return await asyncio.to_thread(_look_into, url, service, now)


def _look_into(url: str, service: Service, now: datetime) -> Sequence[Line]:
    try:
        with Store(url, busy_seconds=PATIENCE) as store:
            pending = store.pending()
            answers = line(State.FINE, doctor.DATABASE, words.DATABASE_FINE)
            if store.newer():
                return [answers, line(State.BROKEN, doctor.TABLES, words.TABLES_NEWER)]
            if pending:
                return [answers, line(State.BROKEN, doctor.TABLES, words.TABLES_PENDING)]
            up_to_date = line(State.FINE, doctor.TABLES, words.TABLES_FINE)
            stands = store.read(lambda db: [*keeping.kept(db, service, now), *messages(db, now)])
            return [answers, up_to_date, *stands]
    except StorageError as trouble:
        return [line(State.BROKEN, doctor.DATABASE, words.no_database(type(trouble).__name__))]


def messages(db: Db, now: datetime) -> Sequence[Line]:
    """How the messages stand that are not shown yet, and the files that are to be deleted."""
    return [_parked(db), _waiting(db, now), *_not_deleted(db)]


def _parked(db: Db) -> Line:
    number = outbox.counts(db).parked
    if not number:
        return line(State.FINE, doctor.PARKED, words.NONE_PARKED)
    return line(State.BROKEN, doctor.PARKED, words.parked(number, undelivered.troubles(db)))


def _waiting(db: Db, now: datetime) -> Line:
    overdue = [late for since in undelivered.due_since(db) if (late := now - since) > OVERDUE]
    if not overdue:
        return line(State.FINE, doctor.WAITING, words.NONE_WAITING)
    return line(State.LOOK, doctor.WAITING, words.waiting(len(overdue), max(overdue)))


def _not_deleted(db: Db) -> list[Line]:
    troubles = files.stuck(db)
    return [line(State.BROKEN, doctor.FILES, words.not_deleted(len(troubles), troubles))] if troubles else []
