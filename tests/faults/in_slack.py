"""Slack as the bench sees it: the crew's workspace, what goes wrong in it, and what it shows of the outbox's messages."""

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from random import Random

from adapters.slack import render
from bot import cardjson
from storage.tables import Message
from tests import served
from tests.faults.crew import Ledger
from tests.faults.slack_crew import CREW, Balanced, SlackColleague
from tests.faults.workplace import Copy
from tests.slack import members
from tests.slack.conversations import Conversation
from tests.slack.faults import Faults
from tests.slack.said import Payload
from tests.slack.workspace import Workspace, workspace

METHODS = (
    "chat.postMessage",
    "chat.update",
    "conversations.history",
    "conversations.open",
    "users.info",
    "views.open",
    "views.update",
)


class SlackWorkplace:
    """The workspace in which the crew is at work."""

    platform = "slack"
    in_a_row = math.inf

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.complaints = workspace.complaints
        self.troubles: Sequence[tuple[Faults, str]] = [(workspace.faults, method) for method in METHODS]

    @property
    def settings(self) -> Mapping[str, str]:
        return served.in_slack(self._workspace.base_url)

    def colleagues(
        self, ports: Callable[[], list[int]], random: Random, ledger: Ledger
    ) -> list[SlackColleague]:
        return [self._colleague(user, ports, Random(random.random()), ledger) for user in CREW]  # noqa: S311 - no secret

    def copies(self, message: Message) -> Iterator[Copy]:
        belated = " ".join(self._workspace.faults.belated)
        wanted = render.message(cardjson.decode(message.card), message.key)
        for said in self._place(message).messages.values():
            mark = said.metadata or {}
            if said.user == members.BOT_USER and mark.get("event_payload", {}).get("key") == message.key:
                current = _plain(said.blocks) == _plain(wanted["blocks"])
                yield Copy(said.ts, current=current, belated=f'"{said.ts}"' in belated)

    def explained(self, doubled: Sequence[Sequence[str]], recorded: Collection[str]) -> int:  # noqa: ARG002
        """What arrived after everybody gave it up and looked; everything else is to be found by its key."""
        return min(sum(len(ids) - 1 for ids in doubled), self._workspace.faults.late)

    def _colleague(
        self, user: str, ports: Callable[[], list[int]], own: Random, ledger: Ledger
    ) -> SlackColleague:
        return SlackColleague(self._workspace, user, Balanced(ports, own, ledger), own, ledger)

    def _place(self, message: Message) -> Conversation:
        if message.kind == "channel":
            return self._workspace.place(message.target)
        return self._workspace.state.conversations.opened(message.target.split(","))


@contextmanager
def at_work() -> Iterator[SlackWorkplace]:
    """Open the workspace."""
    with workspace() as opened:
        yield SlackWorkplace(opened)


def _plain(blocks: list[Payload]) -> list[Payload]:
    """Blocks without the names that Slack gives them."""
    kept = deepcopy(blocks)
    for block in kept:
        block.pop("block_id", None)
        for element in (*block.get("elements", ()), block.get("accessory", {})):
            element.pop("action_id", None)
    return kept
