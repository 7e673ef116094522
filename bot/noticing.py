"""What is worth knowing about a customer the moment a worker has chosen them."""

from datetime import timedelta

from bot import in_force, references
from bot.cards import Line, Part
from bot.context import Context, Refused
from bot.words import notices as words
from bot.words import replies
from storage import customers, people, reports
from storage.tables import Customer


def chosen(ctx: Context, value: str) -> Customer | None:
    """The customer chosen in a look-up; None for a new or unknown person, never a guess."""
    number = references.number(value, "C")
    return customers.live(ctx.db, number) if number else None


def behind(ctx: Context, number: int | None) -> Customer:
    """The customer behind a button, whoever they are by now; raises Refused where they are nobody, or were erased."""
    found = customers.live(ctx.db, number) if number else None
    if found is None:
        raise Refused(replies.unknown_button())
    return found


def label(customer: Customer) -> str:
    """A customer in a list that only the actor sees."""
    return words.label(customer)


def notices(ctx: Context, customer: Customer) -> tuple[Part, ...]:
    """In this order: adjustments, restrictions in force, a word, what was last advised, who else heard from them."""
    number = customer.id or 0
    window = ctx.policy.windows
    since = ctx.when - timedelta(days=window.heard_from_days)
    recent = reports.of_customers(ctx.db, [number], since)
    latest = reports.of_customers(ctx.db, [number], ctx.when - timedelta(days=366))[:1]
    return words.notices(
        _standing(ctx, customer),
        last=latest[0] if latest else None,
        others=[report for report in recent if report.reporter_id != ctx.who.staff_id],
        household=bool(household(ctx, number)),
        names=people.names(ctx.db),
        days=window.heard_from_days,
        work=ctx.service.work,
        today=ctx.today,
    )


def arrangements(ctx: Context, customer: Customer) -> tuple[Part, ...]:
    """How this customer and we stay in touch, without who heard from them: where all contacts are listed anyway."""
    related = bool(household(ctx, customer.id or 0))
    return words.arrangements(_standing(ctx, customer), household=related)


def _standing(ctx: Context, customer: Customer) -> list[Line]:
    """Adjustments, restrictions in force, words that have not ended."""
    number = customer.id or 0
    return words.standing(
        customers.adjustments(ctx.db, number),
        in_force.of_customer(ctx, number),
        [word for word in customers.words(ctx.db, number) if word.ends_on >= ctx.today],
        people.names(ctx.db),
        ctx.today,
    )


def household(ctx: Context, customer_id: int) -> tuple[int, ...]:
    """Customers of the same household who were in touch lately, unless somebody locked them apart."""
    pairs = customers.pairs_of(ctx.db, customer_id)
    family = [
        pair.high_id if pair.low_id == customer_id else pair.low_id
        for pair in pairs
        if pair.verdict == "household"
    ]
    since = ctx.when - timedelta(days=ctx.policy.windows.issue_days)
    heard = reports.of_customers(ctx.db, family, since) if family else []
    return tuple(sorted({report.customer_id for report in heard if report.customer_id}))
