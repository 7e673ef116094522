"""Reviews in time: who is reminded when, and what nobody has reviewed ends by itself (POLICY, the walk: review)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot import ahead, casework, escalation, proposals, steps
from bot.chat import Nudge, Person, ReplyPart, Role
from bot.context import Context
from bot.escalation import State
from bot.steps import About
from bot.words import reviewing as words
from storage import cases, jobs, restrictions
from storage.records import number_of
from storage.tables import Case, Restriction

STEP = "restriction.end"
NOBODY = Person(staff_id=0, name="", role=Role.NONE)


def every_morning(ctx: Context) -> list[ReplyPart]:
    """Record what has ended, and remind of what is to be reviewed; each once."""
    found: list[ReplyPart] = []
    ahead.of_cases(ctx, cases.open_cases(ctx.db))
    for row in restrictions.lasting(ctx.db):
        case = cases.get(ctx.db, row.case_id)
        if case is None or row.ended_how:
            continue
        if _has_lapsed(ctx, row):
            found += _ended(ctx, case, row)
        else:
            found += _reminded(ctx, proposals.of_case(ctx, case, number_of(row)), row)
    return found


def settle(ctx: Context, case: Case) -> None:
    """Record what has ended in this case, before a step closes it."""
    for row in cases.restrictions(ctx.db, number_of(case)):
        if not row.ended_how and _has_lapsed(ctx, row):
            _record(ctx, case, row)


def looked_after_by(about: About) -> frozenset[int]:
    """The manager who told the customer of it, as long as they may decide in the case; else every manager who may."""
    able = about.now.managers - about.now.excluded
    told_by = about.restriction.notified_by if about.restriction else None
    return frozenset({told_by}) if told_by in able and told_by else able


def _ended(ctx: Context, case: Case, row: Restriction) -> list[ReplyPart]:
    _record(ctx, case, row)
    about = proposals.of_case(ctx, case, number_of(row))
    unconfirmed = bool(row.interim_until) and not row.decision
    said = words.UNCONFIRMED if unconfirmed else words.lapsed_line(row.review_on, ctx.today)
    news = [casework.nudge(ctx, each, about, said) for each in sorted(looked_after_by(about))]
    return [*news, *casework.told(ctx, case)]


def _has_lapsed(ctx: Context, row: Restriction) -> bool:
    counts = row.notified_on or row.interim_until
    return bool(counts) and escalation.state(steps.kept_of(ctx, row), ctx.today) is State.ENDED


def _record(ctx: Context, case: Case, row: Restriction) -> None:
    """It ended on the day that the customer was told of, however late that is written down."""
    about = proposals.of_case(ctx, case, number_of(row))
    ended_on = about.kept.lapses_on if about.kept else ctx.today
    restrictions.end(ctx.db, row, "ended", ended_on)
    by_itself = replace(ctx, who=NOBODY)
    steps.take(by_itself, about, STEP, facts={"how": "ended", "date": ended_on.isoformat()})


def _reminded(ctx: Context, about: About, row: Restriction) -> Iterator[Nudge]:
    """Once some days before the review and once on its day, later only if the first one was missed."""
    if about.kept is None or escalation.state(about.kept, ctx.today) not in escalation.HOLDS:
        return
    soon = row.review_on - timedelta(days=ctx.policy.walk.review_notice_days)
    passed = about.kept.passes_on if about.kept.passes else date.max
    due = [
        (day, what)
        for day, what in ((soon, "soon"), (row.review_on, "due"), (passed, "passed"))
        if day <= ctx.today
    ]
    claimed = [jobs.claim(ctx.db, f"review-{what}:{number_of(row)}", day, ctx.when) for day, what in due]
    if not due or not claimed[-1]:
        return
    day = f"{ctx.today:%Y-%m-%d}"
    if due[-1][1] == "passed" and not about.now.reserves:
        said = words.passed_to_nobody(about.kept.lapses_on, ctx.today)
        able = about.now.managers - about.now.excluded
        yield from (casework.nudge(ctx, each, about, said, again=day) for each in sorted(able))
        return
    whom = about.now.reserves if due[-1][1] == "passed" else looked_after_by(about)
    said = words.reminder(row.review_on, about.kept.lapses_on, ctx.today)
    for each in sorted(whom):
        yield casework.nudge(ctx, each, about, said, words.review_button(about.value), again=day)
