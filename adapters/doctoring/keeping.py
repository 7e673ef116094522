"""Looks at what keeps a service going: the disk, backups, the audit chain and the summary."""

from collections.abc import Sequence
from datetime import datetime

from adapters.doctoring.lines import Line, line
from adapters.machine import Room
from bot import condition, summarising
from bot.condition import State
from bot.settings import Service
from bot.words import doctor
from bot.words.doctor import keeping as words
from storage import Db, audit, backups, jobs, people


def disk(room: Room | None) -> Sequence[Line]:
    """Whether there is room where the database lies; nothing where nobody can say (PostgreSQL)."""
    if room is None:
        return []
    state = condition.of_disk(room.free, room.held)
    said = {
        State.FINE: words.disk(room.free),
        State.LOOK: words.disk_low(room.free, room.held),
        State.BROKEN: words.disk_full(room.free),
    }
    return [line(state, doctor.DISK, said[state])]


def kept(db: Db, service: Service, now: datetime) -> Sequence[Line]:
    """How old the newest backup is, whether the audit chain holds, and when the last summary was made."""
    return [_backups(db, service, now), _chain(db), *_summary(db, service, now)]


def _backups(db: Db, service: Service, now: datetime) -> Line:
    if not service.backs_up:
        return line(State.FINE, doctor.BACKUPS, words.BACKED_UP_ELSEWHERE)
    last = backups.last(db)
    state = condition.of_backup(last, now)
    if last is None:
        return line(state, doctor.BACKUPS, words.NO_BACKUP)
    said = words.backup_made if state is State.FINE else words.backup_old
    return line(state, doctor.BACKUPS, said(last, now, service.work))


def _chain(db: Db) -> Line:
    broken = audit.verify(db)
    if broken is not None:
        return line(State.BROKEN, doctor.AUDIT, words.chain_broken(broken))
    return line(State.FINE, doctor.AUDIT, words.chain_holds(audit.head(db)[0]))


def _summary(db: Db, service: Service, now: datetime) -> Sequence[Line]:
    """Since the last one, or since the first colleague came; nothing where nobody would read it."""
    if not service.managers_channels:
        return []
    work, today = service.work, service.work.day(now)
    last, began = jobs.last_until(db, summarising.KIND, today), people.began(db)
    since = last.day if last else work.day(began) if began else today
    days = condition.missed(service, since, now)
    if days:
        said = words.summary_missed(days, last.at if last else None, work, today)
    elif last:
        said = words.summary_came(last.at, work, today)
    else:
        said = words.summary_awaited(summarising.next_one(service, now), work, today)
    return [line(condition.of_summary(days), doctor.SUMMARY, said)]
