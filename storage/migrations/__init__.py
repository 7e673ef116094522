"""How the tables came to be what they are, and bringing a database up to date."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

FOLDER: Final = Path(__file__).parent
VERSIONS: Final = FOLDER / "versions"


def config(connection: Connection | None = None, versions: Path = VERSIONS) -> Config:
    """Alembic's settings without an ini file; `connection` is what `env.py` works on."""
    settings = Config(attributes={"connection": connection})
    settings.set_main_option("path_separator", "newline")
    settings.set_main_option("script_location", _literally(FOLDER))
    settings.set_main_option("version_locations", _literally(versions))
    return settings


def upgrade(connection: Connection) -> None:
    """Run what is missing inside the connection's transaction: all of it, or nothing."""
    command.upgrade(config(connection), "head")


def pending(connection: Connection) -> bool:
    """Whether the database is at another revision than ours."""
    ours = ScriptDirectory.from_config(config()).get_heads()
    return set(MigrationContext.configure(connection).get_current_heads()) != set(ours)


def _literally(path: Path) -> str:
    return str(path).replace("%", "%%")  # a lone % would begin an interpolation
