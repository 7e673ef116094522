"""What is wrong in one place, on one platform or with one message is nobody else's trouble."""

import asyncio
from itertools import repeat

import pytest

from adapters.deliverer import Refused, TryLater
from adapters.outbox import AT_ONCE
from storage import Store
from storage.outbox import Counts
from tests.faults.platform import FakePlatform, delivering, say
from tests.storage.records import put

MANY = 2 * AT_ONCE + 5
"""More places than one platform may keep busy at once."""


@pytest.fixture
def silent() -> FakePlatform:
    return FakePlatform(platform="slack", waits_for=asyncio.Event())


@pytest.fixture
def well() -> FakePlatform:
    return FakePlatform(platform="web")


async def test_a_platform_that_answers_nobody_delays_no_other(
    store: Store, silent: FakePlatform, well: FakePlatform
) -> None:
    for number in range(MANY):
        say(store, "unheard", target=f"place {number}", platform="slack")
    async with delivering(store, silent, well) as delivery:
        await delivery.until(lambda: len(silent.calls) == AT_ONCE)
        say(store, "heard")
        await delivery.until(lambda: well.titles == ["heard"])
        assert silent.shown == {}
        assert silent.waits_for is not None
        silent.waits_for.set()
        await delivery.until_settled()

    assert len(silent.shown) == MANY


async def test_a_place_that_is_told_to_wait_again_and_again_delays_no_other(
    store: Store, well: FakePlatform
) -> None:
    well.troubles, well.troubled_place = [TryLater(1) for _ in range(MANY)], "team"
    say(store, "waits")
    async with delivering(store, well) as delivery:
        for number in range(MANY):
            say(store, f"heard {number}", key=f"{number}", target="managers")
            await delivery.until(lambda: len(well.titles) == number + 1)  # noqa: B023 - read within its round
            delivery.clock.moves(2)
        assert "waits" not in well.titles
        well.troubles.clear()
        delivery.clock.moves(2)
        await delivery.until_settled()

    assert well.titles == [*(f"heard {number}" for number in range(MANY)), "waits"]


async def test_a_revoked_token_sets_aside_what_it_should_have_sent_and_nothing_else(
    store: Store, silent: FakePlatform, well: FakePlatform
) -> None:
    silent.waits_for, silent.troubles = None, list(repeat(Refused("token_revoked"), 2 * MANY))
    for number in range(MANY):
        say(store, "refused", target=f"place {number}", platform="slack")
        say(store, "heard", target=f"place {number}")
    async with delivering(store, silent, well) as delivery:
        await delivery.until(lambda: delivery.counts == Counts(waiting=0, parked=MANY))

    assert well.titles == ["heard"] * MANY
    assert silent.titles == []


async def test_a_poisoned_message_is_set_aside_and_what_comes_after_it_in_its_place_is_shown(
    store: Store, well: FakePlatform
) -> None:
    put(store, key="poisoned", card='{"no": "card"}')
    say(store, "after", key="after")
    async with delivering(store, well) as delivery:
        await delivery.until_trouble("unreadable", key="poisoned")
        await delivery.until(lambda: delivery.counts == Counts(waiting=0, parked=1))

    assert well.titles == ["after"]
