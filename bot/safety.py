"""Safety: a threat, or somebody who may be harmed; all managers are told at once, and somebody takes it."""

from bot import (
    behind,
    covering,
    interrupting,
    limits,
    noticing,
    proposals,
    recording,
    references,
    roles,
    targets,
    threats,
)
from bot.cards import Card, Form, Part
from bot.chat import Ask, Command, Nudge, Press, Replace, Reply, Submission, Values, Whisper
from bot.context import Context, Corrected, Refused
from bot.fields import Reader, cleaned, one_line
from bot.words import replies, times
from bot.words import safety as words
from bot.words.report_form import NOT_KNOWN, PLACEHOLDER_NEW
from storage import customers, people, reports, safety
from storage.records import number_of
from storage.tables import Customer, Report, Safety


def open_form(ctx: Context, event: Command) -> Reply:
    """Ask what was said or done; words after the command are kept as that."""
    return Reply((Ask(_form(ctx, "", {"said": cleaned(event.text)[: limits.DETAILS]}, {})),))


def open_for_report(ctx: Context, press: Press) -> Reply:
    """The same from one of my reports: this was a threat."""
    report = _report(ctx, press.value)
    values = {"danger": words.TO_STAFF}
    if report:
        values["said"] = report.details or report.issue
        values["customer"] = references.customer(report.customer_id) if report.customer_id else ""
    return Reply((Ask(_form(ctx, press.value, values, {})),))


def raise_it(ctx: Context, event: Submission) -> Reply:
    """Keep it and tell all managers at once, privately; the channel gets the reference alone."""
    report = _report(ctx, event.value)
    form = Reader(event.fields, ctx.service.work)
    said = form.long("said", required=True)
    danger = form.choice("danger", words.DANGERS, required=True)
    customer, whom = _whom(ctx, form)
    if form.errors:
        opened = number_of(customer) if customer else 0
        raise Corrected(_form(ctx, event.value, form.fields, form.errors), opened)
    row = Safety(
        danger=danger,
        said=said,
        whom=whom,
        customer_id=customer.id if customer else None,
        report_id=report.id if report else None,
        raised_by=ctx.who.staff_id,
        raised_at=ctx.when,
        told_at=ctx.when,
    )
    twice = _raised_already(ctx, row)
    number = twice.id if twice else safety.add(ctx.db, row)
    kept = twice or row
    if not twice:
        _note(ctx, kept)
    told = () if twice else interrupting.first(ctx, kept)
    return Reply((Replace(_answer(ctx, kept)), *told), outcome=references.safety(number or 0))


def take(ctx: Context, press: Press) -> Reply:
    """Somebody has it: it is not told again, and everybody who was told knows who."""
    row = behind.row(ctx, press.value, safety.get)
    about = interrupting.about(ctx, row)
    if not interrupting.may_take(ctx, row):
        raise Refused(words.not_your_own(about) if row.raised_by == ctx.who.staff_id else replies.not_yours())
    if row.taken_by and row.taken_at:
        by, mine = people.names(ctx.db)[row.taken_by], row.taken_by == ctx.who.staff_id
        raise Refused(words.taken_already(about, by, _stamp(ctx, row), mine=mine))
    row.taken_by, row.taken_at = ctx.who.staff_id, ctx.when
    ctx.db.flush()
    recording.note(ctx, "safety.take", about.reference)
    raiser = people.get(ctx.db, row.raised_by).name
    card = words.yours(about, raiser, _said(ctx, row), may_protect=_may_protect(ctx, row))
    return Reply((Whisper(card), *interrupting.taken(ctx, row)), outcome=about.reference)


def show(ctx: Context, press: Press) -> Reply:
    """What was raised, for those who were told and for who raised it; looking is recorded."""
    row = behind.row(ctx, press.value, safety.get)
    if not interrupting.may_read(ctx, row):
        raise Refused(replies.not_yours())
    about = interrupting.about(ctx, row)
    recording.note(ctx, "safety.show", about.reference)
    taken = people.names(ctx.db).get(row.taken_by or 0, "")
    return Reply(
        (Whisper(words.read_card(about, taken, _said(ctx, row), may_protect=_may_protect(ctx, row))),)
    )


def check_in(ctx: Context, press: Press) -> Reply:
    """Whoever raised it would like somebody to check in with them; who has it is told."""
    return _check_in(ctx, press, wanted=True)


def no_check_in(ctx: Context, press: Press) -> Reply:
    """The same where they don't need it."""
    return _check_in(ctx, press, wanted=False)


def _check_in(ctx: Context, press: Press, *, wanted: bool) -> Reply:
    row = behind.row(ctx, press.value, safety.get)
    about = interrupting.about(ctx, row)
    if row.raised_by != ctx.who.staff_id:
        raise Refused(replies.not_yours())
    if row.taken_by is None:
        raise Refused(words.not_taken(about))
    row.check_in = "yes" if wanted else "no"
    ctx.db.flush()
    recording.note(ctx, press.action, about.reference)
    by = people.get(ctx.db, row.taken_by).name
    settled = proposals.edited(ctx, interrupting.mine(row), words.has_it_answered(about, by, wanted=wanted))
    told = Nudge(row.taken_by, f"check_in:{row.id}", words.check_in(about, wanted=wanted), urgent=True)
    return Reply((Whisper(words.thanks(by, wanted=wanted)), *settled, told), outcome=about.reference)


def _answer(ctx: Context, row: Safety) -> Card:
    """Who was told, for whoever raised it."""
    names, told = people.names(ctx.db), interrupting.told(ctx, row)
    here = bool(told & covering.here(ctx))
    minutes = ctx.policy.safety.repeat_minutes
    listed = [names[each] for each in sorted(told)]
    unseen = len(roles.unseen(ctx.db, ctx.service.managers))
    about = interrupting.about(ctx, row)
    return words.raised_card(about, listed, here=here, unseen=unseen, minutes=minutes)


def _note(ctx: Context, row: Safety) -> None:
    facts = {
        "danger": row.danger,
        "customer": references.customer(row.customer_id) if row.customer_id else None,
        "report": references.report(row.report_id) if row.report_id else None,
    }
    recording.note(
        ctx, "safety.raise", references.safety(row.id or 0), facts, {"said": row.said, "whom": row.whom}
    )


def _said(ctx: Context, row: Safety) -> tuple[Part, ...]:
    customer = customers.get(ctx.db, row.customer_id) if row.customer_id else None
    return words.said_parts(row.danger, row.said, noticing.label(customer) if customer else row.whom)


def _may_protect(ctx: Context, row: Safety) -> bool:
    return ctx.manages and row.danger == words.TO_STAFF and threats.may_carry_one(ctx, row)


def _raised_already(ctx: Context, row: Safety) -> Safety | None:
    """The same, raised by the same colleague a moment ago: the form was sent twice."""
    same = (row.danger, row.said, row.whom, row.customer_id)
    lately = _lately(ctx)
    return next((e for e in lately if (e.danger, e.said, e.whom, e.customer_id) == same), None)


def _lately(ctx: Context) -> list[Safety]:
    """What the actor raised since managers would be told again."""
    return safety.raised_since(ctx.db, ctx.who.staff_id, ctx.when - interrupting.pause(ctx))


def _report(ctx: Context, value: str) -> Report | None:
    """The actor's own report behind a button, however old; none where it stood on no report. Raises Refused."""
    target = targets.read(value)
    report = reports.get(ctx.db, target.report) if target else None
    if value and report is None:
        raise Refused(replies.unknown_button())
    if report and report.reporter_id != ctx.who.staff_id:
        raise Refused(replies.not_yours())
    return report


def _whom(ctx: Context, form: Reader) -> tuple[Customer | None, str]:
    """The customer chosen, or what was typed of them; nobody is stopped for want of a name."""
    typed = one_line(form.raw("customer"))
    if typed == NOT_KNOWN:
        return None, ""
    customer = noticing.chosen(ctx, typed)
    return customer, "" if customer else typed.removeprefix(PLACEHOLDER_NEW)[: limits.LINE]


def _form(ctx: Context, value: str, fields: Values, errors: dict[str, str]) -> Form:
    customer = noticing.chosen(ctx, str(fields.get("customer", "")))
    lately = _lately(ctx)
    before = references.safety(lately[-1].id or 0) if lately else ""
    return words.raise_form(value, fields, errors, noticing.label(customer) if customer else "", before)


def _stamp(ctx: Context, row: Safety) -> str:
    return times.stamp(row.taken_at or ctx.when, ctx.service.work, ctx.today)
