"""Logging a communication: the form, saving it, correcting and withdrawing it."""

import json

from bot import (
    announcing,
    answering,
    casework,
    entry,
    filing,
    identifying,
    limits,
    lookups,
    noticing,
    recording,
    references,
    resting,
    targets,
)
from bot.cards import Form, Part
from bot.chat import Ask, Change, Command, Press, Refresh, Replace, Reply, ReplyPart, Submission
from bot.context import Context, Corrected, Refused
from bot.entry import Entry
from bot.fields import Reader, cleaned, one_line
from bot.words import notices, replies, report_form
from bot.words.report_form import Draft
from storage import people, reports
from storage.records import number_of
from storage.tables import Customer, Report, ReportRevision, Staff

UNFOLD = "more"
"""The field that a `Change` names when *More* was pressed."""


def open_form(ctx: Context, event: Command) -> Reply:
    """Open the form; words after the command become the issue, more than fit go into the details."""
    staff = people.get(ctx.db, ctx.who.staff_id)
    typed = one_line(event.text)
    values = _defaults(ctx, staff, typed[: limits.LINE])
    if len(typed) > limits.LINE:
        values["details"] = typed[: limits.DETAILS]
    return Reply((Ask(_form(ctx, Draft(values, notices=replies.about_words(typed, limits.DETAILS)))),))


def open_from_button(ctx: Context, _press: Press) -> Reply:
    """Open the empty form."""
    return Reply((Ask(_form(ctx, Draft(_defaults(ctx, people.get(ctx.db, ctx.who.staff_id), "")))),))


def open_from_message(ctx: Context, press: Press) -> Reply:
    """Open the form with a message of the chat in the details; what is cut is said, its link on the last line stays."""
    message = cleaned(press.value)
    values = _defaults(ctx, people.get(ctx.db, ctx.who.staff_id), "")
    values["details"] = kept = _fitting(message)
    return Reply((Ask(_form(ctx, Draft(values, notices=replies.about_message(message, kept)))),))


def look(ctx: Context, event: Change | Submission) -> Reply:
    """A customer was chosen, or More was pressed: say what is worth knowing; what is typed stays."""
    values = dict(event.fields)
    typed = values.get("customer", "")
    typed = typed if isinstance(typed, str) else ""
    known = noticing.chosen(ctx, typed)
    unfolded = isinstance(event, Change) and event.field == UNFOLD
    told = _notices(ctx, known)
    if isinstance(event, Submission) and not told:
        told = (notices.about_nobody(typed),)  # a button that was pressed is answered
    draft = Draft(values, {}, lookups.shown(typed, known), told, more_shown=unfolded)
    return Reply((Refresh(_form(ctx, draft)),), opened=number_of(known) if known else 0)


def file(ctx: Context, event: Submission) -> Reply:
    """Save a report; then say who else is on the same issue."""
    form = Reader(event.fields, ctx.service.work)
    typed = entry.read(ctx, form, known=False)
    filing.check_customer(ctx, form, typed)
    _stop_if_wrong(ctx, form)
    report = filing.file(ctx, typed)
    staff = people.get(ctx.db, ctx.who.staff_id)
    staff.last_route = report.route
    number = report.id or 0
    told = (
        *announcing.announce(ctx, report.issue_id, news=True),
        *casework.told_of_customer(ctx, report.customer_id),
    )
    return Reply((Replace(answering.answer_card(ctx, number)), *told), outcome=references.report(number))


def correct_form(ctx: Context, press: Press) -> Reply:
    """Open one of my reports to correct it."""
    report = own_report(ctx, press.value)
    reference, value = references.report(report.id or 0), press.value
    draft = Draft(_values(ctx, report), gone=_gone(ctx, report))
    return Reply((Ask(report_form.correction_form(draft, ctx.policy, reference, value)),))


def correct(ctx: Context, event: Submission) -> Reply:
    """Correct one of my reports; what it said before is kept."""
    report = own_report(ctx, event.value)
    form = Reader(event.fields, ctx.service.work)
    typed = entry.read(ctx, form, known=True, happened=report.happened_at, gone=_gone(ctx, report))
    number = report.id or 0
    if form.errors:
        draft = Draft(event.fields, form.errors, gone=_gone(ctx, report))
        reference = references.report(number)
        raise Corrected(report_form.correction_form(draft, ctx.policy, reference, event.value))
    _keep_revision(ctx, report)
    _rewrite(ctx, report, typed)
    told = _told(ctx, report)
    return Reply((Replace(answering.answer_card(ctx, number)), *told), outcome=references.report(number))


def withdraw_form(ctx: Context, press: Press) -> Reply:
    """Ask why one of my reports should not count."""
    report = own_report(ctx, press.value)
    form = report_form.withdrawal_form(references.report(report.id or 0), press.value, "", "")
    return Reply((Ask(form),))


def withdraw(ctx: Context, event: Submission) -> Reply:
    """Withdraw one of my reports: it stays on file and counts nowhere."""
    report = own_report(ctx, event.value)
    form = Reader(event.fields, ctx.service.work)
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    reference = references.report(report.id or 0)
    if form.errors:
        wrong = form.errors["reasons"]
        raise Corrected(report_form.withdrawal_form(reference, event.value, form.raw("reasons"), wrong))
    report.withdrawn_at, report.withdrawn_why = ctx.when, reasons
    report.version += 1
    ctx.db.flush()
    if report.customer_id:
        identifying.refresh(ctx, report.customer_id)
    recording.note(ctx, "report.withdraw", reference, words={"reasons": reasons})
    told = _told(ctx, report)
    return Reply((Replace(replies.withdrawn(reference)), *told), outcome=reference)


def _told(ctx: Context, report: Report) -> tuple[ReplyPart, ...]:
    """Everybody's cards are true again; whoever decided on it looks again."""
    return (
        *announcing.announce(ctx, report.issue_id),
        *casework.told_of_customer(ctx, report.customer_id),
        *resting.told_of_customer(ctx, report.customer_id),
    )


def own_report(ctx: Context, value: str) -> Report:
    """The actor's own report behind a button; raises Refused."""
    target = targets.read(value)
    report = reports.get(ctx.db, target.report) if target else None
    if target is None or report is None:
        raise Refused(replies.unknown_button())
    if report.reporter_id != ctx.who.staff_id:
        raise Refused(replies.not_yours())
    if report.withdrawn_at:
        raise Refused(replies.withdrawn(references.report(report.id or 0)))
    if report.version != target.version:
        raise Refused(replies.changed_meanwhile(references.report(report.id or 0)))
    return report


def _stop_if_wrong(ctx: Context, form: Reader) -> None:
    if form.errors:
        typed = form.raw("customer")
        known = noticing.chosen(ctx, typed)
        shown, told = lookups.shown(typed, known), _notices(ctx, known)
        corrected = _form(ctx, Draft(form.fields, form.errors, shown, told))
        raise Corrected(corrected, number_of(known) if known else 0)


def _notices(ctx: Context, known: Customer | None) -> tuple[Part, ...]:
    """What is worth knowing, after whom it is about: a late answer is never read as being about somebody else."""
    return (notices.about(known), *noticing.notices(ctx, known)) if known else ()


def _fitting(message: str) -> str:
    """As much of a message as the details hold; its beginning, and the link on its last line."""
    if len(message) <= limits.DETAILS:
        return message
    _, _, last = message.rpartition("\n")
    link = f"\n{last}" if last.startswith("https://") and len(last) <= limits.SHORT else ""
    return message[: limits.DETAILS - len(link)] + link


def _defaults(ctx: Context, staff: Staff, issue: str) -> dict[str, str | tuple[str, ...]]:
    now = ctx.service.work.local(ctx.when)
    return {"issue": issue, "route": staff.last_route, "happened": f"{now:%Y-%m-%dT%H:%M}"}


def _values(ctx: Context, report: Report) -> dict[str, str | tuple[str, ...]]:
    ticked = reports.concerns(ctx.db, [report.id or 0]).get(report.id or 0, [])
    return {
        "issue": report.issue,
        "route": report.route,
        "happened": f"{ctx.service.work.local(report.happened_at):%Y-%m-%dT%H:%M}",
        "details": report.details,
        "concerns": tuple(ticked),
        "minutes": "" if report.minutes is None else str(report.minutes),
        "told_us": report.told_us,
        "gets_through": tuple(key for key in report.gets_through.split(",") if key),
    }


def _gone(ctx: Context, report: Report) -> tuple[str, ...]:
    """Concerns that were ticked before the policy file was changed, and that it names no more."""
    ticked = reports.concerns(ctx.db, [number_of(report)]).get(number_of(report), [])
    return tuple(key for key in ticked if key not in ctx.policy.concerns)


def _keep_revision(ctx: Context, report: Report) -> None:
    number = report.id or 0
    kept = report.model_dump(
        mode="json",
        include={"issue", "details", "route", "happened_at", "minutes", "told_us", "gets_through"},
    )
    before = json.dumps({**kept, "concerns": reports.concerns(ctx.db, [number]).get(number, [])})
    row = ReportRevision(report_id=number, by_id=ctx.who.staff_id, at=ctx.when, before=before)
    ctx.db.add(row)


def _rewrite(ctx: Context, report: Report, typed: Entry) -> None:
    report.issue, report.details = typed.issue, typed.details
    report.route = typed.route or report.route
    report.happened_at = typed.happened
    report.minutes, report.told_us = typed.minutes, typed.told_us
    report.gets_through = ",".join(typed.gets_through)
    report.version += 1
    identifying.see(ctx, report)
    reports.set_concerns(ctx.db, report.id or 0, typed.concerns)
    facts = {"route": report.route, "happened": report.happened_at.isoformat()}
    words = {"issue": report.issue, "details": report.details}
    recording.note(ctx, "report.correct", references.report(report.id or 0), facts, words)


def _form(ctx: Context, draft: Draft) -> Form:
    return report_form.report_form(draft, ctx.policy)
