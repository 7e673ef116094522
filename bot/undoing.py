"""Puts back what somebody's last decision about an issue replaced."""

from collections.abc import Callable
from datetime import datetime

from bot import recording, references, regrouping, sharing, targets
from bot.chat import Press, Reply
from bot.context import Context, Refused
from bot.linking import restored
from bot.words import deciding, replies
from storage import customers, issues, reports
from storage.tables import SharingChange


def undo(ctx: Context, press: Press) -> Reply:
    """Put back what my last decision replaced."""
    target = targets.read(press.value)
    change = issues.change(ctx.db, target.extra) if target else None
    if target is None or change is None or change.by_id != ctx.who.staff_id:
        raise Refused(replies.unknown_button())
    last = issues.last_change(ctx.db, change.issue_id)
    if change.undone_at or last is None or last.id != change.id:
        raise Refused(deciding.too_late_to_undo())
    touched = _UNDO[change.kind](ctx, change)
    change.undone_at = ctx.when
    ctx.db.flush()
    recording.note(ctx, "issue.undo", references.issue(change.issue_id), {"kind": change.kind})
    return sharing.shown(ctx, target, also=touched)


def _undo_owner(ctx: Context, change: SharingChange) -> int:
    issue, before = issues.get(ctx.db, change.issue_id), restored(change.before)
    if issue:
        issue.owner_id, issue.owner_named_by = _int(before["owner"]), _int(before["named_by"])
        issue.owner_since = _moment(before["since"])
        issue.version += 1
    return change.issue_id


def _undo_move(ctx: Context, change: SharingChange) -> int:
    report, before = reports.get(ctx.db, change.report_id or 0), restored(change.before)
    left = report.issue_id if report else 0
    _ask_again(ctx, change)
    if report:
        report.issue_id = _int(before["issue"]) or report.issue_id
        regrouping.belong_to(ctx, report, _int(before["customer"]))
        report.version += 1
    return left


def _ask_again(ctx: Context, change: SharingChange) -> int:
    """The question that this decision answered is open again."""
    asked = issues.last_answered(ctx.db, change.report_id or 0)
    if asked and asked.answered_at == change.at:
        asked.answer, asked.answered_by, asked.answered_at = "", None, None
    return change.issue_id


def _int(value: int | str | None) -> int | None:
    return value if isinstance(value, int) else None


def _moment(value: int | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None


def _undo_another_person(ctx: Context, change: SharingChange) -> int:
    report, asked = (
        reports.get(ctx.db, change.report_id or 0),
        issues.last_answered(ctx.db, change.report_id or 0),
    )
    other = issues.get(ctx.db, asked.issue_id) if asked else None
    if report and other:
        customers.unsay_different(ctx.db, report.customer_id, other.customer_id)
    return _ask_again(ctx, change)


def _undo_split(ctx: Context, change: SharingChange) -> int:
    report, before = reports.get(ctx.db, change.report_id or 0), restored(change.before)
    if report:
        customers.unsay_different(ctx.db, report.customer_id, _int(before["customer"]))
    return _undo_move(ctx, change)


_UNDO: dict[str, Callable[[Context, SharingChange], int]] = {
    "issue.take": _undo_owner,
    "issue.leave": _undo_owner,
    "issue.assign": _undo_owner,
    "issue.different": _ask_again,
    "issue.another_person": _undo_another_person,
    "issue.link": _undo_move,
    "issue.separate": _undo_move,
    "customer.separate": _undo_split,
}
