"""Colleagues settle who replies: take, leave, link, separate, talk, undo."""

from collections.abc import Callable
from datetime import datetime

from bot import announcing, answering, filing, identifying, linking, recording, references, standing, targets
from bot.chat import Place, PlaceKind, Post, Press, Replace, Reply, ReplyPart, Whisper
from bot.context import Context, Refused
from bot.linking import restored
from bot.targets import ANSWER, MANAGERS, Target
from bot.words import deciding, replies, sharing
from storage import customers, issues, people, reports
from storage.tables import Customer, Issue, Report, SharingChange


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
    if not standing.stand(ctx, target.issue).holds(target.extra):
        raise Refused(replies.unknown_button())
    before = recording.ownership(issue)
    own(ctx, issue, target.extra)
    recording.changed_issue(ctx, "issue.leave", issue, before=before)
    return shown(ctx, target, news=True)


def link(ctx: Context, press: Press) -> Reply:
    """It is the same issue: my report joins it."""
    target, report = own_report_on(ctx, press)
    asked = issues.suggestion(ctx.db, target.report)
    joined = issues.get(ctx.db, asked.issue_id) if asked else None
    if asked is None or joined is None:
        raise Refused(deciding.answered_already())
    before = _belonging(report)
    old = report.issue_id
    report.issue_id = asked.issue_id
    _belong_to(ctx, report, joined.customer_id)
    asked.answer, asked.answered_by, asked.answered_at = "same", ctx.who.staff_id, ctx.when
    filing.reopen(ctx, asked.issue_id)
    ctx.db.flush()
    recording.changed_issue(ctx, "issue.link", joined, report_id=report.id, before=before)
    return shown(ctx, target, also=old, news=True)


def separate(ctx: Context, press: Press) -> Reply:
    """It is a different issue: my report gets one of its own, for the same customer."""
    target, report = own_report_on(ctx, press)
    if _answer(ctx, report, "different"):
        return shown(ctx, target)
    before, old = _belonging(report), report.issue_id
    if len(reports.on_issue(ctx.db, old)) < 2:  # noqa: PLR2004 - it is alone already
        raise Refused(deciding.answered_already())
    report.issue_id = issues.add(ctx.db, report.customer_id, ctx.when)
    _moved(ctx, "issue.separate", report, before)
    return shown(ctx, target, also=old)


def another_person(ctx: Context, press: Press) -> Reply:
    """It is not the same person: my report gets a customer and an issue of its own."""
    target, report = own_report_on(ctx, press)
    asked = issues.suggestion(ctx.db, target.report)
    other = issues.get(ctx.db, asked.issue_id) if asked else None
    if _answer(ctx, report, "another_person") and other and other.customer_id != report.customer_id:
        _are_different(ctx, report.customer_id, other.customer_id)
        return shown(ctx, target)
    before, old, was = _belonging(report), report.issue_id, report.customer_id
    _belong_to(ctx, report, _new_customer(ctx, report))
    report.issue_id = issues.add(ctx.db, report.customer_id, ctx.when)
    _are_different(ctx, was, report.customer_id)
    _moved(ctx, "customer.separate", report, before)
    return shown(ctx, target, also=old)


def talk(ctx: Context, press: Press) -> Reply:
    """A conversation between everybody who holds the issue."""
    target, _issue = involved_in(ctx, press)
    about = standing.stand(ctx, target.issue)
    members = sorted({holder.staff_id for holder in about.holders} | {ctx.who.staff_id})
    handles = [handle for handle in (people.handle_of(ctx.db, number) for number in members) if handle]
    together = [handle.handle for handle in handles if handle.platform == press.where.platform]
    if len(together) < 2:  # noqa: PLR2004 - nobody to talk with
        raise Refused(deciding.nobody_to_talk_with())
    recording.note(ctx, "colleagues.talk", references.issue(target.issue), {"members": members})
    place = Place(press.where.platform, PlaceKind.GROUP, ",".join(sorted(together)))
    opened = deciding.talk_opened(target.issue)
    card = sharing.talk_card(about, ctx.who.name)
    return Reply((Post(place, f"talk:{target.issue}", card), Whisper(opened)), references.issue(target.issue))


def keep_apart(ctx: Context, press: Press) -> Reply:
    """Neither side's workers are told any more that the other was in touch."""
    target = targets.read(press.value)
    pair = customers.pair(ctx.db, target.issue, target.extra) if target else None
    if target is None or pair is None:
        raise Refused(replies.unknown_button())
    customers.say_of_pair(ctx.db, target.issue, target.extra, "keep_apart", ctx.who.staff_id, ctx.when)
    low, high = references.customer(pair.low_id), references.customer(pair.high_id)
    recording.note(ctx, "customer.keep_apart", low, {"other": high})
    return Reply((Whisper(deciding.kept_apart()),), outcome=low)


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
    return shown(ctx, target, also=touched)


def shown(ctx: Context, target: Target, *, also: int = 0, news: bool = False) -> Reply:
    """Everybody's message brought up to date, and the card the button stood on."""
    report = reports.get(ctx.db, target.report) if target.report else None
    about = report.issue_id if report else target.issue
    parts: list[ReplyPart] = []
    for number in dict.fromkeys(n for n in (about, target.issue, also) if n):
        parts += announcing.announce(ctx, number, news=news)
    if target.card == ANSWER and report:
        parts.append(Replace(answering.answer_card(ctx, target.report)))
    elif target.card == MANAGERS:
        parts.append(Replace(announcing.managers_card_of(ctx, target.issue)))
    elif standing.stand(ctx, target.issue).holds(ctx.who.staff_id):
        parts.append(Replace(announcing.colleague_card_of(ctx, target.issue)))
    else:
        parts.append(Replace(sharing.settled_card(target.issue, moved=False)))
    return Reply(tuple(parts), outcome=references.issue(about))


def involved_in(ctx: Context, press: Press) -> tuple[Target, Issue]:
    """The issue behind a button, if the actor has to do with it; raises Refused."""
    target = targets.read(press.value)
    issue = issues.get(ctx.db, target.issue) if target else None
    if target is None or issue is None:
        raise Refused(replies.unknown_button())
    if not answering.may_see(ctx, target):
        raise Refused(replies.not_yours())
    return target, issue


def decided_on(ctx: Context, press: Press) -> tuple[Target, Issue]:
    """The same, and nobody decided since the button was drawn; the loser is told who did."""
    target, issue = involved_in(ctx, press)
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


def _answer(ctx: Context, report: Report, answer: str) -> bool:
    """Answer the question about a report with no; false if nothing was asked."""
    asked = issues.suggestion(ctx.db, report.id or 0)
    own = issues.get(ctx.db, report.issue_id)
    if asked is None or own is None:
        return False
    asked.answer, asked.answered_by, asked.answered_at = answer, ctx.who.staff_id, ctx.when
    ctx.db.flush()
    recording.changed_issue(ctx, f"issue.{answer}", own, report_id=report.id)
    return True


def _moved(ctx: Context, kind: str, report: Report, before: str) -> None:
    report.version += 1
    ctx.db.flush()
    issue = issues.get(ctx.db, report.issue_id)
    if issue:
        recording.changed_issue(ctx, kind, issue, report_id=report.id, before=before)


def _belonging(report: Report) -> str:
    return linking.snapshot(issue=report.issue_id, customer=report.customer_id)


def _belong_to(ctx: Context, report: Report, customer_id: int | None) -> None:
    """The report, and how it wrote the customer down, belong to this customer."""
    was, report.customer_id = report.customer_id, customer_id
    known = customers.known_from(ctx.db, report.id or 0)
    if known and customer_id:
        known.customer_id = customer_id
    ctx.db.flush()
    for number in {was, customer_id} - {None}:
        identifying.rekey(ctx, number or 0)


def _new_customer(ctx: Context, report: Report) -> int:
    known = customers.known_from(ctx.db, report.id or 0)
    was = customers.get(ctx.db, report.customer_id or 0)
    name = known.name if known else was.name if was else replies.not_known()
    customer = Customer(name=name, created_at=ctx.when)
    if known:
        identifying.fill_in(customer, identifying.identity_of(known))
    number = customers.add(ctx.db, customer)
    if known is None:
        identifying.write_down(ctx, number, identifying.identity_of(customer), report.id or 0)
    return number


def _are_different(ctx: Context, one: int | None, other: int | None) -> None:
    if one and other and one != other:
        customers.say_of_pair(ctx.db, one, other, "different", ctx.who.staff_id, ctx.when)


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
        _belong_to(ctx, report, _int(before["customer"]))
        report.version += 1
    return left


def _undo_split(ctx: Context, change: SharingChange) -> int:
    report, before = reports.get(ctx.db, change.report_id or 0), restored(change.before)
    if report:
        customers.unsay_different(ctx.db, report.customer_id, _int(before["customer"]))
    return _undo_move(ctx, change)


def _undo_another_person(ctx: Context, change: SharingChange) -> int:
    report, asked = reports.get(ctx.db, change.report_id or 0), issues.last_answered(ctx.db, change.report_id or 0)
    other = issues.get(ctx.db, asked.issue_id) if asked else None
    if report and other:
        customers.unsay_different(ctx.db, report.customer_id, other.customer_id)
    return _ask_again(ctx, change)


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
