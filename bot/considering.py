"""The fairness check: ten questions, kept as they are answered, and what the manager makes of them."""

from dataclasses import dataclass
from datetime import date

from bot import announcing, casework, drafting, escalation, fairness, limits, noticing, raising, steps
from bot.cards import Form, Option
from bot.chat import Ask, Change, Press, Refresh, Replace, Reply, ReplyPart, Submission, Values
from bot.context import Context, Refused
from bot.fields import Reader
from bot.steps import About
from bot.words import considering as words
from bot.words import drafting as drafting_words
from bot.words import mistakes, replies
from bot.workdays import months_after
from storage import customers, people
from storage.audit import Json

ACTION = "case.consider"
RAISE, WATCH, NOT_UNREASONABLE = words.RAISE, "watch", "not_unreasonable"
FOR_CUSTOMER, NOT_KNOWN = "for_customer", "not_known"


@dataclass(frozen=True)
class Check:
    """The check as it was filled in. `day`: until when it is watched, or by when somebody speaks with them."""

    answers: dict[str, str]
    note: str
    result: str
    speaker: int = 0
    how: str = ""
    day: date | None = None

    def that_are(self, answer: str) -> list[str]:
        """The questions with this answer."""
        return [name for name, given in self.answers.items() if given == answer]


def open_form(ctx: Context, press: Press) -> Reply:
    """Open the check: what we hold, and what the actor filled in before."""
    about = steps.about(ctx, ACTION, press.value)
    kept = drafting.kept(ctx, ACTION, about.reference)
    return Reply((Ask(_form(ctx, about, {**_suggested(ctx, about), **kept})),))


def changed(ctx: Context, event: Change) -> Reply:
    """Keep an answer for the actor alone; the form is redrawn only where the result asks for other fields."""
    about = _still_theirs(ctx, event)
    _keep(ctx, about, event.fields, event.field)
    shown = tuple(name for names in words.EXTRAS.values() for name in names if name in event.fields)
    if words.extras(event.fields) == shown:
        return Reply()
    return Reply((Refresh(_form(ctx, about, {**_suggested(ctx, about), **event.fields})),))


def consider(ctx: Context, event: Submission) -> Reply:
    """The check is made: the case is closed, watched, or raised with the customer by a named colleague."""
    try:
        about = steps.about(ctx, ACTION, event.value)
    except Refused as late:
        return _late(ctx, event, late)
    form = Reader(event.fields, ctx.service.work)
    check = _read(ctx, about, form)
    if form.errors:
        _keep(ctx, about, event.fields)
        return Reply((Refresh(_form(ctx, about, event.fields, form.errors)),))
    return _made(ctx, about, check)


def _made(ctx: Context, about: About, check: Check) -> Reply:
    steps.take(ctx, about, ACTION, _answers(check), facts=_facts(check), words={"note": check.note})
    drafting.forget(ctx, ACTION, about.reference)
    closed = _closed(ctx, about) if check.result == NOT_UNREASONABLE else ()
    asked = raising.ask(ctx, about.case) if check.result == RAISE else ()
    speaker = people.get(ctx.db, check.speaker).name if check.speaker else ""
    known = len(check.answers) - len(check.that_are(NOT_KNOWN))
    card = words.considered(about.reference, check.result, speaker, check.day, known)
    told = casework.told(ctx, about.case)
    return Reply((casework.answer(ctx, about.case, card), *told, *closed, *asked), outcome=about.reference)


def _closed(ctx: Context, about: About) -> tuple[ReplyPart, ...]:
    news = casework.shut_for_good(ctx, about.case)
    return (*news, *announcing.tell_managers(ctx, about.case.customer_id))


def _read(ctx: Context, about: About, form: Reader) -> Check:
    """The check, every mistake beside its field."""
    answers = {name: form.choice(name, words.ANSWERS, required=True) for name in words.QUESTIONS}
    note = form.long("note", limit=limits.ACCOUNT)
    check = Check(answers, note, form.choice("result", words.RESULTS, required=True))
    if "note" not in form.errors and (missing := _missing(check)):
        form.errors["note"] = missing
    if not_allowed := _not_allowed(check, about):
        form.errors["result"] = not_allowed
    if check.result == WATCH:
        day = _day(ctx, form, "until")
        return Check(answers, note, check.result, day=day and ctx.service.work.working_from(day))
    if check.result == RAISE:
        speaker = form.choice("speaker", [each.key for each in _colleagues(ctx, about)], required=True)
        how = form.choice("how", words.HOWS, required=True)
        day = _day(ctx, form, "by")
        return Check(answers, note, check.result, int(speaker or 0), how, day)
    return check


def _missing(check: Check) -> str:
    """What the note has to say and doesn't."""
    if check.note:
        return ""
    if check.result == NOT_UNREASONABLE:
        return words.REASONS_NEEDED
    return words.NOTE_NEEDED if check.that_are(FOR_CUSTOMER) else ""


def _not_allowed(check: Check, about: About) -> str:
    """Why this result can't be: something is not known yet (policy walk), or too few dated reports show it."""
    if check.result in {"", WATCH}:
        return ""
    if unknown := check.that_are(NOT_KNOWN):
        return words.still_open(unknown)
    return words.TOO_FEW if check.result == RAISE and not escalation.shows_enough(about.now) else ""


def _day(ctx: Context, form: Reader, name: str) -> date | None:
    """A day from today on, not too far away; the usual one where none was given."""
    day = form.day(name) or date.fromisoformat(_usual_days(ctx)[name])
    last = months_after(ctx.today, _LONGEST_MONTHS[name])
    if name not in form.errors and day < ctx.today:
        form.errors[name] = mistakes.PAST
    elif name not in form.errors and day > last:
        form.errors[name] = words.too_far(last)
    return day


_LONGEST_MONTHS = {"until": 12, "by": 3}


def _usual_days(ctx: Context) -> dict[str, str]:
    walk = ctx.policy.walk
    until = ctx.service.work.working_from(months_after(ctx.today, walk.watch_months))
    by = ctx.service.work.next_working(ctx.today, walk.raise_days)
    return {"until": until.isoformat(), "by": by.isoformat()}


def _suggested(ctx: Context, about: About) -> dict[str, str]:
    """How the form opens: a fact answers a question only where it speaks for the customer."""
    speaks = fairness.for_customer(fairness.on_file(ctx, about.case.customer_id, about.now))
    answers = {name: FOR_CUSTOMER if name in speaks else NOT_KNOWN for name in words.QUESTIONS}
    return {**answers, **_usual_days(ctx)}


def _form(ctx: Context, about: About, fields: Values, errors: dict[str, str] | None = None) -> Form:
    customer = customers.get(ctx.db, about.case.customer_id)
    asked = words.Asked(
        value=about.value,
        fields={**_usual_days(ctx), **{name: each for name, each in fields.items() if each}},
        errors=errors or {},
        colleagues=_colleagues(ctx, about),
        customer=noticing.label(customer) if customer else replies.not_known(),
    )
    held = fairness.on_file(ctx, about.case.customer_id, about.now)
    return words.check_form(asked, held, ctx.today)


def _colleagues(ctx: Context, about: About) -> tuple[Option, ...]:
    """Who may speak with the customer: everybody who works here and is not left out of the case."""
    away = {a.staff_id for a in people.absences_from(ctx.db, ctx.today) if a.first_day <= ctx.today}
    return tuple(
        Option(str(staff.id), staff.name, mistakes.AWAY if staff.id in away else "")
        for staff in people.working(ctx.db)
        if staff.id not in about.now.excluded
    )


def _keep(ctx: Context, about: About, fields: Values, changed_field: str = "") -> None:
    suggested = dict.fromkeys(words.EXTRA_CHOICES, "") | _suggested(ctx, about)
    names = drafting.answered(fields, suggested, changed_field)
    drafting.keep(ctx, ACTION, about.reference, fields, words.FIELDS & {*names, "note"})


def _still_theirs(ctx: Context, event: Change | Submission) -> About:
    """What an open form is about, also where the case moved on meanwhile but the check is still to be made.

    A draft dies with the step: a form whose check was made since, which nobody keeps a draft of, stays as it is.
    """
    try:
        return steps.about(ctx, ACTION, event.value)
    except Refused:
        found = steps.read(ctx, event.value)
        if found is None or escalation.shut(ACTION, found.now, found.kept):
            raise
        if found.now.last(ACTION) and not drafting.kept(ctx, ACTION, found.reference):
            raise
        return found


def _late(ctx: Context, event: Submission, late: Refused) -> Reply:
    """Somebody was faster: what was filled in is kept where the check can still be made."""
    try:
        about = _still_theirs(ctx, event)
    except Refused:
        raise late from None
    _keep(ctx, about, event.fields)
    return Reply((Replace(drafting_words.kept_for_you(late.card)),))


def _answers(check: Check) -> dict[str, str]:
    """Everything that was answered, by field."""
    day = check.day.isoformat() if check.day else ""
    given = {
        **check.answers,
        "note": check.note,
        "result": check.result,
        "speaker": str(check.speaker or ""),
        "how": check.how,
        "until": day if check.result == WATCH else "",
        "by": day if check.result == RAISE else "",
    }
    return {name: each for name, each in given.items() if each}


def _facts(check: Check) -> dict[str, Json]:
    """What the audit chain tells in clear: everything but the note."""
    return {name: each for name, each in _answers(check).items() if name != "note"}
