"""Whose turn it is in a case: the fairness check, a conversation, a proposal, a decision, a notice, a review."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bot import escalation, references, rules, steps
from bot.chat import Role
from bot.context import Context
from bot.escalation import Kept, Situation, Stage, State, Taken
from bot.steps import About
from bot.workdays import months_after
from storage import cases, people
from storage.records import number_of
from storage.tables import Restriction


@dataclass(frozen=True)
class Turn:
    """Somebody has to act: one of `staff`, or any manager where `managers` may. `due` is the last good day.

    `reference` and `value` are the case's or the restriction's; `restriction` is 0 or its number. `reminded`: when
    whoever has not acted by then is asked again. `anew`: whoever was to act can't any more, so that it has to be
    settled again who does.
    """

    action: str
    reference: str
    value: str
    since: date
    staff: frozenset[int] = frozenset()
    managers: bool = True
    due: date | None = None
    restriction: int = 0
    reminded: date | None = None
    anew: bool = False

    def waits_for(self, staff_id: int, *, manages: bool) -> bool:
        """Whether this colleague may end the wait."""
        return staff_id in self.staff or (manages and self.managers)

    def rests(self, today: date) -> bool:
        """Whether nothing is to be done before its day: the case is watched."""
        return self.action == "case.consider" and not self.is_due(today)

    def is_due(self, today: date) -> bool:
        """Whether it should be done by now."""
        return self.due is None or self.due <= today


def turns(ctx: Context, about: About) -> tuple[Turn, ...]:
    """What a case waits for now; nothing where it is closed, or watched for the time agreed."""
    if about.now.closed:
        return ()
    waiting = [
        turn for row in cases.restrictions(ctx.db, number_of(about.case)) for turn in _on(ctx, about, row)
    ]
    return tuple(waiting) or _in_case(ctx, about)


def _on(ctx: Context, about: About, row: Restriction) -> tuple[Turn, ...]:
    """What a restriction waits for."""
    number = number_of(row)
    kept = about.now.restriction(number)
    if kept is None:
        return ()
    day, on = ctx.service.work.day, partial(_of, about, row)
    match escalation.state(kept, about.now.today):
        case State.PROPOSED:
            return (_proposed(ctx, about, row, kept),)
        case State.APPROVED if kept.review_on <= about.now.today:
            return (on("restriction.lift", kept.review_on),)
        case State.APPROVED if kept.notified_on is None:
            return (on("restriction.notify", day(row.decided_at or row.proposed_at)),)
        case State.REVIEW_DUE:
            return (on("restriction.review", row.review_on, due=row.review_on),)
    return ()


def _proposed(ctx: Context, about: About, row: Restriction, kept: Kept) -> Turn:
    """Who decides on it, or records what was decided outside."""
    since = ctx.service.work.day(row.proposed_at)
    if left_to_reserve(about.now, kept):
        return _of(about, row, "reserve.record", since)
    deciders = kept.approvers - about.now.excluded - {kept.proposed_by}
    action = "block.approve" if kept.is_block else "restriction.approve"
    reminded = ctx.service.work.next_working(since, ctx.policy.walk.reminder_days)
    return _of(about, row, action, since, staff=deciders, managers=False, reminded=reminded)


def left_to_reserve(now: Situation, kept: Kept) -> bool:
    """Whether only a reserve decider outside the workspace can decide, and a manager records it."""
    return not (rules.only_reserve_can_decide(now, kept) or rules.reserve_is_outside(now, kept))


def _in_case(ctx: Context, about: About) -> tuple[Turn, ...]:
    """What the case itself waits for, as long as none of its restrictions does."""
    last = about.now.last("case.consider")
    on = partial(_of, about, None)
    match escalation.stage(about.now):
        case Stage.CONSIDERING:
            return (on("case.consider", ctx.service.work.day(about.case.opened_at)),)
        case Stage.WATCHING if last:
            until = _day(last, "until") or months_after(last.day, ctx.policy.walk.watch_months)
            return (on("case.consider", last.day, due=until),)
        case Stage.RAISING if last:
            speaker = frozenset({about.now.speaker})
            if escalation.resolution_attempted(about.now):
                return (on("restriction.agree", escalation.conversations(about.now)[-1].day, staff=speaker),)
            if not _may_speak(ctx, about):
                return (replace(on("case.consider", last.day), anew=True),)
            by = _day(last, "by")
            return (on("case.conversation", last.day, staff=speaker, managers=False, due=by),)
    return ()


def _may_speak(ctx: Context, about: About) -> bool:
    """Whether the colleague who was named works here still, and no complaint in the case is about them."""
    speaker = about.now.speaker
    return speaker not in about.now.excluded and people.get(ctx.db, speaker).role != Role.NONE


def _of(
    about: About,
    row: Restriction | None,
    action: str,
    since: date,
    *,
    staff: frozenset[int] = frozenset(),
    managers: bool = True,
    due: date | None = None,
    reminded: date | None = None,
) -> Turn:
    case_id, number = number_of(about.case), number_of(row) if row else 0
    reference = (
        references.restriction(case_id, steps.ordinal(about.now, number)) if row else references.case(case_id)
    )
    value = steps.value_of(about.case, row)
    return Turn(action, reference, value, since, staff, managers, due, number, reminded)


def _day(step: Taken, name: str) -> date | None:
    try:
        return date.fromisoformat(step.answers.get(name, ""))
    except ValueError:
        return None
