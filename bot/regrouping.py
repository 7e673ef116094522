"""Which reports belong together: link, separate, not the same person, keep apart."""

from bot import filing, identifying, linking, recording, references, sharing, targets
from bot.chat import Press, Reply, Whisper
from bot.context import Context, Refused
from bot.words import deciding, replies
from storage import customers, issues, reports
from storage.tables import Customer, Report


def link(ctx: Context, press: Press) -> Reply:
    """It is the same issue: my report joins it."""
    target, report = sharing.own_report_on(ctx, press)
    asked = issues.suggestion(ctx.db, target.report)
    joined = issues.get(ctx.db, asked.issue_id) if asked else None
    if asked is None or joined is None:
        raise Refused(deciding.answered_already())
    before = _belonging(report)
    old = report.issue_id
    report.issue_id = asked.issue_id
    belong_to(ctx, report, joined.customer_id)
    asked.answer, asked.answered_by, asked.answered_at = "same", ctx.who.staff_id, ctx.when
    filing.reopen(ctx, asked.issue_id)
    ctx.db.flush()
    recording.changed_issue(ctx, "issue.link", joined, report_id=report.id, before=before)
    return sharing.shown(ctx, target, also=old, news=True)


def separate(ctx: Context, press: Press) -> Reply:
    """It is a different issue: my report gets one of its own, for the same customer."""
    target, report = sharing.own_report_on(ctx, press)
    if _answer(ctx, report, "different"):
        return sharing.shown(ctx, target)
    before, old = _belonging(report), report.issue_id
    if len(reports.on_issue(ctx.db, old)) < 2:  # noqa: PLR2004 - it is alone already
        raise Refused(deciding.answered_already())
    report.issue_id = issues.add(ctx.db, report.customer_id, ctx.when)
    _moved(ctx, "issue.separate", report, before)
    return sharing.shown(ctx, target, also=old)


def another_person(ctx: Context, press: Press) -> Reply:
    """It is not the same person: my report gets a customer and an issue of its own."""
    target, report = sharing.own_report_on(ctx, press)
    asked = issues.suggestion(ctx.db, target.report)
    other = issues.get(ctx.db, asked.issue_id) if asked else None
    if _answer(ctx, report, "another_person") and other and other.customer_id != report.customer_id:
        _are_different(ctx, report.customer_id, other.customer_id)
        return sharing.shown(ctx, target)
    before, old, was = _belonging(report), report.issue_id, report.customer_id
    belong_to(ctx, report, _new_customer(ctx, report))
    report.issue_id = issues.add(ctx.db, report.customer_id, ctx.when)
    _are_different(ctx, was, report.customer_id)
    _moved(ctx, "customer.separate", report, before)
    return sharing.shown(ctx, target, also=old)


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


def belong_to(ctx: Context, report: Report, customer_id: int | None) -> None:
    """The report, and how it wrote the customer down, belong to this customer."""
    was, report.customer_id = report.customer_id, customer_id
    known = customers.known_from(ctx.db, report.id or 0)
    if known and customer_id:
        known.customer_id = customer_id
    ctx.db.flush()
    for number in {was, customer_id} - {None}:
        identifying.rekey(ctx, number or 0)


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
