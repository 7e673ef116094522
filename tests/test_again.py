"""What a platform did not take is said once more, in the time in which somebody still looks at it."""

import pytest

from adapters.again import AGAIN, Again
from adapters.deliverer import Gone, Refused, Trouble, TryLater, Unsure
from adapters.teams.connector import refuses_us
from adapters.teams.tokens import REFUSED


class Said:
    """Says things, and meets these troubles first; `pauses` are the seconds in between."""

    def __init__(self, *troubles: Exception) -> None:
        self.troubles = [*troubles]
        self.attempts = 0
        self.pauses: list[float] = []
        self.again = Again(self.pause, refuses_us)

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def attempt(self) -> None:
        self.attempts += 1
        if self.troubles:
            raise self.troubles.pop(0)


async def test_it_waits_for_as_long_as_the_platform_asks() -> None:
    said = Said(TryLater(7.0), Unsure("ServiceError"))
    await said.again.until_done(said.attempt)
    assert said.pauses == [7.0, AGAIN[1]]


@pytest.mark.parametrize(
    "trouble", [TryLater(31.0), TryLater(1.0, REFUSED), Refused("BotNotInConversationRoster")], ids=str
)
async def test_what_would_not_help_or_take_too_long_is_not_waited_for(trouble: Trouble) -> None:
    said = Said(trouble)
    with pytest.raises(type(trouble)):
        await said.again.until_done(said.attempt)
    assert (said.attempts, said.pauses) == (1, [])


async def test_in_the_end_it_says_what_the_trouble_was() -> None:
    said = Said(*[Unsure("ServiceError")] * 9)
    with pytest.raises(Unsure):
        await said.again.until_done(said.attempt)
    assert said.attempts == len(AGAIN) + 1


async def test_what_is_not_wanted_any_more_is_not_said_again() -> None:
    said = Said(Unsure("ServiceError"))
    await said.again.until_done(said.attempt, wanted=lambda: False)
    assert said.attempts == 1


@pytest.mark.parametrize("refusal", [Gone("ActivityNotFoundInConversation"), Refused("Forbidden")], ids=str)
async def test_what_may_have_arrived_before_it_was_refused_is_not_known(refusal: Exception) -> None:
    said = Said(Unsure("ServiceError"), refusal)
    with pytest.raises(Unsure):
        await said.again.until_done(said.attempt)


async def test_nothing_is_said_over_what_was_said_since() -> None:
    said = Said(Unsure("ServiceError"))

    async def newer(_seconds: float) -> None:
        await again.change("message", said.attempt)
        await again.change("another", said.attempt)

    again = Again(newer, refuses_us)
    await again.change("message", said.attempt)
    assert said.attempts == 3
