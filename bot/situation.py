"""A case as the rules see it: what was done in it, and what is on file. Sources: POLICY, "The walk".

Where it stands follows from that (`bot/stages.py`), and what a step may rest on (`bot/grounds.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.judging import Why

BLOCKS = frozenset({"block_telephone", "block_electronic"})
EASED = "eased"
AGREED = frozenset({"agreed", EASED})
"""How a customer may have agreed: to this, or to less than what it takes the place of."""


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
