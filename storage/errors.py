"""What can go wrong with the database, told without a word of what is in it."""

import sqlite3

import psycopg
from sqlalchemy import exc

_PG_BUSY = ("40001", "40P01", "55P03", "57014", "53300")
_PG_DOWN = ("08", "25006", "53", "57P", "58", "XX")
_PG_TRIGGER = "P0001"  # a trigger of ours refused, which is no mistake in SQL
_PG_START_AGAIN = ("40001", "40P01")
_SQLITE_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_SQLITE_DOWN = (
    "SQLITE_CANTOPEN",
    "SQLITE_CORRUPT",
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_NOTADB",
    "SQLITE_PERM",
    "SQLITE_READONLY",
)


class StorageError(Exception):
    """The database did not do what it was asked; the message is a code, never a value."""


class StorageBusy(StorageError):
    """Others hold what is needed; the same work may succeed when tried again."""


class StorageDown(StorageError):
    """The database can't be reached, is full, damaged or read-only."""


class StorageRefused(StorageError):
    """The database refuses these values: a constraint, or something that it can't hold."""


class StorageNewer(StorageError):
    """A newer version of the program made the tables: this one must leave them alone."""


class StorageUnsure(StorageError):
    """The connection broke during the commit: the work is saved, or it isn't.

    It was not run again. Handling the same delivery again is safe, it is recognised if it was saved.
    """


def translate(error: Exception) -> Exception:
    """The error that callers may see instead of `error`; a mistake in our own SQL is returned as it is."""
    if isinstance(error, exc.TimeoutError):
        return StorageBusy("no connection is free")
    if isinstance(error, exc.DBAPIError):
        return _translate_database(error)
    if isinstance(error, (exc.StatementError, UnicodeEncodeError)):
        cause = error.orig if isinstance(error, exc.StatementError) else error
        return StorageRefused(type(cause).__name__)
    return error


def may_start_again(error: Exception) -> bool:
    """Whether the database certainly dropped this transaction, so that running it once more is right."""
    if not isinstance(error, exc.DBAPIError):
        return False
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _PG_START_AGAIN


def _translate_database(error: exc.DBAPIError) -> Exception:
    code = _code(error.orig)
    if error.connection_invalidated:
        return StorageDown("connection lost")
    if code.startswith(_PG_BUSY) or code.startswith(_SQLITE_BUSY):
        return StorageBusy(code)
    if code.startswith(_PG_DOWN) or code.startswith(_SQLITE_DOWN):
        return StorageDown(code)
    if isinstance(error.orig, psycopg.Error) and not code and _connecting(error):
        return StorageDown("unreachable")
    if code == "SQLITE_ERROR" or (isinstance(error, exc.ProgrammingError) and code != _PG_TRIGGER):
        return error
    return StorageRefused(_refusal(error.orig, code))


def _connecting(error: exc.DBAPIError) -> bool:
    """Whether there was no connection (any more), or the address of the database says what nobody understands."""
    return error.statement is None or isinstance(error.orig, psycopg.OperationalError)


def _code(error: BaseException | None) -> str:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorname", "")
    return getattr(error, "sqlstate", None) or ""


def _refusal(error: BaseException | None, code: str) -> str:
    constraint = error.diag.constraint_name if isinstance(error, psycopg.Error) else None
    return " ".join(part for part in (code or type(error).__name__, constraint) if part)
