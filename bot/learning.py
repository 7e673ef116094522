"""What people answered about what matching suggested, read as labels; nothing is learnt without a person who changes a number."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot import matching, references
from bot.linking import Link
from bot.matching.decisions import Basis, Suggested, Verdict
from bot.matching.tables import weights
from storage import Db, labels
from storage.audit import Json
from storage.labels import Heard, Left, Offered
from storage.tables import Merge

FACT = "matching"
APART: Mapping[str, Verdict] = {
    "issue.separate": Verdict.DIFFERENT,
    "customer.separate": Verdict.ANOTHER_PERSON,
}
"""What takes a report off an issue, and what that says."""
UNDOABLE = (*APART, "issue.link", "issue.different", "issue.another_person")


@dataclass(frozen=True)
class People:
    """What managers and workers did about records of customers.

    Of the merges that hold, matching had `asked` about some; others were `missed`: both had been in touch within the days
    that matching looks back. The rest had not, so there was nothing to link.
    """

    merges: int
    merges_taken_back: int
    asked: int
    missed: int
    two_people: int
    kept_apart: int


@dataclass(frozen=True)
class Labels:
    """Every suggestion about a report that stands, and what else people said; `taken_back`: by Undo."""

    suggested: tuple[Suggested, ...]
    withdrawn: int
    taken_back: int
    people: People


def basis(link: Link, customer_id: int | None) -> Mapping[str, Json]:
    """By which numbers a link was suggested to a report of this customer: what the audit chain keeps of it."""
    speaks = matching.speaks_for_one(link.reasons)
    return {
        "version": weights().version,
        "likely": weights().thresholds["likely"],
        "may_be_sure": speaks and customer_id == link.customer_id,
    }


def read(db: Db, *, days: int, since: datetime | None = None) -> Labels:
    """What people answered about reports logged from this moment on; `days` is how far matching looks back."""
    ever = labels.offered(db)
    every = [each for each in ever if not since or each.logged_at >= since]
    offered = [each for each in every if not each.withdrawn]
    bases = labels.facts_with(db, "report.file", FACT)
    holds = _Holding(labels.left(db, tuple(APART)))
    return Labels(
        tuple(_suggested(each, holds, bases.get(references.report(each.report))) for each in offered),
        withdrawn=len(every) - len(offered),
        taken_back=labels.taken_back(db, UNDOABLE, since),
        people=_people(db, ever, timedelta(days=days), since),
    )


class _Holding:
    """What holds of a suggestion by now, whatever was answered at first."""

    def __init__(self, left: Iterable[Left]) -> None:
        self._itself: dict[tuple[int, int], Left] = {}
        self._from: dict[int, list[Left]] = {}
        for each in left:
            self._itself[each.report, each.issue] = each
            self._from.setdefault(each.issue, []).append(each)

    def verdict(self, each: Offered) -> Verdict:
        """What people made of it."""
        if not each.sure and each.answer != Verdict.SAME:
            return Verdict(each.answer)
        apart = self._itself.get((each.report, each.issue)) or self._left_alone(each)
        return APART[apart.kind] if apart else Verdict.SAME

    def _left_alone(self, each: Offered) -> Left | None:
        """Who left the issue last, where everybody did who was on it before this report."""
        if each.first < each.report:
            return None
        gone = (left for left in self._from.get(each.issue, ()) if left.report < each.report)
        return max(gone, key=lambda left: left.at, default=None)


def _suggested(each: Offered, holds: _Holding, told: Mapping[str, Any] | None) -> Suggested:
    return Suggested(
        each.probability,
        each.sure,
        Verdict(each.answer),
        holds.verdict(each),
        Basis(told["version"], told["likely"], told["may_be_sure"]) if told else None,
    )


def _people(db: Db, ever: Iterable[Offered], days: timedelta, since: datetime | None) -> People:
    said = labels.said_of_pairs(db, since)
    made = labels.merges(db, since)
    hold = [(row, moved) for row, moved in made if row.undone_at is None]
    heard = labels.heard(db, {row.into_id for row, _ in hold})
    asked = {(each.report, each.issue) for each in ever}
    sides = [_sides(row, moved, heard) for row, moved in hold]
    about = [_asked_about(*both, asked) for both in sides]
    return People(
        merges=len(hold),
        merges_taken_back=len(made) - len(hold),
        asked=sum(about),
        missed=sum(not was and _within(*both, days) for was, both in zip(about, sides, strict=True)),
        two_people=said["different"],
        kept_apart=said["keep_apart"],
    )


def _sides(row: Merge, moved: Collection[int], heard: Iterable[Heard]) -> tuple[list[Heard], list[Heard]]:
    """What had been heard of each of the two when they were merged."""
    before = [each for each in heard if each.customer == row.into_id and each.logged_at <= row.at]
    return [e for e in before if e.report in moved], [e for e in before if e.report not in moved]


def _asked_about(one: list[Heard], other: list[Heard], asked: set[tuple[int, int]]) -> bool:
    """Whether matching had suggested that a report of the one is about an issue of the other."""
    return any(
        (mine.report, theirs.issue) in asked or (theirs.report, mine.issue) in asked
        for mine in one
        for theirs in other
    )


def _within(one: list[Heard], other: list[Heard], days: timedelta) -> bool:
    """Whether both were in touch so near to each other that matching compares what they said."""
    return any(abs(mine.happened_at - theirs.happened_at) <= days for mine in one for theirs in other)
