"""The outbox: what each message in each place should show; `storage/leases.py` hands them to whoever sends them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, delete, func, or_, select, update

from storage.store import Db
from storage.tables import Message


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


def unpark(db: Db) -> int:
    """Let every parked message be tried again from the beginning; how many there were."""
    return _unpark(db, is_parked())


def unpark_place(db: Db, *, platform: str, kind: str, target: str) -> int:
    """The same for one place."""
    return _unpark(db, and_(_place(platform, kind, target), is_parked()))


def counts(db: Db) -> Counts:
    """How many wait and how many are parked, on all platforms."""
    waiting = select(func.count()).select_from(Message).where(is_waiting())
    parked = select(func.count()).select_from(Message).where(is_parked())
    return Counts(waiting=db.exec(waiting).one(), parked=db.exec(parked).one())


def waits(db: Db) -> bool:
    """Whether anything waits at all: what is asked again and again, and nearly always no."""
    return db.exec(_ANYTHING).first() is not None


def let_go(db: Db, *, but: str = "") -> int:
    """Forget what waits to be shown but this thread: it happened before anybody was there to read it. Gives how many."""
    return db.exec(delete(Message).where(is_waiting(), col(Message.thread) != but)).rowcount


def doubt(db: Db) -> None:
    """Whatever waits may have been shown meanwhile, by senders of whom nothing is known here: look before it is sent."""
    waits = col(Message.delivered) < col(Message.wanted)
    db.exec(update(Message).where(waits).values(uncertain=True, leased_by=None, leased_until=None))


def redate(db: Db, thread: str, at: datetime) -> None:
    """What waits of a thread was put at this moment instead."""
    which = is_waiting(), col(Message.thread) == thread
    db.exec(update(Message).where(*which).values(created_at=at, changed_at=at, next_try_at=None))


def due(db: Db, now: datetime) -> int:
    """How many wait and may be tried by now, under way or not."""
    may_be = or_(col(Message.next_try_at).is_(None), col(Message.next_try_at) <= now)
    return db.exec(select(func.count()).select_from(Message).where(is_waiting(), may_be)).one()


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


def is_waiting(message: type[Message] = Message) -> ColumnElement[bool]:
    """It does not show yet what it should, and is tried."""
    return and_(col(message.delivered) < col(message.wanted), col(message.parked_at).is_(None))


def is_parked(message: type[Message] = Message) -> ColumnElement[bool]:
    """It does not show what it should, and is set aside until somebody helps."""
    return and_(col(message.delivered) < col(message.wanted), col(message.parked_at).is_not(None))


def _wait_until(db: Db, place: ColumnElement[bool], until: datetime | None) -> None:
    later = (col(Message.next_try_at).is_not(None), Message.attempts == 0)
    found = select(Message).where(place, is_waiting(), *later)
    for message in db.exec(found.with_for_update()):
        message.next_try_at = until


def _unpark(db: Db, which: ColumnElement[bool]) -> int:
    parked = db.exec(select(Message).where(which).with_for_update()).all()
    for message in parked:
        message.parked_at = message.next_try_at = message.held_until = None
        message.attempts, message.trouble = 0, ""
    return len(parked)


def _place(platform: str, kind: str, target: str) -> ColumnElement[bool]:
    return and_(col(Message.platform) == platform, col(Message.kind) == kind, col(Message.target) == target)


_ANYTHING: Final = select(Message.id).where(is_waiting()).limit(1)
"""Put together once: it is asked again and again, and putting it together takes longer than asking."""
