"""Two people hold no issue together: what one of them said moves to an issue of their own."""

from bot import announcing
from bot.chat import ReplyPart
from bot.context import Context
from storage import issues, merges


def part(ctx: Context, *customer_ids: int) -> dict[int, int]:
    """Every report of these customers is on an issue of its own customer from now on; gives the new issue by the old one.

    Reports that were together stay together. Whether a report of the one is about an issue of the other is no question any more.
    """
    made: dict[int, int] = {}
    for report, issue in merges.astray(ctx.db, customer_ids):
        if merges.holders(ctx.db, report.issue_id) == {report.customer_id}:
            issue.customer_id = report.customer_id
        elif issue.customer_id != report.customer_id:
            old = report.issue_id
            made[old] = made.get(old) or issues.add(ctx.db, report.customer_id, ctx.when)
            report.issue_id = made[old]
            report.version += 1
        ctx.db.flush()
    for case, issue in merges.begun_on(ctx.db, customer_ids):
        case.issue_id = made.get(issue.id or 0)
    ctx.db.flush()
    merges.ask_no_more(ctx.db, customer_ids)
    return made


def told(ctx: Context, touched: set[int]) -> tuple[ReplyPart, ...]:
    """Every message about these issues is true again: whose they are, and who is on them."""
    return tuple(part for number in sorted(touched) for part in announcing.announce(ctx, number))
