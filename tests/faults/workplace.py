"""What the bench asks of a platform's stand-in: who works in it, what goes wrong in it, what it shows."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

from storage.tables import Message
from tests.faults.crew import Colleague, Ledger
from tests.slack.faults import Faults


@dataclass(frozen=True)
class Copy:
    """One message that stands where a message of the outbox should stand; `current`: it shows the newest card.

    `belated`: something was done to it long after everybody had given that up.
    """

    id: str
    current: bool
    belated: bool = False


class Workplace(Protocol):
    """A platform's stand-in; `complaints` are what it was sent and should not have been."""

    platform: str
    complaints: list[str]
    troubles: Sequence[tuple[Faults, str]]
    """The calls whose answers go wrong, each with the plan that it follows."""
    in_a_row: float
    """How many calls of one kind go wrong one after the other, at most: while no server is up, nobody meets what is planned."""

    @property
    def settings(self) -> Mapping[str, str]:
        """What an installer sets to join it."""
        ...

    def colleagues(
        self, ports: Callable[[], list[int]], random: Random, ledger: Ledger
    ) -> Sequence[Colleague[Any]]:
        """The crew, who reach whichever of these ports answers."""
        ...

    def copies(self, message: Message) -> Iterable[Copy]:
        """Everything that it shows for a message of the outbox."""
        ...

    def explained(self, doubled: Sequence[Sequence[str]], recorded: Collection[str]) -> int:
        """How many copies too many could not be helped; `doubled` has the ids of each message that stands there more than once.

        `recorded` are the messages of which the outbox knew at any time that they are shown, as `Message.remote_id` has them.
        """
        ...
