"""Proposals and restrictions as people read them: their names, everything about one, and the messages about it."""

from collections.abc import Mapping
from datetime import date

from bot import escalation, kinds, measuring, noticing, references, steps
from bot.cards import Card
from bot.chat import Place, PlaceKind, Post, ReplyPart, Role
from bot.context import Context
from bot.escalation import Kept
from bot.steps import About
from bot.words import agreeing as words
from bot.words import considering, times
from bot.words import kinds as kind_words
from bot.words import misfitting as misfit_words
from bot.words.approving import Waits
from bot.words.weighing import Proposal
from storage import cases, customers, outbox, people
from storage.records import number_of
from storage.tables import Case, Restriction


def of_case(ctx: Context, case: Case, restriction_id: int) -> About:
    """A restriction of a case as it stands now; raises LookupError."""
    found = steps.of_case(ctx, case, restriction_id)
    if found is None:
        raise LookupError(restriction_id)
    return found


def about(ctx: Context, restriction: Restriction) -> About | None:
    """A restriction with its case."""
    case = cases.get(ctx.db, restriction.case_id)
    return steps.of_case(ctx, case, number_of(restriction)) if case else None


def step(kept: Kept, verb: str) -> str:
    """The step that decides so on this proposal."""
    if kept.interim:
        return f"safety.{verb}"
    return f"block.{verb}" if kept.is_block else f"restriction.{verb}"


def thread(restriction_id: int) -> str:
    """The key of the messages that ask for a decision."""
    return f"decide:{restriction_id}"


def edited(ctx: Context, key: str, card: Card) -> list[ReplyPart]:
    """Every direct message of this thread shows this card from now on, whoever has it."""
    found: list[ReplyPart] = []
    for message in outbox.of_thread(ctx.db, kind=PlaceKind.PERSON.value, thread=key):
        staff = people.by_handle(ctx.db, message.platform, message.target)
        if staff and staff.role != Role.NONE:
            place = Place(message.platform, PlaceKind(message.kind), message.target)
            found.append(Post(place, message.key, card))
    return found


def named(about: About) -> str:
    """Its reference and kind, for shared messages."""
    return f"{about.reference}: {kind_words.label(about.kept.kind)}" if about.kept else about.reference


def waits(ctx: Context, about: About, names: Mapping[int, str]) -> Waits:
    """A proposal in a message: who proposed it, and since when it waits."""
    if about.restriction is None:
        raise LookupError(about.reference)
    by = references.initials(names.get(about.restriction.proposed_by, ""))
    since = times.stamp(about.restriction.proposed_at, ctx.service.work, ctx.today)
    work = ctx.service.work
    asked = work.day(about.restriction.proposed_at)
    best_by = times.date_of(work.next_working(asked, ctx.policy.walk.reminder_days), ctx.today)
    until = about.restriction.interim_until
    ends = times.date_of(until, ctx.today) if until else ""
    return Waits(about.reference, about.restriction.kind, by, since, best_by, ends)


def shown(ctx: Context, about: About) -> Proposal:
    """Everything about one, for whoever decides or may read it."""
    row = about.restriction
    if row is None:
        raise LookupError(about.reference)
    names, terms = people.names(ctx.db), kinds.terms_of(row)
    customer = customers.get(ctx.db, row.customer_id)
    return Proposal(
        reference=about.reference,
        customer=noticing.label(customer) if customer else references.customer(row.customer_id),
        kind=row.kind,
        terms=kind_words.said(row.kind, terms, names),
        details=row.details,
        agreement=words.SAID.get(row.agreement, ""),
        by=names.get(row.proposed_by, ""),
        reasons=row.reasons,
        proportionate=row.proportionate,
        exceptions=row.exceptions,
        start=times.full_day(row.starts_on),
        review=times.full_day(row.review_on),
        tried=_tried(ctx, about, terms, names),
        view=_view(about),
        speaks_for=_speaks_for(ctx, about),
        closes=closes_a_need(ctx, row.customer_id, row.kind, terms),
        misfits=_misfits(ctx, about),
        evidence=measuring.evidence(ctx, about),
        today=ctx.today,
        measure=row.interim_until is not None,
    )


def closes_a_need(ctx: Context, customer_id: int, kind: str, terms: kinds.Terms) -> tuple[str, ...]:
    """The adjustments in place that may need a way which this closes or limits."""
    closed = kinds.closed(kind, terms)
    placed = in_place(ctx, customer_id)
    return tuple(each for each in placed if closed and kinds.may_need(each, closed))


def in_place(ctx: Context, customer_id: int) -> list[str]:
    """The adjustments in place for a customer."""
    return [each.in_place for each in customers.adjustments(ctx.db, customer_id) if each.in_place]


def _tried(ctx: Context, about: About, terms: kinds.Terms, names: Mapping[int, str]) -> tuple[str, ...]:
    """Words with the customer, conversations and attempts at one, oldest first."""
    found = [
        words.a_word(names.get(word.by_id, ""), times.date_of(word.held_on, ctx.today), word.trying)
        for word in customers.words(ctx.db, about.case.customer_id)
    ]
    for taken in escalation.conversations(about.now):
        given, who = taken.answers, names.get(taken.by, "")
        when = times.date_of(date.fromisoformat(given["held"]), ctx.today)
        found.append(words.spoken(who, given["how"], when, given.get("explained", ""), given["outcome"]))
    return (*found, *([terms["attempted"]] if terms.get("attempted") else []))


def _view(about: About) -> str:
    """The customer's own view, as the newest conversation that reached them has it."""
    views = (step.answers.get("view", "") for step in reversed(escalation.conversations(about.now)))
    return next((view for view in views if view), "")


def _speaks_for(ctx: Context, about: About) -> tuple[str, ...]:
    """What the fairness check found for them, and what is in place for them."""
    check = about.now.last("case.consider")
    answers = check.answers if check else {}
    questions = [name for name in considering.QUESTIONS if answers.get(name) == "for_customer"]
    return words.speaks_for(questions, answers.get("note", ""), in_place(ctx, about.case.customer_id))


def _misfits(ctx: Context, about: About) -> tuple[str, ...]:
    """The confirmed misfits that a block rests on."""
    if about.kept is None or not about.kept.is_block:
        return ()
    case_id = number_of(about.case)
    return tuple(
        misfit_words.told(
            report,
            references.restriction(case_id, steps.ordinal(about.now, row.restriction_id)),
            row,
            ctx.service.work.day(report.happened_at),
            ctx.today,
        )
        for row, report in cases.misfits(ctx.db, case_id)
    )
