"""How the tables came to be what they are, and bringing a database up to date."""

from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

FOLDER: Final = Path(__file__).parent


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings without an ini file; `connection` is what `env.py` works on."""
    settings = Config(attributes={"connection": connection})
    settings.set_main_option("path_separator", "newline")
    settings.set_main_option("script_location", _literally(FOLDER))
    return settings


def upgrade(connection: Connection) -> None:
    """Run what is missing inside the connection's transaction: all of it, or nothing."""
    command.upgrade(config(connection), "head")


def pending(connection: Connection) -> bool:
    """Whether the database is at another revision than ours."""
    return set(MigrationContext.configure(connection).get_current_heads()) != {_ours().newest}


def newer(connection: Connection) -> bool:
    """Whether the database is at a revision that only a newer version of the program knows."""
    there = revision(connection)
    return there is not None and not known(there)


def revision(connection: Connection) -> str | None:
    """The database's revision; None if it has no tables of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def known(name: str) -> bool:
    """Whether this version of the program can bring a database from this revision up to date."""
    return name in _ours().revisions


def make_anew(connection: Connection, name: str) -> None:
    """Bring a database without a row to this revision, be it older or newer than what is there."""
    if revision(connection) not in (None, name):
        command.downgrade(config(connection), "base")
    command.upgrade(config(connection), name)


class _Ours(NamedTuple):
    newest: str | None
    revisions: frozenset[str]


@cache
def _ours() -> _Ours:
    """What this version knows, kept from the first time on: an upgrade puts newer files in place of those of a running one."""
    scripts = ScriptDirectory.from_config(config())
    return _Ours(scripts.get_current_head(), frozenset(each.revision for each in scripts.walk_revisions()))


def _literally(path: Path) -> str:
    return str(path).replace("%", "%%")  # a lone % would begin an interpolation
