"""The other side: what is on file that may speak for a customer. It informs, and never decides."""

from dataclasses import dataclass
from datetime import date

from bot import escalation
from bot.context import Context
from bot.escalation import Situation
from storage import customers, reports
from storage.tables import Adjustment, Promise, Report, Word


@dataclass(frozen=True)
class OnFile:
    """What we hold. `while_late`: contacts that came while a promise of ours was overdue. Reports newest first."""

    reports: tuple[Report, ...]
    incidents: int
    enough: bool
    issues: int
    told_us: int
    promises: int
    late: int
    while_late: int
    adjustments: tuple[Adjustment, ...]
    words: tuple[Word, ...]


def on_file(ctx: Context, customer_id: int, now: Situation, since: date = date.min) -> OnFile:
    """What is on file about this customer, for a case as it stands; promises that were due `since` this day."""
    heard = tuple(reports.history(ctx.db, customer_id))
    promised = [each for each in reports.promises_for(ctx.db, customer_id) if each.due_on >= since]
    late = [promise for promise in promised if _was_late(ctx, promise)]
    return OnFile(
        reports=heard,
        incidents=len(now.incidents),
        enough=escalation.shows_enough(now),
        issues=len({report.issue_id for report in heard}),
        told_us=sum(report.told_us == "yes" for report in heard),
        promises=len(promised),
        late=len(late),
        while_late=sum(any(while_late(ctx, report, promise) for promise in late) for report in heard),
        adjustments=tuple(customers.adjustments(ctx.db, customer_id)),
        words=tuple(customers.words(ctx.db, customer_id)),
    )


def for_customer(found: OnFile) -> frozenset[str]:
    """The questions of the fairness check on which something on file speaks for the customer."""
    speaks = {
        "timely": found.late > 0,
        "genuine": found.issues > 1,
        "circumstances": bool(found.adjustments),
        "adjustments": bool(found.adjustments),
        "evidence": not found.enough,
    }
    return frozenset(question for question, does in speaks.items() if does)


def _was_late(ctx: Context, promise: Promise) -> bool:
    done = ctx.service.work.day(promise.done_at) if promise.done_at else ctx.today
    return promise.due_on < done


def while_late(ctx: Context, report: Report, promise: Promise) -> bool:
    """Whether a contact came while this promise of ours was overdue."""
    day = ctx.service.work.day(report.happened_at)
    return promise.due_on < day and (promise.done_at is None or report.happened_at <= promise.done_at)
