"""Erasing a customer: what was said and who they are goes everywhere; counts and the audit chain stay (POLICY, records)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot import belonging, cardjson, recording, references
from bot.cards import Card
from bot.context import Context
from bot.words import erasing as words
from storage import customers, figures, files, holdings, matters, outbox, people
from storage.holdings import Numbers
from storage.records import number_of
from storage.tables import Adjustment, CaseRequest, Complaint, GivenFile, PersonRequest, Promise

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
        "unreviewed",
    }
)
"""What stays of a step's answers: what was chosen, and days."""
THREADS: Mapping[str, tuple[str, type | None]] = {
    **dict.fromkeys(("issue", "shared", "talk"), ("issue", None)),
    **dict.fromkeys(("case", "turn", "news"), ("case", None)),
    **dict.fromkeys(("decide", "decided"), ("restriction", None)),
    **dict.fromkeys(("raised", "safety", "check_in"), ("safety", None)),
    "adjustment": ("", Adjustment),
    "promise": ("", Promise),
    "request": ("", CaseRequest),
    "asked": ("", PersonRequest),
    "complaint": ("", Complaint),
}
"""What messages about a customer are kept under, and whose number follows: of which kind, or of which table."""
FILES = ("letter.", "case.timeline", "customer.export")
"""What made a file that is on the platform, or with somebody."""


class StillOpen(Exception):
    """Something about the customer is open; `matters` by what it is, with how many."""

    def __init__(self, matters: Mapping[str, int]) -> None:
        super().__init__()
        self.matters = matters


@dataclass(frozen=True)
class Erased:
    """What was erased: messages that say so from now on, files that somebody else has to delete, and how many we do."""

    reference: str
    messages: int
    files: tuple[str, ...]
    deleted: int = 0


def erase(ctx: Context, customer_id: int) -> Erased:
    """Erase everything personal about a customer, whoever they are by now. Raises LookupError (nobody's number), StillOpen."""
    customer = customers.known(ctx.db, customer_id)
    if customer is None:
        raise LookupError(customer_id)
    number = number_of(customer)
    if found := matters.open_about(ctx.db, number):
        raise StillOpen(found)
    return _erased(ctx, references.customer(number), holdings.numbers(ctx.db, number), "customer.erase")


def forget(ctx: Context, found: Numbers) -> Erased:
    """Erase these records, because they are older than the service keeps them."""
    return _erased(ctx, words.OLDER, found, "retention.erase")


def _erased(ctx: Context, reference: str, found: Numbers, action: str) -> Erased:
    subjects = frozenset(belonging.subjects(found))
    deleted = files.given(ctx.db, found.case)
    others = tuple(_files(ctx, subjects, deleted))
    files.want_no_more(ctx.db, found.case, ctx.when)
    number = _empty_messages(ctx, words.message(reference), _threads(ctx, found))
    drafts = belonging.drafts_about(ctx, found)
    holdings.erase(ctx.db, found, KEPT_ANSWERS, ctx.when)
    holdings.forget_texts(ctx.db, subjects, drafts)
    facts = {
        "reports": len(found.report),
        "cases": len(found.case),
        "messages": number,
        "deleted": len(deleted),
        "files": len(others),
    }
    recording.note(ctx, action, reference, facts)
    return Erased(reference, number, others, len(deleted))


def _threads(ctx: Context, found: Numbers) -> Iterator[str]:
    """The threads of the messages about the customer."""
    for kind, (of, table) in THREADS.items():
        numbers = belonging.ids(ctx, table, found) if table else found.of(of)
        yield from (f"{kind}:{number}" for number in numbers)


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


def _files(ctx: Context, subjects: frozenset[str], theirs: Iterable[GivenFile]) -> Iterator[str]:
    """Letters, pictures and exports that were handed to somebody, but for those that we know where they are."""
    known = Counter((row.staff_id, references.case(row.case_id)) for row in theirs)
    names = people.names(ctx.db)
    for entry in reversed(figures.about(ctx.db, subjects)):
        whom = (entry.staff_id or 0, entry.subject)
        if entry.action.startswith(FILES) and not known[whom]:
            yield words.file(
                entry.action, entry.subject, names.get(whom[0], ""), ctx.service.work.day(entry.at)
            )
        elif entry.action.startswith(FILES):
            known[whom] -= 1
