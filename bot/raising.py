"""Raising it with the customer: who speaks with them and by when, what they should know, who is reminded."""

from dataclasses import dataclass, replace
from datetime import date

from bot import ahead, casework, escalation, fairness, noticing, recording, references, steps
from bot.cards import Button
from bot.chat import Nudge, Press, Reply, Whisper
from bot.context import Context, Refused
from bot.escalation import Situation
from bot.steps import About
from bot.words import considering, replies
from bot.words import conversing as words
from bot.words.letters import cards as letters
from storage import cases, customers, jobs, reports
from storage.records import number_of
from storage.tables import Case

_RAISED = "raise"


@dataclass(frozen=True)
class Raised:
    """What the newest fairness check asked for; `number` counts the checks that did, from 1."""

    number: int
    speaker: int
    how: str
    by: date


def raised(now: Situation) -> Raised | None:
    """What is to be raised with the customer, if the newest fairness check says so."""
    if now.closed or not escalation.was_raised(now):
        return None
    checks = (step.answers for step in now.steps if step.action == "case.consider")
    asked = [answers for answers in checks if answers.get("result") == _RAISED]
    return Raised(len(asked), now.speaker, asked[-1]["how"], date.fromisoformat(asked[-1]["by"]))


def ask(ctx: Context, case: Case) -> tuple[Nudge, ...]:
    """The colleague who was named learns that they speak with the customer."""
    about = _as_it_stands(ctx, case)
    if (wanted := raised(about.now)) is None:
        return ()
    said = words.please_speak(wanted.how, wanted.by, ctx.today)
    return (casework.nudge(ctx, wanted.speaker, about, said, *speaking_buttons(about)),)


def reminders(ctx: Context) -> list[Nudge]:
    """One message for each conversation due today or before, sent once."""
    found: list[Nudge] = []
    opened = cases.open_cases(ctx.db)
    ahead.of_cases(ctx, opened)
    for about in [_as_it_stands(ctx, case) for case in opened]:
        case = about.case
        wanted = waits(about.now)
        kind = f"conversation:{number_of(case)}/{wanted.number if wanted else 0}"
        if wanted and wanted.by <= ctx.today and jobs.claim(ctx.db, kind, wanted.by, ctx.when):
            said = words.still_to_speak(wanted.by, ctx.today)
            day = f"{ctx.today:%Y-%m-%d}"
            found.append(
                casework.nudge(ctx, wanted.speaker, about, said, *speaking_buttons(about), again=day)
            )
    return found


def waits(now: Situation) -> Raised | None:
    """The conversation that is still to be held."""
    wanted = raised(now)
    if wanted is None or wanted.speaker in now.excluded or escalation.resolution_attempted(now):
        return None
    return wanted


def may_propose(now: Situation, staff_id: int, *, manages: bool) -> bool:
    """Whether this colleague may propose a restriction now."""
    theirs = replace(now, actor=staff_id, manages=manages)
    return not escalation.shut("restriction.agree", theirs)


def points(ctx: Context, press: Press) -> Reply:
    """What to raise, what speaks for the customer, what to ask; for whoever speaks with them, and for managers."""
    about = to_prepare(ctx, press.value)
    recording.note(ctx, "case.points", references.case(number_of(about.case)))
    return Reply((Whisper(words.points_card(_points(ctx, about), ctx.service.work, ctx.today)),))


def to_prepare(ctx: Context, value: str) -> About:
    """A case for whoever prepares the conversation: the speaker, and managers. Raises Refused."""
    about = steps.read(ctx, value)
    if about is None:
        raise Refused(replies.unknown_button())
    wanted = raised(about.now)
    speaks = wanted is not None and wanted.speaker == ctx.who.staff_id
    if ctx.who.staff_id in about.now.excluded or not (ctx.manages or speaks):
        raise Refused(replies.not_yours())
    return about


def speaking_buttons(about: About) -> tuple[Button, ...]:
    """What the speaker needs: what to say, then to note how it went; and what to write."""
    value = about.value
    return words.points_button(value), words.hold_button(value), *letters.concern_buttons(value)


def _points(ctx: Context, about: About) -> words.Points:
    held = fairness.on_file(ctx, about.case.customer_id, about.now)
    ticked = reports.concerns(ctx.db, [number_of(report) for report in held.reports])
    customer = customers.get(ctx.db, about.case.customer_id)
    check = about.now.last("case.consider")
    answers = check.answers if check else {}
    return words.Points(
        reference=about.reference,
        customer=noticing.label(customer) if customer else replies.not_known(),
        incidents=[
            (each, _labels(ctx, ticked[number_of(each)])) for each in held.reports if each.id in ticked
        ],
        speaks=[name for name in considering.QUESTIONS if answers.get(name) == "for_customer"],
        note=answers.get("note", ""),
        late=held.late,
        issues=held.issues,
        adjustments=held.adjustments,
        words=held.words,
    )


def _labels(ctx: Context, concerns: list[str]) -> list[str]:
    return [ctx.policy.label(key) for key in concerns]


def _as_it_stands(ctx: Context, case: Case) -> About:
    return About(case, steps.situation(ctx, case), None, None)
