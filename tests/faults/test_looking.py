"""The service looks its machine over now and then, restarts and replicas tell it once between them."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from adapters.looking import HOURLY, looking, seen
from adapters.machine import Machine
from adapters.server import application
from bot import policy, settings
from bot.app import Bot
from bot.chat import Looked
from bot.condition import MB
from storage import Store
from storage.tables import Finding
from tests import serving
from tests.bot.desk import T0, Desk
from tests.certificates import Authority
from tests.databases import NewDatabase
from tests.slack.askable import Hands


@dataclass(frozen=True)
class Full:
    """A disk with a little room."""

    free: int = 200 * MB


@dataclass
class Rounds:
    """A pause that passes at once, and says when there were enough."""

    enough: int
    pauses: list[float] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if len(self.pauses) > self.enough:
            self.over.set()
            await asyncio.Event().wait()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def given(**more: str) -> settings.ServerSettings:
    return settings.read_for_server(_env_file=None, **more)


async def test_it_looks_a_while_after_the_start_and_then_each_hour(new_sqlite: NewDatabase) -> None:
    looks, rounds = list[Looked](), Rounds(3)
    machine = Machine(usage=lambda _folder: Full())
    async with looking(
        looks.append, given(evenhand_database_url=new_sqlite()), Hands(), machine, pause=rounds.pause
    ):
        await rounds.over.wait()
    assert rounds.pauses == [HOURLY[0], HOURLY[1], HOURLY[1], HOURLY[1]]
    assert {(each.when, each.free) for each in looks} == {(T0, 200 * MB)}
    assert all(each.held > 0 for each in looks)


async def test_a_look_that_fails_is_logged_by_its_type_and_the_next_one_comes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    looks, rounds = list[Looked](), Rounds(2)

    def look(looked: Looked) -> None:
        looks.append(looked)
        raise LookupError("wren sentinel")

    async with looking(look, given(), Hands(), pause=rounds.pause):
        await rounds.over.wait()
    assert len(looks) == 2
    assert caplog.messages == ["a look failed: LookupError"] * 2
    assert "wren" not in caplog.text


async def test_what_can_be_seen_is_the_disk_the_day_and_the_certificate(
    authority: Authority, new_sqlite: NewDatabase
) -> None:
    with serving.served(application(lambda: True), authority.server("two weeks")) as port:
        teams = given(
            evenhand_database_url=new_sqlite(),
            evenhand_public_url=f"https://localhost:{port}",
            microsoft_app_id="00000000-0000-0000-0000-000000000001",
            microsoft_app_tenant_id="00000000-0000-0000-0000-000000000002",
            microsoft_app_password="fictional",
            microsoft_app_password_expires="2027-11-30",
        )
        found = await seen(teams, Machine(trust=authority.trust), T0)
        untrusted = await seen(teams, Machine(), T0)
    assert found.secret_until == date(2027, 11, 30)
    assert found.certificate_until is not None
    assert timedelta(days=13) < found.certificate_until - datetime.now(UTC) < timedelta(days=14)
    assert found.free is not None
    assert found.unknown == frozenset()
    assert (untrusted.certificate_until, untrusted.unknown) == (None, frozenset({"certificate"}))


async def test_a_disk_that_cannot_be_asked_is_not_known(tmp_path: Path) -> None:
    found = await seen(given(evenhand_database_url=f"sqlite:///{tmp_path}/none.db"), Machine(), T0)
    assert (found.free, found.unknown) == (None, frozenset({"disk"}))


async def test_of_a_database_on_a_server_nobody_sees_the_disk(new_postgresql: NewDatabase) -> None:
    found = await seen(given(evenhand_database_url=new_postgresql()), Machine(), T0)
    assert found == Looked(when=T0)


@pytest.fixture
def replicas(new_postgresql: NewDatabase) -> Iterator[list[Store]]:
    """Three processes' doors to one database."""
    url = new_postgresql()
    with ExitStack() as opened:
        yield [opened.enter_context(Store(url)) for _ in range(3)]


def test_replicas_that_look_in_the_same_moment_tell_it_once(replicas: list[Store]) -> None:
    desk, together = Desk(replicas[0]), Barrier(len(replicas))
    bots = [Bot(store, policy.packaged(), desk.service) for store in replicas]

    def looks(bot: Bot, *, free: int) -> None:
        together.wait(30)
        bot.look(Looked(when=desk.now, free=free))

    for free in (200 * MB, 200 * MB, 50_000 * MB):
        with ThreadPoolExecutor(len(bots)) as all_at_once:
            for done in [all_at_once.submit(looks, bot, free=free) for bot in bots]:
                done.result(60)
        desk.later(hours=1)
    [row] = [each for each in desk.rows(Finding) if each.subject == "disk"]
    assert row.mended_at is not None
    for manager in (desk.helen, desk.tom):
        assert [each.title for each in manager.inbox()] == ["Mended: disk"]


def test_a_restart_tells_nothing_again(new_sqlite: NewDatabase) -> None:
    url = new_sqlite()
    for hour in range(3):
        with Store(url) as store:
            desk = Desk(store)
            desk.bot.look(Looked(when=T0 + timedelta(hours=hour), free=200 * MB))
            assert [each.title for each in desk.helen.inbox()] == ["To be looked after: disk"]
