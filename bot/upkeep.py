"""What a service needs to go on: managers are told once what people can have mended, and see when it is.

Once for each finding, and again only as it becomes more pressing, or when it was mended and comes back. Each look is one
transaction of the one writer, so that any number of processes tell it once between them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot import proposals, roles
from bot.chat import Looked, Nudge, Reply, ReplyPart
from bot.context import Context
from bot.needed import RULES, Found, Seen, Verdict
from bot.words import upkeep as words
from bot.words.upkeep import Told
from storage import findings
from storage.tables import Finding

PATIENCE: Mapping[str, timedelta] = {
    "messages": timedelta(hours=1),
    "reached": timedelta(days=1),
    "deciders": timedelta(days=1),
    "channel": timedelta(days=1),
    "leavers": timedelta(days=7),
}
"""How long something may last before anybody is told: people come one after the other, and much is seen to by itself."""
AGAIN = timedelta(days=1)
"""What comes back within this time was not mended: it is the same finding, and nobody is told again."""
DAY = timedelta(hours=10)
"""From the summary's time on, for so long, it is a day on which people read."""
SAID_ELSEWHERE = frozenset({"messages", "deciders"})
"""The summary has lines of its own about these."""


def look(ctx: Context, looked: Looked) -> Reply:
    """Take down what is found and what is mended; what to say about it."""
    seen = {subject: rule(ctx, looked) for subject, rule in RULES.items()}
    changed = {*_mend(ctx, seen), *_take_down(ctx, seen)} - {""}
    return Reply((*_redrawn(ctx, seen, changed), *_told(ctx, seen)))


def lasting(ctx: Context) -> tuple[str, ...]:
    """What managers were told of and what lasts, for the summary: in words, each once."""
    rows = (row for row in findings.lasting(ctx.db) if row.told_at and row.subject not in SAID_ELSEWHERE)
    return tuple(dict.fromkeys(words.label(row.subject) for row in rows))


def _mend(ctx: Context, seen: Mapping[str, Seen]) -> list[str]:
    """What is over; the keys of the messages that tell it."""
    over = [row for row in findings.lasting(ctx.db) if seen.get(row.subject, Verdict.FINE) is Verdict.FINE]
    for row in over:
        if row.told_at is None:
            findings.overlook(ctx.db, row)
        else:
            row.mended_at = ctx.when
    ctx.db.flush()
    return [row.told_in for row in over]


def _take_down(ctx: Context, seen: Mapping[str, Seen]) -> list[str]:
    """What is found that is not on file, or not as pressing; the keys of messages whose finding came back at once."""
    came_back: list[str] = []
    on_file = findings.lasting(ctx.db)
    for subject, found in seen.items():
        if not isinstance(found, Found):
            continue
        known = [row for row in on_file if row.subject == subject]
        if not known:
            known = findings.mended_since(ctx.db, subject, ctx.when - AGAIN)
            came_back += _reopen(known)
        if found.stage > max((row.stage for row in known), default=0):
            findings.notice(ctx.db, subject, found.stage, ctx.when)
    return came_back


def _reopen(rows: Sequence[Finding]) -> list[str]:
    newest = {row.stage: row for row in rows}
    for row in newest.values():
        row.mended_at = None
    return [row.told_in for row in newest.values()]


def _told(ctx: Context, seen: Mapping[str, Seen]) -> list[ReplyPart]:
    """One message to every manager about all that nobody was told of yet, if this is a time to tell."""
    managers = sorted(roles.managers(ctx.db))
    waiting = [row for row in findings.lasting(ctx.db) if row.told_at is None and _is_due(ctx, row)]
    if not (managers and waiting and _is_day(ctx)):
        return []
    key = f"upkeep:{ctx.when:%Y-%m-%d-%H%M%S}"
    for row in waiting:
        row.told_at, row.told_in = ctx.when, key
    ctx.db.flush()
    card = words.card(_as_told(ctx, waiting, seen))
    return [Nudge(each, key, card, for_cover=card) for each in managers]


def _redrawn(ctx: Context, seen: Mapping[str, Seen], keys: set[str]) -> list[ReplyPart]:
    """The messages of which something changed, wherever they are; silently."""
    rows = findings.told_in(ctx.db, keys)
    found: list[ReplyPart] = []
    for key in sorted(keys):
        theirs = [row for row in rows if row.told_in == key]
        found += proposals.edited(ctx, key, words.card(_as_told(ctx, theirs, seen)))
    return found


def _as_told(ctx: Context, rows: Sequence[Finding], seen: Mapping[str, Seen]) -> list[Told]:
    """What a message says of its findings by now."""
    lines = (_line(ctx, row, seen.get(row.subject, Verdict.FINE)) for row in rows)
    return list(dict.fromkeys(lines))  # what became more pressing before anybody was told is told once


def _line(ctx: Context, row: Finding, seen: Seen) -> Told:
    if row.mended_at:
        return Told(row.subject, words.mended(row.mended_at, ctx.service.work, ctx.today), mended=True)
    return Told(row.subject, seen.said if isinstance(seen, Found) else words.NOT_KNOWN)


def _is_due(ctx: Context, row: Finding) -> bool:
    return ctx.when - row.noticed_at >= PATIENCE.get(row.subject, timedelta(0))


def _is_day(ctx: Context) -> bool:
    """Whether people read by now and still: nobody is woken for this."""
    work = ctx.service.work
    morning: datetime = work.at(ctx.today, ctx.service.summary_time)
    return work.works(ctx.today) and morning <= ctx.when < morning + DAY
