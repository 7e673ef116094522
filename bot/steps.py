"""Taking a step of the walk: the case as it stands, whether the step is allowed, and the record that it was taken."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot import escalation, questions, recording, references, roles, threats
from bot.cards import Button, Card
from bot.chat import Role
from bot.context import Context, Refused
from bot.escalation import Incident, Kept, Lost, Misfit, Situation, Taken
from bot.situation import EASED
from bot.words import gates, replies
from storage import cases, customers, people, reports, resting, restrictions
from storage.audit import Json
from storage.records import keep, number_of
from storage.tables import Case, CaseStep, Restriction

UNREVIEWED = "unreviewed"
"""The answer that keeps how many working days after its review a restriction ends, as the customer is told."""


@dataclass(frozen=True)
class About:
    """A case, the step that somebody wants to take in it, and the restriction it is about, if any."""

    case: Case
    now: Situation
    restriction: Restriction | None
    kept: Kept | None

    @property
    def value(self) -> str:
        """The value of buttons and forms drawn now."""
        return value_of(self.case, self.restriction)

    @property
    def reference(self) -> str:
        """The case's reference, or the restriction's."""
        if self.restriction is None:
            return references.case(number_of(self.case))
        return self.named(number_of(self.restriction))

    def named(self, restriction_id: int) -> str:
        """The reference of a restriction of the case."""
        return references.restriction(number_of(self.case), ordinal(self.now, restriction_id))


def value_of(case: Case, restriction: Restriction | None = None) -> str:
    """What a button about a case carries: the case, its version, the restriction."""
    about = number_of(restriction) if restriction else 0
    return f"{number_of(case)}:{case.version}:{about}"


def ordinal(now: Situation, restriction_id: int) -> int:
    """The place of a restriction among those of its case, counted from 1."""
    return [kept.number for kept in now.restrictions].index(restriction_id) + 1


def about(ctx: Context, action: str, value: str) -> About:
    """What a button or form is about, if the step is allowed now.

    Raises Refused: not ours, somebody was faster, or a gate is shut; the card says which and why.
    """
    found = read(ctx, value)
    if found is None:
        raise Refused(replies.unknown_button())
    if value != found.value:
        raise Refused(_faster(ctx, found))
    if (action in escalation.ABOUT_A_RESTRICTION) != (found.kept is not None):
        raise Refused(replies.unknown_button())
    if closed := escalation.shut(action, found.now, found.kept):
        raise Refused(gates.refused(found.reference, closed, _shows_case(ctx, found)))
    return found


def read(ctx: Context, value: str) -> About | None:
    """What a value is about as it stands now, whoever asks; None where it was not ours."""
    parts = value.split(":")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() and len(p) < 10 for p in parts):  # noqa: PLR2004 - as in value_of
        return None
    case = cases.get(ctx.db, int(parts[0]))
    if case is None:
        return None
    return of_case(ctx, case, int(parts[2]))


def of_case(ctx: Context, case: Case, restriction_id: int = 0) -> About | None:
    """A case as it stands now; None where it has no such restriction."""
    now = situation(ctx, case)
    if not restriction_id:
        return About(case, now, None, None)
    kept = now.restriction(restriction_id)
    restriction = restrictions.get(ctx.db, restriction_id)
    return About(case, now, restriction, kept) if kept and restriction else None


def take(
    ctx: Context,
    about: About,
    action: str,
    answers: Mapping[str, str] | None = None,
    *,
    facts: Mapping[str, Json] | None = None,
    words: Mapping[str, str] | None = None,
) -> CaseStep:
    """Record that the step was taken: append-only, with its audit entry. The case counts one version on.

    `answers`: what was answered, by field. `facts` and `words` go to the audit chain: references, kinds, days and
    staff ids in clear; free text as a salted hash.
    """
    case_id = number_of(about.case)
    restriction_id = number_of(about.restriction) if about.restriction else None
    step = CaseStep(
        case_id=case_id,
        restriction_id=restriction_id,
        action=action,
        by_id=ctx.who.staff_id or None,
        at=ctx.when,
        answers=json.dumps(dict(answers or {}), sort_keys=True),
    )
    keep(ctx.db, step)
    about.case.version += 1
    ctx.db.flush()
    told = {**(facts or {}), **({"restriction": restriction_id} if restriction_id else {})}
    recording.note(ctx, action, references.case(case_id), told, words)
    return step


def situation(ctx: Context, case: Case) -> Situation:
    """A case as the actor finds it."""
    case_id = number_of(case)
    done = cases.steps(ctx.db, case_id)
    steps = tuple(_taken(ctx, step) for step in done)
    asked = cases.approvers(ctx.db, case_id)
    able = roles.deciders(ctx.db, ctx.service)
    held = tuple(
        kept_of(ctx, row, frozenset(asked.get(number_of(row), ())) & able)
        for row in cases.restrictions(ctx.db, case_id)
    )
    misfits = cases.misfits(ctx.db, case_id)
    return Situation(
        actor=ctx.who.staff_id,
        manages=ctx.who.role is Role.MANAGER,
        today=ctx.today,
        closed=case.closed_at is not None,
        speaker=_speaker(steps),
        steps=steps,
        restrictions=held,
        incidents=_incidents(ctx, case.customer_id),
        misfits=tuple(
            Misfit(row.restriction_id, row.report_id, ctx.service.work.day(report.happened_at), row.serious)
            for row, report in misfits
        ),
        excluded=frozenset(cases.excluded(ctx.db, case_id)),
        managers=frozenset(
            number_of(staff) for staff in people.working(ctx.db) if staff.role == Role.MANAGER
        ),
        deciders=able,
        words=_words_before(ctx, case),
        adjustments=sum(each.answered_at is None for each in customers.adjustments(ctx.db, case.customer_id)),
        block_misfits=ctx.policy.walk.block_misfits,
        reports_needed={key: concern.reports for key, concern in ctx.policy.concerns.items()},
        looked_into_first=frozenset(
            key for key, concern in ctx.policy.concerns.items() if concern.looked_into_first
        ),
        left_out=frozenset(ctx.policy.walk.leave_out),
        outside=len(roles.outside(ctx.db, ctx.service)),
        reserves=roles.reserves(ctx.db, ctx.service),
        lost=_lost(ctx, case, steps),
        threats=len(threats.without_a_measure(ctx, case.customer_id)),
        questions=questions.open_in(
            ctx, case, held, done, {(row.restriction_id, row.report_id) for row, _report in misfits}
        ),
    )


def _lost(ctx: Context, case: Case, steps: tuple[Taken, ...]) -> tuple[Lost, ...]:
    """Reports that counted when something was decided last, and count no more as they did."""
    decided = [step for step in steps if step.action in escalation.DECIDES]
    if case.closed_at or not decided:
        return ()
    since = last_decided(ctx, case)
    found = resting.lost(ctx.db, (case.customer_id, since)) if since else []
    return tuple(Lost(each.report, each.why, ctx.service.work.day(each.at)) for each in found)


def last_decided(ctx: Context, case: Case) -> datetime | None:
    """When something that rests on reports was decided last in a case."""
    taken = cases.steps(ctx.db, number_of(case))
    return max((step.at for step in taken if step.action in escalation.DECIDES), default=None)


def _words_before(ctx: Context, case: Case) -> int:
    """Words with the customer that had not ended when the case was opened."""
    opened = ctx.service.work.day(case.opened_at)
    return sum(word.held_on <= opened <= word.ends_on for word in customers.words(ctx.db, case.customer_id))


def _speaker(steps: tuple[Taken, ...]) -> int:
    """Who speaks with the customer, as the newest fairness check that raised it says."""
    raised = [s for s in steps if s.action == "case.consider" and s.answers.get("result") == "raise"]
    return int(raised[-1].answers.get("speaker", "0")) if raised else 0


def _taken(ctx: Context, step: CaseStep) -> Taken:
    return Taken(
        step.action,
        step.by_id or 0,
        ctx.service.work.day(step.at),
        json.loads(step.answers or "{}"),
        step.restriction_id or 0,
    )


def kept_of(ctx: Context, row: Restriction, approvers: frozenset[int] = frozenset()) -> Kept:
    """A restriction as the rules see it; `approvers` are those asked who may still decide."""
    work, days = ctx.service.work, unreviewed_days(ctx, row)
    passes_on = work.next_working(row.review_on, days)
    interim = row.interim_until is not None
    lapses_on = work.next_working(passes_on, days) if row.kind in escalation.BLOCKS or interim else passes_on
    return Kept(
        number=number_of(row),
        kind=row.kind,
        proposed_by=row.proposed_by,
        approvers=approvers,
        decision=row.decision,
        notified_on=row.notified_on,
        starts_on=row.starts_on,
        review_on=row.review_on,
        ended_how=row.ended_how,
        ended_on=row.ended_on,
        passes_on=passes_on,
        lapses_on=row.interim_until if row.interim_until and not row.decision else lapses_on,
        interim=interim,
        replaces=row.replaces or 0,
        eased=row.agreement == EASED,
    )


def unreviewed_days(ctx: Context, row: Restriction) -> int:
    """Working days after its review day until it ends by itself: as the customer was told last, else as the file says.

    A policy file that is changed later never makes anything last longer than a letter said.
    """
    if row.notified_on is None:
        return ctx.policy.walk.unreviewed_days
    mine = (step for step in cases.steps(ctx.db, row.case_id) if step.restriction_id == row.id)
    told = [json.loads(step.answers or "{}").get(UNREVIEWED, "") for step in mine]
    return next((int(days) for days in reversed(told) if days), ctx.policy.walk.unreviewed_days)


def _incidents(ctx: Context, customer_id: int) -> tuple[Incident, ...]:
    """The customer's reports with concerns, oldest first."""
    logged = reports.history(ctx.db, customer_id)
    ticked = reports.concerns(ctx.db, [number_of(report) for report in logged])
    return tuple(
        Incident(report.reporter_id, ctx.service.work.day(report.happened_at), frozenset(ticked[report.id]))
        for report in reversed(logged)
        if report.id in ticked
    )


def _faster(ctx: Context, found: About) -> Card:
    """Who took the last step in this case, for whoever comes second."""
    taken = cases.steps(ctx.db, number_of(found.case))
    names = people.names(ctx.db)
    last = taken[-1] if taken else None
    before = (
        gates.Before(last, names.get(last.by_id or 0, gates.BY_ITSELF), last.by_id == ctx.who.staff_id)
        if last
        else None
    )
    return gates.somebody_was_faster(
        found.reference, before, ctx.service.work, ctx.today, _shows_case(ctx, found)
    )


def _shows_case(ctx: Context, found: About) -> tuple[Button, ...]:
    """The way to the case as it stands, for managers."""
    return (gates.show_button(value_of(found.case)),) if ctx.manages else ()
