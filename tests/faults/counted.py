"""What the bench counts once the weather is fine again: the database, beside what people were told and what is shown."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields

from sqlmodel import col, select

from storage import Db, Store, audit
from storage.tables import Message, Report, SharingChange
from tests.faults.crew import Ledger
from tests.faults.workplace import Copy, Workplace
from tests.served import uncaught

MARK = re.compile(r"mark (\S+) ends")
DECISIONS = frozenset({"issue.take", "issue.leave", "issue.assign", "issue.dismiss"})

ALLOWED = frozenset({"explained", "overtaken"})


@dataclass(frozen=True)
class Counts:
    """What must be zero, but `explained`, copies of messages of which nobody could have known that they are there; and
    `overtaken`, messages over whose newest card an older one arrived that everybody had given up.
    """

    missing: int
    misnumbered: int
    logged_twice: int
    decided_twice: int
    lost: int
    parked: int
    doubled: int
    explained: int
    outdated: int
    overtaken: int
    chain: int
    summaries_too_many: int
    server_errors: int
    tracebacks: int

    @property
    def not_zero(self) -> Mapping[str, int]:
        """Everything that is not as it has to be."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: number for name, number in found.items() if number and name not in ALLOWED}


def counted(
    store: Store, place: Workplace, ledger: Ledger, logged: str, *, recorded: Collection[str]
) -> Counts:
    """Count; `logged` is what all servers wrote, `recorded` what the outbox ever knew to be shown."""
    marks = store.read(_marks)
    told = {each.mark: each.report for each in ledger.saved}
    shown = [_as_shown(place, message) for message in store.read(_messages)]
    doubled = [[copy.id for copy in each.copies] for each in shown if len(each.copies) > 1]
    explained = place.explained(doubled, recorded)
    return Counts(
        missing=sum(not marks[mark] for mark in told),
        misnumbered=sum(bool(marks[mark]) and number not in marks[mark] for mark, number in told.items()),
        logged_twice=sum(len(numbers) > 1 for numbers in marks.values()),
        decided_twice=store.read(_decided_twice),
        lost=sum(not each.copies for each in shown),
        parked=sum(each.parked for each in shown),
        doubled=sum(len(ids) - 1 for ids in doubled) - explained,
        explained=explained,
        outdated=sum(bool(each.copies) and not each.current and not each.belated for each in shown),
        overtaken=sum(not each.current and each.belated for each in shown),
        chain=int(store.read(audit.verify) is not None),
        summaries_too_many=max(0, sum(each.key.startswith("summary:") for each in shown) - 1),
        server_errors=sum(number for status, number in ledger.statuses.items() if status >= 500),
        tracebacks=uncaught(logged),
    )


@dataclass(frozen=True)
class AsShown:
    """One message of the outbox, and its copies where it should stand; `known` is the one that the outbox edits."""

    key: str
    known: str
    parked: bool
    copies: tuple[Copy, ...]

    @property
    def current(self) -> bool:
        """Whether one of them shows the newest card."""
        return any(copy.current for copy in self.copies)

    @property
    def belated(self) -> bool:
        """Whether something was done to the one that is edited, long after it was given up."""
        return any(copy.belated and self.known.endswith(copy.id) for copy in self.copies)


def _as_shown(place: Workplace, message: Message) -> AsShown:
    copies = tuple(place.copies(message))
    return AsShown(message.key, message.remote_id or "", message.parked_at is not None, copies)


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
