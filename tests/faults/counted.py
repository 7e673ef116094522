"""What the bench counts once the weather is fine again: the database, beside what people were told and what Slack shows."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, fields

from sqlmodel import col, select

from adapters.slack import render
from bot import cardjson
from storage import Db, Store, audit
from storage.tables import Message, Report, SharingChange
from tests.faults.crew import Ledger
from tests.faults.served import uncaught
from tests.slack import members
from tests.slack.conversations import Conversation
from tests.slack.conversations import Message as Shown
from tests.slack.said import Payload
from tests.slack.workspace import Workspace

MARK = re.compile(r"mark (\S+) ends")
DECISIONS = frozenset({"issue.take", "issue.leave", "issue.assign", "issue.dismiss"})


@dataclass(frozen=True)
class Counts:
    """What must be zero, but `doubled_later`: messages that arrived after everybody gave them up and looked."""

    missing: int
    misnumbered: int
    logged_twice: int
    decided_twice: int
    lost: int
    parked: int
    doubled: int
    outdated: int
    chain: int
    summaries_too_many: int
    server_errors: int
    tracebacks: int

    @property
    def not_zero(self) -> Mapping[str, int]:
        """Everything that is not as it has to be."""
        return {each.name: number for each in fields(self) if (number := getattr(self, each.name))}


def counted(store: Store, workspace: Workspace, ledger: Ledger, logged: str, *, late: int = 0) -> Counts:
    """Count; `late` messages may stand twice, for they arrived after the look-up."""
    marks = store.read(_marks)
    told = {each.mark: each.report for each in ledger.saved}
    shown = [_as_shown(workspace, message) for message in store.read(_messages)]
    return Counts(
        missing=sum(not marks[mark] for mark in told),
        misnumbered=sum(bool(marks[mark]) and number not in marks[mark] for mark, number in told.items()),
        logged_twice=sum(len(numbers) > 1 for numbers in marks.values()),
        decided_twice=store.read(_decided_twice),
        lost=sum(not each.copies for each in shown),
        parked=sum(each.parked for each in shown),
        doubled=max(0, sum(max(0, len(each.copies) - 1) for each in shown) - late),
        outdated=sum(bool(each.copies) and not each.current for each in shown),
        chain=int(store.read(audit.verify) is not None),
        summaries_too_many=max(0, sum(each.key.startswith("summary:") for each in shown) - 1),
        server_errors=sum(number for status, number in ledger.statuses.items() if status >= 500),
        tracebacks=uncaught(logged),
    )


@dataclass(frozen=True)
class AsShown:
    """One message of the outbox, and its copies where it should stand; `current`: one of them shows the newest card."""

    key: str
    parked: bool
    copies: tuple[Shown, ...]
    current: bool


def _as_shown(workspace: Workspace, message: Message) -> AsShown:
    wanted = render.message(cardjson.decode(message.card), message.key)
    copies = tuple(_copies(_place(workspace, message), message.key))
    current = any(_plain(copy.blocks) == _plain(wanted["blocks"]) for copy in copies)
    return AsShown(message.key, message.parked_at is not None, copies, current)


def _copies(place: Conversation, key: str) -> Iterator[Shown]:
    for said in place.messages.values():
        mark = said.metadata or {}
        if said.user == members.BOT_USER and mark.get("event_payload", {}).get("key") == key:
            yield said


def _place(workspace: Workspace, message: Message) -> Conversation:
    if message.kind == "channel":
        return workspace.place(message.target)
    return workspace.state.conversations.opened(message.target.split(","))


def _plain(blocks: list[Payload]) -> list[Payload]:
    """Blocks without the names that Slack gives them."""
    kept = deepcopy(blocks)
    for block in kept:
        block.pop("block_id", None)
        for element in (*block.get("elements", ()), block.get("accessory", {})):
            element.pop("action_id", None)
    return kept


def _messages(db: Db) -> list[Message]:
    return list(db.exec(select(Message)))


def _marks(db: Db) -> Mapping[str, list[int]]:
    """The numbers of the reports that carry each mark."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for report in db.exec(select(Report)):
        if mark := MARK.search(report.details):
            found[mark[1]].append(report.id or 0)
    return found


def _decided_twice(db: Db) -> int:
    """Decisions that follow the very same decision of the same person on the same issue."""
    last: dict[int, tuple[str, int]] = {}
    again = 0
    for change in db.exec(select(SharingChange).order_by(col(SharingChange.id))):
        decided = change.kind, change.by_id
        again += change.kind in DECISIONS and last.get(change.issue_id) == decided
        last[change.issue_id] = decided
    return again
