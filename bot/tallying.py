"""Counts look-ups by person and hour: customers are looked up because somebody is on the line, not to see who there is.

A look-up waits for no writer. Each process counts in memory and lets the database know now and then; what others
counted meanwhile comes back with that. So several processes together let through a few more than the limit says.
"""

import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot import recording
from bot.chat import Person, Role
from bot.context import Context
from bot.workdays import WorkCalendar
from storage import Db, Store, tallies
from storage.audit import Json
from storage.tables import LookupTally

HOUR = timedelta(hours=1)
WHOLE = 2
"""So many times the limit, what was typed whole is still looked for: whoever is on the line said it."""
_TOGETHER = 25
"""So many look-ups of one person are one write."""
_STRAGGLERS = timedelta(minutes=5)
"""After an hour is over, until every process has told what it counted."""


@dataclass
class _Count:
    """`kept`: what the database knows; `fresh`: what it does not know yet, `sent` of it on the way there."""

    kept: int
    fresh: int = 0
    sent: int = 0

    @property
    def total(self) -> int:
        return self.kept + self.fresh


@dataclass(frozen=True)
class _Told:
    """So many `more` of one person and hour, on the way to the database."""

    staff_id: int
    hour: datetime
    known: _Count
    more: int


class Tally:
    """What this process counted; safe to use from several threads. `limit` is for a person and hour."""

    def __init__(self, store: Store, limit: int) -> None:
        self._store = store
        self._limit = limit
        self._counts: dict[tuple[int, datetime], _Count] = {}
        self._lock = threading.Lock()
        self.over = 0
        """How many look-ups came after the limit was reached, since the process began."""

    def count(self, staff_id: int, hour: datetime, at: datetime) -> int:
        """One more; how many this colleague looked up in this hour by now."""
        key = staff_id, hour
        if key not in self._counts:
            kept = self._store.read(lambda db: tallies.number(db, staff_id, hour))
            with self._lock:
                self._counts.setdefault(key, _Count(kept))
        with self._lock:
            found = self._counts.setdefault(key, _Count(0))
            found.fresh += 1
            total = found.total
            self.over += total > self._limit
            due = found.fresh - found.sent >= _TOGETHER or total == self._limit + 1
            told = self._take(key, found) if due else None
        if told:
            self._store.soon(lambda db: self._add(db, told, at), lambda kept: self._settle(told, kept))
        return total

    def tell_all(self, now: datetime) -> None:
        """Let the database know of everything, learn what other processes counted, and forget hours that are over."""
        with self._lock:
            over = [key for key, each in self._counts.items() if not each.fresh and key[1] + HOUR <= now]
            for key in over:
                del self._counts[key]
            taken = [self._take(*each) for each in self._counts.items() if each[1].fresh > each[1].sent]
        if taken:
            self._tell(taken, now)
        self._learn()

    def _tell(self, taken: list[_Told], now: datetime) -> None:
        kept: list[int | None] = [None] * len(taken)
        try:
            kept = self._store.write(lambda db: [self._add(db, each, now) for each in taken])
        finally:
            for each, number in zip(taken, kept, strict=True):
                self._settle(each, number)

    def _learn(self) -> None:
        with self._lock:
            known = dict(self._counts)
        if known:
            kept = self._store.read(lambda db: [tallies.number(db, *key) for key in known])
            with self._lock:
                for count, number in zip(known.values(), kept, strict=True):
                    count.kept = max(count.kept, number)

    def _take(self, key: tuple[int, datetime], found: _Count) -> _Told:
        """What the database does not know yet; the lock is held."""
        more = found.fresh - found.sent
        found.sent += more
        return _Told(*key, found, more)

    def _add(self, db: Db, told: _Told, at: datetime) -> int:
        return tallies.add(db, told.staff_id, told.hour, told.more, limit=self._limit, at=at)

    def _settle(self, told: _Told, kept: int | None) -> None:
        """It is kept, or is told another time."""
        with self._lock:
            told.known.sent -= told.more
            if kept is not None:
                told.known.kept, told.known.fresh = max(kept, told.known.kept), told.known.fresh - told.more


def hour_of(work: WorkCalendar, when: datetime) -> datetime:
    """When the hour of the service's clocks began that this moment is in."""
    return work.local(when).replace(minute=0, second=0, microsecond=0).astimezone(UTC)


def names_rest(ctx: Context) -> bool:
    """Whether the actor looked up so many in this hour that no more names are offered until it is over (ours)."""
    return ctx.looked > ctx.policy.lookups.an_hour


def everything_rests(ctx: Context) -> bool:
    """Whether not even what is typed whole is looked for: references can be guessed one after the other."""
    return ctx.looked > WHOLE * ctx.policy.lookups.an_hour


def again_at(ctx: Context) -> datetime:
    """When the next hour begins."""
    return hour_of(ctx.service.work, ctx.when) + HOUR


def due(ctx: Context) -> bool:
    """Whether an hour is over in which somebody looked up many, and the audit chain does not tell of it yet."""
    return bool(_to_note(ctx))


def note(ctx: Context) -> None:
    """One entry for each person and hour in which many were looked up: how many, never whom."""
    for tally in _to_note(ctx):
        who = Person(staff_id=tally.staff_id, name="", role=Role.NONE)
        facts: dict[str, Json] = {
            "hour": tally.hour.isoformat(),
            "number": tally.number,
            "limited": tally.limited_at is not None,
        }
        recording.note(replace(ctx, who=who), "lookup.many", "lookup", facts)
        tally.noted_at = ctx.when
    ctx.db.flush()


def limited(ctx: Context, since: datetime) -> list[LookupTally]:
    """Who reached the limit since then, and in which hour."""
    return tallies.limited_since(ctx.db, since)


def forget_old(ctx: Context) -> None:
    """Nobody needs the counts for long (ours: days in the policy file)."""
    tallies.forget(ctx.db, ctx.when - timedelta(days=ctx.policy.retention.lookups_days))


def _to_note(ctx: Context) -> list[LookupTally]:
    before, given = ctx.when - HOUR - _STRAGGLERS, ctx.policy.lookups
    return tallies.to_note(ctx.db, began_before=before, least=min(given.noted_from, given.an_hour))
