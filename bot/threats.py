"""Threats to staff on which a manager may act alone: of late, and each of them once."""

from bot.context import Context
from storage import restrictions, safety
from storage.records import number_of
from storage.tables import Safety


def without_a_measure(ctx: Context, customer_id: int) -> list[Safety]:
    """Threats that were raised about this customer of late and on which no safety measure rests, oldest first."""
    return [row for row in safety.threats_to_staff(ctx.db, customer_id) if may_carry_one(ctx, row)]


def may_carry_one(ctx: Context, row: Safety) -> bool:
    """Whether it is as recent as a measure may last unconfirmed, and carries none yet."""
    work = ctx.service.work
    until = work.next_working(work.day(row.raised_at), ctx.policy.safety.measure_days)
    return ctx.today <= until and not restrictions.resting_on(ctx.db, number_of(row))
