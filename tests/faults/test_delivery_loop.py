import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.deliverer import Refused, TryLater, Unsure
from adapters.sending import Patience
from storage import Store, outbox
from storage.outbox import Counts
from tests.faults.platform import DEADLINE, QUICK, FakePlatform, delivering, say
from tests.storage.records import message, put


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform()


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


async def test_a_place_gets_all_that_waits_for_it_without_waiting_for_the_next_round(
    store: Store, platform: FakePlatform
) -> None:
    say(store, "first", key="first")
    say(store, "second", key="second")
    async with delivering(store, platform, patience=replace(QUICK, poll=3600)) as delivery:
        await delivery.until(lambda: platform.titles == ["first", "second"], wake=False)


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


async def test_what_comes_of_each_attempt_is_told(store: Store, platform: FakePlatform) -> None:
    platform.troubles = [TryLater(1), Unsure("timeout"), Refused("is_archived")]
    async with delivering(store, platform) as delivery:
        say(store, "in the end")
        for trouble in ("rate_limited", "timeout", "is_archived"):
            await delivery.until_trouble(trouble)
            delivery.clock.moves(10)
        store.write(outbox.unpark)
        await delivery.until_settled()
        outcomes = delivery.attempts

    assert outcomes == [("web", outcome) for outcome in ("held", "retried", "parked", "shown")]


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


async def test_a_machine_that_slept_longer_than_its_lease_says_nothing_with_it(
    store: Store, platform: FakePlatform
) -> None:
    platform.troubles = [Unsure("timeout")]
    async with delivering(store, platform) as delivery:
        say(store, "once")
        await delivery.until_trouble("timeout")
        platform.while_looking = lambda: delivery.clock.moves(61)
        delivery.clock.moves(10)
        await delivery.until_trouble("overslept")
        assert platform.titles == []
        platform.while_looking = lambda: None
        delivery.clock.moves(60)
        await delivery.until_settled()

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
