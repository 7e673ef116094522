"""`python -m storage.migrations "what changes"` writes down how the tables differ from the migrations.

`--first` writes the first file anew instead, as long as nothing is released.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from storage.migrations import VERSIONS, config
from storage.store import Db, Store


def main() -> None:
    """Compare the tables with a scratch database and write a numbered file."""
    parser = argparse.ArgumentParser(prog="python -m storage.migrations", description=__doc__)
    parser.add_argument("message", nargs="?", default="tables")
    parser.add_argument("--first", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Store(f"sqlite:///{folder}/scratch.db") as store:
        if chosen.first:
            store.write(lambda db: write_first(db, Path(folder)))
        else:
            store.migrate()
            store.write(lambda db: write_next(db, chosen.message))


def write_first(db: Db, folder: Path) -> None:
    """Write all tables down as revision 0001, in place of the one there is."""
    settings = config(db.connection(), folder)
    command.revision(settings, "tables", autogenerate=True, rev_id="0001", version_path=str(folder))
    shutil.copy(folder / "0001_tables.py", VERSIONS)


def write_next(db: Db, message: str) -> None:
    """Write what changed since the last revision down as the next one."""
    number = len(list(ScriptDirectory.from_config(config()).walk_revisions())) + 1
    command.revision(config(db.connection()), message, autogenerate=True, rev_id=f"{number:04d}")


if __name__ == "__main__":
    main()
