"""The first days of a service: welcomes, lists with nothing in them yet, and what is still to be looked after."""

from collections.abc import Iterator
from datetime import date

from bot.condition import GB
from tests.office.shared import Office
from tests.pictures.taking import Scene, message, whisper


def first_day(service: Office) -> Iterator[Scene]:
    """A worker and a manager come for the first time, and look around."""
    service.begins()
    service.amira.types("/incident help")
    service.grace.types("/incident help")
    yield message("welcome", service.amira, "welcome")
    yield message("welcome-manager", service.grace, "welcome")
    yield message("welcome-channel", service.grace, "welcome", managers=True)
    service.amira.types("/incident mine")
    yield whisper("none-mine", service.amira)
    service.amira.types("/incident check Okafor")
    yield whisper("none-found", service.amira)
    service.grace.types("/incident cases")
    yield whisper("none-cases", service.grace)


def looked_after(service: Office) -> Iterator[Scene]:
    """A secret that runs out, a disk that fills up and no backups are told once; then the secret is a new one."""
    for manager in (service.grace, service.owen):
        manager.types("/incident help")
    service.at("2026-11-27 10:00")
    service.is_looked_over(secret_until=date(2026, 12, 20), free=GB // 2)
    yield message("upkeep", service.grace, "upkeep:")
    service.at("2026-11-30 10:00")
    service.is_looked_over(secret_until=date(2028, 11, 30), free=GB // 2)
    yield message("upkeep-mended", service.grace, "upkeep:")
