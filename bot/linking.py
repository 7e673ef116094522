"""Is a colleague on the same issue? Sure links at once and can be undone; likely and possible ask."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import matching
from bot.context import Context
from bot.matching import (
    Account,
    Answered,
    Belief,
    Claim,
    IssueMatch,
    Likeness,
    PersonMatch,
    Reason,
    ReasonKind,
    Told,
)
from storage import issues, reports
from storage.tables import Report, Suggestion

COMPARED = 200
"""Reports compared at most, the newest."""


@dataclass(frozen=True)
class Link:
    """An issue that a report may be about, and how like it is: sure links at once, likely and possible ask."""

    issue_id: int
    customer_id: int
    probability: float
    likeness: Likeness
    reasons: tuple[Reason, ...]

    @property
    def sure(self) -> bool:
        """Whether it links at once."""
        return self.likeness is Likeness.SURE


def best_link(ctx: Context, account: Account, persons: Mapping[int, PersonMatch]) -> Link | None:
    """The issue that this account is most probably about, of one of these customers; nothing where none may be."""
    may_be = {number: match for number, match in persons.items() if match.for_same > 0}
    told = _told(ctx, account, may_be)
    claims = {number: Claim(match, told.get(number, {})) for number, match in may_be.items()}
    return _best(matching.believe(claims), claims)


def best_link_of(ctx: Context, account: Account, customer_id: int) -> Link | None:
    """The same where the worker chose the customer."""
    claim = Claim(matching.CERTAIN, _told(ctx, account, [customer_id]).get(customer_id, {}))
    return _best(matching.believe_of(customer_id, claim.issues), {customer_id: claim})


def _told(ctx: Context, account: Account, ids: Iterable[int]) -> Mapping[int, Mapping[int, IssueMatch]]:
    """By customer and issue: how like what was told of it within the window is to this account."""
    days = timedelta(days=ctx.policy.windows.issue_days)
    ours = matching.read_account(account)
    found: dict[int, dict[int, list[Told]]] = {}
    for report in reports.of_customers(ctx.db, list(ids), account.at - days, COMPARED):
        if report.customer_id is not None and report.happened_at <= account.at + days:
            issue = found.setdefault(report.customer_id, {}).setdefault(report.issue_id, [])
            issue.append(matching.read_account(_account(report)))
    answers = issues.answers(ctx.db, [issue for known in found.values() for issue in known])
    return {
        number: {
            issue: matching.of_issue(ours, told, _said_of(answers.get(issue)))
            for issue, told in known.items()
        }
        for number, known in found.items()
    }


def _said_of(answers: Mapping[str, int] | None) -> Answered:
    """What people answered about an issue; that it was not the same person says nothing of the issue."""
    return Answered(answers.get("same", 0), answers.get("different", 0)) if answers else Answered()


def _best(beliefs: Iterable[Belief], claims: Mapping[int, Claim]) -> Link | None:
    """Sure before likely, likely before possible; of those the likeliest."""
    for likeness in (Likeness.SURE, Likeness.LIKELY, Likeness.POSSIBLE):
        for belief in beliefs:
            if belief.likeness is likeness and belief.issue is not None:
                claim = claims[belief.customer]
                reasons = (*claim.person.reasons, *claim.issues[belief.issue].reasons)
                return Link(belief.issue, belief.customer, belief.probability, likeness, reasons)
    return None


def account_of(issue: str, details: str, route: str, at: datetime, child: str | None) -> Account:
    """What matching compares."""
    return Account(issue=issue, details=details, route=route, at=at, child=child)


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


def _account(report: Report) -> Account:
    return account_of(report.issue, report.details, report.route, report.happened_at, report.child)


def snapshot(**values: int | str | None) -> str:
    """What a decision replaced, to be put back by Undo."""
    return json.dumps(values)


def restored(before: str) -> Mapping[str, int | str | None]:
    """What `snapshot` kept."""
    found: dict[str, int | str | None] = json.loads(before)
    return found
