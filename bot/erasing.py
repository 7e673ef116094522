"""Erasing a customer: what was said and who they are goes everywhere; counts and the audit chain stay (POLICY, records)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot import cardjson, recording, references
from bot.cards import Card
from bot.context import Context
from bot.words import erasing as words
from storage import customers, figures, holdings, outbox, people
from storage.holdings import HOLDINGS, Numbers
from storage.tables import Adjustment, CaseRequest, Customer, CustomerRevision, KnownAs, Promise, Safety

KEPT_ANSWERS = frozenset(
    {
        "result",
        "outcome",
        "kind",
        "agreement",
        "serious",
        "was_due",
        "review",
        "start",
        "until",
        "by",
        "held",
        "date",
        "how",
    }
)
"""What stays of a step's answers: what was chosen, and days."""
FILES = ("letter.", "case.timeline", "customer.export")
"""What made a file that is on the platform, or with somebody, and not ours to delete."""


class StillOpen(Exception):
    """Something about the customer is open; `matters` by what it is, with how many."""

    def __init__(self, matters: Mapping[str, int]) -> None:
        super().__init__()
        self.matters = matters


@dataclass(frozen=True)
class Erased:
    """What was erased: messages that say so from now on, and files that somebody else has to delete."""

    reference: str
    messages: int
    files: tuple[str, ...]


def erase(ctx: Context, customer_id: int) -> Erased:
    """Erase everything personal about a customer. Raises LookupError (no such customer), StillOpen."""
    if customers.get(ctx.db, customer_id) is None:
        raise LookupError(customer_id)
    if matters := holdings.open_matters(ctx.db, customer_id):
        raise StillOpen(matters)
    return _erased(
        ctx, references.customer(customer_id), holdings.numbers(ctx.db, customer_id), "customer.erase"
    )


def forget(ctx: Context, found: Numbers) -> Erased:
    """Erase these records, because they are older than the service keeps them."""
    return _erased(ctx, words.OLDER, found, "retention.erase")


def _erased(ctx: Context, reference: str, found: Numbers, action: str) -> Erased:
    subjects = frozenset(_subjects(found))
    files = tuple(_files(ctx, subjects))
    number = _empty_messages(ctx, words.message(reference), _threads(ctx, found))
    typed = _typed(ctx, found)
    holdings.erase(ctx.db, found, KEPT_ANSWERS, ctx.when)
    holdings.forget_texts(ctx.db, subjects, typed)
    facts = {"reports": len(found.report), "cases": len(found.case), "messages": number, "files": len(files)}
    recording.note(ctx, action, reference, facts)
    return Erased(reference, number, files)


def _subjects(found: Numbers) -> Iterator[str]:
    """The references of everything that is the customer's."""
    kinds = {
        "customer": references.customer,
        "report": references.report,
        "issue": references.issue,
        "case": references.case,
    }
    for kind, named in kinds.items():
        yield from (named(number) for number in found.of(kind))


def _typed(ctx: Context, found: Numbers) -> set[str]:
    """How the customer was written down, to find drafts by."""
    written = (each for each in HOLDINGS if each.table in {Customer, CustomerRevision, KnownAs})
    rows = [row for each in written for row in holdings.rows(ctx.db, each, found)]
    names = ("name", "email", "phone", "case_ref", "child")
    return {row[name] for row in rows for name in names if len(row[name] or "") >= words.SHORTEST}


def _threads(ctx: Context, found: Numbers) -> Iterator[str]:
    """The threads of the messages about the customer."""
    told: dict[str, Iterable[int]] = {
        **dict.fromkeys(("issue", "shared", "talk"), found.issue),
        **dict.fromkeys(("case", "turn", "news"), found.case),
        **dict.fromkeys(("decide", "decided"), found.restriction),
        "adjustment": _ids(ctx, Adjustment, found),
        "promise": _ids(ctx, Promise, found),
        "request": _ids(ctx, CaseRequest, found),
        **dict.fromkeys(("raised", "safety", "check_in"), _ids(ctx, Safety, found)),
    }
    for kind, numbers in told.items():
        yield from (f"{kind}:{number}" for number in numbers)


def _ids(ctx: Context, table: type, found: Numbers) -> tuple[int, ...]:
    theirs = [each for each in HOLDINGS if each.table is table]
    return tuple({row["id"] for each in theirs for row in holdings.rows(ctx.db, each, found)})


def _empty_messages(ctx: Context, said: Card, threads: Iterator[str]) -> int:
    """From now on each of these messages says only that it was erased; the delivery shows that where it was sent."""
    card, number = cardjson.encode(said), 0
    for message in holdings.messages(ctx.db, list(threads)):
        outbox.put(
            ctx.db,
            platform=message.platform,
            kind=message.kind,
            target=message.target,
            key=message.key,
            card=card,
            at=ctx.when,
        )
        number += 1
    return number


def _files(ctx: Context, subjects: frozenset[str]) -> Iterator[str]:
    """Letters, pictures and exports that were handed to somebody."""
    names = people.names(ctx.db)
    for entry in figures.about(ctx.db, subjects):
        if entry.action.startswith(FILES):
            who = names.get(entry.staff_id or 0, "")
            yield words.file(entry.action, entry.subject, who, ctx.service.work.day(entry.at))
