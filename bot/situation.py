"""A case as the rules see it: what was done in it and what is on file, and what follows from that.

Nothing here is kept: stages and states are derived each time. Sources: POLICY, "The walk".
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.judging import Why

BLOCKS = frozenset({"block_telephone", "block_electronic"})
EASED = "eased"
AGREED = frozenset({"agreed", EASED})
"""How a customer may have agreed: to this, or to less than what it takes the place of."""
LETTER = "letter"
ROUTES_TRIED = 2
"""Different ways by which somebody has to be tried before "not reached" counts."""


class Stage(StrEnum):
    """Where a case stands; derived, never kept."""

    CONSIDERING = "considering"
    WATCHING = "watching"
    RAISING = "raising"
    AGREED = "agreed"
    MONITORING = "monitoring"
    REVIEW = "review"
    BLOCKING = "blocking"
    CLOSED = "closed"


class State(StrEnum):
    """Where a restriction stands; derived, never kept."""

    PROPOSED = "proposed"
    DECLINED = "declined"
    APPROVED = "approved"
    IN_FORCE = "in_force"
    REVIEW_DUE = "review_due"
    LIFTED = "lifted"
    REPLACED = "replaced"
    ENDED = "ended"


@dataclass(frozen=True)
class Taken:
    """A step that was taken; `answers` by field."""

    action: str
    by: int
    day: date
    answers: Mapping[str, str]
    restriction: int = 0


@dataclass(frozen=True)
class Incident:
    """A report with concerns, on which a case may rest."""

    reporter: int
    day: date
    concerns: frozenset[str]


@dataclass(frozen=True)
class Misfit:
    """A report that a manager confirmed not to fit; `serious`: a serious remark or a threat."""

    restriction: int
    report: int
    day: date
    serious: bool


@dataclass(frozen=True)
class Question:
    """A report that seems not to fit a restriction, both by number, and what about it; managers have not said yet."""

    report: int
    restriction: int
    why: Why
    day: date


@dataclass(frozen=True)
class Lost:
    """A report that counts no more as it did when something was decided on it: withdrawn, corrected, or another's."""

    report: int
    why: str
    day: date


@dataclass(frozen=True)
class Kept:
    """A restriction as the rules see it. `ended_on` is the first day on which it is over.

    Where nobody has reviewed it, a block or a safety measure passes to the reserve deciders from `passes_on`, and anything
    is over from `lapses_on`. `interim`: a safety measure, in force from its start; `lapses_on` comes soon unless somebody
    else confirms it. `eased`: less than what it `replaces`, as its proposer says, and agreed with the customer.
    """

    number: int
    kind: str
    proposed_by: int
    approvers: frozenset[int]
    decision: str
    notified_on: date | None
    starts_on: date
    review_on: date
    ended_how: str
    ended_on: date | None = None
    passes_on: date = date.max
    lapses_on: date = date.max
    replaces: int = 0
    interim: bool = False
    eased: bool = False

    @property
    def over_on(self) -> date:
        """The first day on which it is over, as far as is known."""
        return min(self.ended_on or date.max, self.lapses_on)

    @property
    def is_block(self) -> bool:
        """Whether it closes a way to us."""
        return self.kind in BLOCKS

    @property
    def passes(self) -> bool:
        """Whether it goes to the reserve deciders where nobody has reviewed it."""
        return self.is_block or self.interim

    @property
    def begins(self) -> date | None:
        """The day from which it counts; None until it is approved and the customer was told (policy: from notice).

        A safety measure counts at once (POLICY, the walk: safety).
        """
        if self.interim:
            return None if self.decision == "declined" else self.starts_on
        if self.decision != "approved" or self.notified_on is None:
            return None
        return max(self.notified_on, self.starts_on)

    def was_in_force(self, today: date) -> bool:
        """Whether it has counted for the customer, today or earlier."""
        if self.begins is None or self.begins > today:
            return False
        return self.over_on > self.begins

    def counted_for(self, day: date) -> bool:
        """Whether what came on this day can misfit it: after the day from which it counts, before it was over.

        A safety measure is no agreement that anybody could misfit.
        """
        return not self.interim and self.begins is not None and self.begins < day < self.over_on


@dataclass(frozen=True)
class Situation:
    """One case as the actor finds it on a day.

    `managers`, `deciders` (managers and reserve deciders) and `reserves` are everybody's in the service; `words` counts the
    ordinary conversations with the customer about how they communicate that had not ended when the case was opened;
    `adjustments` counts requests without an answer, `threats` to staff of late on which no measure rests yet, `outside` reserve deciders who are not in the workspace. The four
    before that are the policy file's: how many confirmed misfits a
    block needs, how many reports each concern needs, which concerns count only after they were looked into, and which
    steps the service leaves out.
    """

    actor: int
    manages: bool
    today: date
    closed: bool
    speaker: int
    steps: tuple[Taken, ...]
    restrictions: tuple[Kept, ...]
    incidents: tuple[Incident, ...]
    misfits: tuple[Misfit, ...]
    excluded: frozenset[int]
    managers: frozenset[int]
    deciders: frozenset[int]
    words: int
    adjustments: int
    block_misfits: int
    reports_needed: Mapping[str, int]
    looked_into_first: frozenset[str]
    left_out: frozenset[str]
    outside: int = 0
    reserves: frozenset[int] = frozenset()
    threats: int = 0
    lost: tuple[Lost, ...] = ()
    questions: tuple[Question, ...] = ()

    def restriction(self, number: int) -> Kept | None:
        """The restriction with this number, if it belongs to the case."""
        return next((each for each in self.restrictions if each.number == number), None)

    def last(self, action: str) -> Taken | None:
        """The newest step of this kind."""
        return next((step for step in reversed(self.steps) if step.action == action), None)


def state(kept: Kept, today: date) -> State:
    """Where a restriction stands on this day; what is to be replaced later counts until then."""
    if kept.ended_how and (kept.ended_on is None or kept.ended_on <= today):
        return State(kept.ended_how)
    if kept.decision == "declined":
        return State.DECLINED
    if not kept.decision and not kept.interim:
        return State.PROPOSED
    return _since_it_began(kept, today) if kept.was_in_force(today) else State.APPROVED


def _since_it_began(kept: Kept, today: date) -> State:
    if kept.lapses_on <= today:
        return State.ENDED
    return State.REVIEW_DUE if kept.review_on <= today else State.IN_FORCE


DECIDES = frozenset(
    {
        *("case.consider", "restriction.approve", "block.approve", "reserve.approve", "safety.approve"),
        *("restriction.review", "misfit.confirm", "decision.confirm"),
    }
)
"""Steps that rest on reports; confirming them again is one."""
HOLDS = frozenset({State.IN_FORCE, State.REVIEW_DUE})
"""Where a restriction counts for the customer: also while its review is due."""
OVER = frozenset({State.DECLINED, State.LIFTED, State.REPLACED, State.ENDED})


def is_undecided(kept: Kept, today: date) -> bool:
    """Whether a second person has yet to decide on it: a proposal, or a safety measure that is in force meanwhile."""
    where = state(kept, today)
    return where is State.PROPOSED or (kept.interim and not kept.decision and where in HOLDS)


def open_restrictions(now: Situation) -> tuple[Kept, ...]:
    """Restrictions that wait for something or are in force."""
    return tuple(each for each in now.restrictions if state(each, now.today) not in OVER)


def waiting(now: Situation) -> tuple[Kept, ...]:
    """What is proposed, or approved and not in force yet."""
    return tuple(e for e in now.restrictions if state(e, now.today) in {State.PROPOSED, State.APPROVED})


def waiting_kinds(now: Situation) -> frozenset[str]:
    """The kinds of that."""
    return frozenset(each.kind for each in waiting(now))


def eases(now: Situation, kept: Kept) -> bool:
    """Whether it frees the customer of some of what holds: less than that, agreed with them, and in its place."""
    old = now.restriction(kept.replaces)
    return kept.eased and old is not None and state(old, now.today) in HOLDS


def may_be_eased(now: Situation) -> bool:
    """Whether something is in force that less could take the place of; blocks are lifted, or replaced by blocks."""
    return any(not each.is_block and state(each, now.today) in HOLDS for each in now.restrictions)


def asked_for_review(now: Situation, kept: Kept) -> Taken | None:
    """The customer's own request for a review, if nobody has reviewed it since."""
    about = {"restriction.request", "restriction.review"}
    mine = [step for step in now.steps if step.action in about and step.restriction == kept.number]
    return mine[-1] if mine and mine[-1].action == "restriction.request" else None


def stage(now: Situation) -> Stage:
    """Where the case stands: what comes latest in the walk counts."""
    if now.closed:
        return Stage.CLOSED
    states = {state(each, now.today) for each in now.restrictions}
    if any(each.is_block and state(each, now.today) is State.PROPOSED for each in now.restrictions):
        return Stage.BLOCKING
    for reached, counts in _STAGES:
        if states & counts:
            return reached
    if now.last("case.consider") is None:
        return Stage.CONSIDERING
    return Stage.RAISING if was_raised(now) else Stage.WATCHING


_STAGES = (
    (Stage.REVIEW, {State.REVIEW_DUE}),
    (Stage.MONITORING, {State.IN_FORCE}),
    (Stage.AGREED, {State.PROPOSED, State.APPROVED}),
)


def was_raised(now: Situation) -> bool:
    """Whether the newest fairness check says to raise it with the customer."""
    considered = now.last("case.consider")
    return considered is not None and considered.answers.get("result") == "raise"


def conversations(now: Situation) -> tuple[Taken, ...]:
    """Attempts to resolve since the newest fairness check that asked for one."""
    found: list[Taken] = []
    for step in now.steps:
        if step.action == "case.consider" and step.answers.get("result") == "raise":
            found = []
        elif step.action == "case.conversation":
            found.append(step)
    return tuple(found)


def was_reached(now: Situation) -> bool:
    """Whether somebody spoke with the customer since the newest fairness check."""
    return any(step.answers.get("outcome") != "not_reached" for step in conversations(now))


def was_spoken_with(now: Situation) -> bool:
    """Whether somebody spoke with the customer in this case, be it before the newest fairness check."""
    held = (step.answers for step in now.steps if step.action == "case.conversation")
    return any(answers.get("outcome") != "not_reached" for answers in held)


def resolution_attempted(now: Situation) -> bool:
    """The policy's "attempt to resolve": they were spoken with, or tried by two routes and a letter.

    A word with them before the case counts as one of the two routes, and never instead of what is tried in the case.
    """
    if not was_raised(now):
        return False
    ways = {step.answers.get("how", "") for step in conversations(now)}
    others = len(ways - {LETTER, ""}) + bool(now.words)
    return was_reached(now) or (LETTER in ways and others >= ROUTES_TRIED)


def looked_into(now: Situation) -> bool:
    """Whether a manager recorded that the complaint about a colleague was looked into."""
    return any(
        step.answers.get("looked_into") == "yes" for step in now.steps if step.action == "case.exclude"
    )


def shows_enough(now: Situation) -> bool:
    """Whether dated reports show what would be raised: two of one and the same pattern, one of remarks or recording.

    How many a concern needs stands in the policy file. Two patterns reported once each are two contacts to remember, and
    no pattern yet (POLICY, "Concerns").
    """
    unproven = frozenset() if looked_into(now) else now.looked_into_first
    shown = Counter(concern for incident in now.incidents for concern in incident.concerns - unproven)
    return any(reports >= _needed(now, concern) for concern, reports in shown.items())


def _needed(now: Situation, concern: str) -> int:
    """How many reports a concern needs; one that the policy file names no more is a pattern."""
    return now.reports_needed.get(concern, PATTERN)


PATTERN = 2
"""Dated reports that a pattern needs ("repeatedly", "routinely": policy, list of examples)."""


def first_restricted(now: Situation) -> date | None:
    """The day from which the first restriction of the case counted; blocks and safety measures are none."""
    days = (each.begins for each in now.restrictions if not each.passes and each.was_in_force(now.today))
    return min((day for day in days if day), default=None)


def later_misfits(now: Situation) -> tuple[Misfit, ...]:
    """Confirmed misfits from after the first restriction began, each from while its own restriction counted."""
    begun = first_restricted(now)
    return tuple(misfit for misfit in now.misfits if begun and misfit.day > begun and _counted(now, misfit))


def _counted(now: Situation, misfit: Misfit) -> bool:
    kept = now.restriction(misfit.restriction)
    return kept is not None and kept.counted_for(misfit.day)
