"""From a shared issue to a case: a worker asks for a look, a manager looks closer or says why not."""

from bot import (
    announcing,
    behind,
    casecard,
    casework,
    limits,
    opening,
    recording,
    references,
    sharing,
    steps,
)
from bot.chat import Ask, Command, Nudge, Post, Press, Replace, Reply, ReplyPart, Submission, Whisper
from bot.context import Context, Corrected, Refused
from bot.fields import Reader, one_line
from bot.steps import About
from bot.targets import Target
from bot.words import cases as words
from bot.words import deciding, recorded, replies
from bot.words.recorded import Readers
from storage import cases, customers, issues, people, reports
from storage.tables import Case, CaseRequest, Issue


def suggest_form(ctx: Context, press: Press) -> Reply:
    """A worker wants a manager to look."""
    target, _issue = sharing.involved_in(ctx, press)
    if _asked_already(ctx, target):
        raise Refused(words.asked_already(target.issue))
    return Reply((Ask(words.suggest_form(target, "", "")),))


def suggest(ctx: Context, event: Submission) -> Reply:
    """The managers are asked to look at an issue."""
    target, issue = sharing.involved_in(ctx, event)
    if _asked_already(ctx, target):
        raise Refused(words.asked_already(target.issue))
    form = Reader(event.fields, ctx.service.work)
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    if form.errors:
        raise Corrected(words.suggest_form(target, form.raw("reasons"), form.errors["reasons"]))
    request = CaseRequest(issue_id=target.issue, by_id=ctx.who.staff_id, reasons=reasons, at=ctx.when)
    number = issues.add_request(ctx.db, request)
    facts = {"request": number}
    recording.note(ctx, "case.suggest", references.issue(target.issue), facts, {"reasons": reasons})
    incident = bool(issue.customer_id and reports.incidents_of(ctx.db, issue.customer_id))
    card = words.request_card(request, ctx.who.name, incident=incident)
    told = [Post(place, f"request:{number}", card) for place in ctx.service.managers_channels]
    return Reply((Replace(words.asked(target.issue)), *told), outcome=references.issue(target.issue))


def read_request(ctx: Context, press: Press) -> Reply:
    """What a worker asked, or what they were answered: for managers and for the one who asked."""
    request = behind.row(ctx, press.value, issues.request)
    names = people.names(ctx.db)
    recording.note(ctx, "case.request", references.issue(request.issue_id), {"request": request.id})
    if ctx.who.staff_id == request.by_id and request.answered_at:
        answered = names.get(request.answered_by or 0, "")
        return Reply((Whisper(words.request_reasons(request, answered)),))
    if not ctx.manages and ctx.who.staff_id != request.by_id:
        raise Refused(replies.not_yours())
    return Reply((Whisper(words.request_text(request, names.get(request.by_id, ""))),))


def refuse_form(ctx: Context, press: Press) -> Reply:
    """Ask what the worker should be told."""
    return Reply((Ask(words.refuse_form(_waiting_request(ctx, press.value), "", "")),))


def refuse(ctx: Context, event: Submission) -> Reply:
    """No case is needed; the worker is told."""
    request = _waiting_request(ctx, event.value)
    form = Reader(event.fields, ctx.service.work)
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    if form.errors:
        raise Corrected(words.refuse_form(request, form.raw("reasons"), form.errors["reasons"]))
    request.answer_reasons = reasons
    told = _settle(ctx, request, "refused", "")
    reference = references.issue(request.issue_id)
    recording.note(ctx, "case.refuse", reference, {"request": request.id}, {"reasons": reasons})
    return Reply((Replace(words.request_settled(request, ctx.who.name, "")), *told), outcome=reference)


def open_case(ctx: Context, press: Press) -> Reply:
    """Look closer: one open case per customer, resting on at least one incident (policy walk, first gate)."""
    target, issue = sharing.involved_in(ctx, press)
    reference = references.issue(target.issue)
    if issue.customer_id is None:
        raise Refused(words.customer_not_known(reference))
    if not reports.incidents_of(ctx.db, issue.customer_id):
        raise Refused(words.no_incident(reference))
    case = cases.open_of(ctx.db, issue.customer_id) or _open(ctx, issue, issue.customer_id)
    named = references.case(case.id or 0)
    told: list[ReplyPart] = list(casework.told(ctx, case))
    for request in issues.requests_waiting(ctx.db, target.issue):
        told += _settle(ctx, request, "opened", named)
    told += announcing.tell_managers(ctx, issue.customer_id)
    card = casework.case_card(ctx, casecard.as_it_stands(ctx, case))
    return Reply((Whisper(card), *told), outcome=named)


def show_case(ctx: Context, event: Command) -> Reply:
    """Where a case stands: by its reference, or the newest of a customer."""
    typed = one_line(event.text)[:150]
    number, customer = references.number(typed, "M"), references.number(typed, "C")
    case = cases.get(ctx.db, number) if number else None
    case = case or (cases.newest_of(ctx.db, customer) if customer else None)
    return _shown(ctx, case) if case else Reply((Whisper(words.no_such_case(typed)),))


def show_from_button(ctx: Context, press: Press) -> Reply:
    """Where the case behind a button stands, however old the button is."""
    return _shown(ctx, _of(ctx, press).case)


def who(ctx: Context, press: Press) -> Reply:
    """Who the customer of a case is; looking is recorded."""
    case = _of(ctx, press).case
    customer = customers.get(ctx.db, case.customer_id)
    if customer is None:
        raise Refused(replies.unknown_button())
    recording.note(ctx, "customer.who", references.customer(case.customer_id))
    return Reply((Whisper(words.who_card(customer)),))


def record(ctx: Context, press: Press) -> Reply:
    """Everything that was done in a case, with what was answered; looking is recorded."""
    case = _of(ctx, press).case
    recording.note(ctx, "case.record", references.case(case.id or 0))
    number = case.id or 0
    rows = cases.restrictions(ctx.db, number)
    named = {row.id or 0: references.restriction(number, place) for place, row in enumerate(rows, 1)}
    read = Readers(people.names(ctx.db), named, ctx.service.work, ctx.today, opening.rests_on(ctx, case))
    return Reply((Whisper(recorded.record_card(case, cases.steps(ctx.db, number), read)),))


def _of(ctx: Context, press: Press) -> About:
    found = steps.read(ctx, press.value)
    if found is None:
        raise Refused(replies.unknown_button())
    return found


def _shown(ctx: Context, case: Case) -> Reply:
    recording.note(ctx, "case.show", references.case(case.id or 0))
    return Reply((Whisper(casework.case_card(ctx, casecard.as_it_stands(ctx, case))),))


def _open(ctx: Context, issue: Issue, customer_id: int) -> Case:
    case = Case(customer_id=customer_id, issue_id=issue.id, opened_by=ctx.who.staff_id, opened_at=ctx.when)
    return opening.begin(ctx, case, {"issue": references.issue(issue.id or 0)})


def _settle(ctx: Context, request: CaseRequest, answer: str, case: str) -> list[ReplyPart]:
    request.answer, request.answered_by, request.answered_at = answer, ctx.who.staff_id, ctx.when
    ctx.db.flush()
    settled = words.request_settled(request, ctx.who.name, case)
    posts = [Post(place, f"request:{request.id}", settled) for place in ctx.service.managers_channels]
    told = words.request_answer(request, ctx.who.name, case)
    return [*posts, Nudge(request.by_id, f"request:{request.id}", told)]


def _asked_already(ctx: Context, target: Target) -> bool:
    """Whether the actor waits for an answer about this issue: a second press asks nothing new."""
    return any(r.by_id == ctx.who.staff_id for r in issues.requests_waiting(ctx.db, target.issue))


def _waiting_request(ctx: Context, value: str) -> CaseRequest:
    request = behind.row(ctx, value, issues.request)
    if request.answered_at:
        raise Refused(deciding.answered_already())
    return request
