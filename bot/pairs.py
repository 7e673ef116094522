"""What is said of two customers goes with a person whose records are merged: of two verdicts the stricter holds."""

from bot.context import Context
from storage import customers, merges
from storage.merges import Carried, Said
from storage.tables import CustomerPair, Merge

STRICTEST = ("household", "different", "keep_apart")
"""The last tells colleagues the least."""


def carry(ctx: Context, was: int, now: int) -> Carried:
    """All that is said of the one customer and a third holds for the other; gives what was said before, and what is now."""
    carried: dict[int, tuple[Said | None, Said | None]] = {now: (_of(ctx, was, now), None)}
    for pair in customers.pairs_of(ctx.db, was):
        if (third := _other(pair, was)) != now:
            before = _of(ctx, now, third)
            carried[third] = before, _stricter(_said(pair), before)
            _say(ctx, now, third, carried[third][1])
    customers.unsay_of_pair(ctx.db, was, now)
    return carried


def give_back(ctx: Context, row: Merge) -> None:
    """They are two again, each with what was said of them; a person's word or a lock from meanwhile holds for both."""
    carried = merges.carried(row)
    for pair in customers.pairs_of(ctx.db, row.into_id):
        third, now = _other(pair, row.into_id), _said(pair)
        before, after = carried.get(third, (None, None))
        if now == after or (after and before is None and now.verdict == "household"):
            _say(ctx, row.into_id, third, before)
        elif now.verdict != "household":
            _say(ctx, row.from_id, third, _stricter(now, _of(ctx, row.from_id, third)))
    between, _ = carried.get(row.into_id, (None, None))
    verdict = between.verdict if between else "different"
    customers.say_of_pair(ctx.db, row.from_id, row.into_id, verdict, ctx.who.staff_id, ctx.when)


def _stricter(one: Said, other: Said | None) -> Said:
    if other is None:
        return one
    return max((other, one), key=lambda each: STRICTEST.index(each.verdict))


def _say(ctx: Context, one: int, other: int, said: Said | None) -> None:
    if said is None:
        customers.unsay_of_pair(ctx.db, one, other)
    else:
        customers.say_of_pair(ctx.db, one, other, said.verdict, said.by_id, said.at)
        ctx.db.flush()


def _of(ctx: Context, one: int, other: int) -> Said | None:
    pair = customers.pair(ctx.db, one, other)
    return _said(pair) if pair else None


def _said(pair: CustomerPair) -> Said:
    return Said(pair.verdict, pair.by_id, pair.at)


def _other(pair: CustomerPair, customer_id: int) -> int:
    return pair.high_id if pair.low_id == customer_id else pair.low_id
