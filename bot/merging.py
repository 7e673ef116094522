"""Two customers on file who are one person: a manager merges them, and can take that back."""

from bot import (
    behind,
    casework,
    identifying,
    limits,
    noticing,
    pairs,
    parting,
    recording,
    references,
    resting,
    targets,
)
from bot.cards import Form
from bot.chat import Ask, Press, Replace, Reply, Submission, Values
from bot.context import Context, Corrected, Refused
from bot.fields import Reader
from bot.words import merging as words
from bot.words import mistakes
from storage import cases, customers, merges
from storage.audit import Json
from storage.records import number_of
from storage.tables import Customer, Merge


def merge_form(ctx: Context, press: Press) -> Reply:
    """Ask who they are the same person as; what would move stands there."""
    return Reply((Ask(_merge_form(ctx, press.value, behind.customer(ctx, press.value), {}, {})),))


def merge(ctx: Context, event: Submission) -> Reply:
    """Everything of the one becomes the other's: reports, words, requests, cases, restrictions."""
    source = behind.customer(ctx, event.value)
    form = Reader(event.fields, ctx.service.work)
    into = noticing.chosen(ctx, form.raw("customer"))
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    if wrong := _wrong(ctx, source, into):
        form.errors["customer"] = wrong
    if form.errors or into is None:
        raise Corrected(_merge_form(ctx, event.value, source, form.fields, form.errors))
    was, now = number_of(source), number_of(into)
    moved = merges.of_customer(ctx.db, was)
    row = Merge(from_id=was, into_id=now, reasons=reasons, by_id=ctx.who.staff_id, at=ctx.when)
    number = merges.add(ctx.db, row, moved, pairs.carry(ctx, was, now))
    merges.move(ctx.db, moved, was, now)
    _refresh(ctx, was, now)
    facts = _facts(was, now, number, moved)
    recording.note(ctx, "customer.merge", references.customer(now), facts, {"reasons": reasons})
    card = words.merged(references.customer(was), references.customer(now), moved, number)
    told = (*parting.told(ctx, set(moved["issue"])), *casework.told_of_customer(ctx, now))
    return Reply((Replace(card), *told), outcome=references.customer(now))


def unmerge_form(ctx: Context, press: Press) -> Reply:
    """Ask why they are two after all."""
    row = _merged(ctx, press.value)
    return Reply((Ask(words.unmerge_form(press.value, *_named(row), "", "")),))


def unmerge(ctx: Context, event: Submission) -> Reply:
    """What moved goes back, with what hangs on it; what came since stays, and is moved by hand where it is the other's."""
    row = _merged(ctx, event.value)
    form = Reader(event.fields, ctx.service.work)
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    if form.errors:
        raise Corrected(
            words.unmerge_form(event.value, *_named(row), form.raw("reasons"), form.errors["reasons"])
        )
    both = (row.from_id, row.into_id)
    moved = merges.undo(ctx.db, row, ctx.when)
    merges.move(ctx.db, moved, row.into_id, row.from_id)
    pairs.give_back(ctx, row)
    parted = parting.part(ctx, *both)
    _refresh(ctx, *both)
    facts = _facts(*both, number_of(row), moved)
    recording.note(ctx, "customer.unmerge", references.customer(row.into_id), facts, {"reasons": reasons})
    told = (
        *parting.told(ctx, {*moved["issue"], *parted, *parted.values()}),
        *casework.told_of_customer(ctx, *both),
        *(nudge for number in both for nudge in resting.told_of_customer(ctx, number)),
    )
    return Reply((Replace(words.unmerged(*_named(row))), *told), outcome=references.customer(row.from_id))


def _wrong(ctx: Context, source: Customer, into: Customer | None) -> str:
    """Why these two can't be merged; empty where they can."""
    if into is None:
        return mistakes.CHOOSE_CUSTOMER
    if into.id == source.id:
        return words.THE_SAME
    if cases.open_of(ctx.db, number_of(source)) and cases.open_of(ctx.db, number_of(into)):
        return words.TWO_CASES
    if merges.into(ctx.db, number_of(source)):
        return words.MERGED_BEFORE
    pair = customers.pair(ctx.db, number_of(source), number_of(into))
    return words.KEPT_APART if pair and pair.verdict == "keep_apart" else ""


def _facts(was: int, now: int, number: int, moved: merges.Moved) -> dict[str, Json]:
    return {
        "merge": number,
        "from": references.customer(was),
        "into": references.customer(now),
        "restrictions": moved.get("restriction", []),
        **{f"{name}s": len(rows) for name, rows in moved.items() if name != "restriction"},
    }


def _refresh(ctx: Context, *customer_ids: int) -> None:
    """Contact details and keys by what belongs to whom now."""
    for number in customer_ids:
        identifying.refresh(ctx, number)


def _merged(ctx: Context, value: str) -> Merge:
    target = targets.read(value)
    row = merges.get(ctx.db, target.extra) if target else None
    into = customers.get(ctx.db, row.into_id) if row else None
    if row is None or row.undone_at or into is None or into.erased_at:
        raise Refused(words.not_merged())
    return row


def _named(row: Merge) -> tuple[str, str]:
    return references.customer(row.from_id), references.customer(row.into_id)


def _merge_form(ctx: Context, value: str, source: Customer, fields: Values, errors: dict[str, str]) -> Form:
    moved = merges.of_customer(ctx.db, number_of(source))
    return words.merge_form(value, noticing.label(source), moved, fields, errors)
