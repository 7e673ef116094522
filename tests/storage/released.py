"""Databases as released versions left them, with something in every column: what an upgrade begins with.

`python -m tests.storage.released` keeps the one of the version that is about to be released, once and for all: its rows as
in a backup, and its tables as SQLite has them. `revision-…` are of the time before the first release.
"""

import gzip
import re
import sys
import tempfile
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from storage import Db, Store, backups, migrations, raw, restoring
from storage.backups import Header
from tests.storage.lived import lived

FOLDER: Final = Path(__file__).parent / "released"
ROWS, TABLES = ".rows", ".tables"
_TABLES_THERE = (
    "select sql from sqlite_master where sql is not null and name <> 'alembic_version' order by name"
)


@dataclass(frozen=True)
class Frozen:
    """The database of one version."""

    name: str
    folder: Path = FOLDER

    @cached_property
    def backup(self) -> bytes:
        """The file that `evenhand backup` of that version wrote."""
        return gzip.compress((self.folder / f"{self.name}{ROWS}").read_bytes(), mtime=0)

    @cached_property
    def header(self) -> Header:
        return restoring.Reader(BytesIO(self.backup)).header

    @cached_property
    def rows(self) -> dict[str, tuple[list[str], list[bytes]]]:
        """Columns and rows by table, each row a line of the backup."""
        reader = restoring.Reader(BytesIO(self.backup))
        return {name: (columns, list(lines)) for name, columns, lines in reader.tables()}

    @cached_property
    def tables(self) -> str:
        """How SQLite was told to make its tables."""
        return (self.folder / f"{self.name}{TABLES}").read_text("utf-8")

    def put(self, db: Db) -> None:
        """Fill an empty database, as that version left it."""
        connection = db.connection()
        migrations.make_anew(connection, self.header.revision)
        for table in raw.ours(connection):
            columns, lines = self.rows[table.name]
            raw.fill(connection, table, columns, lines)
            raw.go_on_counting(connection, table)


def every() -> list[Frozen]:
    """All of them, the oldest first."""
    found = [Frozen(each.stem) for each in FOLDER.glob(f"*{ROWS}")]
    return sorted(found, key=lambda each: (each.header.revision, each.name))


def tables(connection: Connection) -> str:
    """How SQLite was told to make what is there."""
    told = connection.exec_driver_sql(_TABLES_THERE).scalars()
    return "".join(f"{_tidy(each)};\n" for each in told)


def main() -> None:
    """Keep this version's."""
    version = metadata.version("evenhand")
    if (FOLDER / f"{version}{ROWS}").exists():
        sys.exit(f"{version} is there already: what was released is never changed")
    keep(version, FOLDER)


def keep(version: str, target: Path) -> None:
    """Write down what a service holds that lives with this version for a while."""
    with tempfile.TemporaryDirectory() as folder, Store(f"sqlite:///{folder}/lived.db") as store:
        store.migrate()
        desk = lived(store)
        packed = Path(folder) / "lived.backup"
        backups.save(store, packed, version=version, at=desk.now, told=lambda _done, _of: None)
        (target / f"{version}{ROWS}").write_bytes(gzip.decompress(packed.read_bytes()))
        schema = store.read(lambda db: tables(db.connection()))
        (target / f"{version}{TABLES}").write_text(schema, "utf-8")


def _tidy(sql: str) -> str:
    """Without the blanks at the ends of lines that Alembic leaves."""
    return re.sub(r"[ \t]+$", "", sql.strip(), flags=re.MULTILINE)


if __name__ == "__main__":
    main()
