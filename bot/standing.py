"""Where an issue stands: who holds it, who replies, what was decided."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import covering
from bot.context import Context
from storage import cases, issues, people, reports
from storage.records import number_of
from storage.tables import Issue, Report


@dataclass(frozen=True)
class Holder:
    """A colleague who logged reports on the issue; `last_report` is their newest one's number.

    `here`: they work for the service, and are not away today. `cover`: who is here for them if they are.
    """

    staff_id: int
    name: str
    reports: int
    last: datetime
    route: str
    last_report: int
    here: bool
    away: bool = False
    cover: str = ""


@dataclass(frozen=True)
class Standing:
    """An issue as everybody on it should see it now; holders newest first, times in UTC.

    `most_within_days`: how many colleagues at most hold it within the days of the policy file.
    """

    issue_id: int
    customer_id: int | None
    version: int
    holders: tuple[Holder, ...]
    reports: int
    routes: tuple[tuple[str, int], ...]
    first: datetime | None
    last: datetime | None
    most_within_days: int
    incidents: int
    told_us: int
    late_promises: int
    owner_id: int | None
    owner: str
    owner_since: datetime | None
    owner_named_by: str
    threshold_at: datetime | None
    dismissed_at: datetime | None
    dismissed_by: str
    change_id: int
    change_by: int
    case_id: int
    change_kind: str

    @property
    def shared(self) -> bool:
        """Whether several colleagues hold it."""
        return len(self.holders) > 1

    @property
    def needs_nothing(self) -> bool:
        """Whether a manager decided so, and nobody said since that they reply."""
        return self.dismissed_at is not None and self.owner_id is None

    @property
    def managers_decided_last(self) -> bool:
        """Whether the newest decision is a manager's that still holds, so that they can undo it."""
        kept = {"issue.assign": self.owner_id is not None, "issue.dismiss": self.needs_nothing}
        return kept.get(self.change_kind, False)

    def together_with(self, staff_id: int) -> bool:
        """Whether a colleague of this holder holds it too, or replies."""
        return self.shared or self.owner_id not in {None, staff_id}

    def holds(self, staff_id: int) -> bool:
        """Whether this colleague logged a report on it."""
        return self.holder(staff_id) is not None

    def holder(self, staff_id: int) -> Holder | None:
        """This colleague among those who hold it."""
        return next((holder for holder in self.holders if holder.staff_id == staff_id), None)


def stand(ctx: Context, issue_id: int) -> Standing:
    """Where this issue stands; raises LookupError where there is none."""
    issue = issues.get(ctx.db, issue_id)
    if issue is None:
        raise LookupError(issue_id)
    about = reports.on_issue(ctx.db, issue_id)
    names = people.names(ctx.db)
    change = issues.last_change(ctx.db, issue_id)
    ticked = reports.concerns(ctx.db, [r.id for r in about if r.id])
    return Standing(
        issue_id=issue_id,
        customer_id=issue.customer_id,
        version=issue.version,
        holders=_holders(ctx, about, names),
        reports=len(about),
        routes=tuple(Counter(r.route for r in about).most_common()),
        first=about[0].happened_at if about else None,
        last=about[-1].happened_at if about else None,
        most_within_days=_most_within(ctx.policy.shared_issue.days, about),
        incidents=len(ticked),
        told_us=sum(r.told_us == "yes" for r in about),
        late_promises=_late_promises(ctx, issue),
        owner_id=issue.owner_id,
        owner=names.get(issue.owner_id or 0, ""),
        owner_since=issue.owner_since,
        owner_named_by=names.get(issue.owner_named_by or 0, ""),
        threshold_at=issue.threshold_at,
        dismissed_at=issue.dismissed_at,
        dismissed_by=names.get(issue.dismissed_by or 0, ""),
        change_id=change.id or 0 if change else 0,
        change_by=change.by_id if change else 0,
        case_id=_open_case(ctx, issue),
        change_kind=change.kind if change else "",
    )


def reached_threshold(ctx: Context, standing: Standing) -> bool:
    """Whether enough different colleagues hold it within the policy's days (ours)."""
    return standing.most_within_days >= ctx.policy.shared_issue.colleagues


def _holders(ctx: Context, about: list[Report], names: dict[int, str]) -> tuple[Holder, ...]:
    counts = Counter(report.reporter_id for report in about)
    newest = {report.reporter_id: report for report in about}
    here, away = covering.here(ctx), covering.away(ctx)
    found = [
        Holder(
            staff_id=staff,
            name=names.get(staff, ""),
            reports=counts[staff],
            last=r.happened_at,
            route=r.route,
            last_report=r.id or 0,
            here=staff in here,
            away=staff in away,
            cover=names.get(covering.here_for(ctx, staff) or 0, "") if staff in away else "",
        )
        for staff, r in newest.items()
    ]
    return tuple(sorted(found, key=lambda holder: (holder.last, holder.last_report), reverse=True))


def _most_within(days: int, about: list[Report]) -> int:
    """How many colleagues at most heard of it within so many days of each other."""
    return max((len(_heard_within(days, first, about)) for first in about), default=0)


def _heard_within(days: int, first: Report, about: list[Report]) -> set[int]:
    until = first.happened_at + timedelta(days=days)
    return {report.reporter_id for report in about if first.happened_at <= report.happened_at <= until}


def _open_case(ctx: Context, issue: Issue) -> int:
    case = cases.open_of(ctx.db, issue.customer_id) if issue.customer_id else None
    return number_of(case) if case else 0


def _late_promises(ctx: Context, issue: Issue) -> int:
    if issue.customer_id is None:
        return 0
    promised = reports.promises_for(ctx.db, issue.customer_id)
    return sum(p.due_on < (ctx.service.work.day(p.done_at) if p.done_at else ctx.today) for p in promised)
