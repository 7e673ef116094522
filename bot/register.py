"""The registers that managers look things up in: open cases by stage, and restrictions by where they stand."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from bot import ahead, casecard, escalation, references, steps, turns
from bot.chat import Command, Press, Reply, Whisper
from bot.context import Context
from bot.steps import About
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
    opened = cases.open_cases(ctx.db)
    ahead.of_cases(ctx, opened)
    for case in opened:
        about = casecard.as_it_stands(ctx, case)
        stage, waiting = escalation.stage(about.now), turns.turns(ctx, about)
        customer = references.customer(case.customer_id)
        calm = tuple(_calm(ctx, about))
        found.append(CaseRow(about.reference, customer, stage, waiting, steps.value_of(case), calm))
    return tuple(found)


def _calm(ctx: Context, about: About) -> Iterator[tuple[str, date]]:
    """Restrictions in force with the day since which every contact has fitted them, as far as anybody confirmed."""
    for kept in about.now.restrictions:
        if kept.begins and escalation.state(kept, ctx.today) in escalation.HOLDS:
            misfits = [each.day for each in about.now.misfits if each.restriction == kept.number]
            yield about.named(kept.number), max([kept.begins, *misfits])


def is_filter(typed: str) -> bool:
    """Whether this is what the register can be narrowed to: where restrictions stand, or a customer."""
    return not typed or typed.lower() in words.FILTERS or references.number(typed, "C") is not None


def restrictions_now(ctx: Context, event: Command | Press) -> Reply:
    """Every restriction by where it stands, or those asked for; a press shows all of a long list."""
    asked = (event.text if isinstance(event, Command) else event.value).strip().lower()
    placed: Counter[int] = Counter()
    rows: list[RestrictionRow] = []
    found = restrictions.everything(ctx.db)
    cases.steps.several(ctx.db, (row.case_id for row in found if row.notified_on))
    for row in found:
        placed[row.case_id] += 1
        rows.append(_row(ctx, row, placed[row.case_id]))
    card = words.restrictions_card(rows, ctx.today, asked, whole=isinstance(event, Press))
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
