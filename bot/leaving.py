"""Colleagues who left: what they were to do comes back to those who are here."""

from datetime import timedelta

from bot import announcing, recording, references, roles, vacant
from bot.chat import ReplyPart
from bot.context import Context
from storage import issues
from storage.records import number_of


def every_morning(ctx: Context) -> tuple[ReplyPart, ...]:
    """Who works here by now; issues that a leaver was to reply to are told of again, nobody named.

    Proposals are put before others by `approving.reminders`, conversations come back as the case's turn.
    """
    roles.recheck(ctx.db, ctx.service)
    since = ctx.when - timedelta(days=ctx.policy.windows.issue_days)
    found: list[ReplyPart] = []
    for issue in issues.of_leavers(ctx.db, since):
        facts = {"owner": issue.owner_id, "left": True}
        issue.owner_id, issue.owner_since, issue.owner_named_by = None, None, None
        issue.version += 1
        ctx.db.flush()
        recording.note(ctx, "issue.assign", references.issue(number_of(issue)), facts)
        found += announcing.announce(ctx, number_of(issue), news=True)
    return (*found, *vacant.every_morning(ctx))
