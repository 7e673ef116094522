"""How each database is opened: SQLite as one careful file, PostgreSQL through a pool."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool


def understand(url: str) -> URL:
    """The parsed address of a database; raises ValueError (without the address: it may hold a password)."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        parsed = None
    if parsed and parsed.drivername == "sqlite" and parsed.database and parsed.database != ":memory:":
        return parsed
    if parsed and parsed.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    raise ValueError("a database address looks like sqlite:///evenhand.db or postgresql://host/name")


def engines(url: URL, *, busy_seconds: float) -> tuple[Engine, Engine]:
    """One engine that writes and one that can only read."""
    if url.drivername == "sqlite":
        return _sqlite(url, busy_seconds, writes=True), _sqlite(url, busy_seconds, writes=False)
    return _postgresql(url, busy_seconds)


def missing(url: str) -> bool:
    """Whether it is a SQLite file that is not there: opening it would make it. Raises ValueError as `understand`."""
    parsed = understand(url)
    return parsed.drivername == "sqlite" and not os.path.exists(parsed.database or "")  # noqa: PTH110 - as given


def file_of(url: str) -> Path | None:
    """The file of a SQLite database; None for one on a server. Raises ValueError as `understand`."""
    parsed = understand(url)
    return Path(parsed.database) if parsed.drivername == "sqlite" and parsed.database else None


def make_private(url: URL) -> None:
    """Create a missing SQLite file so that only its owner can read it; its -wal and -shm take after it."""
    if url.drivername == "sqlite" and url.database and not os.path.exists(url.database):  # noqa: PTH110 - as given
        os.close(os.open(url.database, os.O_RDWR | os.O_CREAT, 0o600))


def _sqlite(url: URL, busy_seconds: float, *, writes: bool) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=1 if writes else 8,
        max_overflow=0,
        pool_timeout=busy_seconds,
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite(writes=writes))
    event.listen(engine, "begin", _begin_sqlite("BEGIN IMMEDIATE" if writes else "BEGIN"))
    return engine


def _prepare_sqlite(*, writes: bool) -> Callable[[sqlite3.Connection, ConnectionPoolEntry], None]:
    def prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver would BEGIN deferred, and late
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten, not only forgotten
        connection.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")

    return prepare


def _begin_sqlite(statement: str) -> Callable[[Connection], None]:
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    return begin


def _postgresql(url: URL, busy_seconds: float) -> tuple[Engine, Engine]:
    options = f"-c lock_timeout={round(busy_seconds * 1000)} {url.query.get('options', '')}"
    connect: dict[str, Any] = {
        "connect_timeout": 10,
        "application_name": "evenhand",
        "options": options.strip(),
    }
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=10,
        pool_timeout=busy_seconds,
        # every statement after the writers' lock must see what the writer before committed
        isolation_level="READ COMMITTED",
        connect_args=connect,
    )
    return engine, engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
