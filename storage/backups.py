"""A backup: everything that the database holds at one moment, in one file that fits both databases.

The file is gzip over lines of JSON: a header, then table by table its columns and its rows, then a seal with a digest of
each table and of all lines before it.
"""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, Table

from storage import audit, migrations, raw
from storage.store import Db, Store
from storage.wholefile import whole_file

KIND: Final = "backup"
ACTION: Final = "backup.make"
FORMAT: Final = 1
TELL_EVERY: Final = 500
"""Rows after which progress is told."""
_EFFORT: Final = 6  # of 9: nearly as small, in half the time


class Trouble(StrEnum):
    """Why a backup can't be taken or restored."""

    NOTHING_THERE = "nothing_there"
    DATABASE_NEWER = "database_newer"
    NO_BACKUP = "no_backup"
    NEWER = "newer"
    DAMAGED = "damaged"
    IN_USE = "in_use"
    NOT_KEPT = "not_kept"


class BackupTrouble(Exception):
    """Nothing was written, or nothing was restored; `version` is the program's that made a newer file."""

    def __init__(self, trouble: Trouble, version: str = "") -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.version = version


class Chain(BaseModel):
    """The audit chain's last entry, and the first that does not hold, if one doesn't."""

    model_config = ConfigDict(frozen=True)

    last: int
    digest: str
    broken: int | None


class Header(BaseModel):
    """What a backup is: made when and by which version of the program, of which revision; rows by table."""

    model_config = ConfigDict(frozen=True)

    evenhand: str = KIND
    format: int = FORMAT
    version: str
    revision: str
    taken_at: datetime
    tables: Mapping[str, int]
    audit: Chain

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(self.tables.values())


Told = Callable[[int, int], None]
"""Is told how many rows are done, and of how many."""


def save(
    store: Store, target: Path, *, version: str, at: datetime, told: Told, replace: bool = False
) -> Header:
    """Write a backup to `target`, whole or not at all; raises OSError or `BackupTrouble`."""
    with whole_file(target, replace=replace) as file:
        return store.read(lambda db: take(db, file, version=version, at=at, told=told))


def take(db: Db, file: BinaryIO, *, version: str, at: datetime, told: Told) -> Header:
    """Write what this one view of the database holds (`Store.read`), from the beginning of `file`."""
    connection = db.connection()
    tables = raw.ours(connection)
    header = _header(db, tables, version, at)
    file.seek(0)
    file.truncate()
    with gzip.GzipFile("", "wb", _EFFORT, file, at.timestamp()) as packed:
        writing = _Writing(packed, told, header.rows)
        writing.line(raw.line(header.model_dump(mode="json")))
        digests = {table.name: writing.table(connection, table) for table in tables}
        writing.line(seal(digests, writing.whole.hexdigest()))
    return header


def note(db: Db, header: Header) -> None:
    """Write down that a backup was made, once its file is whole: what the file holds is not changed by that (`Store.write`)."""
    audit.append(
        db,
        at=header.taken_at,
        staff_id=None,
        action=ACTION,
        subject=KIND,
        facts={"rows": header.rows, "version": header.version, "last": header.audit.last},
    )


def last(db: Db) -> datetime | None:
    """When the newest backup was made that is written down here."""
    found = audit.newest(db, ACTION)
    return found.at if found else None


def seal(tables: Mapping[str, str], whole: str) -> bytes:
    """The last line."""
    return raw.line({"tables": tables, "lines": whole})


def chain(db: Db) -> Chain:
    """How the audit chain stands."""
    last, digest = audit.head(db)
    return Chain(last=last, digest=digest, broken=audit.verify(db))


def _header(db: Db, tables: list[Table], version: str, at: datetime) -> Header:
    connection = db.connection()
    revision = migrations.revision(connection)
    if revision is None:
        raise BackupTrouble(Trouble.NOTHING_THERE)
    if not migrations.known(revision):
        raise BackupTrouble(Trouble.DATABASE_NEWER)
    rows = {table.name: raw.count(connection, table) for table in tables}
    return Header(version=version, revision=revision, taken_at=at, tables=rows, audit=chain(db))


class _Writing:
    """Lines on their way into the file, and their digest so far."""

    def __init__(self, packed: gzip.GzipFile, told: Told, rows: int) -> None:
        self.whole = hashlib.sha256()
        self._packed = packed
        self._told = told
        self._rows, self._done = rows, 0

    def line(self, line: bytes) -> None:
        self._packed.write(line)
        self.whole.update(line)

    def table(self, connection: Connection, table: Table) -> str:
        """Write a table; the digest of its rows."""
        columns, digest = [column.name for column in table.columns], hashlib.sha256()
        self.line(raw.line({"table": table.name, "columns": columns}))
        for line in raw.lines(connection, table, columns):
            self.line(line)
            digest.update(line)
            self._done += 1
            if self._done % TELL_EVERY == 0:
                self._told(self._done, self._rows)
        return digest.hexdigest()
