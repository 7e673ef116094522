"""The review: a restriction is lifted, unless there are written reasons to go on (POLICY, the walk: review)."""

from datetime import date

from bot import (
    agreeing,
    casework,
    escalation,
    fairness,
    kinds,
    lapsing,
    limits,
    noticing,
    proposals,
    references,
    steps,
    turns,
)
from bot.cards import Form
from bot.chat import Ask, Press, Reply, Submission, Values
from bot.context import Context, Corrected, Refused
from bot.fields import Reader
from bot.steps import About
from bot.words import kinds as kind_words
from bot.words import mistakes, replies
from bot.words import reviewing as words
from bot.workdays import months_after
from storage import customers, people, restrictions
from storage.audit import Json
from storage.records import number_of
from storage.tables import Restriction

STEP, REQUEST = "restriction.review", "restriction.request"


def open_form(ctx: Context, press: Press) -> Reply:
    """Ask what has happened since, and whether it is still needed; lifting is chosen."""
    about, row = _held(ctx, STEP, press.value)
    return Reply((Ask(_form(ctx, about, row, _usual(ctx, about, row), {})),))


def review(ctx: Context, event: Submission) -> Reply:
    """It ends, goes on with reasons, or something else is to be proposed in its place."""
    about, row = _held(ctx, STEP, event.value)
    form = Reader(event.fields, ctx.service.work)
    answers = _answers(ctx, about, row, form)
    if form.errors:
        raise Corrected(_form(ctx, about, row, form.fields, form.errors))
    outcome, facts = answers["outcome"], {"outcome": answers["outcome"]}
    if outcome == "lift":
        restrictions.end(ctx.db, row, "lifted", ctx.today)
        facts |= {"how": "lifted", "date": ctx.today.isoformat()}
    if outcome == "renew":
        restrictions.renew(ctx.db, row, date.fromisoformat(answers["review"]))
        facts |= {"review": answers["review"]}
    facts |= {"was_due": answers["was_due"]}
    typed = {name: answers[name] for name in (*words.QUESTIONS, "reasons")}
    steps.take(ctx, about, STEP, answers, facts=dict[str, Json](facts), words=typed)
    return _told(ctx, about, row, outcome)


def request_form(ctx: Context, press: Press) -> Reply:
    """Ask when the customer asked for a review, and what they said."""
    about, _row = _held(ctx, REQUEST, press.value)
    return Reply(
        (Ask(words.request_form(about.value, about.reference, {"date": ctx.today.isoformat()}, {})),)
    )


def request(ctx: Context, event: Submission) -> Reply:
    """The customer asked for a review before it is due: whoever looks after it learns by when."""
    about, row = _held(ctx, REQUEST, event.value)
    form = Reader(event.fields, ctx.service.work)
    day = form.day("date", required=True)
    view = form.long("view", limit=limits.ACCOUNT)
    if day and day > ctx.today:
        form.errors["date"] = mistakes.FUTURE
    if day and about.kept and about.kept.begins and day < about.kept.begins:
        form.errors["date"] = words.BEFORE_IT_BEGAN
    if form.errors or day is None:
        raise Corrected(words.request_form(event.value, about.reference, form.fields, form.errors))
    answers = {"date": day.isoformat(), "view": view}
    steps.take(ctx, about, REQUEST, answers, facts={"date": day.isoformat()}, words={"view": view})
    due = turns.asked_by(ctx, day)
    after = proposals.of_case(ctx, about.case, number_of(row))
    said = words.asked_line(due, ctx.today)
    asked = [
        casework.nudge(ctx, each, after, said, words.review_button(after.value))
        for each in sorted(lapsing.looked_after_by(after) - {ctx.who.staff_id})
    ]
    answer = casework.answer(ctx, about.case, words.asked(about.reference, due))
    return Reply((answer, *asked, *casework.told(ctx, about.case)), outcome=about.reference)


def _answers(ctx: Context, about: About, row: Restriction, form: Reader) -> dict[str, str]:
    """What was answered; a renewal has reasons and a day, and waits for an answer to what the customer asked for."""
    said = {name: form.long(name, required=True, limit=limits.REASONS) for name in words.QUESTIONS}
    outcome = form.choice("outcome", _outcomes(about), required=True)
    reasons = form.long("reasons", required=outcome != "lift", limit=limits.REASONS)
    day = _next_review(ctx, row, form) if outcome == "renew" else None
    if outcome == "renew" and about.now.adjustments:
        form.errors["outcome"] = words.ADJUSTMENT
    review = day.isoformat() if day else ""
    renewed = {steps.UNREVIEWED: str(ctx.policy.walk.unreviewed_days)} if outcome == "renew" else {}
    return {
        **renewed,
        **said,
        "outcome": outcome,
        "reasons": reasons,
        "review": review,
        "was_due": row.review_on.isoformat(),
    }


def _next_review(ctx: Context, row: Restriction, form: Reader) -> date | None:
    """Never open-ended: a block is looked at again sooner than the rest."""
    months = _longest(ctx, row)
    day = form.day("review", required=True)
    if day and not ctx.today < day <= months_after(ctx.today, months):
        form.errors["review"] = words.review_within(months)
    return (
        agreeing.moved_earlier(ctx.service.work, day, ctx.today)
        if day and "review" not in form.errors
        else None
    )


def _longest(ctx: Context, row: Restriction) -> int:
    walk = ctx.policy.walk
    soon = row.kind in kinds.BLOCKS or row.interim_until
    return walk.block_review_months if soon else walk.longest_review_months


def _outcomes(about: About) -> tuple[str, ...]:
    """What can come of it: a block is proposed where that step is open, and in place of no other block."""
    if about.kept and about.kept.interim:
        return words.OF_A_MEASURE
    if about.kept and about.kept.is_block:
        return words.OF_A_BLOCK
    usual = words.OF_A_RESTRICTION
    return (*usual, "block") if not escalation.shut("block.propose", about.now) else usual


def _usual(ctx: Context, about: About, row: Restriction) -> Values:
    """Lifting is the usual outcome (POLICY, what must never be forgotten: nothing is for ever)."""
    walk = ctx.policy.walk
    months = min(walk.review_months, _longest(ctx, row))
    day = agreeing.review_day(ctx.service.work, ctx.today, months)
    return {
        "since": words.since(_on_file(ctx, about, row), ctx.today),
        "outcome": "lift",
        "review": day.isoformat(),
    }


def _on_file(ctx: Context, about: About, row: Restriction) -> words.Since:
    """What we hold from the time since it began."""
    began = about.kept.begins if about.kept and about.kept.begins else row.starts_on
    held = fairness.on_file(ctx, about.case.customer_id, about.now, began)
    return words.Since(
        began=began,
        contacts=sum(ctx.service.work.day(each.happened_at) > began for each in held.reports),
        incidents=sum(each.day > began for each in about.now.incidents),
        misfits=sum(each.restriction == number_of(row) for each in about.now.misfits),
        late=held.late,
    )


def _form(ctx: Context, about: About, row: Restriction, fields: Values, errors: dict[str, str]) -> Form:
    customer = customers.get(ctx.db, row.customer_id)
    placed = proposals.in_place(ctx, row.customer_id)
    asked = escalation.asked_for_review(about.now, about.kept) if about.kept else None
    shown = words.Reviewed(
        value=about.value,
        reference=about.reference,
        customer=noticing.label(customer) if customer else references.customer(row.customer_id),
        kind=row.kind,
        terms=kind_words.said(row.kind, kinds.terms_of(row), people.names(ctx.db)),
        since=_on_file(ctx, about, row),
        review=row.review_on,
        lapses=about.kept.lapses_on if about.kept else row.review_on,
        in_place=tuple(placed),
        adjustments=about.now.adjustments,
        view=asked.answers.get("view", "") if asked else "",
        same_eyes=_same_eyes(ctx, about, row),
        today=ctx.today,
    )
    return words.review_form(shown, _outcomes(about), fields, errors)


def _same_eyes(ctx: Context, about: About, row: Restriction) -> bool:
    """Whether another manager would look at it afresh: this one decided on it, proposed it or reviewed it last."""
    last = [step.by for step in about.now.steps if (step.action, step.restriction) == (STEP, number_of(row))][
        -1:
    ]
    others = about.now.managers - about.now.excluded - {ctx.who.staff_id}
    return bool(others) and ctx.who.staff_id in {row.proposed_by, row.decided_by, *last}


def _told(ctx: Context, about: About, row: Restriction, outcome: str) -> Reply:
    after = proposals.of_case(ctx, about.case, number_of(row))
    card = words.reviewed(after.reference, outcome, after.value, row.review_on)
    line = words.told_line(outcome, row.review_on, ctx.today)
    concerned = {row.proposed_by, about.now.speaker, *lapsing.looked_after_by(about)} - {ctx.who.staff_id, 0}
    news = [casework.nudge(ctx, each, after, line) for each in sorted(concerned)]
    answer = casework.answer(ctx, about.case, card)
    return Reply((answer, *news, *casework.told(ctx, about.case)), outcome=about.reference)


def _held(ctx: Context, action: str, value: str) -> tuple[About, Restriction]:
    about = steps.about(ctx, action, value)
    if about.restriction is None:
        raise Refused(replies.unknown_button())
    return about, about.restriction
