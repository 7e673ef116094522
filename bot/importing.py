"""Day one: customers and restrictions in force come in from files; all of a file, or nothing of it (POLICY, day one)."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from bot import identifying, limits, recording, references, steps
from bot.context import Context
from bot.fields import one_line
from bot.matching import Identity
from bot.restriction_lines import Line, Row
from bot.words import importing as words
from storage import cases, customers, restrictions
from storage.audit import Json
from storage.records import number_of
from storage.tables import Case, Customer, Restriction

PERSON = ("name", "relationship", "email", "phone", "case_ref", "child")
RESTRICTION = (
    "customer",
    "kind",
    "details",
    "starts_on",
    "review_on",
    "decided_by",
    "second_manager",
    "told_on",
)
TERMS = ("contact", "deputy", "times", "per", "routes", "longest", "closed")
Progress = Callable[[int], None]


@dataclass
class Found:
    """What a file holds: new ones, those that were here already, and what is wrong, by line of the file."""

    new: int = 0
    known: int = 0
    wrong: list[tuple[int, str]] = field(default_factory=list)


class NotImported(Exception):
    """Nothing was kept: the file has mistakes, or it was only looked at."""

    def __init__(self, found: Found) -> None:
        super().__init__()
        self.found = found


def import_customers(ctx: Context, lines: Iterable[str], *, dry: bool, progress: Progress) -> Found:
    """Take up customers; whoever is here already is left as they are. Raises NotImported."""
    found = Found()
    for number, row in _rows(lines, PERSON, ("name",), found):
        typed = {name: one_line(row.get(name, ""))[: limits.LINE] for name in PERSON}
        identity = Identity(**{name: typed[name] or None for name in PERSON if name != "relationship"})
        if not typed["name"]:
            found.wrong.append((number, words.NO_NAME))
        elif _here_already(ctx, identity):
            found.known += 1
        else:
            row_id = customers.add(
                ctx.db, Customer(name=typed["name"], relationship=typed["relationship"], created_at=ctx.when)
            )
            identifying.write_down(ctx, row_id, identity, None)
            recording.note(ctx, "customer.import", references.customer(row_id))
            found.new += 1
        progress(number)
    return _kept(found, dry=dry)


def import_restrictions(ctx: Context, lines: Iterable[str], *, dry: bool, progress: Progress) -> Found:
    """Take up restrictions that were in force before Evenhand, each with a case. Raises NotImported."""
    found = Found()
    for number, row in _rows(lines, (*RESTRICTION, *TERMS), RESTRICTION, found):
        line = Line(ctx, row)
        held = line.restriction()
        if line.wrong:
            found.wrong += [(number, said) for said in line.wrong]
        elif held is None or _restricted_already(ctx, held):
            found.known += 1
        else:
            _take_up(ctx, held)
            found.new += 1
        progress(number)
    return _kept(found, dry=dry)


def _take_up(ctx: Context, row: Restriction) -> None:
    """Open a case for it, or use the open one; the step says that it was in force before."""
    case = cases.open_of(ctx.db, row.customer_id)
    if case is None:
        case = Case(customer_id=row.customer_id, opened_by=row.proposed_by, opened_at=ctx.when)
        cases.add(ctx.db, case)
        recording.note(ctx, "case.open", references.case(number_of(case)), {"import": True})
    row.case_id = number_of(case)
    number = restrictions.add(ctx.db, row)
    about = steps.of_case(ctx, case, number)
    if about is None:
        raise LookupError(number)
    facts: dict[str, Json] = {
        "customer": references.customer(row.customer_id),
        "kind": row.kind,
        "start": row.starts_on.isoformat(),
        "review": row.review_on.isoformat(),
        "date": (row.notified_on or row.starts_on).isoformat(),
        "by": [row.proposed_by, row.decided_by or 0],
    }
    answers = {
        "kind": row.kind,
        "start": facts["start"],
        "review": facts["review"],
        "agreement": words.BEFORE,
    }
    steps.take(ctx, about, words.STEP, {name: str(each) for name, each in answers.items()}, facts=facts)


def _restricted_already(ctx: Context, row: Restriction) -> bool:
    """Whether the same came in before: the same file twice doubles nothing."""
    same = (row.kind, row.starts_on, row.details, row.agreement)
    held = restrictions.of_customer(ctx.db, row.customer_id)
    return any((each.kind, each.starts_on, each.details, each.agreement) == same for each in held)


def _here_already(ctx: Context, identity: Identity) -> bool:
    """Whether this surely is somebody who is here."""
    same = identifying.same(identifying.candidates(ctx, identity))
    return any(each.match.sure for each in same)


def _rows(
    lines: Iterable[str], columns: tuple[str, ...], needed: tuple[str, ...], found: Found
) -> Iterator[tuple[int, Row]]:
    """Each line with its number; what a file lacks altogether is said once."""
    reader = csv.DictReader(lines)
    head = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    if missing := [name for name in needed if name not in head]:
        found.wrong.append((1, words.missing(missing, columns)))
        return
    reader.fieldnames = head
    for row in reader:
        said = {
            name: (value or "")
            for name, value in row.items()
            if name in columns and not isinstance(value, list)
        }
        if any(value.strip() for value in said.values()):
            yield reader.line_num, said


def _kept(found: Found, *, dry: bool) -> Found:
    if dry or found.wrong:
        raise NotImported(found)
    return found
