"""A block: for extreme cases only, proposed by one manager and decided by another (policy)."""

import json
from datetime import date

from bot import agreeing, kinds, limits, noticing, proposing, references, replacing, steps
from bot.cards import Form
from bot.chat import Ask, Press, Reply, Submission, Values
from bot.context import Context, Corrected
from bot.fields import Reader
from bot.stages import waiting_kinds
from bot.steps import About
from bot.words import agreeing as agreeing_words
from bot.words import blocking as words
from storage import customers
from storage.tables import Restriction

STEP = "block.propose"


def open_form(ctx: Context, press: Press) -> Reply:
    """Ask what makes this extreme."""
    about = steps.about(ctx, STEP, press.value)
    start = ctx.service.work.next_working(ctx.today)
    review = agreeing.review_day(ctx.service.work, start, ctx.policy.walk.block_review_months)
    return Reply((Ask(_form(ctx, about, {"review": review.isoformat()}, {})),))


def propose(ctx: Context, event: Submission) -> Reply:
    """Put a block before a second person; both ways are two restrictions, so that a review can open one again."""
    about = steps.about(ctx, STEP, event.value)
    form = Reader(event.fields, ctx.service.work)
    kind = form.choice("kind", words.CLOSES, required=True)
    if kind and set(words.CLOSES[kind]) & waiting_kinds(about.now):
        form.errors["kind"] = words.WAITS
    said = {name: form.long(name, required=True, limit=limits.REASONS) for name in words.ACCOUNTS}
    start = ctx.service.work.next_working(ctx.today)
    review = agreeing.read_review(ctx, form, start, ctx.policy.walk.block_review_months)
    if form.errors or review is None:
        raise Corrected(_form(ctx, about, form.fields, form.errors))
    proposed = []
    for each in words.CLOSES[kind]:
        row = _block(ctx, about, each, said, start, review)
        proposed.append(proposing.propose(ctx, about, STEP, row, {"kind": each, **said}))
    return proposing.answered(ctx, proposed, moved=review != form.day("review"))


def _block(
    ctx: Context, about: About, kind: str, said: dict[str, str], start: date, review: date
) -> Restriction:
    return Restriction(
        case_id=about.case.id or 0,
        customer_id=about.case.customer_id,
        kind=kind,
        details=said["since"],
        terms=json.dumps({"attempted": said["attempted"]}),
        agreement="decided",
        reasons=said["extreme"],
        proportionate=said["extreme"],
        exceptions=said["reach"],
        starts_on=start,
        review_on=review,
        replaces=replacing.same_block(about, kind),
        proposed_by=ctx.who.staff_id,
        proposed_at=ctx.when,
    )


def _form(ctx: Context, about: About, fields: Values, errors: dict[str, str]) -> Form:
    customer = customers.get(ctx.db, about.case.customer_id)
    label = noticing.label(customer) if customer else references.customer(about.case.customer_id)
    placed = [a.in_place for a in customers.adjustments(ctx.db, about.case.customer_id) if a.in_place]
    closes = [each for each in placed if kinds.may_need(each, kinds.TELEPHONE | kinds.ELECTRONIC)]
    notices = agreeing_words.closing_notices(placed, closes)
    months = ctx.policy.walk.block_review_months
    return words.block_form(about.value, label, notices, months, fields, errors, waiting_kinds(about.now))
