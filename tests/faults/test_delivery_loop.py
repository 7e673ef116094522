import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from adapters.deliverer import Gone, Refused, TryLater, Unsure
from adapters.outbox import DeliveryLoop, Patience
from bot import cardjson
from bot.cards import Card
from bot.chat import Place
from storage import Store, outbox
from storage.outbox import Counts
from tests.storage.records import T0, message, put

QUICK = Patience(settle=0.0, poll=0.01, attempts=3)
DEADLINE = 10.0


@dataclass
class StillClock:
    """A clock that moves only when it is told to."""

    at: datetime = T0

    def now(self) -> datetime:
        return self.at

    def moves(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class FakePlatform:
    """Records what is shown, in `team` and elsewhere; `troubles` are raised one after another."""

    platform: str = "web"
    shown: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)
    troubled_place: str = ""
    arrives_all_the_same: bool = False
    waits_for: asyncio.Event | None = None
    spoken: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(self, place: Place, key: str, card: Card) -> str:
        self.calls.append(f"post {key}")
        self.spoken.set()
        if self.waits_for:
            await self.waits_for.wait()
        if self.arrives_all_the_same or not self._trouble(place):
            self.shown[remote_id := f"m{len(self.shown) + 1}"] = (place.target, key, card.title)
        self._raise(place)
        return remote_id

    async def edit(self, place: Place, remote_id: str, key: str, card: Card) -> None:
        self.calls.append(f"edit {key}")
        if remote_id not in self.shown:
            raise Gone
        self._raise(place)
        self.shown[remote_id] = (place.target, key, card.title)

    async def find(self, place: Place, key: str) -> str | None:
        self.calls.append(f"find {key}")
        for remote_id, (target, known, _title) in self.shown.items():
            if (target, known) == (place.target, key):
                return remote_id
        return None

    def _trouble(self, place: Place) -> bool:
        return bool(self.troubles) and self.troubled_place in ("", place.target)

    def _raise(self, place: Place) -> None:
        if self._trouble(place):
            raise self.troubles.pop(0)

    @property
    def titles(self) -> list[str]:
        return [title for _target, _key, title in self.shown.values()]


@dataclass
class Delivery:
    """A running loop and what it works with."""

    store: Store
    platform: FakePlatform
    clock: StillClock
    loop: DeliveryLoop

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(DEADLINE):
            while not await asyncio.to_thread(condition):
                self.loop.wake()
                await asyncio.sleep(0.005)

    async def until_settled(self) -> None:
        await self.until(lambda: self.counts == Counts(waiting=0, parked=0))

    async def until_trouble(self, trouble: str, key: str = "k") -> None:
        await self.until(lambda: message(self.store, key).trouble == trouble)

    async def until_attempts(self, attempts: int, key: str = "k") -> None:
        await self.until(lambda: message(self.store, key).attempts == attempts)

    @property
    def counts(self) -> Counts:
        return self.store.read(outbox.counts)


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform()


@asynccontextmanager
async def delivering(
    store: Store, platform: FakePlatform, *, owner: str = "one", patience: Patience = QUICK
) -> AsyncIterator[Delivery]:
    clock = StillClock()
    loop = DeliveryLoop(store, [platform], clock, owner=owner, patience=patience, jitter=lambda: 1.0)
    running = asyncio.create_task(loop.run())
    try:
        yield Delivery(store, platform, clock, loop)
    finally:
        loop.stop()
        await running


def say(store: Store, title: str, *, key: str = "k", target: str = "team") -> None:
    put(store, key=key, target=target, card=cardjson.encode(Card(title)))


async def test_what_is_put_is_shown_and_then_edited(store: Store, platform: FakePlatform) -> None:
    async with delivering(store, platform) as delivery:
        say(store, "before")
        await delivery.until_settled()
        say(store, "after")
        await delivery.until_settled()

    assert platform.calls == ["post k", "edit k"]
    assert platform.titles == ["after"]


async def test_a_wake_delivers_without_waiting_for_the_next_round(
    store: Store, platform: FakePlatform
) -> None:
    async with delivering(store, platform, patience=replace(QUICK, poll=3600)) as delivery:
        say(store, "now")
        await delivery.until_settled()

    assert platform.titles == ["now"]


async def test_it_looks_by_itself_too(store: Store, platform: FakePlatform) -> None:
    async with delivering(store, platform):
        say(store, "now")
        await asyncio.wait_for(platform.spoken.wait(), DEADLINE)


async def test_a_slow_place_delays_no_other(store: Store, platform: FakePlatform) -> None:
    platform.waits_for = asyncio.Event()
    async with delivering(store, platform) as delivery:
        say(store, "slow", key="slow")
        await delivery.until(lambda: platform.calls == ["post slow"])
        slow, platform.waits_for = platform.waits_for, None
        say(store, "next", key="next")
        say(store, "quick", key="quick", target="managers")
        await delivery.until(lambda: platform.titles == ["quick"])
        slow.set()
        await delivery.until_settled()

    assert platform.calls == ["post slow", "post quick", "post next"]


async def test_a_platform_that_asks_for_time_gets_it_for_that_place(
    store: Store, platform: FakePlatform
) -> None:
    platform.troubles, platform.troubled_place = [TryLater(30)], "team"
    async with delivering(store, platform) as delivery:
        say(store, "first", key="k")
        await delivery.until_trouble("rate_limited")
        say(store, "second", key="second")
        say(store, "elsewhere", key="elsewhere", target="managers")
        await delivery.until(lambda: platform.titles == ["elsewhere"])
        delivery.clock.moves(29)
        delivery.loop.wake()
        await delivery.until(lambda: delivery.counts.waiting == 2)
        delivery.clock.moves(2)
        await delivery.until_settled()

    assert platform.titles == ["elsewhere", "first", "second"]
    assert not [call for call in platform.calls if call.startswith("find")]


async def test_an_unsure_post_that_arrived_is_found_and_not_repeated(
    store: Store, platform: FakePlatform
) -> None:
    platform.troubles, platform.arrives_all_the_same = [Unsure("timeout")], True
    async with delivering(store, platform) as delivery:
        say(store, "once")
        await delivery.until_trouble("timeout")
        delivery.clock.moves(10)
        await delivery.until_settled()

    assert platform.calls == ["post k", "find k", "edit k"]
    assert platform.titles == ["once"]


async def test_an_unsure_post_that_did_not_arrive_is_repeated(store: Store, platform: FakePlatform) -> None:
    platform.troubles = [Unsure("timeout")]
    async with delivering(store, platform) as delivery:
        say(store, "once")
        await delivery.until_trouble("timeout")
        delivery.clock.moves(10)
        await delivery.until_settled()

    assert platform.calls == ["post k", "find k", "post k"]
    assert platform.titles == ["once"]


async def test_no_answer_at_all_counts_as_unsure(store: Store, platform: FakePlatform) -> None:
    platform.waits_for = asyncio.Event()
    async with delivering(store, platform, patience=replace(QUICK, send=0.05)) as delivery:
        say(store, "once")
        await delivery.until_trouble("TimeoutError")
        assert message(store, "k").uncertain
        platform.waits_for = None
        delivery.clock.moves(10)
        await delivery.until_settled()

    assert platform.titles == ["once"]


async def test_a_message_that_people_deleted_is_posted_anew(store: Store, platform: FakePlatform) -> None:
    async with delivering(store, platform) as delivery:
        say(store, "before")
        await delivery.until_settled()
        platform.shown.clear()
        say(store, "after")
        await delivery.until_settled()

    assert platform.calls == ["post k", "edit k", "post k"]
    assert platform.titles == ["after"]


async def test_a_deleted_message_whose_new_post_is_unsure_is_looked_for(
    store: Store, platform: FakePlatform
) -> None:
    async with delivering(store, platform) as delivery:
        say(store, "before")
        await delivery.until_settled()
        platform.shown.clear()
        platform.shown["other"] = ("managers", "other", "other")
        platform.troubles, platform.arrives_all_the_same = [Unsure("timeout")], True
        say(store, "after")
        await delivery.until_trouble("timeout")
        delivery.clock.moves(10)
        await delivery.until_settled()

    assert platform.titles == ["other", "after"]


async def test_a_refused_message_is_parked_at_once_and_goes_out_when_helped(
    store: Store, platform: FakePlatform
) -> None:
    platform.troubles = [Refused("channel_not_found")]
    async with delivering(store, platform) as delivery:
        say(store, "before")
        await delivery.until_trouble("channel_not_found")
        assert delivery.counts == Counts(waiting=0, parked=1)
        store.write(outbox.unpark)
        await delivery.until_settled()

    assert platform.titles == ["before"]


async def test_a_message_that_fails_too_often_is_parked(store: Store, platform: FakePlatform) -> None:
    platform.troubles = [ValueError(), ValueError(), ValueError()]
    async with delivering(store, platform) as delivery:
        say(store, "never")
        for attempts in (1, 2, 3):
            await delivery.until_attempts(attempts)
            delivery.clock.moves(100)

    assert delivery.counts == Counts(waiting=0, parked=1)
    assert message(store, "k").trouble == "ValueError"


async def test_a_card_that_cannot_be_read_is_parked(store: Store, platform: FakePlatform) -> None:
    put(store, key="k", card="no card")
    async with delivering(store, platform) as delivery:
        await delivery.until_trouble("unreadable")

    assert delivery.counts == Counts(waiting=0, parked=1)


async def test_stopping_finishes_what_is_being_sent(store: Store, platform: FakePlatform) -> None:
    platform.waits_for = asyncio.Event()
    async with delivering(store, platform) as delivery:
        say(store, "last")
        await delivery.until(lambda: platform.calls == ["post k"])
        delivery.loop.stop()
        platform.waits_for.set()

    assert delivery.counts == Counts(waiting=0, parked=0)


async def test_two_loops_send_nothing_twice(store: Store, platform: FakePlatform) -> None:
    for number in range(30):
        say(store, "once", key=f"k{number}", target=f"channel-{number % 7}")

    async with delivering(store, platform), delivering(store, platform, owner="two") as delivery:
        await delivery.until_settled()

    assert sorted(platform.calls) == sorted(f"post k{number}" for number in range(30))


async def test_trouble_is_logged_without_content(
    store: Store, platform: FakePlatform, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    platform.troubles = [ValueError("wren sentinel"), Refused("not_in_channel")]
    async with delivering(store, platform) as delivery:
        say(store, "wren sentinel", key="k")
        await delivery.until_trouble("ValueError")
        delivery.clock.moves(100)
        await delivery.until_trouble("not_in_channel")

    assert "ValueError" in caplog.text
    assert "not_in_channel" in caplog.text
    assert "wren" not in caplog.text


@pytest.mark.parametrize(
    ("failures", "jitter", "seconds"), [(0, 1.0, 2), (0, 0.0, 1), (3, 1.0, 16), (30, 1.0, 3600)]
)
def test_waiting_doubles_up_to_an_hour(failures: int, jitter: float, seconds: float) -> None:
    assert Patience().backoff(failures, jitter) == timedelta(seconds=seconds)


async def test_a_database_that_is_away_is_asked_again(
    store: Store, platform: FakePlatform, caplog: pytest.LogCaptureFixture
) -> None:
    async with delivering(store, platform) as delivery:
        store.close()
        await delivery.until(lambda: "the outbox could not be read: StorageDown" in caplog.text)
