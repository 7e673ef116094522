"""Reads what many cases or issues need in a few queries, before each is looked at by itself.

What is looked at afterwards finds it read (`storage.remembering`); whatever is forgotten here is read for each one, and
a test that counts queries says so.
"""

import json
from collections.abc import Iterable, Sequence

from bot import covering, questions, steps
from bot.context import Context
from storage import cases, customers, issues, people, reports, resting, restrictions, safety
from storage.records import number_of
from storage.tables import Case, Issue, Report


def of_cases(ctx: Context, wanted: Sequence[Case]) -> None:
    """What the situations of these cases rest on, and what seems not to fit in them."""
    numbers = [number_of(case) for case in wanted]
    for read in (cases.steps, cases.restrictions, cases.approvers, cases.misfits, cases.excluded):
        read.several(ctx.db, numbers)
    _of_customers(ctx, {case.customer_id for case in wanted})
    decided = ((case.customer_id, steps.last_decided(ctx, case)) for case in wanted)
    resting.lost.several(ctx.db, [(customer, since) for customer, since in decided if since])
    _questions(ctx, wanted)


def of_issues(ctx: Context, wanted: Sequence[Issue]) -> None:
    """Who holds these issues, and what was promised and decided about them."""
    numbers = [number_of(issue) for issue in wanted]
    issues.last_change.several(ctx.db, numbers)
    _of_reports(ctx, reports.on_issue.several(ctx.db, numbers).values())
    theirs = {issue.customer_id for issue in wanted if issue.customer_id}
    cases.open_of.several(ctx.db, theirs)
    reports.promises_for.several(ctx.db, theirs)
    people.handle_of.several(ctx.db, {away.cover_id for away in covering.away(ctx).values() if away.cover_id})


def _of_customers(ctx: Context, theirs: set[int]) -> None:
    _of_reports(ctx, reports.history.several(ctx.db, theirs).values())
    for read in (customers.adjustments, customers.words, reports.promises_for, restrictions.of_customer):
        read.several(ctx.db, theirs)
    threats = safety.threats_to_staff.several(ctx.db, theirs)
    restrictions.resting_on.several(ctx.db, [number_of(row) for rows in threats.values() for row in rows])


def _of_reports(ctx: Context, about: Iterable[list[Report]]) -> None:
    reports.concerns(ctx.db, [number_of(report) for rows in about for report in rows])


def _questions(ctx: Context, wanted: Sequence[Case]) -> None:
    """What is asked about the reports of those for whom something was ever proposed."""
    restricted = [case for case in wanted if cases.restrictions(ctx.db, number_of(case))]
    logged = [report for case in restricted for report in reports.history(ctx.db, case.customer_id)]
    safety.of_report.several(ctx.db, [number_of(report) for report in logged])
    people.absences_over.several(ctx.db, {ctx.service.work.day(report.happened_at) for report in logged})
    taken = [step for case in restricted for step in cases.steps(ctx.db, number_of(case))]
    fits = (step for step in taken if step.action == questions.FITS)
    reports.corrected(ctx.db, [int(json.loads(step.answers)["report"]) for step in fits])
