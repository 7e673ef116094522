"""Puts back what somebody's last decision about an issue replaced."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot import casework, recording, references, regrouping, sharing, targets
from bot.cards import Card
from bot.chat import Press, Reply
from bot.context import Context, Refused
from bot.linking import restored
from bot.targets import MANAGERS, Target
from bot.words import deciding, replies
from storage import customers, issues, people, reports
from storage.tables import SharingChange


def undo(ctx: Context, press: Press) -> Reply:
    """Put back what my last decision replaced."""
    target = targets.read(press.value)
    change = issues.change(ctx.db, target.extra) if target else None
    if target is None or change is None:
        raise Refused(replies.unknown_button())
    if change.by_id != ctx.who.staff_id:
        raise Refused(_not_mine(ctx, target, change))
    last = issues.last_change(ctx.db, change.issue_id)
    if change.undone_at or last is None or last.id != change.id:
        raise Refused(deciding.too_late_to_undo())
    moved = reports.get(ctx.db, change.report_id or 0)
    was = moved.customer_id if moved else None
    touched = _UNDO[change.kind](ctx, change)
    change.undone_at = ctx.when
    ctx.db.flush()
    recording.note(ctx, "issue.undo", references.issue(change.issue_id), {"kind": change.kind})
    back_on = moved.issue_id if moved else change.issue_id
    shown = sharing.shown(ctx, replace(target, issue=back_on), also=touched)
    told = casework.told_of_customer(ctx, was, moved.customer_id) if moved else ()
    return Reply((*shown.parts, *told), shown.outcome)


def _not_mine(ctx: Context, target: Target, change: SharingChange) -> Card:
    if target.card == MANAGERS and ctx.manages:
        return deciding.decided_by(people.get(ctx.db, change.by_id).name)
    return replies.unknown_button()


def _undo_owner(ctx: Context, change: SharingChange) -> int:
    issue, before = issues.get(ctx.db, change.issue_id), restored(change.before)
    if issue:
        issue.owner_id, issue.owner_named_by = _int(before["owner"]), _int(before["named_by"])
        issue.owner_since = _moment(before["since"])
        issue.version += 1
    return change.issue_id


def _undo_dismissal(ctx: Context, change: SharingChange) -> int:
    issue, before = issues.get(ctx.db, change.issue_id), restored(change.before)
    if issue is None or issue.dismissed_at is None:  # a new report opened it again
        raise Refused(deciding.too_late_to_undo())
    issue.dismissed_at, issue.dismissed_by = _moment(before["at"]), _int(before["by"])
    issue.dismissed_why = str(before["why"])
    issue.version += 1
    return change.issue_id


def _undo_own_issue(ctx: Context, change: SharingChange) -> int:
    """Back to the issue it came from, unless its own one has other reports by now: they would stay alone."""
    if any(report.id != change.report_id for report in reports.on_issue(ctx.db, change.issue_id)):
        raise Refused(deciding.too_late_to_undo())
    return _undo_move(ctx, change)


def _undo_move(ctx: Context, change: SharingChange) -> int:
    report, before = reports.get(ctx.db, change.report_id or 0), restored(change.before)
    left = report.issue_id if report else 0
    _ask_again(ctx, change)
    if report:
        report.issue_id = _int(before["issue"]) or report.issue_id
        back = issues.get(ctx.db, report.issue_id)
        regrouping.belong_to(ctx, report, back.customer_id if back else _int(before["customer"]))
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
    """The two customers are again what they were to each other."""
    report = reports.get(ctx.db, change.report_id or 0)
    asked = issues.last_answered(ctx.db, change.report_id or 0)
    other = issues.get(ctx.db, asked.issue_id) if asked else None
    before = restored(change.before)["pair"]
    if report and report.customer_id and other and other.customer_id:
        if before is None:
            customers.unsay_of_pair(ctx.db, report.customer_id, other.customer_id)
        else:
            customers.say_of_pair(
                ctx.db, report.customer_id, other.customer_id, str(before), ctx.who.staff_id, ctx.when
            )
    return _ask_again(ctx, change)


def _undo_split(ctx: Context, change: SharingChange) -> int:
    """The customer who was made for the report is nobody's any more."""
    report, was = reports.get(ctx.db, change.report_id or 0), _int(restored(change.before)["customer"])
    if report and report.customer_id and was:
        customers.unsay_of_pair(ctx.db, report.customer_id, was)
    return _undo_own_issue(ctx, change)


_UNDO: dict[str, Callable[[Context, SharingChange], int]] = {
    "issue.take": _undo_owner,
    "issue.leave": _undo_owner,
    "issue.assign": _undo_owner,
    "issue.dismiss": _undo_dismissal,
    "issue.different": _ask_again,
    "issue.another_person": _undo_another_person,
    "issue.link": _undo_move,
    "issue.separate": _undo_own_issue,
    "customer.separate": _undo_split,
}
