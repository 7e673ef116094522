"""Proposals and restrictions as people read them: their names, everything about one, and the messages about it."""

from collections.abc import Mapping

from bot import escalation, kinds, noticing, references, steps
from bot.cards import Card
from bot.chat import Place, PlaceKind, Post, ReplyPart, Role
from bot.context import Context
from bot.escalation import Kept
from bot.steps import About
from bot.words import agreeing as words
from bot.words import kinds as kind_words
from bot.words import times
from bot.words.approving import Proposal, Waits
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
    return Waits(about.reference, about.restriction.kind, by, since)


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
        agreement=words.AGREEMENT.get(row.agreement, ""),
        by=names.get(row.proposed_by, ""),
        reasons=row.reasons,
        proportionate=row.proportionate,
        exceptions=row.exceptions,
        start=times.full_day(row.starts_on),
        review=times.full_day(row.review_on),
        tried=_tried(ctx, about, terms, names),
        speaks_for=_other_side(ctx, about),
        closes=closes_a_need(ctx, row.customer_id, row.kind, terms),
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
    found = [terms["attempted"]] if terms.get("attempted") else []
    for taken in escalation.conversations(about.now):
        who, when = names.get(taken.by, ""), times.date_of(taken.day, ctx.today)
        found.append(words.tried(who, when, taken.answers.get("explained", "")))
    return tuple(found)


def _other_side(ctx: Context, about: About) -> tuple[str, ...]:
    """Their own view, what the fairness check found for them, and what is in place for them."""
    spoken, considered = about.now.last("case.conversation"), about.now.last("case.consider")
    view = spoken.answers.get("view", "") if spoken else ""
    note = considered.answers.get("note", "") if considered else ""
    placed = in_place(ctx, about.case.customer_id)
    return words.other_side(view, note, placed)
