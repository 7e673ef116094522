"""The process that is killed in the middle of an upgrade: `python -m tests.faults.migrating DATABASE BEGINNING`.

Before the first statement that begins so it says `half`, and goes on when it is answered.
"""

import sys
from typing import Any

from sqlalchemy import Engine, event

from bot import rekeying
from storage import Store


def main() -> None:
    """Bring a database up to date, customer by customer."""
    database, beginning = sys.argv[1:]

    @event.listens_for(Engine, "before_cursor_execute")
    def wait(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        if " ".join(statement.split()).lower().startswith(beginning):
            print("half", flush=True)  # noqa: T201 - to the test
            sys.stdin.readline()

    with Store(database) as store:
        rekeying.migrate(store, batch=1)


if __name__ == "__main__":
    main()
