"""What stands behind a button or a form: the record whose number it carries. Raises Refused where there is none."""

from collections.abc import Callable
from typing import TypeVar

from bot import targets
from bot.context import Context, Refused
from bot.words import replies
from storage import Db, customers
from storage.tables import Customer

T = TypeVar("T")


def row(ctx: Context, value: str, get: Callable[[Db, int], T | None]) -> T:
    """What `get` finds under that number."""
    target = targets.read(value)
    found = get(ctx.db, target.extra) if target else None
    if found is None:
        raise Refused(replies.unknown_button())
    return found


def customer(ctx: Context, value: str) -> Customer:
    """The customer of that number, unless they were merged into another since, or erased."""
    found = row(ctx, value, customers.get)
    if found.merged_into or found.erased_at:
        raise Refused(replies.unknown_button())
    return found
