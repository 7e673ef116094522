"""What is worth knowing about a customer the moment a worker has chosen them."""

from datetime import timedelta

from bot import references
from bot.cards import Part
from bot.context import Context
from bot.words import notices as words
from storage import customers, people, reports
from storage.tables import Customer


def chosen(ctx: Context, value: str) -> Customer | None:
    """The customer chosen in a look-up; None for a new or unknown person, never a guess."""
    number = references.number(value, "C")
    return customers.get(ctx.db, number) if number else None


def label(customer: Customer) -> str:
    """A customer in a list that only the actor sees."""
    return words.label(customer)


def notices(ctx: Context, customer: Customer) -> tuple[Part, ...]:
    """In this order: adjustments, a word that was had, what was last advised, who else heard from them."""
    number = customer.id or 0
    window = ctx.policy.windows
    since = ctx.when - timedelta(days=window.heard_from_days)
    recent = reports.of_customers(ctx.db, [number], since)
    latest = reports.of_customers(ctx.db, [number], ctx.when - timedelta(days=366))[:1]
    names = people.names(ctx.db)
    return words.notices(
        adjustments=customers.adjustments(ctx.db, number),
        words=[word for word in customers.words(ctx.db, number) if word.ends_on >= ctx.today],
        last=latest[0] if latest else None,
        others=[report for report in recent if report.reporter_id != ctx.who.staff_id],
        household=bool(household(ctx, number)),
        names=names,
        days=window.heard_from_days,
        work=ctx.service.work,
        today=ctx.today,
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
