"""What somebody filled in of a long form waits for them, until the step is done."""

from collections.abc import Collection, Mapping

from bot import limits
from bot.chat import Values
from bot.context import Context
from bot.fields import cleaned
from storage import drafts


def kept(ctx: Context, action: str, about: str) -> dict[str, str]:
    """What the actor filled in of this form about this, by field."""
    return drafts.get(ctx.db, ctx.who.staff_id, action, about)


def keep(ctx: Context, action: str, about: str, fields: Values, names: Collection[str]) -> None:
    """Keep these fields of a form for the actor alone; what is kept of the others stays."""
    typed = {name: _text(fields[name]) for name in names if name in fields}
    drafts.put(ctx.db, ctx.who.staff_id, action, about, {**kept(ctx, action, about), **typed}, ctx.when)


def answered(fields: Values, suggested: Mapping[str, str], changed: str = "") -> list[str]:
    """The fields that somebody filled in: the one that changed, and what is not as the form suggested it.

    Changes may arrive in another order than they were made: what one of them doesn't know yet is left alone.
    """
    return [name for name in fields if name == changed or _text(fields[name]) != suggested.get(name, "")]


def forget(ctx: Context, action: str, about: str) -> None:
    """The step is done: nobody's draft of it is needed any more."""
    drafts.forget(ctx.db, about, action)


def _text(value: str | tuple[str, ...]) -> str:
    whole = value if isinstance(value, str) else ",".join(value)
    return cleaned(whole)[: limits.DETAILS]
