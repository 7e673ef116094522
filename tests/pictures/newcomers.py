"""The first day of a service: welcomes, and lists with nothing in them yet; in Slack and in Teams alike."""

from collections.abc import Iterator

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
