"""Whose turn it is in a case: the fairness check, a conversation, a proposal, a decision, a notice, a review."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
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
    settled again who does. `asked`: the customer asked for it. `ends`: when it is too late, because it ends by itself.
    `reports`: those that managers are asked about.
    `instead_of`: the restriction that a review wants something else for.
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
    asked: bool = False
    reports: tuple[int, ...] = ()
    ends: date | None = None
    instead_of: str = ""

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
    return (*_confirm(ctx, about), *(tuple(waiting) or _in_case(ctx, about)), *_asked(about))


def _confirm(ctx: Context, about: About) -> tuple[Turn, ...]:
    """Decisions whose reports count no more as they did (DESIGN: nothing lost, nothing twice)."""
    if not about.now.lost:
        return ()
    since = min(each.day for each in about.now.lost)
    due = ctx.service.work.next_working(since, ctx.policy.walk.confirm_days)
    return (replace(_of(about, None, "decision.confirm", since), due=due),)


def _asked(about: About) -> tuple[Turn, ...]:
    """Managers say whether what seems not to fit does."""
    if not about.now.questions:
        return ()
    found = tuple(dict.fromkeys(each.report for each in about.now.questions))
    turn = _of(about, None, "misfit.confirm", about.now.questions[0].day)
    return (replace(turn, reports=found),)


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
        case State.IN_FORCE | State.REVIEW_DUE if not kept.ended_how:
            waits = _of_a_measure(ctx, about, row, kept) if kept.interim else ()
            return waits or _after_review(about, row, kept) or _to_review(ctx, about, row, kept)
    return ()


def _of_a_measure(ctx: Context, about: About, row: Restriction, kept: Kept) -> tuple[Turn, ...]:
    """What is in force for safety waits for somebody else to confirm it, and the customer has to be told."""
    ends, since = kept.lapses_on, ctx.service.work.day(row.proposed_at)
    confirm = (replace(_proposed(ctx, about, row, kept), ends=ends),) if not kept.decision else ()
    told = (replace(_of(about, row, "restriction.notify", since), ends=ends),) if not kept.notified_on else ()
    return (*confirm, *told)


def _to_review(ctx: Context, about: About, row: Restriction, kept: Kept) -> tuple[Turn, ...]:
    """A review that is due, or that the customer asked for."""
    on, today = partial(_of, about, row, "restriction.review"), about.now.today
    if any(each.replaces == kept.number for each in escalation.open_restrictions(about.now)):
        return ()
    if kept.passes and kept.passes_on <= today:
        turn = on(row.review_on, due=row.review_on, staff=about.now.reserves, managers=False)
        return (replace(turn, ends=kept.lapses_on),)
    if kept.review_on <= today:
        return (replace(on(row.review_on, due=row.review_on), ends=kept.lapses_on),)
    if asked := escalation.asked_for_review(about.now, kept):
        day = _day(asked, "date") or asked.day
        return (replace(on(day, due=min(asked_by(ctx, day), kept.review_on)), asked=True),)
    soon = kept.review_on - timedelta(days=ctx.policy.walk.review_notice_days)
    return (on(soon, due=kept.review_on),) if soon <= today else ()


def asked_by(ctx: Context, day: date) -> date:
    """By when a review that the customer asked for on this day is made (ours)."""
    return ctx.service.work.next_working(day, ctx.policy.walk.asked_review_days)


def _after_review(about: About, row: Restriction, kept: Kept) -> tuple[Turn, ...]:
    """What the newest review of it wants to be proposed, if nothing was since."""
    taken = list(about.now.steps)
    at = [n for n, each in enumerate(taken) if (each.action, each.restriction) == (_REVIEW, kept.number)]
    action = _ASKS_FOR.get(taken[at[-1]].answers.get("outcome", "")) if at else None
    if action is None or any(each.action in _PROPOSES for each in taken[at[-1] :]):
        return ()
    turn = _of(about, None, action, taken[at[-1]].day, staff=frozenset({about.now.speaker} - {0}))
    return (replace(turn, instead_of=about.named(number_of(row))),)


_REVIEW = "restriction.review"
_ASKS_FOR = {"vary": "restriction.agree", "block": "block.propose"}
_PROPOSES = frozenset(_ASKS_FOR.values())


def _proposed(ctx: Context, about: About, row: Restriction, kept: Kept) -> Turn:
    """Who decides on it, or records what was decided outside."""
    since = ctx.service.work.day(row.proposed_at)
    if left_to_reserve(about.now, kept):
        return _of(about, row, "reserve.record", since)
    deciders = kept.approvers - about.now.excluded - {kept.proposed_by}
    action = "block.approve" if kept.is_block else "restriction.approve"
    action = "safety.approve" if kept.interim else action
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
            return (_raising(ctx, about, last),)
    return ()


def _raising(ctx: Context, about: About, last: Taken) -> Turn:
    """After the fairness check, of which `last` is the newest, said that it is raised with the customer."""
    on = partial(_of, about, None)
    if (over := _over(about)) and last.day < over:
        return on("case.close", over)
    speaker = frozenset({about.now.speaker})
    if escalation.resolution_attempted(about.now):
        return on("restriction.agree", escalation.conversations(about.now)[-1].day, staff=speaker)
    if not _may_speak(ctx, about):
        return replace(on("case.consider", last.day), anew=True)
    return on("case.conversation", last.day, staff=speaker, managers=False, due=_day(last, "by"))


def _over(about: About) -> date | None:
    """The day from which nothing is in force any more that was; None where nothing ever was."""
    was = [each.over_on for each in about.now.restrictions if each.was_in_force(about.now.today)]
    return max(was, default=None)


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
    reference = about.named(number) if row else references.case(case_id)
    value = steps.value_of(about.case, row)
    return Turn(action, reference, value, since, staff, managers, due, number, reminded)


def _day(step: Taken, name: str) -> date | None:
    try:
        return date.fromisoformat(step.answers.get(name, ""))
    except ValueError:
        return None
