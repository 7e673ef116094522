"""A line: one thing that was looked at, how it stands, and what to do about it."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.settings import ServerSettings, Service
from bot.words.doctor import Said
from bot.words.doctor import settings as words


class State(StrEnum):
    """How it stands."""

    FINE = "fine"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True)
class Line:
    """One finding; `subject` is a key of `words.doctor.TITLES`, `todo` is empty where nothing is to be done."""

    state: State
    subject: str
    said: str
    todo: str = ""


Check = Callable[[], Awaitable[Sequence[Line]]]
Platform = Callable[[ServerSettings, Service], Check | None]
"""The checks of one platform; None where it is not set up."""


def line(state: State, subject: str, said: Said) -> Line:
    """A finding in words."""
    return Line(state, subject, said.found, said.todo)


async def total(subject: str, check: Check) -> Sequence[Line]:
    """What a check finds; its own failure is a finding too."""
    try:
        return await check()
    except Exception as error:  # noqa: BLE001 - whoever asks what is wrong needs an answer, whatever is
        return [line(State.BROKEN, subject, words.unexpected(type(error).__name__))]


def worst(lines: Iterable[Line]) -> State:
    """How it all stands."""
    states = {each.state for each in lines}
    return next((state for state in (State.BROKEN, State.LOOK) if state in states), State.FINE)
