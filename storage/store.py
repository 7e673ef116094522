"""The database behind one door: one writer at a time, any number of readers, trouble told without content."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final, Self, TypeVar

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlmodel import Session

from storage import migrations
from storage.engines import engines, make_private, understand
from storage.errors import StorageDown, StorageError, StorageNewer, StorageUnsure, may_start_again, translate

Db = Session
T = TypeVar("T")

_WRITERS_LOCK: Final = 0x45_56_45_4E  # the same number in every replica: "EVEN"
_ATTEMPTS: Final = 3


class Store:
    """Open the database at `url` (`sqlite:///path` or `postgresql://...`); close it when done.

    `busy_seconds` is how long to wait for somebody else's lock. Records stay readable after their
    transaction. Every method may be called from any thread and raises `StorageError` when the database is
    in trouble.
    """

    def __init__(self, url: str, *, busy_seconds: float = 30.0) -> None:
        parsed = understand(url)
        self.dialect = parsed.get_backend_name()
        try:
            make_private(parsed)
        except OSError as error:
            raise StorageDown(type(error).__name__) from None
        self._writing, self._reading = engines(parsed, busy_seconds=busy_seconds)
        self._closed = False
        self._troubles: Counter[str] = Counter()
        self._counting = threading.Lock()
        self._writer_id = 0
        self._writer = ThreadPoolExecutor(1, "evenhand-writer", initializer=self._remember_writer)

    def write(self, work: Callable[[Db], T]) -> T:
        """Run `work` in one transaction, one at a time over all replicas; committed when this returns.

        Rolled back if `work` raises. `work` may be run again when the database dropped the transaction before
        its commit, so it must do nothing but use `db`.
        """
        return self._in_turn(lambda: self._transaction(self._writing, work, alone=True))

    def soon(self, work: Callable[[Db], T], done: Callable[[T | None], None]) -> None:
        """Run `work` as `write` does, in its turn, while nobody waits; `done` is told what came of it, None where nothing did."""

        def told(turn: Future[T]) -> None:
            done(None if turn.exception() else turn.result())

        self._turn(lambda: self._transaction(self._writing, work, alone=True)).add_done_callback(told)

    def beside(self, work: Callable[[Db], T]) -> T:
        """Write without waiting for the other writers where the database can (PostgreSQL): outbox leases."""
        if self.dialect == "sqlite":
            return self.write(work)
        return self._transaction(self._writing, work, alone=False)

    def read(self, work: Callable[[Db], T]) -> T:
        """Run `work` on one unchanging view of the database; it can't write."""
        return self._transaction(self._reading, work, alone=False)

    def migrate(self) -> None:
        """Bring the tables up to date; replicas that start together wait for each other.

        Raises:
            StorageNewer: a newer version of the program made them.
        """

        def upgrade(db: Db) -> None:
            if migrations.newer(db.connection()):
                raise StorageNewer("unknown revision")
            migrations.upgrade(db.connection())

        self.write(upgrade)

    def pending(self) -> bool:
        """Whether the tables are not those that this version of the program expects."""
        return self.read(lambda db: migrations.pending(db.connection()))

    def newer(self) -> bool:
        """Whether a newer version of the program made the tables."""
        return self.read(lambda db: migrations.newer(db.connection()))

    def settle(self) -> None:
        """Leave nothing behind of what was erased: on SQLite the log beside the file is written back and emptied."""
        if self.dialect == "sqlite":
            with self._reading.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")

    def close(self) -> None:
        """Finish the writes that were asked for and close every connection; closing twice is harmless."""
        self._writer.shutdown(wait=True)
        self._closed = True
        self._writing.dispose()
        self._reading.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _remember_writer(self) -> None:
        self._writer_id = threading.get_ident()

    def _in_turn(self, job: Callable[[], T]) -> T:
        if threading.get_ident() == self._writer_id:
            raise RuntimeError("a write can't wait for another write inside it")
        return self._turn(job).result()

    def _turn(self, job: Callable[[], T]) -> Future[T]:
        try:
            return self._writer.submit(job)
        except RuntimeError:
            raise StorageDown("closed") from None

    @property
    def troubles(self) -> Mapping[str, int]:
        """How often each kind of `StorageError` was raised here so far, by its name."""
        with self._counting:
            return dict(self._troubles)

    def _transaction(self, engine: Engine, work: Callable[[Db], T], *, alone: bool) -> T:
        try:
            return self._attempts(engine, work, alone=alone)
        except StorageError as trouble:
            with self._counting:
                self._troubles[type(trouble).__name__] += 1
            raise

    def _attempts(self, engine: Engine, work: Callable[[Db], T], *, alone: bool) -> T:
        if self._closed:
            raise StorageDown("closed")
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._once(engine, work, alone=alone)
            except (SQLAlchemyError, UnicodeEncodeError) as error:
                failure: Exception = error
            if attempt == _ATTEMPTS or not may_start_again(failure):
                break
        # outside the except clause: the database's own error, which quotes values, must not be its context
        raise translate(failure).with_traceback(failure.__traceback__)

    def _once(self, engine: Engine, work: Callable[[Db], T], *, alone: bool) -> T:
        with Session(engine, expire_on_commit=False) as db:
            connection = db.connection()  # begins here and now; on SQLite that locks
            if alone and self.dialect == "postgresql":
                connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _WRITERS_LOCK})
            result = work(db)
            db.flush()
            lost = _commit(db)
        if lost:
            raise StorageUnsure("connection lost during commit")
        return result


def _commit(db: Db) -> bool:
    """Commit; true if the connection broke meanwhile, and nobody knows."""
    try:
        db.commit()
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        return True
    return False


__all__ = ["Db", "StorageError", "Store"]
