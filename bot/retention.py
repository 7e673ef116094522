"""Nothing is kept for ever: what is old is told a week before, then erased every morning (POLICY, records and privacy)."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from bot import erasing
from bot.context import Context
from bot.workdays import months_after
from storage import ages, jobs
from storage.holdings import Numbers

KIND = "retention"
NOTICE, AHEAD = timedelta(days=7), timedelta(days=13)
"""What is told in one week's first summary is what is old before the week after next; it goes a week later at the earliest."""


def every_morning(ctx: Context) -> bool:
    """Erase what was told of in time; then, once a week, note what is told of today. Whether anything was erased."""
    erased = False
    told = jobs.last_until(ctx.db, KIND, ctx.today - NOTICE)
    if told:
        found = _old(ctx, min(ctx.today, told.day + AHEAD))
        if any((found.customer, found.report, found.case, found.word, found.safety)):
            erasing.forget(ctx, found)
            erased = True
    if ctx.service.work.is_first_of_week(ctx.today):
        jobs.claim(ctx.db, KIND, ctx.today, ctx.when)
    return erased


def to_tell(ctx: Context) -> Mapping[str, int]:
    """How much is old within two weeks, by what it is; nothing but in a week's first summary."""
    if not ctx.service.work.is_first_of_week(ctx.today):
        return {}
    found = _old(ctx, ctx.today + AHEAD)
    return {kind: len(found.of(kind)) for kind in ("report", "case", "word", "safety")}


def _old(ctx: Context, day: date) -> Numbers:
    work, given = ctx.service.work, ctx.policy.retention
    contacts, cases = (
        work.at(months_after(day, -months), time(0)) for months in (given.contacts_months, given.cases_months)
    )
    return ages.old(ctx.db, contacts, cases)
