"""What is said once: to colleagues when they are first seen, and where managers read when a service begins."""

from bot.chat import Event, Nudge, Opened, Place, Post, Reply
from bot.context import Context
from bot.words import welcoming as words
from storage import outbox, people

KEY = "welcome"


def newcomer(ctx: Context) -> Reply:
    """To the actor, who has just been taken up; the message is known by its key, so there is never a second one."""
    return Reply((Nudge(ctx.who.staff_id, KEY, words.newcomer(ctx.who.role)),))


def greeted(ctx: Context, event: Event) -> Reply | None:
    """Nothing more, to whoever is new and only added the bot: they read their welcome, and no empty page."""
    asked_nothing = isinstance(event, Opened) and event.added
    return Reply() if asked_nothing and people.get(ctx.db, ctx.who.staff_id).joined_at == ctx.when else None


def silent(ctx: Context) -> tuple[Place, ...]:
    """Where managers read and nothing was ever said."""
    return tuple(place for place in ctx.service.managers_channels if not _said_anything(ctx, place))


def channels(ctx: Context) -> Reply:
    """One line in each of these, about what will come there."""
    card = words.channel(ctx.service.summary_time, ctx.policy.shared_issue.colleagues)
    return Reply(tuple(Post(place, KEY, card) for place in silent(ctx)))


def _said_anything(ctx: Context, place: Place) -> bool:
    return outbox.any_for(ctx.db, platform=place.platform, kind=place.kind.value, target=place.target)
