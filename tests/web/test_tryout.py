"""The try-out as a whole, with the real assistant, store and delivery loop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.server import PortTaken, reserved
from adapters.web import app, roster, sample
from adapters.web.clock import TryoutClock
from adapters.web.tryout import DATABASE, Tryout
from bot import policy
from bot.app import Bot
from bot.chat import Submission
from storage import Store, audit
from tests.web.living import MONDAY, SERVICE, copied


@dataclass
class Watch:
    """A clock that stands still until it is set."""

    time: datetime = MONDAY

    def now(self) -> datetime:
        return self.time


Begin = Callable[[], Tryout]


@pytest.fixture
def begin(lived_once: Path, tmp_path: Path) -> Begin:
    """As at the first start, once the sample is lived through: nobody was shown anything of it yet."""
    copied(lived_once, tmp_path / DATABASE)
    rules = policy.packaged()
    return lambda: Tryout(
        lambda store: Bot(store, rules, SERVICE),
        data=tmp_path,
        work=SERVICE.work,
        morning=SERVICE.summary_time,
        policy=rules,
        machine=Watch(),
    )


@pytest.fixture
async def tryout(begin: Begin) -> AsyncIterator[Tryout]:
    async with begin() as opened:
        yield opened


def titles(tryout: Tryout, who: str, target: str) -> list[str]:
    places = app.state(tryout, who)["places"]
    messages: list[dict[str, Any]] = next(each["messages"] for each in places if each["target"] == target)
    return [said["card"]["title"] for said in messages if said["from"] == "bot"]


def report(tryout: Tryout, who: str, **fields: str) -> None:
    person = tryout.bot.admit(roster.profile(who), tryout.now())
    where, when = roster.direct(who), tryout.now()
    tryout.bot.handle(
        Submission(who=person, where=where, when=when, delivery=who, action="report.file", fields=fields)
    )
    tryout.wake()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - what is delivered is seen from outside only
            await asyncio.sleep(0.01)  # the loop delivers meanwhile


async def test_two_weeks_are_there_from_the_start_and_read(tryout: Tryout) -> None:
    summaries = [title for title in titles(tryout, "grace", "managers") if title.startswith("Summary")]
    assert len(summaries) == 11
    assert not any(title.startswith("3 colleagues") for title in titles(tryout, "grace", "managers"))
    assert {person["unread"] for person in app.state(tryout, "amira")["people"]} == {0}


async def test_the_first_minute_shows_colleagues_and_brings_the_managers_card(tryout: Tryout) -> None:
    report(
        tryout,
        "amira",
        customer="new:Elizabeth Okafor",
        phone="07700900142",
        issue="No draft EHC plan for Tobi yet",
    )
    await until(lambda: titles(tryout, "grace", "managers")[-1].startswith("3 colleagues"))


async def test_next_morning_brings_one_summary(tryout: Tryout) -> None:
    before = len(titles(tryout, "grace", "managers"))
    await tryout.next_morning()
    after = titles(tryout, "grace", "managers")
    assert len(after) == before + 1
    assert after[-1] == "Summary for Tuesday 24 November 2026"
    assert tryout.now() == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


async def test_a_restart_forgets_neither_messages_nor_the_clock(begin: Begin) -> None:
    async with begin() as first:
        await first.next_morning()
        before = [titles(first, who, who) for who in roster.BY_HANDLE] + [titles(first, "owen", "managers")]
        now = first.now()
    async with begin() as second:
        assert [titles(second, who, who) for who in roster.BY_HANDLE] + [
            titles(second, "owen", "managers")
        ] == before
        assert second.now() == now


async def test_start_again_is_as_at_the_start(tryout: Tryout) -> None:
    before = titles(tryout, "grace", "managers")
    report(tryout, "amira", customer="new:Somebody Else", issue="Something")
    await tryout.next_morning()
    await tryout.start_again()
    assert titles(tryout, "grace", "managers") == before
    assert tryout.now() == MONDAY


async def test_the_sample_is_lived_through_once(tryout: Tryout, tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path / DATABASE}") as store:
        before = store.read(audit.head)
        sample.load(tryout.bot, store, SERVICE.work, tryout.now(), SERVICE.summary_time, policy.packaged())
        assert store.read(audit.head) == before
    assert len(sample.entries(SERVICE.work, MONDAY)) == 40


@pytest.mark.parametrize("days", range(7))
async def test_the_sample_lies_on_past_working_days_whenever_it_begins(days: int) -> None:
    now = MONDAY + timedelta(days=days)
    for entry in sample.entries(SERVICE.work, now):
        assert now - timedelta(days=16) < entry.at < now
        assert SERVICE.work.works(SERVICE.work.day(entry.at))


def test_the_sample_names_only_numbers_kept_for_fiction() -> None:
    for entry in sample.entries(SERVICE.work, MONDAY):
        digits = "".join(filter(str.isdigit, str(entry.fields.get("phone", "07700900000")))).replace(
            "447", "07", 1
        )
        assert digits.startswith(("07700900", "01632960")), entry.fields["phone"]
        assert str(entry.fields.get("email", "@example.org")).endswith("@example.org")


def test_the_clock_never_goes_back(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path / 'clock.db'}") as store:
        store.migrate()
        watch = Watch()
        clock = TryoutClock(store, watch)
        clock.move_to(MONDAY + timedelta(hours=20))
        clock.move_to(MONDAY)
        watch.time += timedelta(minutes=1)
        assert clock.now() == TryoutClock(store, watch).now() == MONDAY + timedelta(hours=20, minutes=1)


def test_a_port_in_use_is_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = f"^port {port} on 127.0.0.1 is already in use$"
        with pytest.raises(PortTaken, match=said), reserved("127.0.0.1", port):
            pass
