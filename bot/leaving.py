"""Colleagues who left: what they were to do comes back to those who are here."""

from collections.abc import Iterator
from datetime import timedelta

from bot import announcing, recording, references, roles, vacant
from bot.chat import Nudge, ReplyPart
from bot.context import Context
from bot.words import mine as words
from storage import issues, jobs, people, reports
from storage.records import number_of


def every_morning(ctx: Context) -> tuple[ReplyPart, ...]:
    """Who works here by now; issues that a leaver was to reply to are told of again, nobody named.

    Proposals are put before others by `approving.reminders`, conversations come back as the case's turn.
    """
    roles.recheck(ctx.db, ctx.service)
    return (*_issues(ctx), *_promises(ctx), *vacant.every_morning(ctx))


def _issues(ctx: Context) -> tuple[ReplyPart, ...]:
    since = ctx.when - timedelta(days=ctx.policy.windows.issue_days)
    found: list[ReplyPart] = []
    for issue in issues.of_leavers(ctx.db, since):
        facts = {"owner": issue.owner_id, "left": True}
        issue.owner_id, issue.owner_since, issue.owner_named_by = None, None, None
        issue.version += 1
        ctx.db.flush()
        recording.note(ctx, "issue.assign", references.issue(number_of(issue)), facts)
        found += announcing.announce(ctx, number_of(issue), news=True)
    return tuple(found)


def _promises(ctx: Context) -> Iterator[Nudge]:
    """Managers are told once of what a leaver promised: they keep it, or see to it, and mark it as done."""
    names = people.names(ctx.db)
    for promise in reports.promises_of_leavers(ctx.db):
        if jobs.claim(ctx.db, f"promise-left:{promise.id}", promise.due_on, ctx.when):
            card = words.left_card(promise, references.initials(names[promise.staff_id]), ctx.today)
            for each in sorted(roles.managers(ctx.db)):
                yield Nudge(each, f"promise:{promise.id}", card)
