"""Everything about a proposal on one screen: what, why, why nothing less, the other side, what is on file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.cards import Bold, Facts, Part, bullets, text
from bot.words import evidence, kinds
from bot.words.evidence import Evidence


@dataclass(frozen=True)
class Proposal:
    """Everything about a proposal that whoever decides reads.

    `view` is the customer's own; `speaks_for` what the fairness check found for them; `closes` the adjustments that
    may need a way which it closes; `misfits` what a manager confirmed, for a block; `evidence` what is on file; `measure`:
    it is in force already, for safety.
    """

    reference: str
    customer: str
    kind: str
    terms: str
    details: str
    agreement: str
    by: str
    reasons: str
    proportionate: str
    exceptions: str
    start: str
    review: str
    tried: tuple[str, ...]
    view: str
    speaks_for: tuple[str, ...]
    closes: tuple[str, ...]
    misfits: tuple[str, ...]
    evidence: Evidence
    today: date
    measure: bool = False

    @property
    def is_block(self) -> bool:
        """Whether it closes a way to us because the case is extreme; a safety measure does so for another reason."""
        return self.kind in kinds.BLOCKED and not self.measure


NOT_HEARD = "not noted, because they were not reached"
_DETAILS, _REASONS, _EXCEPTIONS = "In detail", "Why", "What still gets through"
_OF_A_BLOCK: Mapping[str, str] = {
    _DETAILS: "What happened since",
    _REASONS: "Why this is extreme, and nothing less would do",
    _EXCEPTIONS: "How they can still reach us",
}


def screen(shown: Proposal) -> tuple[Part, ...]:
    """What is proposed and why, for whoever tells the customer."""
    return (
        *_what_and_why(shown),
        *_said(shown, _EXCEPTIONS, shown.exceptions),
    )


def weighed(shown: Proposal) -> tuple[Part, ...]:
    """Everything that a decision needs: what is proposed, what speaks for the customer, and what is on file."""
    return (
        *_what_and_why(shown),
        text(Bold("Their own view: "), shown.view or NOT_HEARD),
        *evidence.other_side(shown.evidence, shown.today, shown.speaks_for),
        *evidence.measures_in_full(shown.evidence, shown.today),
        *_several("Reports that did not fit", shown.misfits),
        *_said(shown, _EXCEPTIONS, shown.exceptions),
    )


def _what_and_why(shown: Proposal) -> tuple[Part, ...]:
    return (
        text(Bold(shown.customer)),
        Facts(
            (
                ("What", " · ".join(part for part in (kinds.label(shown.kind), shown.terms) if part)),
                ("From", shown.start if shown.measure else f"{shown.start} at the earliest"),
                ("Review", f"by {shown.review}"),
                ("Agreement", shown.agreement),
                ("Set for safety by" if shown.measure else "Proposed by", shown.by),
            )
        ),
        *_said(shown, _DETAILS, shown.details),
        *_said(shown, _REASONS, shown.reasons),
        *(() if shown.is_block else _said(shown, "Why nothing less would do", shown.proportionate)),
        *_several("What was tried", shown.tried),
        *_several("It closes a way that they may need", shown.closes),
    )


def _said(shown: Proposal, heading: str, said: str) -> tuple[Part, ...]:
    name = _OF_A_BLOCK.get(heading, heading) if shown.is_block else heading
    name = _OF_A_BLOCK[_EXCEPTIONS] if shown.measure and heading == _EXCEPTIONS else name
    return (text(Bold(f"{name}: "), said),) if said else ()


def _several(heading: str, several: tuple[str, ...]) -> tuple[Part, ...]:
    return (text(Bold(heading)), bullets(several)) if several else ()
