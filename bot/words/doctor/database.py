"""What the doctor says about the database, and about messages and files in it."""

from collections.abc import Iterable
from datetime import timedelta

from bot.words.doctor import Said
from bot.words.times import count

NO_DATABASE_YET = Said("there is none yet", "`evenhand serve` makes it, and so does `evenhand migrate`")
BAD_ADDRESS = Said(
    "its address can't be understood",
    "EVENHAND_DATABASE_URL looks like sqlite:///evenhand.db or postgresql://user:password@host/name",
)
DATABASE_FINE = Said("answers")
TABLES_FINE = Said("are up to date")
TABLES_PENDING = Said("are not those of this version of Evenhand", "run `evenhand migrate`")
TABLES_NEWER = Said(
    "are of a newer version of Evenhand than this one",
    "run that version; how to go back to an older one is in docs/server.md (Upgrades)",
)
NONE_PARKED = Said("none")
NONE_WAITING = Said("none is overdue")


def no_database(kind: str) -> Said:
    """The database does not answer."""
    return Said(
        f"does not answer ({kind})", "check EVENHAND_DATABASE_URL, the disk, and that the server runs"
    )


def parked(number: int, troubles: Iterable[str]) -> Said:
    """Messages that are not tried again by themselves."""
    return Said(
        f"{count(number, 'message')} could not be shown: {', '.join(troubles)}",
        "mend what is wrong; they are tried again with `evenhand outbox retry`",
    )


def waiting(number: int, longest: timedelta) -> Said:
    """Messages that should be shown by now."""
    return Said(
        f"{count(number, 'message')} overdue, the oldest for {_for(longest)}",
        "see that `evenhand serve` runs and that the platform can be reached; they are kept",
    )


def not_deleted(number: int, troubles: Iterable[str]) -> Said:
    """Files about somebody who was erased that are there still."""
    return Said(
        f"{count(number, 'file')} could not be deleted so far: {', '.join(sorted(set(troubles)))}",
        "it is tried again by itself; where it never works, ask whoever has the file to delete it",
    )


def _for(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    if minutes < 2 * 60:
        return count(minutes, "minute")
    return count(minutes // 60, "hour") if minutes < 2 * 24 * 60 else count(minutes // (24 * 60), "day")
