"""Day one: customers and restrictions in force come in from files; all of a file, or nothing of it (POLICY, day one)."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot import identifying, kinds, limits, recording, references, steps
from bot.cards import Option
from bot.chat import Role
from bot.context import Context
from bot.fields import Reader, cleaned, one_line
from bot.kinds import Offered
from bot.matching import Identity
from bot.words import importing as words
from storage import cases, customers, people, restrictions
from storage.audit import Json
from storage.records import number_of
from storage.tables import Case, Customer, Restriction, Staff

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
FIRST_REVIEW = 60
"""Days within which what was agreed before Evenhand is reviewed (POLICY, day one)."""
NEEDS_ISSUES = frozenset({"open_enquiry_only", "new_issues_only"})

Row = Mapping[str, str]
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
        read = _Read(ctx, row)
        held = read.restriction()
        if read.wrong:
            found.wrong += [(number, said) for said in read.wrong]
        elif held is None or _restricted_already(ctx, held):
            found.known += 1
        else:
            _take_up(ctx, held)
            found.new += 1
        progress(number)
    return _kept(found, dry=dry)


class _Read:
    """One line of a file of restrictions; `wrong` gathers what is, as sentences."""

    def __init__(self, ctx: Context, row: Row) -> None:
        self._ctx, self._row = ctx, row
        self.wrong: list[str] = []

    def restriction(self) -> Restriction | None:
        """The restriction, if nothing is wrong; its case is still to be opened."""
        ctx, customer = self._ctx, self._customer()
        first, second = self._manager("decided_by"), self._manager("second_manager")
        if first and second and first.id == second.id:
            self.wrong.append(words.SAME_MANAGER)
        kind, terms = self._kind(customer)
        start, told, review = self._day("starts_on"), self._day("told_on"), self._review()
        if kind in kinds.KINDS and kinds.KINDS[kind].told and not self._said("details"):
            self.wrong.append(words.NO_DETAILS)
        if len(self._said("details")) > limits.REASONS:
            self.wrong.append(words.too_long("details", limits.REASONS))
        if (start and start > ctx.today) or (told and told > ctx.today):
            self.wrong.append(words.NOT_YET)
        if self.wrong or not (customer and first and second and start and told and review):
            return None
        return Restriction(
            case_id=0,
            customer_id=number_of(customer),
            kind=kind,
            details=self._said("details"),
            exceptions=self._said("details") if kind in kinds.BLOCKS else "",
            terms=json.dumps(terms, sort_keys=True),
            agreement=words.BEFORE,
            reasons=words.REASONS,
            starts_on=start,
            review_on=review,
            proposed_by=number_of(first),
            proposed_at=ctx.when,
            decision="approved",
            decided_by=number_of(second),
            decided_at=ctx.when,
            decided_why=words.REASONS,
            notified_on=told,
            notified_by=number_of(first),
            notified_how="letter",
        )

    def _said(self, name: str) -> str:
        return cleaned(self._row.get(name, ""))

    def _customer(self) -> Customer | None:
        typed = self._said("customer")
        number = references.number(typed, "C")
        found = customers.get(self._ctx.db, number) if number else None
        if found is None:
            self.wrong.append(words.no_customer(typed))
        elif found.erased_at:
            self.wrong.append(words.erased_customer(typed))
        elif found.merged_into:
            self.wrong.append(words.merged_customer(typed, references.customer(found.merged_into)))
        return found

    def _manager(self, name: str) -> Staff | None:
        found = people.by_email(self._ctx.db, self._said(name))
        if found is None or found.role != Role.MANAGER:
            self.wrong.append(words.no_manager(name))
            return None
        return found

    def _day(self, name: str) -> date | None:
        form = Reader({name: self._said(name)}, self._ctx.service.work)
        day = form.day(name, required=True)
        if day is None:
            self.wrong.append(words.no_day(name))
        return day

    def _review(self) -> date | None:
        day = self._day("review_on")
        last = self._ctx.today + timedelta(days=FIRST_REVIEW)
        if day and not self._ctx.today < day <= last:
            self.wrong.append(words.review_within(FIRST_REVIEW, last))
        return day

    def _kind(self, customer: Customer | None) -> tuple[str, Mapping[str, object]]:
        kind = self._said("kind")
        if kind not in kinds.KINDS or kind in NEEDS_ISSUES:
            self.wrong.append(words.no_kind(kind, [each for each in kinds.KINDS if each not in NEEDS_ISSUES]))
            return "", {}
        if kind in kinds.BLOCKS:
            return kind, {}
        form = Reader(self._terms(), self._ctx.service.work)
        terms = kinds.read(form, kind, self._offered(customer))
        self.wrong += [words.term(name, said) for name, said in form.errors.items()]
        return kind, terms

    def _terms(self) -> dict[str, str | tuple[str, ...]]:
        """As a form has them: colleagues by number, several routes with semicolons between."""
        typed: dict[str, str | tuple[str, ...]] = {
            name: self._said(name) for name in ("times", "per", "longest")
        }
        for name in ("contact", "deputy"):
            staff = people.by_email(self._ctx.db, self._said(name)) if self._said(name) else None
            typed[name] = str(staff.id) if staff else self._said(name)
        for name in ("routes", "closed"):
            typed[name] = tuple(part.strip() for part in self._said(name).split(";") if part.strip())
        return typed

    def _offered(self, customer: Customer | None) -> Offered:
        """Earlier lines of the file are in force already: each closed route counts with what they close."""
        staff = people.working(self._ctx.db)
        held = restrictions.open_of(self._ctx.db, number_of(customer)) if customer else []
        closed = kinds.closed_by(held)
        return Offered(tuple(Option(str(each.id), each.name) for each in staff), (), closed)


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
