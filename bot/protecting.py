"""Safety measures: after a threat one manager may act at once; it ends by itself unless a second person approves it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot import (
    agreeing,
    announcing,
    casework,
    kinds,
    limits,
    noticing,
    opening,
    proposals,
    proposing,
    references,
    steps,
    targets,
    threats,
)
from bot.cards import Form
from bot.chat import Ask, Press, Reply, Submission, Values
from bot.context import Context, Corrected, Refused
from bot.escalation import Gate
from bot.fields import Reader
from bot.steps import About
from bot.words import agreeing as agreeing_words
from bot.words import gates, replies, times
from bot.words import protecting as words
from bot.workdays import months_after
from storage import cases, customers, people, safety
from storage.records import number_of
from storage.tables import Case, Customer, Restriction, Safety

STEP = "safety.measure"
SINGLE = "single_contact"


@dataclass(frozen=True)
class Ground:
    """The threat that a measure rests on, and whose it was, if that is known yet."""

    threat: Safety
    customer: Customer | None


def open_form(ctx: Context, press: Press) -> Reply:
    """Ask what protects colleagues now."""
    ground = _ground(ctx, press.value)
    if ground.customer and (case := cases.open_of(ctx.db, number_of(ground.customer))):
        steps.about(ctx, STEP, steps.value_of(case))
    review = agreeing.review_day(ctx.service.work, ctx.today, ctx.policy.safety.measure_review_months)
    usual = {"review": review.isoformat()}
    return Reply((Ask(_form(ctx, press.value, ground, usual, {})),))


def set_measure(ctx: Context, event: Submission) -> Reply:
    """It is in force at once; where the customer has no open case, one begins with it."""
    ground = _ground(ctx, event.value)
    form = Reader(event.fields, ctx.service.work)
    customer = ground.customer or noticing.chosen(ctx, form.raw("customer"))
    if customer is None:
        raise Corrected(_form(ctx, event.value, ground, form.fields, {"customer": words.WHOSE}))
    ground.threat.customer_id = number_of(customer)
    ctx.db.flush()
    case = cases.open_of(ctx.db, number_of(customer)) or _open(ctx, ground.threat, number_of(customer))
    about = steps.about(ctx, STEP, steps.value_of(case))
    read = _read(ctx, about, ground.threat, form)
    if form.errors or not read:
        raise Corrected(_form(ctx, event.value, ground, form.fields, form.errors))
    answers = {name: form.raw(name) for name in ("details", "reasons", "exceptions", "review")}
    answers |= {name: form.raw(name) for name in ("contact", "deputy") if form.raw("kind") == SINGLE}
    set_now = [proposing.propose(ctx, about, STEP, row, {"kind": row.kind, **answers}) for row in read]
    return _told(ctx, case, set_now, read[0])


def _told(ctx: Context, case: Case, set_now: list[About], row: Restriction) -> Reply:
    names = people.names(ctx.db)
    asked = sorted(proposing.approvers(set_now[0]))
    ends = times.full_day(row.interim_until or ctx.today)
    card = words.set_card([proposals.named(each) for each in set_now], ends, [names[each] for each in asked])
    asks = [part for each in set_now for part in proposing.asking(ctx, each, proposing.approvers(each))]
    told = (*casework.told(ctx, case), *announcing.tell_managers(ctx, case.customer_id))
    return Reply((casework.answer(ctx, case, card), *asks, *told), outcome=set_now[0].reference)


def _ground(ctx: Context, value: str) -> Ground:
    """What a button or form rests on: one threat, or the newest about a case's customer. Raises Refused."""
    if target := targets.read(value):
        row = safety.get(ctx.db, target.extra)
        if row is None:
            raise Refused(replies.unknown_button())
        if row.danger != "to_staff" or not threats.may_carry_one(ctx, row):
            raise Refused(words.not_open(references.safety(target.extra), gates.REASONS[Gate.NO_THREAT]))
        return Ground(row, customers.get(ctx.db, row.customer_id) if row.customer_id else None)
    about = steps.about(ctx, STEP, value)
    newest = threats.without_a_measure(ctx, about.case.customer_id)[-1]
    return Ground(newest, customers.get(ctx.db, about.case.customer_id))


def _open(ctx: Context, threat: Safety, customer_id: int) -> Case:
    case = Case(customer_id=customer_id, opened_by=ctx.who.staff_id, opened_at=ctx.when)
    return opening.begin(ctx, case, {"safety": references.safety(number_of(threat))})


def _read(ctx: Context, about: About, threat: Safety, form: Reader) -> list[Restriction]:
    kind = form.choice("kind", words.CLOSES, required=True)
    details = form.long("details", required=True, limit=limits.REASONS)
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    exceptions = form.long("exceptions", required=True, limit=limits.REASONS)
    terms = kinds.read(form, kind, agreeing.offered(ctx, about)) if kind in kinds.AGREED else {}
    review = _read_review(ctx, form)
    if review is None:
        return []
    return [
        Restriction(
            case_id=number_of(about.case),
            customer_id=about.case.customer_id,
            kind=each,
            details=details,
            terms=json.dumps(terms, sort_keys=True),
            agreement="decided",
            reasons=reasons,
            exceptions=exceptions,
            starts_on=ctx.today,
            review_on=review,
            safety_id=number_of(threat),
            interim_until=_ends(ctx),
            proposed_by=ctx.who.staff_id,
            proposed_at=ctx.when,
        )
        for each in words.CLOSES.get(kind, ())
    ]


def _read_review(ctx: Context, form: Reader) -> date | None:
    """After the day on which it would end by itself, and never far away."""
    months = ctx.policy.walk.block_review_months
    day = form.day("review", required=True)
    if day and day <= _ends(ctx):
        form.errors["review"] = words.REVIEW_BEFORE
    if day and day > months_after(ctx.today, months):
        form.errors["review"] = words.review_late(months)
    return agreeing.moved_earlier(ctx.service.work, day, _ends(ctx)) if day and not form.errors else None


def _ends(ctx: Context) -> date:
    """The day on which it is over unless a second person approves it (POLICY, the walk: safety)."""
    return ctx.service.work.next_working(ctx.today, ctx.policy.safety.measure_days)


def _form(ctx: Context, value: str, ground: Ground, fields: Values, errors: Mapping[str, str]) -> Form:
    customer = ground.customer
    placed = proposals.in_place(ctx, number_of(customer)) if customer else []
    closes = [each for each in placed if kinds.may_need(each, kinds.TELEPHONE | kinds.ELECTRONIC)]
    notices = agreeing_words.closing_notices(placed, closes)
    label = noticing.label(customer) if customer else ""
    ends = times.full_day(_ends(ctx))
    return words.measure_form(value, label, notices, agreeing.colleagues(ctx), fields, errors, ends)
