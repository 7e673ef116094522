"""Reports that seem not to fit a restriction in force: each is a question to managers until one has answered it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot import covering, fairness, judging, kinds, references
from bot.context import Context
from bot.judging import Always, Contact, Why
from bot.situation import Kept, Question
from bot.stages import HOLDS, state
from storage import customers, reports, restrictions, safety
from storage.records import number_of
from storage.tables import Case, CaseStep, Promise, Report, Restriction

CONFIRM, FITS = "misfit.confirm", "report.fits"
_BY_ROUTE: Mapping[str, Always] = {
    "complaint_form": Always.COMPLAINT,
    "third_party": Always.NOT_THEIRS,
}
SOMEBODY_IN_DANGER = "someone"


def open_in(
    ctx: Context, case: Case, held: Sequence[Kept], steps: Sequence[CaseStep], confirmed: set[tuple[int, int]]
) -> tuple[Question, ...]:
    """What managers are asked in this case, the oldest report first.

    `held` are its restrictions, `confirmed` restrictions and reports of what was confirmed not to fit.
    """
    counting = [kept for kept in held if state(kept, ctx.today) in HOLDS]
    if case.closed_at or not counting or CONFIRM in ctx.policy.walk.leave_out:
        return ()
    known = Known(ctx, case.customer_id)
    answered = _said_to_fit(known, steps)
    return tuple(
        Question(number_of(report), kept.number, why, known.day(report))
        for report in known.logged
        for kept in counting
        if kept.counted_for(known.day(report))
        if (kept.number, number_of(report)) not in confirmed and number_of(report) not in answered
        if (why := known.seems(report, kept))
    )


def always_fits(ctx: Context, case: Case, kept: Kept, report: Report) -> frozenset[Always]:
    """Why a report is never a misfit of this restriction; nothing: a manager may say so."""
    return Known(ctx, case.customer_id).always_fits(report, kept)


def _said_to_fit(known: "Known", steps: Sequence[CaseStep]) -> set[int]:
    """Reports of which a manager said that they fit after all, as they stand: not before they were corrected."""
    said: dict[int, datetime] = {}
    for step in steps:
        if step.action == FITS:
            said[int(json.loads(step.answers)["report"])] = step.at
    corrected = reports.corrected(known.ctx.db, said)
    return {number for number, at in said.items() if number not in corrected or corrected[number] <= at}


@dataclass
class Known:
    """What is on file about a customer, read once: reports oldest first, without what was withdrawn."""

    ctx: Context
    customer_id: int
    logged: list[Report] = field(init=False)
    _rows: dict[int, Restriction] = field(init=False)
    _concerns: Mapping[int, list[str]] = field(init=False)
    _first: dict[int, Report] = field(init=False)
    _promised: list[Promise] = field(init=False)
    _adjustments: set[int] = field(init=False)
    _here: dict[date, frozenset[int]] = field(default_factory=dict)
    _facts: dict[int, frozenset[Always]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read it all, each in one query."""
        db, customer = self.ctx.db, self.customer_id
        self.logged = list(reversed(reports.history(db, customer)))
        self._rows = {number_of(row): row for row in restrictions.of_customer(db, customer)}
        self._concerns = reports.concerns(db, [number_of(report) for report in self.logged])
        self._promised = reports.promises_for(db, customer)
        self._adjustments = {each.report_id or 0 for each in customers.adjustments(db, customer)}
        self._first = {}
        for report in self.logged:
            self._first.setdefault(report.issue_id, report)

    def day(self, report: Report) -> date:
        """The service's day on which it happened."""
        return self.ctx.service.work.day(report.happened_at)

    def seems(self, report: Report, kept: Kept) -> Why | None:
        """What about a report seems not to fit."""
        row = self._rows[kept.number]
        terms, contact = kinds.terms_of(row), self._contact(report, kept)
        if row.kind == "agreed_frequency":
            contact = replace(contact, earlier=self._earlier(report, kept, terms))
        return judging.seems_not_to_fit(row.kind, terms, contact)

    def always_fits(self, report: Report, kept: Kept) -> frozenset[Always]:
        """Why a report is never a misfit of this restriction."""
        row = self._rows[kept.number]
        return judging.always_fits(row.kind, kinds.terms_of(row), self._contact(report, kept))

    def _contact(self, report: Report, kept: Kept) -> Contact:
        first = self._first.get(report.issue_id, report)
        return Contact(
            route=report.route,
            reporter=report.reporter_id,
            issue=references.issue(report.issue_id),
            issue_since=self.day(first),
            began=kept.begins or date.min,
            remarks=not self.ctx.policy.about_style.isdisjoint(self._concerns.get(number_of(report), ())),
            minutes=report.minutes,
            always=self._always(report),
        )

    def _always(self, report: Report) -> frozenset[Always]:
        number = number_of(report)
        if number not in self._facts:
            self._facts[number] = frozenset(self._reasons(report))
        return self._facts[number]

    def _reasons(self, report: Report) -> set[Always]:
        """What is known that speaks for a contact: ticked on the report, or on file."""
        number, raised = number_of(report), safety.of_report(self.ctx.db, number_of(report))
        known = {
            Always.NEW: self._first.get(report.issue_id, report).id == number,
            Always.ADJUSTMENT: number in self._adjustments,
            Always.SAFEGUARDING: raised is not None and raised.danger == SOMEBODY_IN_DANGER,
            Always.OUR_SIDE: any(fairness.while_late(self.ctx, report, each) for each in self._promised),
            Always.CONTACT_AWAY: self._contact_was_away(self.day(report)),
        }
        ticked = {Always(key) for key in report.gets_through.split(",") if key}
        by_route = {_BY_ROUTE[report.route]} if report.route in _BY_ROUTE else set()
        return ticked | by_route | {reason for reason, holds in known.items() if holds}

    def _contact_was_away(self, day: date) -> bool:
        """Whether somebody was not there who had been named as the single contact by then."""
        named = {
            kinds.terms_of(row).get("contact")
            for row in self._rows.values()
            if row.kind == "single_contact" and row.notified_on and row.notified_on <= day
            if row.ended_on is None or day < row.ended_on
        }
        if day not in self._here:
            self._here[day] = covering.at_work_on(self.ctx, day)
        return bool(named - self._here[day])

    def _earlier(self, report: Report, kept: Kept, terms: kinds.Terms) -> int:
        """Contacts of the agreed kind before it in its period; what always gets through is not counted."""
        period = judging.period_of(terms.get("per", ""), self.day(report))
        before = self.logged[: self.logged.index(report)] if report in self.logged else []
        return sum(
            judging.counts(terms, each.route)
            and judging.period_of(terms.get("per", ""), self.day(each)) == period
            and kept.counted_for(self.day(each))
            and not self._always(each)
            for each in before
        )
