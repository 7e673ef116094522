"""The registers that managers look things up in: open cases by stage, and restrictions by where they stand."""

from collections import Counter

from bot import casecard, escalation, references, steps, turns
from bot.chat import Command, Press, Reply, Whisper
from bot.context import Context
from bot.words import register as words
from bot.words.register import CaseRow, RestrictionRow
from storage import cases, people, restrictions
from storage.records import number_of
from storage.tables import Restriction


def cases_now(ctx: Context, event: Command | Press) -> Reply:
    """Every open case by its stage, with whose turn it is; a press shows all of a long list."""
    whole = isinstance(event, Press)
    return Reply((Whisper(words.cases_card(waits(ctx), people.names(ctx.db), ctx.today, whole=whole)),))


def waits(ctx: Context) -> tuple[CaseRow, ...]:
    """Every open case and what it waits for, oldest first."""
    found: list[CaseRow] = []
    for case in cases.open_cases(ctx.db):
        about = casecard.as_it_stands(ctx, case)
        stage, waiting = escalation.stage(about.now), turns.turns(ctx, about)
        customer = references.customer(case.customer_id)
        found.append(CaseRow(about.reference, customer, stage, waiting, steps.value_of(case)))
    return tuple(found)


def restrictions_now(ctx: Context, event: Command | Press) -> Reply:
    """Every restriction by where it stands, in one query; a press shows all of a long list."""
    placed: Counter[int] = Counter()
    rows: list[RestrictionRow] = []
    for row in restrictions.everything(ctx.db):
        placed[row.case_id] += 1
        rows.append(_row(ctx, row, placed[row.case_id]))
    card = words.restrictions_card(rows, ctx.today, whole=isinstance(event, Press))
    return Reply((Whisper(card),))


def _row(ctx: Context, row: Restriction, ordinal: int) -> RestrictionRow:
    kept = steps.kept_of(ctx, row)
    return RestrictionRow(
        reference=references.restriction(row.case_id, ordinal),
        customer=references.customer(row.customer_id),
        kind=row.kind,
        state=escalation.state(kept, ctx.today),
        since=row.ended_on or kept.begins or ctx.service.work.day(row.proposed_at),
        review=row.review_on,
        value=f"{row.case_id}:0:{number_of(row)}",
    )
