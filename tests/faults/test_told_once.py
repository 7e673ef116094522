"""Real processes look themselves over again and again, are killed and started anew: managers are told once, in Slack."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage import Db, Store, audit, backups, people
from tests.databases import NewDatabase
from tests.served import EVENHAND, Served, in_slack, installed
from tests.slack import members
from tests.slack.workspace import Workspace, workspace

NOW = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
MANAGERS = [each for each in members.FIVE if each.id in members.MANAGERS]
SEVERAL_LOOKS = 1.0


def came(db: Db) -> None:
    """Both managers opened Evenhand ten days ago; no backup was ever made."""
    long_ago = NOW - timedelta(days=10)
    for member in MANAGERS:
        staff = people.join(db, name=member.name, email=member.email, role="manager", at=long_ago)
        people.seen(db, staff, "slack", member.id, long_ago)


def backed_up(db: Db) -> None:
    audit.append(db, at=NOW, staff_id=None, action=backups.ACTION, subject="backup", facts={})


def told(slack: Workspace) -> list[list[str]]:
    """What each manager has of it, message by message, as it stands now."""
    return [
        [str(each) for each in slack.direct(member.id).messages.values() if "upkeep:" in str(each)]
        for member in MANAGERS
    ]


def until(happened: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(1200):
        if happened():
            return
        pause.wait(0.05)
    raise AssertionError("it never happened")


def test_two_replicas_one_of_them_killed_tell_it_once_and_say_when_it_is_mended(
    new_postgresql: NewDatabase, tmp_path: Path
) -> None:
    url, clock = new_postgresql(), tmp_path / "clock"
    clock.write_text(NOW.isoformat(), "ascii")
    with workspace() as slack, Store(url) as store:
        store.write(came)
        command = (EVENHAND[0], "-m", "tests.faults.timed", str(clock), "0.05")
        first, second = (
            Served(installed(in_slack(slack.base_url), url, tmp_path), tmp_path, command=command)
            for _ in range(2)
        )
        first.start()
        second.start()
        try:
            until(lambda: [len(each) for each in told(slack)] == [1, 1])
            first.kill()
            first.start()
            threading.Event().wait(SEVERAL_LOOKS)
            assert [len(each) for each in told(slack)] == [1, 1]
            assert all("To be looked after: backups" in message for [message] in told(slack))
            store.write(backed_up)
            until(lambda: all("Mended: backups" in message for [message] in told(slack)))
        finally:
            codes = [first.stop(), second.stop()]
        assert codes == [0, 0]
        assert slack.complaints == []
