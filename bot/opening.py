"""A case begins, and rests on the customer's reports with concerns as they stood then (POLICY, the walk: case.open)."""

from collections.abc import Mapping

from bot import recording, references
from bot.context import Context
from storage import audit, cases, reports
from storage.audit import Json
from storage.records import number_of
from storage.tables import Case

STEP = "case.open"


def begin(ctx: Context, case: Case, facts: Mapping[str, Json]) -> Case:
    """Keep a new case with its audit entry, which tells for ever on which reports it rests."""
    number = cases.add(ctx.db, case)
    whose, incidents = references.customer(case.customer_id), _incidents(ctx, case.customer_id)
    recording.note(ctx, STEP, references.case(number), {"customer": whose, "reports": incidents, **facts})
    return case


def rests_on(ctx: Context, case: Case) -> tuple[str, ...]:
    """The reports that it was opened on, by reference; none where it was taken up from before Evenhand."""
    told = audit.facts_of(ctx.db, STEP, references.case(number_of(case))).get("reports", [])
    return tuple(str(each) for each in told) if isinstance(told, list) else ()


def _incidents(ctx: Context, customer_id: int) -> list[str]:
    logged = reports.history(ctx.db, customer_id)
    ticked = reports.concerns(ctx.db, [number_of(report) for report in logged])
    return [references.report(number) for number in sorted(ticked)]
