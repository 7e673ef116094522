"""What is on file about a customer, counted for a case: four measures, and the other side."""

from collections import Counter

from bot import escalation, fairness
from bot.context import Context
from bot.steps import About
from bot.words.evidence import Evidence
from storage import cases, reports
from storage.records import number_of


def evidence(ctx: Context, about: About) -> Evidence:
    """The counts as they stand now; withdrawn reports count nowhere."""
    customer_id = about.case.customer_id
    found = fairness.on_file(ctx, customer_id, about.now)
    ticked = reports.concerns(ctx.db, [number_of(report) for report in found.reports])
    ordinary = [report for report in found.reports if report.id not in ticked]
    days = [ctx.service.work.day(report.happened_at) for report in found.reports]
    concerns = Counter(key for keys in ticked.values() for key in keys)
    return Evidence(
        reports=len(found.reports),
        incidents=found.incidents,
        routes=dict(Counter(report.route for report in found.reports).most_common()),
        colleagues=len({report.reporter_id for report in found.reports}),
        issues=found.issues,
        concerns={ctx.policy.label(key): n for key, n in concerns.most_common()},
        first=min(days, default=None),
        last=max(days, default=None),
        ordinary=len(ordinary),
        ordinary_issues=len({report.issue_id for report in ordinary}),
        promises=found.promises,
        late=found.late,
        while_late=found.while_late,
        told_us=found.told_us,
        adjustments=len(found.adjustments),
        answered=sum(each.answered_at is not None for each in found.adjustments),
        in_place=tuple(each.in_place for each in found.adjustments if each.in_place),
        words=len(found.words),
        last_word=max((word.held_on for word in found.words), default=None),
        spoken=escalation.was_spoken_with(about.now),
        withdrawn=cases.withdrawn(ctx.db, customer_id),
        misfits=len(about.now.misfits),
        serious=sum(misfit.serious for misfit in about.now.misfits),
    )
