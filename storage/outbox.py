"""The outbox: messages that a place should show, leased to whoever sends them, until they are shown.

A lease belongs to one sender until a moment; what was leased and never settled may have been sent, so the
next lease of it is `uncertain`. A place has at most one message under way, so its messages keep their order.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import BindParameter, ColumnElement, bindparam, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import and_, col, delete, func, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from storage.store import Db, Store
from storage.tables import Message


@dataclass(frozen=True)
class Leased:
    """A message to be sent now: shown as `remote_id` already, or new where that is None."""

    message_id: int
    platform: str
    kind: str
    target: str
    key: str
    card: str
    wanted: int
    remote_id: str | None
    uncertain: bool
    attempts: int
    owner: str
    until: datetime


@dataclass(frozen=True)
class Counts:
    """How many messages wait to be shown, and how many are parked until somebody helps."""

    waiting: int
    parked: int


def put(
    db: Db,
    *,
    platform: str,
    kind: str,
    target: str,
    key: str,
    card: str,
    at: datetime,
    not_before: datetime | None = None,
    perhaps_shown: bool = False,
) -> None:
    """Let the message with this key in this place show this card; the same card again changes nothing.

    A changed card waits as long as its message waited already, and stays parked if it was. A card that is
    put anew with `not_before` waits at least until then. `perhaps_shown`: a new message may be there already, put by
    somebody of whom nothing is known here; it is looked for before it is sent.
    """
    message = find(db, platform=platform, kind=kind, target=target, key=key, lock=True)
    if message is None:
        new = Message(
            platform=platform,
            kind=kind,
            target=target,
            key=key,
            thread=thread(key),
            card=card,
            created_at=at,
            changed_at=at,
            next_try_at=not_before,
            uncertain=perhaps_shown,
        )
        db.add(new)
    elif message.card != card:
        message.card = card
        message.wanted += 1
        message.changed_at = at
        if not_before:
            message.next_try_at = max(not_before, message.next_try_at or not_before)


def thread(key: str) -> str:
    """What messages with such keys have in common: `issue:7` of `issue:7/2026-11-23`."""
    return key.partition("/")[0]


def hasten(db: Db, *, platform: str, kind: str, target: str) -> None:
    """What waits for a later moment in this place may be sent now; what failed goes on waiting for its turn."""
    _wait_until(db, _place(platform, kind, target), None)


def put_off(db: Db, *, platform: str, kind: str, target: str, until: datetime) -> None:
    """What waits for a later moment in this place waits until this one instead, be it later or earlier."""
    _wait_until(db, _place(platform, kind, target), until)


def lease(
    store: Store, *, owner: str, now: datetime, seconds: float, limit: int, platforms: Collection[str]
) -> list[Leased]:
    """Up to `limit` messages that are due, the oldest of each place, for `owner` alone during `seconds`."""
    asked = {"now": now, "platforms": sorted(platforms)}

    def take(db: Db) -> list[Leased]:
        found = db.exec(_TAKEN, params={**asked, "limit": limit})
        return [_hand_out(message, owner, now + timedelta(seconds=seconds)) for message in found]

    def anything(db: Db) -> bool:
        return waits(db) and db.exec(_DUE, params={**asked, "limit": 1}).first() is not None

    # most looks find nothing, and on SQLite a write would wait for, and hold up, everybody who writes
    return store.beside(take) if store.read(anything) else []


def delivered(store: Store, leased: Leased, remote_id: str, now: datetime) -> bool:
    """The leased card is shown as `remote_id`; false, and nothing changes, if the lease is lost."""

    def settle(message: Message) -> None:
        if message.remote_id != remote_id:
            message.delivered_at = now
        message.delivered = leased.wanted
        message.remote_id = remote_id
        message.attempts, message.trouble = 0, ""
        message.next_try_at = message.held_until = None

    return _settle(store, leased, settle, uncertain=False)


def retry(
    store: Store, leased: Leased, *, next_try_at: datetime, trouble: str, uncertain: bool = False
) -> bool:
    """This attempt failed: try again then. `trouble` is one machine word, such as `timeout`, never content.

    False if the lease is another's by now, as in the functions below.
    """

    def settle(message: Message) -> None:
        message.attempts += 1
        message.next_try_at, message.trouble, message.held_until = next_try_at, trouble, None

    return _settle(store, leased, settle, uncertain=uncertain)


def hold(store: Store, leased: Leased, *, until: datetime, trouble: str, uncertain: bool = False) -> bool:
    """The platform wants nothing for this place before then; that is nobody's failed attempt."""

    def settle(message: Message) -> None:
        message.held_until, message.trouble = until, trouble

    return _settle(store, leased, settle, uncertain=uncertain)


def park(
    store: Store,
    leased: Leased,
    *,
    now: datetime,
    trouble: str,
    uncertain: bool = False,
    tell: Callable[[Db], None] | None = None,
) -> bool:
    """Set the message aside until `unpark`: trying again by itself is of no use.

    `tell` puts what is to be said about that into the outbox, in the same transaction: both happen, or neither.
    """

    def settle(message: Message) -> None:
        message.attempts += 1
        message.parked_at, message.trouble = now, trouble

    return _settle(store, leased, settle, uncertain=uncertain, also=tell)


def unpark(db: Db) -> int:
    """Let every parked message be tried again from the beginning; how many there were."""
    return _unpark(db, _parked())


def unpark_place(db: Db, *, platform: str, kind: str, target: str) -> int:
    """The same for one place."""
    return _unpark(db, and_(_place(platform, kind, target), _parked()))


def counts(db: Db) -> Counts:
    """How many wait and how many are parked, on all platforms."""
    waiting = select(func.count()).select_from(Message).where(_waiting(Message))
    parked = select(func.count()).select_from(Message).where(_parked())
    return Counts(waiting=db.exec(waiting).one(), parked=db.exec(parked).one())


def waits(db: Db) -> bool:
    """Whether anything waits at all: what is asked again and again, and nearly always no."""
    return db.exec(_ANYTHING).first() is not None


def let_go(db: Db, *, but: str = "") -> int:
    """Forget what waits to be shown but this thread: it happened before anybody was there to read it. Gives how many."""
    return db.exec(delete(Message).where(_waiting(Message), col(Message.thread) != but)).rowcount


def doubt(db: Db) -> None:
    """Whatever waits may have been shown meanwhile, by senders of whom nothing is known here: look before it is sent."""
    waits = col(Message.delivered) < col(Message.wanted)
    db.exec(update(Message).where(waits).values(uncertain=True, leased_by=None, leased_until=None))


def redate(db: Db, thread: str, at: datetime) -> None:
    """What waits of a thread was put at this moment instead."""
    which = _waiting(Message), col(Message.thread) == thread
    db.exec(update(Message).where(*which).values(created_at=at, changed_at=at, next_try_at=None))


def due(db: Db, now: datetime) -> int:
    """How many wait and may be tried by now, under way or not."""
    may_be = or_(col(Message.next_try_at).is_(None), col(Message.next_try_at) <= now)
    return db.exec(select(func.count()).select_from(Message).where(_waiting(Message), may_be)).one()


def shown(db: Db, platform: str) -> list[Message]:
    """The messages that a platform shows, in the order in which they appeared."""
    found = select(Message).where(Message.platform == platform, col(Message.remote_id).is_not(None))
    return list(db.exec(found.order_by(col(Message.delivered_at), col(Message.id))))


def find(db: Db, *, platform: str, kind: str, target: str, key: str, lock: bool = False) -> Message | None:
    """The message with this key in this place; `lock` keeps senders from changing it meanwhile."""
    found = select(Message).where(_place(platform, kind, target), Message.key == key)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    return db.exec(found).one_or_none()


def find_all(db: Db, *, platform: str, kind: str, key: str) -> list[Message]:
    """The messages with this key in every place of this kind."""
    found = select(Message).where(Message.platform == platform, Message.kind == kind, Message.key == key)
    return list(db.exec(found.order_by(col(Message.id))))


def latest(db: Db, *, platform: str, kind: str, target: str, thread: str) -> Message | None:
    """The newest message of a thread in this place."""
    found = select(Message).where(_place(platform, kind, target), Message.thread == thread)
    return db.exec(found.order_by(col(Message.id).desc()).limit(1)).first()


def any_for(db: Db, *, platform: str, kind: str, target: str) -> bool:
    """Whether anything was ever said in this place, or waits to be."""
    return db.exec(select(Message.id).where(_place(platform, kind, target)).limit(1)).first() is not None


def of_thread(db: Db, *, kind: str, thread: str) -> list[Message]:
    """Every message of a thread in this kind of place, oldest first."""
    found = select(Message).where(Message.kind == kind, Message.thread == thread)
    return list(db.exec(found.order_by(col(Message.id))))


def _wait_until(db: Db, place: ColumnElement[bool], until: datetime | None) -> None:
    later = (col(Message.next_try_at).is_not(None), Message.attempts == 0)
    found = select(Message).where(place, _waiting(Message), *later)
    for message in db.exec(found.with_for_update()):
        message.next_try_at = until


def _unpark(db: Db, which: ColumnElement[bool]) -> int:
    parked = db.exec(select(Message).where(which).with_for_update()).all()
    for message in parked:
        message.parked_at = message.next_try_at = message.held_until = None
        message.attempts, message.trouble = 0, ""
    return len(parked)


def _due() -> SelectOfScalar[Message]:
    """The oldest message of each free place that waits and may be tried; asked again of rows just locked."""
    now: BindParameter[datetime] = bindparam("now")
    other, busy = aliased(Message), aliased(Message)
    occupied = select(busy.platform, busy.kind, busy.target).where(
        col(busy.delivered) < col(busy.wanted),
        or_(col(busy.leased_until) > now, col(busy.held_until) > now),
    )
    oldest = (
        select(func.min(other.id))
        .where(_ready(other, now), col(other.platform).in_(bindparam("platforms", expanding=True)))
        .where(tuple_(other.platform, other.kind, other.target).not_in(occupied))
        .group_by(other.platform, other.kind, other.target)
    )
    found = select(Message).where(_ready(Message, now), col(Message.id).in_(oldest))
    return found.order_by(col(Message.id)).limit(bindparam("limit"))


def _ready(message: type[Message], now: BindParameter[datetime]) -> ColumnElement[bool]:
    return and_(
        _waiting(message),
        or_(col(message.next_try_at).is_(None), col(message.next_try_at) <= now),
        or_(col(message.leased_until).is_(None), col(message.leased_until) <= now),
    )


def _waiting(message: type[Message]) -> ColumnElement[bool]:
    return and_(col(message.delivered) < col(message.wanted), col(message.parked_at).is_(None))


def _parked() -> ColumnElement[bool]:
    return and_(col(Message.delivered) < col(Message.wanted), col(Message.parked_at).is_not(None))


def _place(platform: str, kind: str, target: str) -> ColumnElement[bool]:
    return and_(col(Message.platform) == platform, col(Message.kind) == kind, col(Message.target) == target)


def _hand_out(message: Message, owner: str, until: datetime) -> Leased:
    message.uncertain = message.uncertain or message.leased_by is not None
    message.leased_by, message.leased_until = owner, until
    return Leased(
        message_id=message.id or 0,
        platform=message.platform,
        kind=message.kind,
        target=message.target,
        key=message.key,
        card=message.card,
        wanted=message.wanted,
        remote_id=message.remote_id,
        uncertain=message.uncertain,
        attempts=message.attempts,
        owner=owner,
        until=until,
    )


def _settle(
    store: Store,
    leased: Leased,
    change: Callable[[Message], None],
    *,
    uncertain: bool,
    also: Callable[[Db], None] | None = None,
) -> bool:
    """End the lease with this change, if it is still ours; `also` is done in the same transaction, then no other's."""
    ours = select(Message).where(
        Message.id == leased.message_id,
        Message.leased_by == leased.owner,
        col(Message.leased_until) == leased.until,
    )

    def settle(db: Db) -> bool:
        message = db.exec(ours.with_for_update()).one_or_none()
        if message is None:
            return False
        message.leased_by = message.leased_until = None
        message.uncertain = uncertain
        change(message)
        if also:
            also(db)
        return True

    return store.write(settle) if also else store.beside(settle)


_ANYTHING: Final = select(Message.id).where(_waiting(Message)).limit(1)
_DUE: Final = _due()
_TAKEN: Final = _DUE.with_for_update(skip_locked=True)
"""Put together once: they are asked again and again, and putting them together takes longer than asking."""
