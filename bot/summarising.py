"""The summary: every working morning what waits, exactly once; or now, when a manager asks."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import (
    ahead,
    approving,
    casework,
    promising,
    raising,
    register,
    requesting,
    retention,
    roles,
    standing,
    tallying,
    undelivered,
    upkeep,
)
from bot.chat import Command, Post, Press, Reply, ReplyPart, Whisper
from bot.context import Context
from bot.settings import Service
from bot.words import summary as words
from bot.words.summary import Facts
from storage import cases, complaints, customers, issues, jobs, outbox, people, reports, safety

KIND = "summary"
SECOND = 2
_FIRST_LOOK_BACK = timedelta(days=1)
_IN_TIME = timedelta(minutes=5)
"""Many ticks, and less than it takes to restore a backup."""


def waits(ctx: Context) -> bool:
    """Whether today's summary is due and nobody sent it yet."""
    if not _due(ctx):
        return False
    last = jobs.last_until(ctx.db, KIND, ctx.today)
    return last is None or last.day < ctx.today


def late(ctx: Context) -> bool:
    """Whether this morning comes so late that it may be its second time: after a stop, or after a backup was restored."""
    return ctx.when - ctx.service.work.at(ctx.today, ctx.service.summary_time) > _IN_TIME


def next_one(service: Service, after: datetime) -> datetime:
    """When the next summary is due: this morning's if it is still to come, else the next working day's."""
    work = service.work
    today = work.day(after)
    this_morning = work.at(today, service.summary_time)
    if work.works(today) and after < this_morning:
        return this_morning
    return work.at(work.next_working(today), service.summary_time)


def reminded_on(ctx: Context, due: date) -> date:
    """The day on which a promise for this day is reminded of: the first morning, still to come, from then on."""
    work = ctx.service.work
    day = max(due, work.day(next_one(ctx.service, ctx.when)))
    return day if work.works(day) else work.next_working(day)


def every_morning(ctx: Context) -> tuple[ReplyPart, ...]:
    """Today's summary and the reminders, if it is time and nobody sent them yet."""
    since = last_time(ctx)
    if not _due(ctx) or not jobs.claim(ctx.db, KIND, ctx.today, ctx.when):
        return ()
    facts = gather(ctx, since)
    if not ctx.service.work.is_first_of_week(ctx.today):
        facts = replace(facts, alone=False)  # who chose it so need not read it every day
    card = words.summary_card(facts, ctx.service.work, ctx.today, whole=False)
    key = f"summary:{ctx.today:%Y-%m-%d}"
    posts = [Post(place, key, card) for place in ctx.service.managers_channels]
    return (
        *posts,
        *promising.reminders(ctx),
        *raising.reminders(ctx),
        *approving.reminders(ctx),
        *casework.every_morning(ctx),
    )


def last_time(ctx: Context) -> datetime:
    """Since when the next summary counts: the last one, else a day ago. A clock that once ran ahead counts for nothing."""
    last = jobs.last_until(ctx.db, KIND, ctx.today)
    return last.at if last else ctx.when - _FIRST_LOOK_BACK


def now(ctx: Context, _event: Command | Press) -> Reply:
    """What waits, now; only the manager who asks sees it."""
    facts = gather(ctx, last_time(ctx))
    return Reply((Whisper(words.summary_card(facts, ctx.service.work, ctx.today, whole=True)),))


def _due(ctx: Context) -> bool:
    work = ctx.service.work
    return work.works(ctx.today) and ctx.when >= work.at(ctx.today, ctx.service.summary_time)


def _waiting(ctx: Context) -> tuple[standing.Standing, ...]:
    """Shared issues that wait for managers; one that colleagues hold together no more waits for nobody."""
    waiting = issues.waiting(ctx.db)
    ahead.of_issues(ctx, waiting)
    reached = [standing.stand(ctx, issue.id or 0) for issue in waiting]
    return tuple(about for about in reached if about.shared)


def _alone(ctx: Context) -> bool:
    """Whether a case is open and the service has no second person to decide (POLICY, small services)."""
    few = len(roles.deciders(ctx.db, ctx.service)) < SECOND and not roles.outside(ctx.db, ctx.service)
    return few and bool(cases.open_cases(ctx.db))


def gather(ctx: Context, since: datetime) -> Facts:
    """What the summary tells, in a constant number of queries, however much waits."""
    names = people.names(ctx.db)
    incidents, contacts = reports.counted_since(ctx.db, since)
    named, dismissed = issues.settled_since(ctx.db, since)
    return Facts(
        safety=tuple(safety.untaken(ctx.db)),
        shared=_waiting(ctx),
        cases=register.waits(ctx),
        requests=tuple(issues.requests_waiting(ctx.db)),
        old=retention.to_tell(ctx),
        complaints=tuple(complaints.waiting(ctx.db)),
        asked=requesting.to_name(ctx, since),
        promises=tuple(reports.promises_due(ctx.db, ctx.today)),
        adjustments=tuple(customers.adjustments_waiting(ctx.db)),
        away=tuple(a for a in people.absences_from(ctx.db, ctx.today) if a.first_day <= ctx.today),
        incidents=incidents,
        contacts=contacts,
        newly_shared=issues.newly_shared(ctx.db, since),
        named=named,
        dismissed=dismissed,
        parked=outbox.counts(ctx.db).parked,
        refused=undelivered.refused(ctx),
        limited=tuple(tallying.limited(ctx, since)),
        alone=_alone(ctx),
        lasting=upkeep.lasting(ctx),
        calm_days=ctx.policy.walk.calm_days,
        names=names,
        since=since,
    )
