"""Figures for the steering group: counts of what the service did, never about one person (POLICY, records)."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from functools import partial

from bot import charts, references
from bot.chat import Command, Reply, ReplyPart, Whisper
from bot.context import Context
from bot.words import figures as words
from bot.words.figures import Figures, Share
from bot.workdays import months_after
from storage import cases, figures, restrictions
from storage.records import number_of
from storage.tables import CaseStep, Restriction

MONTHS = 12
_REVIEW, _IN_TIME = "restriction.review", "in_time"
_MIDNIGHT = time(0)


def is_period(typed: str) -> bool:
    """Whether this names a period: nothing is the last twelve months."""
    return not typed or (typed.isascii() and typed.isdigit() and len(typed) == len("2026"))


def show(ctx: Context, event: Command) -> Reply:
    """The figures of twelve months, or of the year that was typed, with a picture; drawn once they are counted."""
    found = gather(ctx, *_period(ctx, event.text.strip()))
    small, days = ctx.policy.statistics.least, ctx.policy.statistics.compare_days
    return Reply(afterwards=partial(_drawn, found, small, days))


def gather(ctx: Context, first: date, last: date) -> Figures:
    """Count what was done on these days."""
    work = ctx.service.work
    since, until = (work.at(day, _MIDNIGHT) for day in (first, last + timedelta(days=1)))
    came, incidents = figures.contacts(ctx.db, since, until)
    had = [(word.customer_id, word.held_on) for word in figures.words(ctx.db, first, last)]
    written = {
        entry.subject: work.day(entry.at) for entry in figures.taken(ctx.db, "letter.concern", since, until)
    }
    raised = [(_customer(ctx, subject), day) for subject, day in written.items()]
    checks = [
        each for each in figures.steps(ctx.db, ("case.consider",)) if first <= work.day(each.at) <= last
    ]
    due = figures.promises(ctx.db, first, min(last, ctx.today - timedelta(days=1)))
    return Figures(
        first=first,
        last=last,
        contacts=came,
        incidents=incidents,
        words=_improved(ctx, had),
        letters=_improved(ctx, raised),
        checks=Counter(str(_answers(each).get("result", "")) for each in checks),
        kinds=Counter(row.kind for row in figures.told_of(ctx.db, first, last)),
        reviews=_reviews(ctx, first, last),
        promises=Share(sum(work.day(each.done_at) <= each.due_on for each in due if each.done_at), len(due)),
    )


def _improved(ctx: Context, talks: Iterable[tuple[int, date]]) -> Share:
    """After how many talks fewer incidents came than in as many days before; where there were some, and time enough."""
    span = timedelta(days=ctx.policy.statistics.compare_days)
    known = [(customer, day) for customer, day in talks if day + span < ctx.today]
    came = figures.incidents(ctx.db, {customer for customer, _ in known})
    days = [(customer, ctx.service.work.day(when)) for customer, when in came]
    compared = []
    for customer, day in known:
        theirs = [each for who, each in days if who == customer]
        before = sum(day - span < each <= day for each in theirs)
        if before:
            compared.append(sum(day < each <= day + span for each in theirs) < before)
    return Share(sum(compared), len(compared))


def _reviews(ctx: Context, first: date, last: date) -> Mapping[str, int]:
    """What became of every review that was due on these days."""
    renewed: dict[int, list[CaseStep]] = {}
    for step in figures.steps(ctx.db, (_REVIEW,)):
        if _answers(step).get("outcome") == "renew":
            renewed.setdefault(step.restriction_id or 0, []).append(step)
    told = [row for row in restrictions.everything(ctx.db) if row.notified_on]
    kept = (each for row in told for each in _kept_days(ctx, row, renewed.get(number_of(row), [])))
    return Counter(how for day, how in kept if first <= day <= last)


def _kept_days(ctx: Context, row: Restriction, renewed: list[CaseStep]) -> Iterator[tuple[date, str]]:
    """Each review day that a restriction has had, and how it was kept."""
    for step in renewed:
        due = date.fromisoformat(_answers(step)["was_due"])
        yield due, _IN_TIME if ctx.service.work.day(step.at) <= due else "late"
    if row.ended_how == "ended":
        yield row.review_on, "lapsed"
    elif row.ended_on:
        yield row.review_on, _IN_TIME if row.ended_on <= row.review_on else "late"
    elif row.review_on < ctx.today:
        yield row.review_on, "overdue"


def _answers(step: CaseStep) -> dict[str, str]:
    found: dict[str, str] = json.loads(step.answers or "{}")
    return found


def _customer(ctx: Context, subject: str) -> int:
    case = cases.get(ctx.db, references.number(subject, "M") or 0)
    return case.customer_id if case else 0


def _period(ctx: Context, typed: str) -> tuple[date, date]:
    """Whole months that are over, the last twelve or those of a year: what two days' figures differ by would be one day's."""
    this_month = ctx.today.replace(day=1)
    over = this_month - timedelta(days=1)
    first = date(int(typed), 1, 1) if typed else over
    if first < over:
        return first, min(date(first.year, 12, 31), over)
    return months_after(this_month, -MONTHS), over


def _drawn(found: Figures, small: int, days: int) -> tuple[ReplyPart, ...]:
    shown = words.Suppressed(small)
    return (Whisper(words.card(found, shown, days, charts.bars_png(words.bars(found, shown)))),)
