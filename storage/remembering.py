"""What was read once in a transaction is not read again before something is written in it.

Nobody else writes meanwhile: a reader has its snapshot, a writer the writers' lock. What stands in the tables `BESIDE` is
never remembered, so that writing there makes nobody forget: messages are sent beside the other writers, the rest is
written by nearly every event and read by few.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from copy import copy
from functools import wraps
from typing import Any, Concatenate, Final, Generic, ParamSpec, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session
from sqlmodel import SQLModel

from storage.store import Db
from storage.tables import AuditEntry, AuditSalt, Delivery, FormDraft, Job, MatchKey, Message

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")
Row = TypeVar("Row", bound=SQLModel)
Given = ParamSpec("Given")

BESIDE: Final[frozenset[type[SQLModel]]] = frozenset(
    {AuditEntry, AuditSalt, Delivery, FormDraft, Job, MatchKey, Message}
)
_BESIDE: Final = frozenset(str(table.__tablename__) for table in BESIDE)
_READ: Final = "evenhand_read"
_HELD: Final = "evenhand_held"
_AT_ONCE: Final = 5_000
"""Keys in one query: both databases take more."""


class ByKey(Generic[Key, Found]):
    """Something that is kept by key, read for one key or for many in one query.

    `many` finds it for these keys; `nothing` makes what a key has of which it finds nothing.
    """

    def __init__(
        self,
        many: Callable[[Db, Collection[Key]], Mapping[Key, Found]],
        nothing: Callable[[], Found],
    ) -> None:
        self._many, self._nothing = many, nothing
        self.__doc__ = many.__doc__

    def __call__(self, db: Db, key: Key) -> Found:
        """What this key has."""
        return self.several(db, [key])[key]

    def several(self, db: Db, keys: Iterable[Key]) -> dict[Key, Found]:
        """What each of these keys has."""
        wanted, known = list(dict.fromkeys(keys)), _read(db).setdefault(self, {})
        missing = [key for key in wanted if key not in known]
        for chunk in at_once(missing):
            found = self._many(db, chunk)
            known.update((key, found[key] if key in found else self._nothing()) for key in chunk)
        return {key: _own(known[key]) for key in wanted}


def once(read: Callable[Concatenate[Db, Given], Found]) -> Callable[Concatenate[Db, Given], Found]:
    """A function that reads, asked again for the same as seldom as may be."""

    @wraps(read)
    def remembered(db: Db, /, *args: Given.args, **kwargs: Given.kwargs) -> Found:
        key, known = (args, tuple(sorted(kwargs.items()))), _read(db).setdefault(read, {})
        if key not in known:
            known[key] = read(db, *args, **kwargs)
        found: Found = _own(known[key])
        return found

    return remembered


def get(db: Db, table: type[Row], key: object) -> Row | None:
    """The row with this key, read once: what nobody holds SQLAlchemy reads again."""
    found = db.get(table, key)
    if found:
        hold(db, found)
    return found


def hold(db: Db, row: object) -> None:
    """Let this row be there as long as the transaction is; whatever is written changes it too."""
    db.info.setdefault(_HELD, {})[id(row)] = row


def at_once(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """These keys, no more at a time than one query can take."""
    wanted = list(keys)
    for first in range(0, len(wanted), _AT_ONCE):
        yield wanted[first : first + _AT_ONCE]


def grouped(rows: Iterable[tuple[Key, Found]]) -> dict[Key, list[Found]]:
    """Rows by key, each key's in their order."""
    found: dict[Key, list[Found]] = {}
    for key, row in rows:
        found.setdefault(key, []).append(row)
    return found


def _own(found: Found) -> Found:
    """Lists and their like belong to whoever asks, records to the session: a copy of one would never be saved."""
    return copy(found) if isinstance(found, list | dict | set) else found


def _read(db: Db) -> dict[object, dict[Any, Any]]:
    """What was read in this transaction since something was written; what waits to be written is written first."""
    if db.identity_map.check_modified() or db.new or db.deleted:
        db.flush()
    found: dict[object, dict[Any, Any]] = db.info.setdefault(_READ, {})
    return found


@event.listens_for(Session, "after_flush")
def _forget_what_was_flushed(session: Session, _flushed: object) -> None:
    if {type(each) for each in (*session.new, *session.dirty, *session.deleted)} - BESIDE:
        session.info.pop(_READ, None)


@event.listens_for(Session, "after_soft_rollback")
def _forget_what_was_undone(session: Session, _undone: object) -> None:
    session.info.pop(_READ, None)


@event.listens_for(Session, "do_orm_execute")
def _forget_what_is_written(state: ORMExecuteState) -> None:
    if not state.is_select and getattr(getattr(state.statement, "table", None), "name", "") not in _BESIDE:
        state.session.info.pop(_READ, None)


__all__ = ["ByKey", "at_once", "get", "grouped", "hold", "once"]
