"""The outbox as whoever sends sees it: messages leased to one sender until a moment, and what came of each attempt.

What was leased and never settled may have been sent, so the next lease of it is `uncertain`. A place has at most one
message under way, so its messages keep their order.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import BindParameter, ColumnElement, bindparam, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import and_, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import outbox
from storage.outbox import is_waiting
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


def lease(
    store: Store, *, owner: str, now: datetime, seconds: float, limit: int, platforms: Collection[str]
) -> list[Leased]:
    """Up to `limit` messages that are due, the oldest of each place, for `owner` alone during `seconds`."""
    asked = {"now": now, "platforms": sorted(platforms)}

    def take(db: Db) -> list[Leased]:
        found = db.exec(_TAKEN, params={**asked, "limit": limit})
        return [_hand_out(message, owner, now + timedelta(seconds=seconds)) for message in found]

    def anything(db: Db) -> bool:
        return outbox.waits(db) and db.exec(_DUE, params={**asked, "limit": 1}).first() is not None

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
        is_waiting(message),
        or_(col(message.next_try_at).is_(None), col(message.next_try_at) <= now),
        or_(col(message.leased_until).is_(None), col(message.leased_until) <= now),
    )


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


_DUE: Final = _due()
_TAKEN: Final = _DUE.with_for_update(skip_locked=True)
"""Put together once: they are asked again and again, and putting them together takes longer than asking."""
