"""What people's own answers say about matching: how often it was right, and which thresholds would have been."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

NORMAL = 1.959964
"""95 % of a normal distribution lie within so many standard deviations."""
STEPS = tuple(step / 100 for step in range(5, 100, 5))
RIGHT_ENOUGH = 0.98
"""Sure links are made before anybody is asked: so many of them must be right."""
ANSWERS_NEEDED = 93
"""From so many answers on, the interval of a share is no wider than ten points either way, whatever the share."""
LINKS_NEEDED = 189
"""So many links, all of them right, have an interval that begins at `RIGHT_ENOUGH`."""

NEW_NEEDED = 50
"""The fewest of which one may be wrong and 98 in 100 are right."""


class Verdict(StrEnum):
    """What people made of a suggestion; `NONE`: nobody said anything."""

    NONE = ""
    SAME = "same"
    DIFFERENT = "different"
    ANOTHER_PERSON = "another_person"


@dataclass(frozen=True)
class Basis:
    """By which numbers a suggestion was made.

    `likely` was the threshold then; `may_be_sure`: only the threshold `sure` decided whether to link or to ask.
    """

    version: str
    likely: float
    may_be_sure: bool


@dataclass(frozen=True)
class Suggested:
    """An issue that a report was linked with (`sure`) or that somebody was asked about.

    `answer` was given to the question; `verdict` is what holds now. A link that nobody took back holds.
    """

    probability: float
    sure: bool
    answer: Verdict
    verdict: Verdict
    basis: Basis | None

    @property
    def possible(self) -> bool:
        """Whether it was only mentioned: the same person within the window, but told of rather differently."""
        return not self.sure and self.basis is not None and self.probability < self.basis.likely


@dataclass(frozen=True)
class Share:
    """So many were right, of so many."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None of none."""
        return self.right / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the true share lies, as surely as 95 %: Wilson (1927), as Brown, Cai and DasGupta (2001) advise."""
        return wilson(self.right, self.of) if self.of else None


def wilson(right: float, of: float) -> tuple[float, float]:
    """The score interval of a share; `of` is above 0."""
    share, squared = right / of, NORMAL**2
    middle = (share + squared / (2 * of)) / (1 + squared / of)
    half = NORMAL / (1 + squared / of) * math.sqrt(share * (1 - share) / of + squared / (4 * of**2))
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class At:
    """How it would have gone from this threshold on; `recall` is of what was suggested and right, of nothing else."""

    threshold: float
    precision: Share
    recall: Share

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        both = self.precision.of + self.recall.of
        return 2 * self.precision.right / both if both else None


@dataclass(frozen=True)
class Proposal:
    """A threshold that would be better. `best`: None where there are too few labels, or none would do."""

    needed: int
    there: int
    in_use: At
    best: At | None

    @property
    def enough(self) -> bool:
        """Whether anything can be said."""
        return self.there >= self.needed

    @property
    def changes(self) -> bool:
        """Whether another threshold than the one in use would be better."""
        return self.best is not None and self.best.threshold != self.in_use.threshold


def labelled(found: Iterable[Suggested]) -> tuple[Suggested, ...]:
    """Those of which it is known whether they were right."""
    return tuple(each for each in found if each.verdict)


def comparable(found: Iterable[Suggested], version: str) -> tuple[Suggested, ...]:
    """Those whose probability was reckoned with the weights of this version."""
    return tuple(each for each in found if each.basis and each.basis.version == version)


def asked_from(found: Iterable[Suggested], now: float) -> float:
    """The probability from which all was suggested, whichever threshold counted when: below it, little is known."""
    return max((each.basis.likely for each in found if each.basis), default=now)


def at(threshold: float, labels: Sequence[Suggested]) -> At:
    """How these would have gone from this threshold on."""
    over = [each for each in labels if each.probability >= threshold]
    right = _right(over)
    return At(threshold, Share(right, len(over)), Share(right, _right(labels)))


def near(threshold: float, labels: Sequence[Suggested]) -> Share:
    """Those from this threshold on and below the next: how right they were by themselves."""
    until = next((step for step in STEPS if step > threshold), math.inf)
    here = [each for each in labels if threshold <= each.probability < until]
    return Share(_right(here), len(here))


def likely(labels: Sequence[Suggested], in_use: float, lowest: float) -> Proposal:
    """The threshold with the highest F1 from which to ask; where several are as good, the nearest to that in use."""
    answers, now = sum(not each.sure for each in labels), at(in_use, labels)
    best: At | None = None
    if answers >= ANSWERS_NEEDED:
        may_be = [now, *(at(step, labels) for step in STEPS if step >= lowest)]
        best = max(may_be, key=lambda each: (each.f1 or 0, -abs(each.threshold - in_use)))
    return Proposal(ANSWERS_NEEDED, answers, now, best)


def sure(labels: Sequence[Suggested], in_use: float, lowest: float) -> Proposal:
    """The lowest threshold whose links were right often enough; of those only that may be linked without asking.

    Below the one in use, what would be new among the links must be right as often by itself: many old ones hide it; and no
    further down than there are labels.
    """
    could = [each for each in labels if each.sure or (each.basis and each.basis.may_be_sure)]

    def good(threshold: float) -> bool:
        if not _right_enough(at(threshold, could).precision, LINKS_NEEDED):
            return False
        new = [each for each in could if threshold <= each.probability < in_use]
        seen = near(threshold, could).of > 0 and _right_enough(Share(_right(new), len(new)), NEW_NEEDED)
        return threshold >= in_use or seen

    may_be = sorted({in_use, *(step for step in STEPS if step >= lowest)})
    best = next((at(threshold, could) for threshold in may_be if good(threshold)), None)
    return Proposal(LINKS_NEEDED, len(could), at(in_use, could), best)


def _right_enough(share: Share, needed: int) -> bool:
    return share.of >= needed and share.right >= RIGHT_ENOUGH * share.of


def _right(found: Iterable[Suggested]) -> int:
    return sum(each.verdict is Verdict.SAME for each in found)
