"""Which reports belong together: link, separate, not the same person, keep apart."""

from bot import casework, filing, identifying, linking, recording, references, resting, sharing, targets
from bot.chat import Press, Replace, Reply, ReplyPart, Whisper
from bot.context import Context, Refused
from bot.words import deciding, replies
from storage import customers, issues, reports
from storage.records import number_of
from storage.tables import Customer, CustomerPair, Report, Suggestion


def link(ctx: Context, press: Press) -> Reply:
    """It is the same issue: my report joins it."""
    target, report = sharing.own_report_on(ctx, press)
    asked = issues.question(ctx.db, target.report, target.issue)
    joined = issues.get(ctx.db, target.issue)
    if asked is None or joined is None or not reports.on_issue(ctx.db, target.issue):
        raise Refused(deciding.answered_already())
    before = _belonging(report)
    old, was = report.issue_id, report.customer_id
    report.issue_id = asked.issue_id
    belong_to(ctx, report, joined.customer_id)
    asked.answer, asked.answered_by, asked.answered_at = "same", ctx.who.staff_id, ctx.when
    filing.reopen(ctx, asked.issue_id)
    ctx.db.flush()
    recording.changed_issue(ctx, "issue.link", joined, report_id=report.id, before=before)
    told = casework.told_of_customer(ctx, was, joined.customer_id)
    return _with(sharing.shown(ctx, target, also=old, news=True), told)


def separate(ctx: Context, press: Press) -> Reply:
    """It is a different issue: my report gets one of its own, for the same customer."""
    target, report = sharing.own_report_on(ctx, press)
    if asked := issues.question(ctx.db, target.report, target.issue):
        _answer(ctx, report, asked, "different", before="{}")
        return sharing.shown(ctx, target)
    before, old = _belonging(report), report.issue_id
    if target.issue != old or len(reports.on_issue(ctx.db, old)) < 2:  # noqa: PLR2004 - it is alone already
        raise Refused(deciding.answered_already())
    report.issue_id = issues.add(ctx.db, report.customer_id, ctx.when)
    _moved(ctx, "issue.separate", report, before)
    return sharing.shown(ctx, target, also=old)


def another_person(ctx: Context, press: Press) -> Reply:
    """It is not the same person: my report gets a customer and an issue of its own."""
    target, report = sharing.own_report_on(ctx, press)
    asked = issues.question(ctx.db, target.report, target.issue)
    other = issues.get(ctx.db, target.issue)
    if asked and other and other.customer_id != report.customer_id:
        before = linking.snapshot(pair=_are_different(ctx, report.customer_id, other.customer_id))
        _answer(ctx, report, asked, "another_person", before=before)
        return sharing.shown(ctx, target)
    if not asked and target.issue != report.issue_id:
        raise Refused(deciding.answered_already())
    if asked:
        asked.answer, asked.answered_by, asked.answered_at = "another_person", ctx.who.staff_id, ctx.when
    before, old, was = _belonging(report), report.issue_id, report.customer_id
    belong_to(ctx, report, _new_customer(ctx, report))
    report.issue_id = issues.add(ctx.db, report.customer_id, ctx.when)
    _are_different(ctx, was, report.customer_id)
    _moved(ctx, "customer.separate", report, before)
    told = (*casework.told_of_customer(ctx, was, report.customer_id), *resting.told_of_customer(ctx, was))
    return _with(sharing.shown(ctx, target, also=old), told)


def keep_apart(ctx: Context, press: Press) -> Reply:
    """Neither side's workers are told any more that the other was in touch; all of the household are meant."""
    target = targets.read(press.value)
    pair = customers.pair(ctx.db, target.issue, target.extra) if target else None
    if target is None or pair is None:
        raise Refused(replies.unknown_button())
    number = _by_now(ctx, target.issue)
    reference = references.customer(number)
    for each in customers.pairs_of(ctx.db, number):
        if each.verdict == "household":
            _say(ctx, each, "keep_apart", reference)
    return Reply((Whisper(deciding.kept_apart(target)),), outcome=reference)


def no_longer_apart(ctx: Context, press: Press) -> Reply:
    """Whoever locked a household's customers apart takes that back."""
    target = targets.read(press.value)
    number = _by_now(ctx, target.issue) if target else 0
    pairs = customers.pairs_of(ctx.db, number)
    mine = [each for each in pairs if each.verdict == "keep_apart" and each.by_id == ctx.who.staff_id]
    if target is None or not mine:
        raise Refused(deciding.too_late_to_undo())
    reference = references.customer(number)
    for each in mine:
        _say(ctx, each, "household", reference)
    return Reply((Replace(deciding.no_longer_apart()),), outcome=reference)


def _by_now(ctx: Context, number: int) -> int:
    """The customer that somebody is by now who was merged into another after a button was drawn."""
    found = customers.known(ctx.db, number)
    return number_of(found) if found else number


def _with(reply: Reply, told: tuple[ReplyPart, ...]) -> Reply:
    return Reply((*reply.parts, *told), reply.outcome)


def _say(ctx: Context, pair: CustomerPair, verdict: str, reference: str) -> None:
    pair.verdict, pair.by_id, pair.at = verdict, ctx.who.staff_id, ctx.when
    both = {references.customer(pair.low_id), references.customer(pair.high_id)}
    others = ", ".join(both - {reference})
    recording.note(ctx, f"customer.{verdict}", reference, {"other": others})


def belong_to(ctx: Context, report: Report, customer_id: int | None) -> None:
    """The report, and all that came with it, belong to this customer."""
    was, report.customer_id = report.customer_id, customer_id
    ctx.db.flush()
    if was:
        _leave_known(ctx, was, report.id or 0)
    if customer_id:
        customers.move_what_came_with(ctx.db, report.id or 0, customer_id)
    for number in (was, customer_id):
        if number:
            identifying.refresh(ctx, number)


def _leave_known(ctx: Context, customer_id: int, report_id: int) -> None:
    """A customer with other reports stays known even if this report alone said how they are called."""
    customer = customers.get(ctx.db, customer_id)
    known = customers.known_as(ctx.db, [customer_id])
    only_here = all(row.report_id == report_id or not row.name for row in known)
    if customer and only_here and customers.reports_elsewhere(ctx.db, customer_id, report_id):
        identifying.write_down(ctx, customer_id, identifying.identity_of(customer), None)


def _answer(ctx: Context, report: Report, asked: Suggestion, answer: str, *, before: str) -> None:
    """Answer the question about a report with no."""
    asked.answer, asked.answered_by, asked.answered_at = answer, ctx.who.staff_id, ctx.when
    ctx.db.flush()
    own = issues.get(ctx.db, report.issue_id)
    if own:
        recording.changed_issue(ctx, f"issue.{answer}", own, report_id=report.id, before=before)


def _moved(ctx: Context, kind: str, report: Report, before: str) -> None:
    report.version += 1
    ctx.db.flush()
    issue = issues.get(ctx.db, report.issue_id)
    if issue:
        recording.changed_issue(ctx, kind, issue, report_id=report.id, before=before)


def _belonging(report: Report) -> str:
    return linking.snapshot(issue=report.issue_id, customer=report.customer_id)


def _new_customer(ctx: Context, report: Report) -> int | None:
    """Whoever the report wrote down; None where it wrote nobody down."""
    known = customers.known_from(ctx.db, report.id or 0)
    return customers.add(ctx.db, Customer(name=known.name, created_at=ctx.when)) if known else None


def _are_different(ctx: Context, one: int | None, other: int | None) -> str | None:
    """A person says that these are two people; gives what was said of them before. A lock stays."""
    if not one or not other or one == other:
        return None
    pair = customers.pair(ctx.db, one, other)
    before = pair.verdict if pair else None
    if before != "keep_apart":
        customers.say_of_pair(ctx.db, one, other, "different", ctx.who.staff_id, ctx.when)
    return before
