"""Teams as the bench sees it: the crew's tenant, what goes wrong in it, and what it shows of the outbox's messages."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from random import Random

from adapters.teams import render
from bot import cardjson
from storage.tables import Message
from tests.faults.crew import Ledger
from tests.faults.teams_crew import Balanced, TeamsColleague, keys
from tests.faults.workplace import Copy
from tests.slack.faults import Faults
from tests.teams import members
from tests.teams.conversations import MANAGERS, Conversation
from tests.teams.members import Member
from tests.teams.tenant import Tenant, tenant

CONNECTOR, LOGIN = ("post", "update", "create", "member"), ("token", "metadata", "keys")
"""Whatever the bot asks of Microsoft meanwhile."""
SOON = 3.0
"""Seconds: a server that is heard of later than so long after a message outlived it, and had the time to write it down."""


class TeamsWorkplace:
    """The tenant in which the crew is at work."""

    platform = "teams"
    in_a_row = 3.0

    def __init__(self, opened: Tenant) -> None:
        self._tenant = opened
        self.complaints = opened.complaints
        self.troubles: Sequence[tuple[Faults, str]] = [
            *((opened.faults, method) for method in CONNECTOR),
            *((opened.issuer.faults, method) for method in LOGIN),
        ]

    @property
    def settings(self) -> Mapping[str, str]:
        return {**self._tenant.settings, "EVENHAND_MANAGERS_CHANNEL": f"teams:{MANAGERS}"}

    def colleagues(
        self, ports: Callable[[], list[int]], random: Random, ledger: Ledger
    ) -> list[TeamsColleague]:
        return [self._colleague(who, ports, Random(random.random()), ledger) for who in members.FIVE]  # noqa: S311 - no secret

    def copies(self, message: Message) -> Iterator[Copy]:
        belated = " ".join(self._tenant.faults.belated)
        wanted = render.card(cardjson.decode(message.card), key=message.key)
        place = self._place(message)
        for said in self._tenant.from_bot(place):
            number = f"{place.id} {said.id}"
            current = said.cards == [wanted]
            if message.key in keys(said) or number == message.remote_id or (current and not keys(said)):
                yield Copy(number, current=current, belated=f'"{said.id}"' in belated)

    def explained(self, doubled: Sequence[Sequence[str]], recorded: Collection[str]) -> int:
        """Teams can't be asked whether a message is there: what nobody could write down stands there once more."""
        return sum(
            min(len(copies) - 1, sum(each not in recorded and self._excused(each) for each in copies))
            for copies in doubled
        )

    def _excused(self, copy: str) -> bool:
        """Whether the answer to it was lost, or whoever sent it was never heard of again."""
        place, _, number = copy.partition(" ")
        said = self._tenant.place(place).messages[number]
        return number in self._unheard or self._tenant.heard[said.token] - said.at < SOON

    @cached_property
    def _unheard(self) -> Collection[str]:
        """The messages that were taken and nobody was told."""
        told = (json.loads(each) for each in self._tenant.faults.unheard if each)
        return {str(each.get("id")) for each in told if isinstance(each, dict)}

    def _colleague(
        self, who: Member, ports: Callable[[], list[int]], own: Random, ledger: Ledger
    ) -> TeamsColleague:
        line = Balanced(ports, self._tenant.issuer, own, ledger)
        return TeamsColleague(self._tenant, who, line, own, ledger)

    def _place(self, message: Message) -> Conversation:
        if message.kind == "channel":
            return self._tenant.place(message.target)
        return self._tenant.personal(next(each for each in members.FIVE if each.aad == message.target))


@contextmanager
def at_work() -> Iterator[TeamsWorkplace]:
    """Open the tenant."""
    with tenant() as opened:
        yield TeamsWorkplace(opened)
