"""Decisions rest on reports: where one counts no more as it did, a manager looks again (DESIGN: nothing lost)."""

from bot import casework, limits, references, steps
from bot.cards import Form
from bot.chat import Ask, Nudge, Press, Reply, Submission
from bot.context import Context, Corrected
from bot.fields import Reader
from bot.steps import About
from bot.words import resting as words
from storage import cases
from storage.audit import Json
from storage.tables import Case

STEP = "decision.confirm"


def open_form(ctx: Context, press: Press) -> Reply:
    """Ask why what was decided still holds."""
    about = steps.about(ctx, STEP, press.value)
    return Reply((Ask(_form(about, "", "")),))


def confirm(ctx: Context, event: Submission) -> Reply:
    """What was decided holds without the reports that count no more as they did."""
    about = steps.about(ctx, STEP, event.value)
    form = Reader(event.fields, ctx.service.work)
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    if form.errors:
        raise Corrected(_form(about, form.raw("reasons"), form.errors["reasons"]))
    facts: dict[str, Json] = {"without": [references.report(each.report) for each in about.now.lost]}
    steps.take(ctx, about, STEP, {"reasons": reasons}, facts=facts, words={"reasons": reasons})
    answer = casework.answer(ctx, about.case, words.confirmed(about.reference))
    return Reply((answer, *casework.told(ctx, about.case)), outcome=about.reference)


def told_of_customer(ctx: Context, customer_id: int | None) -> tuple[Nudge, ...]:
    """Whoever looks after the customer's case is asked to look again, once a day at most."""
    case = cases.open_of(ctx.db, customer_id) if customer_id else None
    about = steps.of_case(ctx, case) if case else None
    if case is None or about is None or not about.now.lost:
        return ()
    due = ctx.service.work.next_working(ctx.today, ctx.policy.walk.confirm_days)
    said, button = words.please_look(due, ctx.today), words.button(about.value)
    whom = sorted(_looked_after_by(about, case) - {ctx.who.staff_id})
    return tuple(
        casework.nudge(ctx, each, about, said, button, again=f"{ctx.today:%Y-%m-%d}") for each in whom
    )


def _looked_after_by(about: About, case: Case) -> frozenset[int]:
    """Who made the newest fairness check, else who opened the case; every manager where neither may decide on it."""
    able = about.now.managers - about.now.excluded
    check = about.now.last("case.consider")
    wanted = (check.by if check else 0, case.opened_by)
    return next((frozenset({each}) for each in wanted if each in able), able)


def _form(about: About, reasons: str, error: str) -> Form:
    lost = [(references.report(each.report), each.why, each.day) for each in about.now.lost]
    return words.confirm_form(about.value, about.reference, lost, about.now.today, reasons, error)
