"""Somebody's own page with the bot: what waits for them, who is away, and what they logged and promised."""

from bot import covering, mine, summarising, welcoming
from bot.chat import Opened, Reply, Whisper
from bot.context import Context
from bot.words import home as words
from bot.words import summary
from bot.words.home import Away, Home
from bot.words.summary import Need
from storage import people

REPORTS = 8


def show(ctx: Context, event: Opened) -> Reply:
    """The page; it is its reader's alone, so looking at it leaves no trace."""
    if greeted := welcoming.greeted(ctx, event):
        return greeted
    names, away = people.names(ctx.db), covering.away(ctx)
    absent = [
        Away(names[number], absence.last_day, names.get(covering.here_for(ctx, number) or 0, ""))
        for number, absence in away.items()
        if number != ctx.who.staff_id
    ]
    covered = covering.covered(ctx, ctx.who.staff_id)
    page = Home(
        waits=_waits(ctx),
        away=tuple(absent),
        stands_in_for=tuple(names[number] for number in away if number in covered),
        listing=mine.latest(ctx, REPORTS),
        older=REPORTS,
    )
    return Reply((Whisper(words.home_card(page, ctx.service.work, ctx.today)),))


def _waits(ctx: Context) -> tuple[Need, ...] | None:
    """What needs managers today; None for everybody else."""
    if not ctx.manages:
        return None
    facts = summarising.gather(ctx, summarising.last_time(ctx))
    return summary.needs(facts, ctx.service.work, ctx.today)
