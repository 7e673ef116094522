"""Who is interrupted when something is raised for safety, and again until somebody has it, at any hour."""

from datetime import timedelta

from bot import proposals, references
from bot.chat import Nudge, Post, ReplyPart, Role
from bot.context import Context
from bot.words import safety as words
from bot.words import times
from bot.words.safety import Raised
from storage import people, safety
from storage.records import number_of
from storage.tables import Safety


def told(ctx: Context, row: Safety) -> set[int]:
    """All managers, whether away or not, but not who raised it; where somebody may be harmed the safeguarding lead too."""
    leads = ctx.service.safeguarding_leads if row.danger == words.SOMEONE else frozenset()
    wanted = [staff for staff in people.working(ctx.db) if staff.role == Role.MANAGER or staff.email in leads]
    reached = {number_of(staff) for staff in wanted if people.handle_of(ctx.db, number_of(staff))}
    return reached - {row.raised_by}


def may_read(ctx: Context, row: Safety) -> bool:
    """Managers, the safeguarding lead where somebody may be harmed, and who raised it."""
    return ctx.manages or ctx.who.staff_id in {row.raised_by, *told(ctx, row)}


def may_take(ctx: Context, row: Safety) -> bool:
    """Those who were told; a manager who raised it only where there is nobody else."""
    others = told(ctx, row)
    return ctx.who.staff_id in others or (ctx.manages and not others)


def about(ctx: Context, row: Safety) -> Raised:
    """What was raised, without names and what was said."""
    return Raised(
        number=number_of(row),
        reference=references.safety(number_of(row)),
        danger=row.danger,
        by=references.initials(people.get(ctx.db, row.raised_by).name),
        since=times.stamp(row.raised_at, ctx.service.work, ctx.today),
        customer=references.customer(row.customer_id) if row.customer_id else "",
        phone=ctx.service.safety_phone,
    )


def first(ctx: Context, row: Safety) -> tuple[ReplyPart, ...]:
    """Everybody is told, and the channel that something was raised."""
    card = words.channel_card(about(ctx, row))
    posts = [Post(place, _thread(row), card) for place in ctx.service.managers_channels]
    return (*_round(ctx, row), *posts)


def pause(ctx: Context) -> timedelta:
    """How long until they are told again."""
    return timedelta(minutes=ctx.policy.safety.repeat_minutes)


def due(ctx: Context) -> list[Safety]:
    """What nobody has taken and has to be told again by now."""
    most, before = ctx.policy.safety.repeat_times, ctx.when - pause(ctx)
    return [row for row in safety.untaken(ctx.db) if row.repeats < most and row.told_at <= before]


def repeat(ctx: Context) -> tuple[ReplyPart, ...]:
    """Tell them again; who raised it learns that nobody has answered. Missed repeats are one."""
    found: list[ReplyPart] = []
    for row in due(ctx):
        row.repeats += 1
        row.told_at = ctx.when
        ctx.db.flush()
        found += proposals.edited(ctx, _thread(row), words.sent_again(about(ctx, row)))
        found += _round(ctx, row)
        waiting = words.waiting_card(about(ctx, row), ctx.policy.safety.repeat_minutes)
        found.append(Nudge(row.raised_by, f"{mine(row)}/waiting", waiting, urgent=True))
    return tuple(found)


def taken(ctx: Context, row: Safety) -> tuple[ReplyPart, ...]:
    """Everybody who was told sees who has it; who raised it is told, and asked whether somebody should check in."""
    raised, by = about(ctx, row), people.get(ctx.db, row.taken_by or 0).name
    initials = references.initials(by)
    when = times.stamp(row.taken_at or ctx.when, ctx.service.work, ctx.today)
    channel = words.channel_taken(raised, initials, when)
    news = Nudge(row.raised_by, f"{mine(row)}/taken", words.has_it(raised, by), urgent=True)
    return (
        *proposals.edited(ctx, _thread(row), words.taken_card(raised, by, when)),
        *(Post(place, _thread(row), channel) for place in ctx.service.managers_channels),
        *proposals.edited(ctx, mine(row), words.channel_taken(raised, by, when)),
        *((news,) if row.raised_by != row.taken_by else ()),
    )


def mine(row: Safety) -> str:
    """The thread of messages to whoever raised it."""
    return f"raised:{row.id}"


def _thread(row: Safety) -> str:
    return f"safety:{row.id}"


def _round(ctx: Context, row: Safety) -> list[ReplyPart]:
    """A message of its own to each of them: an edited one would be silent."""
    card = words.interrupting(about(ctx, row), again=bool(row.repeats))
    key = f"{_thread(row)}/{row.repeats + 1}"
    return [Nudge(each, key, card, urgent=True) for each in sorted(told(ctx, row))]
