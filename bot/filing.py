"""Saving a report: whose it is, which issue it is about, and all that was typed with it."""

from dataclasses import dataclass

from bot import adjusting, identifying, learning, linking, recording, references
from bot.context import Context
from bot.entry import Entry
from bot.fields import Reader
from bot.identifying import Candidate
from bot.linking import Link
from bot.matching import Identity
from bot.words import mistakes
from storage import customers, issues, people, reports
from storage.audit import Json
from storage.records import number_of
from storage.tables import Customer, Promise, Report


@dataclass(frozen=True)
class Whose:
    """The customer a report belongs to (None: not known), the issue it joins, what to ask about."""

    customer_id: int | None
    joins: Link | None
    ask: Link | None
    household: tuple[int, ...]


def check_customer(ctx: Context, form: Reader, typed: Entry) -> None:
    """A reference must be one of ours."""
    if isinstance(typed.customer, int) and customers.live(ctx.db, typed.customer) is None:
        form.errors["customer"] = mistakes.UNKNOWN_CUSTOMER


def file(ctx: Context, typed: Entry) -> Report:
    """Save the report with its customer, issue, promise and adjustment."""
    whose = _whose(ctx, typed)
    joined = whose.joins.issue_id if whose.joins else issues.add(ctx.db, whose.customer_id, ctx.when)
    report = _report(ctx, typed, whose.customer_id, joined)
    number = reports.add(ctx.db, report, typed.concerns)
    if whose.joins:
        linking.remember(ctx, number, whose.joins)
        reopen(ctx, whose.joins.issue_id)
    if whose.ask:
        linking.remember(ctx, number, whose.ask)
    if whose.customer_id:
        if typed.identity != Identity():
            identifying.write_down(ctx, whose.customer_id, typed.identity, number)
        identifying.see(ctx, report)
        _keep_adjustment(ctx, whose.customer_id, typed, number)
        for other in whose.household:
            if customers.pair(ctx.db, whose.customer_id, other) is None:
                customers.say_of_pair(ctx.db, whose.customer_id, other, "household", None, ctx.when)
    _keep_promise(ctx, typed, number)
    _note(ctx, report, typed, whose)
    return report


def _whose(ctx: Context, typed: Entry) -> Whose:
    account = linking.account_of(
        typed.issue, typed.details, typed.route or "", typed.happened, typed.identity.child
    )
    if isinstance(typed.customer, int):
        number = _by_now(ctx, typed.customer)
        return _with(linking.best_link_of(ctx, account, number), number, ())
    found = identifying.candidates(ctx, typed.identity)
    may_be = _not_told_apart(ctx, found)
    link = linking.best_link(ctx, account, {each.customer_id: each.match for each in may_be})
    same = identifying.same(may_be)
    if link and link.sure:
        return _with(link, link.customer_id, ())
    if same and same[0].match.sure:
        return _with(link, same[0].customer_id, ())
    family = tuple(identifying.household(found))
    return _with(link, _new_customer(ctx, typed), family)


def _by_now(ctx: Context, customer_id: int) -> int:
    """The customer that somebody is by now who was merged into another."""
    found = customers.known(ctx.db, customer_id)
    return number_of(found) if found else customer_id


def _not_told_apart(ctx: Context, found: list[Candidate]) -> list[Candidate]:
    """Who may be meant; beside a sure one nobody of whom a person said that they are somebody else."""
    if not found or not found[0].match.sure:
        return found
    first = found[0].customer_id
    apart = {pair.low_id + pair.high_id - first for pair in customers.pairs_of(ctx.db, first)}
    return [candidate for candidate in found if candidate.customer_id not in apart]


def _with(link: Link | None, customer_id: int | None, household: tuple[int, ...]) -> Whose:
    if link and link.sure:
        return Whose(customer_id, link, None, household)
    return Whose(customer_id, None, link, household)


def _new_customer(ctx: Context, typed: Entry) -> int | None:
    """A person nobody knew; nameless where only contact details or a request are known."""
    if typed.identity == Identity() and not typed.adjustment:
        return None
    name, relationship = typed.identity.name or "", typed.relationship
    return customers.add(ctx.db, Customer(name=name, relationship=relationship, created_at=ctx.when))


def _report(ctx: Context, typed: Entry, customer_id: int | None, issue_id: int) -> Report:
    staff = people.get(ctx.db, ctx.who.staff_id)
    customer = customers.get(ctx.db, customer_id) if customer_id else None
    return Report(
        customer_id=customer_id,
        chosen=isinstance(typed.customer, int),
        issue_id=issue_id,
        reporter_id=ctx.who.staff_id,
        route=typed.route or staff.last_route,
        happened_at=typed.happened,
        logged_at=ctx.when,
        issue=typed.issue,
        details=typed.details,
        child=typed.identity.child or (customer.child if customer else None),
        minutes=typed.minutes,
        told_us=typed.told_us,
        gets_through=",".join(typed.gets_through),
    )


def _keep_adjustment(ctx: Context, customer_id: int, typed: Entry, report_id: int) -> None:
    if typed.adjustment:
        adjusting.ask(ctx, customer_id, typed.adjustment, report_id)


def _keep_promise(ctx: Context, typed: Entry, report_id: int) -> None:
    if typed.promised:
        due = typed.promised_by or ctx.service.work.next_working(ctx.today)
        row = Promise(report_id=report_id, staff_id=ctx.who.staff_id, what=typed.promised, due_on=due)
        ctx.db.add(row)
        ctx.db.flush()


def reopen(ctx: Context, issue_id: int) -> None:
    """A new report on an issue that needed nothing: managers look again."""
    issue = issues.get(ctx.db, issue_id)
    if issue and issue.dismissed_at:
        issue.dismissed_at, issue.dismissed_by, issue.dismissed_why = None, None, ""
        issue.version += 1
        recording.note(ctx, "issue.reopened", references.issue(issue_id))


def _note(ctx: Context, report: Report, typed: Entry, whose: Whose) -> None:
    facts: dict[str, Json] = {
        "issue": references.issue(report.issue_id),
        "customer": references.customer(report.customer_id) if report.customer_id else None,
        "route": report.route,
        "happened": report.happened_at.isoformat(),
        "concerns": list(typed.concerns),
        "gets_through": list(typed.gets_through),
    }
    if link := whose.joins or whose.ask:
        facts[learning.FACT] = learning.basis(link, whose.customer_id)
    words = {"issue": report.issue, "details": report.details}
    recording.note(ctx, "report.file", references.report(report.id or 0), facts, words)
