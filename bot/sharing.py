"""Colleagues settle who replies: take, leave, talk together."""

from bot import announcing, answering, recording, references, standing, targets
from bot.chat import Place, PlaceKind, Post, Press, Replace, Reply, ReplyPart, Submission, Whisper
from bot.context import Context, Refused
from bot.targets import ANSWER, MANAGERS, Target
from bot.words import deciding, replies, sharing
from storage import issues, people, reports
from storage.tables import Issue, Report


def take(ctx: Context, press: Press) -> Reply:
    """I'll reply."""
    target, issue = decided_on(ctx, press)
    before = recording.ownership(issue)
    own(ctx, issue, ctx.who.staff_id)
    recording.changed_issue(ctx, "issue.take", issue, before=before)
    return shown(ctx, target)


def leave(ctx: Context, press: Press) -> Reply:
    """Leave it with a colleague who holds it too."""
    target, issue = decided_on(ctx, press)
    chosen = standing.stand(ctx, target.issue).holder(target.extra)
    if chosen is None:
        raise Refused(replies.unknown_button())
    if not chosen.here:
        raise Refused(deciding.not_here(chosen.name))
    before = recording.ownership(issue)
    own(ctx, issue, target.extra)
    recording.changed_issue(ctx, "issue.leave", issue, before=before)
    return shown(ctx, target, news=True)


def talk(ctx: Context, press: Press) -> Reply:
    """A conversation between everybody who holds the issue."""
    target, _issue = involved_in(ctx, press)
    about = standing.stand(ctx, target.issue)
    members = sorted({holder.staff_id for holder in about.holders} | {ctx.who.staff_id})
    handles = [handle for handle in (people.handle_of(ctx.db, number) for number in members) if handle]
    reached = [handle.staff_id for handle in handles]
    together = [handle.handle for handle in handles if handle.platform == press.where.platform]
    if len(together) < 2:  # noqa: PLR2004 - nobody to talk with
        raise Refused(deciding.nobody_to_talk_with())
    recording.note(ctx, "colleagues.talk", references.issue(target.issue), {"members": reached})
    place = Place(press.where.platform, PlaceKind.GROUP, ",".join(sorted(together)))
    opened = deciding.talk_opened(target.issue)
    card = sharing.talk_card(about, ctx.who.name)
    return Reply((Post(place, f"talk:{target.issue}", card), Whisper(opened)), references.issue(target.issue))


def shown(ctx: Context, target: Target, *, also: int = 0, news: bool = False) -> Reply:
    """Everybody's message brought up to date, and the card the button stood on."""
    if issues.get(ctx.db, target.issue) is None:
        raise Refused(replies.unknown_button())
    report = reports.get(ctx.db, target.report) if target.report else None
    mine = report if report and report.reporter_id == ctx.who.staff_id else None
    about = mine.issue_id if mine else target.issue
    parts: list[ReplyPart] = []
    for number in dict.fromkeys(n for n in (about, target.issue, also) if n):
        parts += announcing.announce(ctx, number, news=news)
    if target.card == ANSWER and mine:
        parts.append(Replace(answering.answer_card(ctx, target.report)))
    elif target.card == MANAGERS and ctx.manages:
        parts.append(Replace(announcing.managers_card_of(ctx, target.issue)))
    elif (now := standing.stand(ctx, target.issue)).holds(ctx.who.staff_id) or announcing.told(ctx, now):
        parts.append(Replace(announcing.colleague_card_of(ctx, target.issue)))
    else:
        parts.append(Replace(announcing.settled_card_of(ctx, target.issue, ctx.who.staff_id)))
    return Reply(tuple(parts), outcome=references.issue(about))


def involved_in(ctx: Context, event: Press | Submission) -> tuple[Target, Issue]:
    """The issue behind a button or a form, if the actor has to do with it; raises Refused."""
    target = targets.read(event.value)
    issue = issues.get(ctx.db, target.issue) if target else None
    if target is None or issue is None:
        raise Refused(replies.unknown_button())
    if not answering.may_see(ctx, target):
        raise Refused(replies.not_yours())
    return target, issue


def decided_on(ctx: Context, event: Press | Submission) -> tuple[Target, Issue]:
    """The same, and nobody decided since the button was drawn; the loser is told who did."""
    target, issue = involved_in(ctx, event)
    if issue.version != target.version:
        about = standing.stand(ctx, target.issue)
        raise Refused(deciding.somebody_was_faster(about, ctx.service.work, ctx.today))
    return target, issue


def own(ctx: Context, issue: Issue, staff_id: int | None) -> None:
    """Somebody replies from now on."""
    issue.owner_id, issue.owner_since, issue.owner_named_by = staff_id, ctx.when, ctx.who.staff_id
    issue.version += 1
    ctx.db.flush()


def own_report_on(ctx: Context, press: Press) -> tuple[Target, Report]:
    """The actor's own report behind a button on an issue; raises Refused."""
    target = targets.read(press.value)
    report = reports.get(ctx.db, target.report) if target else None
    if target is None or report is None or report.withdrawn_at:
        raise Refused(replies.unknown_button())
    if report.reporter_id != ctx.who.staff_id:
        raise Refused(replies.not_yours())
    return target, report
