"""The sample of the try-out, lived through up to an ordinary Monday: once, for every test that begins where it ends."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from adapters.web import roster, sample
from bot import policy, settings
from bot.app import Bot
from bot.policy import Policy
from storage import Store

MONDAY = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
GIVEN = settings.read(
    _env_file=None,
    evenhand_managers=",".join(roster.MANAGERS_EMAILS),
    evenhand_managers_channel="web:managers",
)
SERVICE = settings.service(GIVEN)
HAMPSHIRE = policy.packaged()


def live(store: Store, now: datetime, rules: Policy = HAMPSHIRE) -> Bot:
    """Live through the sample up to this moment, unless that was done; the assistant there."""
    bot = Bot(store, rules, SERVICE)
    sample.load(bot, store, SERVICE.work, now, SERVICE.summary_time, rules)
    return bot


def lived_in(folder: Path) -> Path:
    """A database in this folder in which it was lived through; nothing was shown to anybody yet."""
    file = folder / "lived.db"
    with Store(f"sqlite:///{file}") as store:
        store.migrate()
        live(store, MONDAY)
    return file


def copied(file: Path, to: Path) -> str:
    """The address of a copy."""
    shutil.copyfile(file, to)
    return f"sqlite:///{to}"
