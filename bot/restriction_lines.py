"""A line of a file of restrictions that were in force before Evenhand: what it says, or what is wrong with it."""

import json
from collections.abc import Mapping
from datetime import date, timedelta

from bot import kinds, limits, references
from bot.cards import Option
from bot.chat import Role
from bot.context import Context
from bot.fields import Reader, cleaned
from bot.kinds import Offered
from bot.words import importing as words
from storage import customers, people, restrictions
from storage.records import number_of
from storage.tables import Customer, Restriction, Staff

FIRST_REVIEW = 60
"""Days within which what was agreed before Evenhand is reviewed (POLICY, day one)."""
NEEDS_ISSUES = frozenset({"open_enquiry_only", "new_issues_only"})

Row = Mapping[str, str]


class Line:
    """One line; `wrong` gathers what is wrong with it, as sentences."""

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
