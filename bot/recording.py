"""What every decision leaves behind: an audit entry, and where it can be undone, how."""

from collections.abc import Mapping
from datetime import timedelta

from bot import linking, references
from bot.chat import Ask, Refresh, Reply
from bot.context import Context
from storage import audit, issues
from storage.audit import Json
from storage.tables import Issue, SharingChange

OPENED = "customer.open"
ONE_FORM = timedelta(hours=1)
"""Nobody fills one form in for longer."""


def note(
    ctx: Context,
    action: str,
    subject: str,
    facts: Mapping[str, Json] | None = None,
    words: Mapping[str, str] | None = None,
) -> None:
    """One audit entry for a delivery: references, kinds, dates and staff ids in clear, free text hashed."""
    if ctx.repeated:
        return
    audit.append(
        ctx.db,
        at=ctx.when,
        staff_id=ctx.who.staff_id or None,
        action=action,
        subject=subject,
        facts=facts or {},
        words={name: text for name, text in (words or {}).items() if text},
    )


def opened_already(ctx: Context, reply: Reply) -> bool:
    """Whether the chain tells that the actor has this customer's details open in this form: it is redrawn, or opens nobody's."""
    return not reply.opened or audit.noted_since(
        ctx.db,
        staff_id=ctx.who.staff_id,
        action=OPENED,
        subject=references.customer(reply.opened),
        facts=_form_in(reply),
        since=ctx.when - ONE_FORM,
    )


def opened(ctx: Context, reply: Reply) -> None:
    """Whose details a form shows to whom: once for each person, customer and kind of form within the hour."""
    if not opened_already(ctx, reply):
        note(ctx, OPENED, references.customer(reply.opened), _form_in(reply))


def _form_in(reply: Reply) -> Mapping[str, Json]:
    forms = (part.form.action for part in reply.parts if isinstance(part, Ask | Refresh))
    return {"form": next(forms, "")}


def changed_issue(
    ctx: Context,
    kind: str,
    issue: Issue,
    *,
    report_id: int | None = None,
    before: str = "{}",
    words: Mapping[str, str] | None = None,
) -> int:
    """Keep a decision about an issue, its audit entry included; gives its number for Undo."""
    number = issue.id or 0
    facts: dict[str, Json] = {"version": issue.version, "owner": issue.owner_id}
    if report_id:
        facts["report"] = references.report(report_id)
    note(ctx, kind, references.issue(number), facts, words)
    change = SharingChange(
        kind=kind, issue_id=number, report_id=report_id, by_id=ctx.who.staff_id, at=ctx.when, before=before
    )
    return issues.add_change(ctx.db, change)


def dismissal(issue: Issue) -> str:
    """Whether and why nothing is needed now, to be put back by Undo."""
    return linking.snapshot(
        at=issue.dismissed_at.isoformat() if issue.dismissed_at else None,
        by=issue.dismissed_by,
        why=issue.dismissed_why,
    )


def ownership(issue: Issue) -> str:
    """Who replies now, to be put back by Undo."""
    return linking.snapshot(
        owner=issue.owner_id,
        since=issue.owner_since.isoformat() if issue.owner_since else None,
        named_by=issue.owner_named_by,
    )
