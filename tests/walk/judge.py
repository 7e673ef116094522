"""What must never be, read from the rows as they are kept: nothing here asks the rules that it judges."""

import json
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import SQLModel, col, select

from bot.chat import Press, Submission
from bot.escalation import Gate
from bot.words import gates
from storage import Db, audit
from storage.tables import (
    Adjustment,
    Case,
    CaseStep,
    Complaint,
    Misfit,
    OutsideDecision,
    Report,
    Restriction,
    Safety,
    Staff,
    Word,
)
from tests.bot.reading import said
from tests.walk import register
from tests.walk.filling import PRIVATE
from tests.walk.town import Town, cards_of

ZONE: Final = ZoneInfo("Europe/London")
BLOCKS: Final = frozenset({"block_telephone", "block_electronic"})
WAIT_FOR_AN_ANSWER: Final = frozenset(
    {
        "restriction.agree",
        "restriction.approve",
        "restriction.notify",
        "block.propose",
        "block.approve",
        "reserve.approve",
    }
)
"""The steps that an unanswered adjustment stops (POLICY, the walk); no other."""
NEVER_STOPPED: Final = frozenset(
    {
        "case.consider",
        "case.conversation",
        "case.close",
        "case.exclude",
        "restriction.decline",
        "restriction.withdraw",
        "restriction.lift",
        "restriction.review",
        "restriction.request",
        "block.decline",
        "misfit.confirm",
        "decision.confirm",
        "report.fits",
        "adjustment.answer",
        "safety.measure",
        "safety.approve",
        "safety.decline",
        "complaint.log",
        "complaint.decide",
        "request.log",
    }
)

NO_PART = frozenset({"restriction.request", "case.exclude"})
"""Steps that decide nothing about the customer."""

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True)
class Kept:
    """Everything that is kept about the walk, as it stands now."""

    case: Case
    steps: list[CaseStep]
    restrictions: list[Restriction]
    misfits: list[Misfit]
    reports: Mapping[int, Report]
    adjustments: list[Adjustment]
    words: list[Word]
    threats: Mapping[int, Safety]
    handles: Mapping[int, str]
    outside: Mapping[int, str]
    complaints: list[Complaint]

    def taken(self, *actions: str) -> list[CaseStep]:
        """The steps of these kinds, oldest first."""
        return [step for step in self.steps if step.action in actions]

    def answers(self, step: CaseStep) -> dict[str, str]:
        """What was answered in a step."""
        found: dict[str, str] = json.loads(step.answers or "{}")
        return found


def look(town: Town) -> list[Kept]:
    """Read it all: every case, oldest first."""
    return town.store.read(lambda db: [_read(db, case) for case in _all(db, Case)])


def judge(town: Town) -> None:
    """Fail if anything is as it must never be."""
    found = look(town)
    assert sum(kept.case.closed_at is None for kept in found) <= 1, "two open cases of one customer"
    for kept in found:
        _judge_case(town, kept)
    assert town.store.read(audit.verify) is None
    assert town.store.read(register.rebuilt) == town.store.read(register.kept)
    _judge_words(town)
    _judge_last_answer(town)


def _judge_case(town: Town, kept: Kept) -> None:
    for restriction in kept.restrictions:
        _judge_restriction(town, kept, restriction)
    for step in kept.steps:
        _judge_step(town, kept, step)
    for complaint in kept.complaints:
        _judge_complaint(kept, complaint)
    _judge_closing(kept)


def _read(db: Db, case: Case) -> Kept:
    return Kept(
        case=case,
        steps=[step for step in _all(db, CaseStep) if step.case_id == case.id],
        restrictions=[row for row in _all(db, Restriction) if row.case_id == case.id],
        misfits=list(db.exec(select(Misfit))),
        reports={report.id or 0: report for report in _all(db, Report)},
        adjustments=_all(db, Adjustment),
        words=_all(db, Word),
        threats={row.id or 0: row for row in _all(db, Safety)},
        handles={staff.id or 0: (staff.email or "").partition("@")[0] for staff in _all(db, Staff)},
        outside={row.restriction_id: row.decider for row in db.exec(select(OutsideDecision))},
        complaints=[row for row in _all(db, Complaint) if row.case_id == case.id],
    )


def _all(db: Db, table: type[Row]) -> list[Row]:
    return list(db.exec(select(table).order_by(col(table.id))))  # type: ignore[attr-defined] # every one of these has it


def _judge_restriction(town: Town, kept: Kept, row: Restriction) -> None:
    walk = town.rules.walk
    passing = row.kind in BLOCKS or row.interim_until
    longest = walk.block_review_months if passing else walk.longest_review_months
    renewed = [
        _day(step.at)
        for step in kept.taken("restriction.review")
        if step.restriction_id == row.id and kept.answers(step)["outcome"] == "renew"
    ]
    since = max([row.starts_on, *renewed])
    assert row.starts_on < row.review_on <= _months_later(since, longest), "open-ended"
    if row.notified_on and not row.ended_how:
        passes = row.kind in BLOCKS or row.interim_until
        last = row.review_on + timedelta(days=90 if passes else 45)
        assert _day(town.desk.now) < last, "goes on though nobody has reviewed it"
    if row.interim_until:
        _judge_measure(town, kept, row)
    else:
        assert _spoken_before(kept, row.proposed_at), "proposed without a conversation"
    if row.decision:
        assert row.decided_by is not None
        assert row.decided_at is not None
        if decider := kept.outside.get(row.id or 0):
            assert decider.partition("@")[0] in town.staffing.outside, (
                "recorded for somebody who is no decider"
            )
            assert _manages(town, kept, row.decided_by, row.decided_at), (
                "recorded by somebody who is no manager"
            )
        else:
            assert row.decided_by != row.proposed_by, "decided on their own proposal"
            assert _may_decide(town, kept, row.decided_by, row.decided_at), "decided by who is no decider"
    if row.notified_on is not None:
        assert row.interim_until or row.decision == "approved", (
            "the customer was told of what nobody approved"
        )
        settled = row.proposed_at if row.interim_until else row.decided_at
        assert settled is not None
        assert _day(settled) <= row.notified_on <= _day(town.desk.now)
        assert _manages(town, kept, row.notified_by or 0, town.desk.now, ever=True)
    if row.kind in BLOCKS and not row.interim_until:
        _judge_block(town, kept, row)


def _judge_measure(town: Town, kept: Kept, row: Restriction) -> None:
    """The safety exception: one manager, on a threat of late that carries no other; over soon unless a second agrees."""
    assert row.interim_until
    assert row.starts_on < row.interim_until <= row.starts_on + timedelta(days=21), "alone for too long"
    assert _manages(town, kept, row.proposed_by, row.proposed_at), "a measure by somebody who is no manager"
    threat = kept.threats[row.safety_id or 0]
    assert threat.danger == "to_staff"
    assert threat.customer_id == row.customer_id
    assert timedelta(0) <= row.proposed_at - threat.raised_at <= timedelta(days=22), "an old threat"
    twins = [each for each in kept.restrictions if each.safety_id == row.safety_id]
    assert {each.proposed_at for each in twins} == {row.proposed_at}, "two measures for one threat"
    if not (row.decision or row.ended_how):
        assert _day(town.desk.now) <= row.interim_until, "goes on though nobody else agreed"


def _judge_block(town: Town, kept: Kept, row: Restriction) -> None:
    assert _manages(town, kept, row.proposed_by, row.proposed_at), (
        "a block proposed by somebody who is no manager"
    )
    enough = town.rules.walk.block_misfits
    assert _is_extreme(kept, row.proposed_at, enough), "a block without grounds"
    if row.decision == "approved" and row.decided_at:
        assert _is_extreme(kept, row.decided_at, enough), "a block approved without grounds"


def _is_extreme(kept: Kept, when: datetime, enough: int) -> bool:
    """An earlier restriction that counted, and later so many confirmed misfits or one serious one."""
    began = [
        max(row.notified_on, row.starts_on)
        for row in kept.restrictions
        if row.kind not in BLOCKS and row.notified_on and row.decision == "approved" and not row.interim_until
        if not (row.ended_on and row.ended_on <= max(row.notified_on, row.starts_on))
    ]
    counted = [day for day in began if day <= _day(when)]
    if not counted:
        return False
    since = [
        misfit
        for misfit in kept.misfits
        if misfit.confirmed_at <= when
        if (report := kept.reports[misfit.report_id]).withdrawn_at is None or report.withdrawn_at > when
        if _day(report.happened_at) > min(counted)
    ]
    return any(each.serious for each in since) or len({each.report_id for each in since}) >= enough


def _judge_step(town: Town, kept: Kept, step: CaseStep) -> None:
    assert step.action not in town.rules.walk.leave_out, f"{step.action}, which this service does without"
    if step.by_id in excluded_by(kept, step.at):
        frees = step.action in {"restriction.lift", "case.close", "restriction.request"}
        others = managers_here(town, kept, step.at) - excluded_by(kept, step.at)
        assert frees, f"{step.action} by somebody whom a complaint is about"
        assert not others or step.action == "restriction.request", (
            f"{step.action} by somebody whom a complaint is about, though others could"
        )
    renews = step.action == "restriction.review" and kept.answers(step)["outcome"] == "renew"
    if (step.action in WAIT_FOR_AN_ANSWER and not _need_not_wait(kept, step)) or renews:
        waiting = [
            each
            for each in kept.adjustments
            if each.logged_at < step.at and (each.answered_at is None or each.answered_at > step.at)
        ]
        assert not waiting, f"{step.action} though somebody waits for an answer"
    if kept.case.closed_at:
        assert step.at <= kept.case.closed_at, f"{step.action} in a closed case"
    assert step.by_id is None or not town.is_gone(kept.handles[step.by_id], step.at), (
        f"{step.action} by somebody who had left"
    )


def _need_not_wait(kept: Kept, step: CaseStep) -> bool:
    """Safety never waits; nor does what is less than before, agreed with the customer, and in place of what they know."""
    if step.action == "restriction.agree":
        return kept.answers(step)["agreement"] == "eased" and bool(kept.answers(step)["replaces"])
    return any(
        row.interim_until or (row.agreement == "eased" and _was_known(kept, row.replaces))
        for row in kept.restrictions
        if row.id == step.restriction_id
    )


def _was_known(kept: Kept, number: int | None) -> bool:
    return any(row.id == number and (row.notified_on or row.interim_until) for row in kept.restrictions)


def _judge_complaint(kept: Kept, row: Complaint) -> None:
    """Whoever took a step in the case does not decide on a complaint about it; what outsiders decided is recorded."""
    if row.decided_at is None or row.recorded:
        return
    took = {step.by_id for step in kept.steps if step.at < row.decided_at and step.action not in NO_PART}
    assert row.decided_by not in took | {kept.case.opened_by}, "a complaint decided by who took a step"


def _judge_closing(kept: Kept) -> None:
    if kept.case.closed_at is None:
        return
    for row in kept.restrictions:
        assert row.decision == "declined" or row.ended_how, "closed with a restriction open"


def _judge_words(town: Town) -> None:
    for message in town.desk.outbox():
        if message.kind != "person":
            assert PRIVATE not in said(message.card).lower(), "private words in a shared place"


def _judge_last_answer(town: Town) -> None:
    if not town.done:
        return
    _who, event, reply = town.done[-1]
    if not isinstance(event, Press | Submission) or event.action not in NEVER_STOPPED:
        return
    told = "\n".join(said(card) for card in cards_of(reply))
    assert gates.REASONS[Gate.ADJUSTMENT] not in told, f"{event.action} waits for an answer to an adjustment"


def _spoken_before(kept: Kept, when: datetime) -> bool:
    """Somebody was reached since the last fairness check that said to raise it, or tried by two routes and a letter."""
    raised = [
        s.at for s in kept.taken("case.consider") if kept.answers(s)["result"] == "raise" and s.at <= when
    ]
    tried = [
        kept.answers(step)
        for step in kept.taken("case.conversation")
        if raised and raised[-1] < step.at <= when
    ]
    if any(each["outcome"] != "not_reached" for each in tried):
        return True
    ways = {each["how"] for each in tried}
    opened = _day(kept.case.opened_at)
    words = any(word.held_on <= opened <= word.ends_on for word in kept.words)
    return "letter" in ways and len(ways - {"letter"}) + words >= 2


def _may_decide(town: Town, kept: Kept, staff: int, when: datetime) -> bool:
    handle = kept.handles[staff]
    trusted = {*town.staffing.managers, *town.staffing.reserve}
    return handle in trusted and not town.is_gone(handle, when)


def _manages(town: Town, kept: Kept, staff: int, when: datetime, *, ever: bool = False) -> bool:
    handle = kept.handles.get(staff, "")
    return handle in town.staffing.managers and (ever or not town.is_gone(handle, when))


def _day(when: datetime) -> date:
    return when.astimezone(ZONE).date()


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def excluded_by(kept: Kept, when: datetime) -> set[int]:
    """Whom a complaint is about, by then."""
    return {int(kept.answers(step)["staff"]) for step in kept.taken("case.exclude") if step.at < when}


def managers_here(town: Town, kept: Kept, when: datetime) -> set[int]:
    """The managers who work here at this moment."""
    return {staff for staff in kept.handles if _manages(town, kept, staff, when)}
