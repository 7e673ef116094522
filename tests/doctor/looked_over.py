"""A service that is looked over, and one in order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from adapters import doctor
from adapters.doctoring.lines import Line
from adapters.machine import Machine
from bot import settings
from bot.condition import GB, State
from bot.words import doctor as words
from storage import Db, Store, audit, backups, people
from tests.slack.askable import Hands
from tests.storage.records import T0

HELEN, TOM = "helen@example.org", "tom@example.org"

Given = dict[str, Any]
Change = Callable[[str, Given], object]


def about(lines: Sequence[Line], subject: str) -> Line:
    (found,) = [line for line in lines if line.subject == subject]
    return found


async def fine() -> Sequence[Line]:
    return [Line(State.FINE, words.SLACK, "fine")]


@dataclass(frozen=True)
class Free:
    """A disk with so many bytes free."""

    free: int


PORTS: dict[str, int] = {}
"""Where something answers, by what it is; the package's fixture starts it."""


async def examined(url: str, **given: Any) -> Sequence[Line]:  # noqa: ANN401 - settings, as anybody sets them
    usual = {
        "evenhand_database_url": url,
        "evenhand_managers": "helen@example.org, tom@example.org",
        "evenhand_managers_channel": "slack:C0MANAGERS",
        "evenhand_safety_phone": "07700 900100",
        "port": PORTS["ready"],
    }
    clock, free = Hands(given.pop("now", T0)), given.pop("free", 50 * GB)
    platform = (
        (lambda _given, _service: fine) if given.pop("platform", True) else (lambda _given, _service: None)
    )

    def read() -> settings.ServerSettings:
        return settings.read_for_server(**(usual | given))

    asked = Machine(usage=lambda _folder: Free(free))
    return await doctor.examine(clock, [platform], read, asked)


def in_order(url: str) -> None:
    """Both managers opened Evenhand this morning, and a backup was made last night."""
    came(url, HELEN, TOM)
    with Store(url) as store:
        store.write(lambda db: backed_up(db, timedelta(hours=7)))


def backed_up(db: Db, ago: timedelta) -> None:
    audit.append(db, at=T0 - ago, staff_id=None, action=backups.ACTION, subject="backup", facts={})


def came(url: str, *addresses: str) -> None:
    """These people opened Evenhand."""

    def join(db: Db) -> None:
        for address in addresses:
            people.join(db, name=address, email=address, role="manager", at=T0)

    with Store(url) as store:
        store.write(join)
