"""`python -m storage.migrations "what changes"` writes down how the tables differ from the migrations."""

import argparse
import tempfile

from alembic import command
from alembic.script import ScriptDirectory

from storage.migrations import config
from storage.store import Db, Store


def main() -> None:
    """Compare the tables with a scratch database and write a numbered file."""
    parser = argparse.ArgumentParser(prog="python -m storage.migrations", description=__doc__)
    parser.add_argument("message")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Store(f"sqlite:///{folder}/scratch.db") as store:
        store.migrate()
        store.write(lambda db: write_next(db, chosen.message))


def write_next(db: Db, message: str) -> None:
    """Write what changed since the last revision down as the next one."""
    number = len(list(ScriptDirectory.from_config(config()).walk_revisions())) + 1
    command.revision(config(db.connection()), message, autogenerate=True, rev_id=f"{number:04d}")


if __name__ == "__main__":
    main()
