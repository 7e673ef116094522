"""Is a colleague on the same issue? Sure links at once and can be undone; likely asks."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import matching
from bot.context import Context
from bot.matching import Account, Likeness, Outcome, PersonMatch, Reason, ReasonKind
from storage import issues, reports
from storage.tables import Report, Suggestion

COMPARED = 200
"""Reports compared at most, the newest."""
CHOSEN = PersonMatch(Outcome.SAME, probability=1.0, household=0.0, sure=True, reasons=())
"""The worker chose the customer: no question about the person is left."""


@dataclass(frozen=True)
class Person:
    """A customer who may be meant, and how the comparison went."""

    customer_id: int
    match: PersonMatch = CHOSEN


@dataclass(frozen=True)
class Link:
    """An issue that a report may be about; `sure` links at once."""

    issue_id: int
    customer_id: int
    probability: float
    sure: bool
    reasons: tuple[Reason, ...]


def best_link(
    ctx: Context, account: Account, persons: Iterable[Person], *, without: int | None = None
) -> Link | None:
    """The issue that this account is most probably about, if probable enough to ask."""
    found = {person.customer_id: person for person in persons}
    days = timedelta(days=ctx.policy.windows.issue_days)
    since, until = account.at - days, account.at + days
    links = [
        _link(found[report.customer_id], account, report)
        for report in reports.of_customers(ctx.db, found, since, COMPARED)
        if report.customer_id is not None and report.id != without and report.happened_at <= until
    ]
    likely = [link for link in links if link is not None]
    return max(likely, key=lambda link: (link.sure, link.probability), default=None)


def account_of(issue: str, details: str, route: str, at: datetime) -> Account:
    """What matching compares."""
    return Account(issue=issue, details=details, route=route, at=at)


def remember(ctx: Context, report_id: int, link: Link) -> None:
    """Keep why a report was linked, or is asked about."""
    kept = [(r.kind.value, round(r.weight, 2), list(r.parameters)) for r in link.reasons]
    ctx.db.add(
        Suggestion(
            report_id=report_id,
            issue_id=link.issue_id,
            probability=link.probability,
            sure=link.sure,
            reasons=json.dumps(kept),
        )
    )
    ctx.db.flush()


def reasons_of(ctx: Context, report_id: int, issue_id: int) -> tuple[Reason, ...]:
    """Why a report was thought to be about an issue."""
    found = issues.suggestion_of(ctx.db, report_id, issue_id)
    kept = json.loads(found.reasons) if found else []
    return tuple(Reason(ReasonKind(kind), weight, tuple(parameters)) for kind, weight, parameters in kept)


def _link(person: Person, account: Account, report: Report) -> Link | None:
    earlier = account_of(report.issue, report.details, report.route, report.happened_at)
    match = matching.same_issue(account, earlier)
    likeness = matching.judge(person.match, match)
    if likeness is Likeness.UNLIKELY or report.customer_id is None:
        return None
    return Link(
        issue_id=report.issue_id,
        customer_id=report.customer_id,
        probability=person.match.probability * match.probability,
        sure=likeness is Likeness.SURE,
        reasons=(*person.match.reasons, *match.reasons),
    )


def snapshot(**values: int | str | None) -> str:
    """What a decision replaced, to be put back by Undo."""
    return json.dumps(values)


def restored(before: str) -> Mapping[str, int | str | None]:
    """What `snapshot` kept."""
    found: dict[str, int | str | None] = json.loads(before)
    return found
