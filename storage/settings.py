"""Values that a process must find again after a restart, by name."""

from storage.store import Db
from storage.tables import Setting


def get(db: Db, name: str) -> str | None:
    """The value, or None if it was never put."""
    setting = db.get(Setting, name)
    return setting.value if setting else None


def put(db: Db, name: str, value: str) -> None:
    """Keep the value under this name in place of the one before."""
    db.merge(Setting(name=name, value=value))
