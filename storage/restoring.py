"""Putting a backup into an empty database: all of it, checked, or nothing."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection
from sqlmodel import SQLModel

from storage import backups, migrations, outbox, raw
from storage.backups import BackupTrouble, Header, Told, Trouble
from storage.store import Db, Store


def load(store: Store, source: Path, *, told: Told) -> Header:
    """Restore the backup in `source`; raises OSError or `BackupTrouble`, and then nothing has changed."""
    with source.open("rb") as file:
        return store.write(lambda db: restore(db, file, told=told))


def restore(db: Db, file: BinaryIO, *, told: Told) -> Header:
    """Fill an empty database in this transaction (`Store.write`), and bring it up to date.

    What waits to be shown may have been shown after the backup was taken: it is looked for before it is sent.
    """
    connection, reader = db.connection(), Reader(file)
    header = reader.header
    if migrations.newer(connection):
        raise BackupTrouble(Trouble.DATABASE_NEWER)
    if not migrations.known(header.revision):
        raise BackupTrouble(Trouble.NEWER, header.version)
    _refuse_rows(connection)
    migrations.make_anew(connection, header.revision)
    _fill(connection, reader, told)
    migrations.upgrade(connection)
    _must_be(backups.chain(db) == header.audit, Trouble.NOT_KEPT)
    outbox.doubt(db)
    for table in SQLModel.metadata.sorted_tables:
        raw.go_on_counting(connection, table)
    return header


class Reader:
    """Reads a backup once, from its beginning, and finds out whether it is whole; raises `BackupTrouble`."""

    def __init__(self, file: BinaryIO) -> None:
        file.seek(0)
        self._packed = gzip.GzipFile(fileobj=file, mode="rb")
        self._whole = hashlib.sha256()
        self._digests: dict[str, str] = {}
        self.header = self._begin()

    def tables(self) -> Iterator[tuple[str, list[str], Iterator[bytes]]]:
        """Each table's name, columns and rows; all rows are to be read before the next table."""
        for name, rows in self.header.tables.items():
            with damage():
                told = _object(self._line())
                columns = [str(each) for each in told["columns"]]
            _must_be(told.get("table") == name, Trouble.DAMAGED)
            yield name, columns, self._rows(name, rows)

    def end(self) -> Mapping[str, str]:
        """Each table's digest, if everything is as it was written; to be called once every row was read."""
        expected = backups.seal(self._digests, self._whole.hexdigest())
        with damage():
            found, more = self._packed.readline(), self._packed.read(1)
        _must_be(found == expected and not more, Trouble.DAMAGED)
        return self._digests

    def _begin(self) -> Header:
        with damage(Trouble.NO_BACKUP):
            told = _object(self._line(Trouble.NO_BACKUP))
            _must_be(told.get("evenhand") == backups.KIND, Trouble.NO_BACKUP)
            if told["format"] > backups.FORMAT:
                raise BackupTrouble(Trouble.NEWER, str(told["version"]))
            return Header.model_validate(told)

    def _rows(self, name: str, number: int) -> Iterator[bytes]:
        digest = hashlib.sha256()
        for _ in range(number):
            line = self._line()
            digest.update(line)
            yield line
        self._digests[name] = digest.hexdigest()

    def _line(self, trouble: Trouble = Trouble.DAMAGED) -> bytes:
        with damage(trouble):
            line = self._packed.readline()
            if not line.endswith(b"\n"):
                raise EOFError
        self._whole.update(line)
        return line


@contextmanager
def damage(trouble: Trouble = Trouble.DAMAGED) -> Iterator[None]:
    """A file that does not read as it should, told without what is in it."""
    try:
        yield
    except zlib.error:  # packed as a backup is, and something in it was changed
        raise BackupTrouble(Trouble.DAMAGED) from None
    except (EOFError, gzip.BadGzipFile, ValueError, KeyError, TypeError):
        raise BackupTrouble(trouble) from None


def _object(line: bytes) -> dict[str, Any]:
    found = json.loads(line)
    if not isinstance(found, dict):
        raise ValueError("no object")  # noqa: TRY004 - what is wrong is the file
    return found


def _refuse_rows(connection: Connection) -> None:
    """Only a database without a row of ours is filled."""
    there = raw.names(connection)
    begun = migrations.revision(connection) is not None
    rows = any(raw.count(connection, SQLModel.metadata.tables[name]) for name in there)
    _must_be(not rows and (begun or not there), Trouble.IN_USE)


def _fill(connection: Connection, reader: Reader, told: Told) -> None:
    """Put every row in its table, and read it back: the database must hold what the file says."""
    tables, progress = {table.name: table for table in raw.ours(connection)}, _Progress(told, reader.header)
    columns: dict[str, list[str]] = {}
    _must_be(set(tables) == set(reader.header.tables), Trouble.DAMAGED)
    for name, found, rows in reader.tables():
        _must_be(sorted(found) == sorted(tables[name].columns.keys()), Trouble.DAMAGED)
        columns[name] = found
        with damage():
            raw.fill(connection, tables[name], found, progress.of(rows))
    for name, expected in reader.end().items():
        kept = _digest(progress.of(raw.lines(connection, tables[name], columns[name])))
        _must_be(kept == expected, Trouble.NOT_KEPT)


def _digest(rows: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for row in rows:
        found.update(row)
    return found.hexdigest()


def _must_be(so: bool, trouble: Trouble) -> None:  # noqa: FBT001 - reads as a sentence
    if not so:
        raise BackupTrouble(trouble)


class _Progress:
    """Counts rows twice: when they are put in, and when they are read back."""

    def __init__(self, told: Told, header: Header) -> None:
        self._told = told
        self._done, self._of = 0, 2 * header.rows

    def of(self, rows: Iterable[bytes]) -> Iterator[bytes]:
        """The same rows, counted."""
        for row in rows:
            self._done += 1
            if self._done % backups.TELL_EVERY == 0:
                self._told(self._done, self._of)
            yield row
