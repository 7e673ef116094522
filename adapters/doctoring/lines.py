"""A line: one thing that was looked at, how it stands, and what to do about it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from bot.condition import State
from bot.settings import ServerSettings, Service
from bot.words.doctor import Said
from bot.words.doctor import settings as words


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


def for_machines(lines: Sequence[Line], version: str) -> Mapping[str, object]:
    """The same for a program that watches: names and values that stay from version to version."""
    return {"version": version, "state": worst(lines).value, "lines": [asdict(each) for each in lines]}


def worst(lines: Iterable[Line]) -> State:
    """How it all stands."""
    states = {each.state for each in lines}
    return next((state for state in (State.BROKEN, State.LOOK) if state in states), State.FINE)
