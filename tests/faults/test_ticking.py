import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from adapters.clock import SystemClock, ticking
from bot.chat import Tick

T0 = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Hours:
    """A clock and a pause that make each round an hour; it stops the ticking after three."""

    at: datetime = T0
    pauses: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.at += timedelta(hours=1)
        if len(self.pauses) == 3:
            raise asyncio.CancelledError


async def test_the_bot_is_told_the_time_again_and_again() -> None:
    hours, ticks = Hours(), list[Tick]()

    with pytest.raises(asyncio.CancelledError):
        await ticking(ticks.append, hours, every=30, pause=hours.pause)

    assert ticks == [Tick(T0 + timedelta(hours=hour)) for hour in range(3)]
    assert hours.pauses == [30, 30, 30]


async def test_a_tick_that_fails_is_logged_by_its_type_and_the_next_one_comes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hours, ticks = Hours(), list[Tick]()

    def tick(tick: Tick) -> None:
        ticks.append(tick)
        raise LookupError("wren sentinel")

    with pytest.raises(asyncio.CancelledError):
        await ticking(tick, hours, pause=hours.pause)

    assert len(ticks) == 3
    assert "LookupError" in caplog.text
    assert "wren" not in caplog.text


def test_the_systems_clock_knows_its_zone() -> None:
    assert SystemClock().now().tzinfo is UTC
