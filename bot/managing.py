"""Managers settle a shared issue: name who replies, or say that nothing is needed."""

from bot import limits, recording, sharing, standing
from bot.cards import Form, Option
from bot.chat import Ask, Press, Replace, Reply, Submission
from bot.context import Context, Corrected
from bot.fields import Reader
from bot.targets import MANAGERS, Target
from bot.words import managing as words
from bot.words import mistakes
from storage import people


def assign_form(ctx: Context, press: Press) -> Reply:
    """Ask who replies."""
    target, _issue = sharing.decided_on(ctx, press)
    return Reply((Ask(_assign_form(ctx, target, "")),))


def assign(ctx: Context, event: Submission) -> Reply:
    """Somebody is named to reply; everybody who holds the issue is told."""
    target, issue = sharing.decided_on(ctx, event)
    form = Reader(event.fields, ctx.service.work)
    chosen = form.choice("owner", [option.key for option in _colleagues(ctx)], required=True)
    if form.errors:
        raise Corrected(_assign_form(ctx, target, form.errors["owner"]))
    before = recording.ownership(issue)
    sharing.own(ctx, issue, int(chosen))
    recording.changed_issue(ctx, "issue.assign", issue, before=before)
    told = sharing.shown(ctx, target, news=True)
    named = words.named_card(target.issue, people.get(ctx.db, int(chosen)).name)
    return Reply((Replace(named), *(p for p in told.parts if not isinstance(p, Replace))), told.outcome)


def dismiss_form(ctx: Context, press: Press) -> Reply:
    """Ask why nothing is needed."""
    target, _issue = sharing.decided_on(ctx, press)
    about = standing.stand(ctx, target.issue)
    return Reply((Ask(words.dismiss_form(about, target, "", "")),))


def dismiss(ctx: Context, event: Submission) -> Reply:
    """Nothing is needed; the reasons are kept."""
    target, issue = sharing.decided_on(ctx, event)
    form = Reader(event.fields, ctx.service.work)
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    if form.errors:
        about = standing.stand(ctx, target.issue)
        typed = form.raw("reasons")
        raise Corrected(words.dismiss_form(about, target, typed, form.errors["reasons"]))
    before = recording.dismissal(issue)
    issue.dismissed_at, issue.dismissed_by, issue.dismissed_why = ctx.when, ctx.who.staff_id, reasons
    issue.version += 1
    ctx.db.flush()
    recording.changed_issue(ctx, "issue.dismiss", issue, before=before, words={"reasons": reasons})
    return sharing.shown(ctx, target)


def _assign_form(ctx: Context, target: Target, error: str) -> Form:
    about = standing.stand(ctx, target.issue)
    return words.assign_form(
        about, Target(target.issue, target.version, 0, MANAGERS), _colleagues(ctx), error
    )


def _colleagues(ctx: Context) -> tuple[Option, ...]:
    away = {a.staff_id for a in people.absences_from(ctx.db, ctx.today) if a.first_day <= ctx.today}
    return tuple(
        Option(str(staff.id), staff.name, mistakes.AWAY if staff.id in away else "")
        for staff in people.working(ctx.db)
    )
