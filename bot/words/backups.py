"""What is said about a backup of everything, and about restoring one."""

from collections.abc import Mapping
from datetime import datetime

from bot.words import cli
from storage.backups import Trouble

BACKUP = "Write everything that the database holds to one file, also while the service is running."
RESTORE = "Put a backup into an empty database, SQLite or PostgreSQL: all of it, or nothing."
FILE_TO_WRITE = "The file to write; an existing one is left alone."
FORCE = "Replace a file that is there already."
FILE_TO_READ = "The backup to restore."
TAKING = "Writing"
RESTORING = "Restoring and checking"
KEEP_SAFE = (
    "It holds everything, unencrypted: keep it where only those can read it who may read the database, "
    "and delete it once it is too old to be of use."
)
NOT_NOTED = (
    "The backup is whole; only that it was made could not be written into the database just now, so evenhand doctor "
    "will say that the last one is older."
)
AFTERWARDS = (
    "What was done after that moment is not here. Erase again whoever was erased since then, and read "
    "docs/operate.md (After a restore) before people go on."
)
_TROUBLES: Mapping[Trouble, str] = {
    Trouble.NOTHING_THERE: "There is nothing to back up: EVENHAND_DATABASE_URL names a database without Evenhand's tables. "
    "A SQLite file is looked for from the folder you start in.",
    Trouble.DATABASE_NEWER: cli.DATABASE_NEWER,
    Trouble.NO_BACKUP: "This is no backup that evenhand backup wrote, or its beginning is damaged.",
    Trouble.DAMAGED: "The backup is damaged, incomplete or was changed. Nothing was restored; take an older one.",
    Trouble.IN_USE: "The database holds something already, and a backup is never mixed with it. Nothing was restored. Set "
    "EVENHAND_DATABASE_URL to a new SQLite file or to an empty PostgreSQL database.",
    Trouble.NOT_KEPT: "The database did not keep what the backup holds. Nothing was restored. Please report this.",
}


def trouble(what: Trouble, version: str) -> str:
    """Why there is no backup, or nothing was restored."""
    if what is Trouble.NEWER:
        return (
            f"The backup was made by Evenhand {version[:20]}, which is newer than this one. Nothing was restored; "
            "install that version first."
        )
    return _TROUBLES[what]


def taken(name: str, rows: int, at: datetime, last: int, digest: str) -> str:
    """A backup was written."""
    return f"{name}: {_rows(rows)}, as they were at {_moment(at)}. The audit chain's end, to be noted elsewhere: {last} {digest}"


def restored(rows: int, at: datetime, last: int, digest: str) -> str:
    """A backup was restored."""
    return (
        f"Restored: {_rows(rows)}, as they were at {_moment(at)}; each was read back and is the same. "
        f"The audit chain's end: {last} {digest}"
    )


def broken(entry: int) -> str:
    """The audit chain did not hold when the backup was taken."""
    return f"The audit chain did not hold before already. {cli.audit_broken(entry)}"


def exists(name: str) -> str:
    """There is a file of that name."""
    return f"{name} is there already and was left as it is. Choose another name, or --force to replace it."


def not_written(name: str, why: str) -> str:
    """The file can't be written."""
    return f"{name} could not be written ({why}). There is no backup; nothing half is left."


def not_read(name: str, why: str) -> str:
    """The file can't be read."""
    return f"{name} could not be read ({why}). Nothing was restored."


def refused(code: str) -> str:
    """The database refuses what is in the backup."""
    return f"The database refuses something in the backup ({code}). Nothing was restored."


def _rows(number: int) -> str:
    return f"{number:,} {'row' if number == 1 else 'rows'}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
