"""What somebody filled in of a long form waits for them, and for nobody else, until it is submitted or no use any more.

A form that is `kept` tells of what is filled in while it is open. That is kept here, offered when its writer opens
the form again, and forgotten once it is submitted, the case is closed, or nobody came back for it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import timedelta

from bot import escalation, limits, references, steps, targets, threats
from bot.cards import ChoicesField, Field
from bot.chat import Ask, Change, Press, Refresh, Replace, Reply, ReplyPart, Submission, Values
from bot.context import Context, Corrected, Refused
from bot.escalation import Gate
from bot.fields import cleaned
from bot.words import drafting as words
from bot.words import replies
from storage import cases, customers, drafts, safety
from storage.records import number_of

Handler = Callable[[Context, Submission], Reply]
PUT_OFF = frozenset({Gate.ADJUSTMENT, Gate.NO_DECIDER})
"""What keeps a step shut for now only: what was written for it is worth keeping."""

BESIDE_STEPS = frozenset(
    {
        "case.suggest",
        "case.refuse",
        "adjustment.log",
        "adjustment.answer",
        "word.note",
        "request.log",
        "request.done",
        "complaint.log",
        "complaint.decide",
    }
)
"""Forms of the walk that are no step of a case."""
RECORDS: Mapping[str, tuple[str, ...]] = {"reserve.record": ("reserve.decline", "reserve.approve")}
"""Forms that take one of several steps, the one that is open longest first."""


def kept(ctx: Context, action: str, about: str) -> Values:
    """What the actor filled in of this form about this, by field."""
    found = drafts.get(ctx.db, ctx.who.staff_id, action, about)
    return found.fields if found else {}


def keep(ctx: Context, action: str, about: str, fields: Values, names: Collection[str]) -> None:
    """Keep these fields of a form for the actor alone; what is kept of the others stays."""
    typed = {name: _cut(fields[name]) for name in names if name in fields}
    whole = {**kept(ctx, action, about), **typed}
    drafts.put(ctx.db, ctx.who.staff_id, action, about, whole, ctx.when)


def answered(fields: Values, suggested: Mapping[str, str], changed: str = "") -> list[str]:
    """The fields that somebody filled in: the one that changed, and what is not as the form suggested it.

    Changes may arrive in another order than they were made: what one of them doesn't know yet is left alone.
    """
    return [name for name in fields if name == changed or _text(fields[name]) != suggested.get(name, "")]


def forget(ctx: Context, action: str, about: str) -> None:
    """The step is done: nobody's draft of it is needed any more."""
    drafts.forget(ctx.db, about, action)


def forget_case(ctx: Context, case: str) -> None:
    """The case is closed, by its reference: nothing is written in it any more."""
    drafts.forget_all(ctx.db, case)


def forget_old(ctx: Context) -> None:
    """Drafts that nobody came back for (ours: days in the policy file)."""
    drafts.forget_before(ctx.db, ctx.when - timedelta(days=ctx.policy.windows.draft_days))


def changed(ctx: Context, event: Change) -> Reply:
    """Something was filled in: keep all of it; nothing is shown."""
    keep_all(ctx, event)
    return Reply()


def keep_all(ctx: Context, event: Change | Submission) -> bool:
    """Keep everything that stands in a form, in place of what was kept before; false where it is of no use."""
    about = _worth_keeping(ctx, event)
    if about:
        typed = {name: _cut(value) for name, value in event.fields.items()}
        drafts.put(ctx.db, ctx.who.staff_id, event.action, about, typed, ctx.when)
    return bool(about)


def offered(ctx: Context, reply: Reply) -> Reply:
    """A form that is opened shows what the actor filled in before, and says so."""
    return replace(reply, parts=tuple(_offered(ctx, part) for part in reply.parts))


def until_done(handler: Handler) -> Handler:
    """Submitting forgets the actor's draft; where it could not be done, what was filled in is kept instead."""

    def submitted(ctx: Context, event: Submission) -> Reply:
        about = _about(ctx, event.action, event.value, event.fields)
        attempt = ctx.db.begin_nested()
        try:
            reply = handler(ctx, event)
        except Corrected as mistaken:
            attempt.rollback()
            keep_all(ctx, event)
            return Reply((Refresh(mistaken.form),), opened=mistaken.opened)
        except Refused as late:
            attempt.rollback()
            if event.action not in BESIDE_STEPS and keep_all(ctx, event):
                return Reply((Replace(words.kept_for_you(late.card)),))
            raise
        attempt.commit()
        if about:
            drafts.done(ctx.db, ctx.who.staff_id, event.action, about, ctx.when)
        return reply

    return submitted


def start_afresh(ctx: Context, press: Press) -> Reply:
    """Forget the actor's draft; the form opens empty from here."""
    action, _, rest = press.value.partition(" ")
    value, _, customer = rest.partition(" ")
    about = _about(ctx, action, value, {"customer": customer})
    if not about or action not in BESIDE_STEPS | RECORDS.keys() | escalation.STEPS.keys():
        raise Refused(replies.unknown_button())
    drafts.done(ctx.db, ctx.who.staff_id, action, about, ctx.when)
    return Reply((Replace(words.forgotten(action, value)),))


def _offered(ctx: Context, part: ReplyPart) -> ReplyPart:
    if not isinstance(part, Ask) or not part.form.kept:
        return part
    form = part.form
    about = _about(ctx, form.action, form.value, {field.name: field.value for field in form.every_field})
    found = drafts.get(ctx.db, ctx.who.staff_id, form.action, about)
    if found is None:
        return part
    said = words.back(
        found.saved_at, ctx.service.work, ctx.today, f"{form.action} {form.value} {about}".strip()
    )
    filled = tuple(_filled(field, found.fields) for field in form.fields)
    return Ask(replace(form, fields=filled, notices=(*said, *form.notices)))


def _filled(field: Field, values: Values) -> Field:
    value = values.get(field.name)
    if value is None:
        return field
    if isinstance(field, ChoicesField):
        return replace(field, value=value if isinstance(value, tuple) else tuple(filter(None, (value,))))
    return replace(field, value=_text(value))


def _worth_keeping(ctx: Context, event: Change | Submission) -> str:
    """What a draft would be about; empty where the form is not the actor's to submit, or was submitted since."""
    about = _about(ctx, event.action, event.value, event.fields)
    if event.action in BESIDE_STEPS:
        return about
    found = steps.read(ctx, event.value)
    if found is None:
        return about if _may_protect(ctx, event) else ""
    actions = RECORDS.get(event.action, (event.action,))
    shut = set(escalation.shut(actions[0], found.now, found.kept))
    taken = cases.steps(ctx.db, number_of(found.case))[int(event.value.split(":")[1]) :]
    done = any(step.action in actions and step.by_id == ctx.who.staff_id for step in taken)
    return "" if shut - PUT_OFF or done else about


def _may_protect(ctx: Context, event: Change | Submission) -> bool:
    """Whether the form sets a safety measure on a threat that carries none yet."""
    target = targets.read(event.value)
    threat = safety.get(ctx.db, target.extra) if target and event.action == "safety.measure" else None
    return threat is not None and threats.may_carry_one(ctx, threat)


def _about(ctx: Context, action: str, value: str, fields: Values) -> str:
    """What a form is about, whatever its version: a case or a restriction, a report, a request, a threat, a customer."""
    if found := steps.read(ctx, value):
        return found.reference
    if target := targets.read(value):
        on_threat = action == "safety.measure"
        return _of_threat(ctx, target.extra) if on_threat else replace(target, version=0, card=0).value
    if action in escalation.STEPS:
        return ""
    number = references.number(_text(fields.get("customer", "")), "C")
    return references.customer(number) if number and not value and customers.live(ctx.db, number) else ""


def _of_threat(ctx: Context, number: int) -> str:
    """Whose threat it was, so that what was written goes with what is held on them; the threat, where nobody knows."""
    threat = safety.get(ctx.db, number)
    return (
        references.customer(threat.customer_id)
        if threat and threat.customer_id
        else references.safety(number)
    )


def _cut(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return value if isinstance(value, tuple) else cleaned(value)[: limits.DETAILS]


def _text(value: str | tuple[str, ...]) -> str:
    whole = value if isinstance(value, str) else ",".join(value)
    return cleaned(whole)[: limits.DETAILS]
