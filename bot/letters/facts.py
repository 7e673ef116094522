"""What letters rest on: facts from a case, each as it is on file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.words.wording import USUAL, Wording


@dataclass(frozen=True)
class Example:
    """One thing that was sent or said; `said` are the words that were noted, where they matter."""

    day: date
    route: str
    about: str
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What every letter rests on; an empty text is a gap in the letter, an empty address is left out.

    `staff`: names of colleagues, looked for in what is quoted. `late`: promises of ours that came late; `while_late`:
    contacts that came meanwhile. `fell_short`: the fairness check found that we did not do well, and no count says how.
    `ombudsman` and its page: whom the service named; empty where it named nobody. `wording`: how the service says things.
    """

    reference: str
    customer: str
    written_on: date
    policy: str
    policy_page: str = ""
    what_to_expect_page: str = ""
    complaints_page: str = ""
    ombudsman: str = ""
    ombudsman_page: str = ""
    wording: Wording = USUAL
    staff: tuple[str, ...] = ()
    late: int = 0
    while_late: int = 0
    fell_short: bool = False


@dataclass(frozen=True)
class OwnPhrases:
    """What the policy file says of a concern: what happened, why it is difficult, what we ask; empty: Evenhand's words."""

    happened: str = ""
    why: str = ""
    ask: str = ""


@dataclass(frozen=True, kw_only=True)
class ConcernFacts(Facts):
    """What a concern letter says. `examples` by concern, oldest first; `noted` counts all reports with a concern.

    `contact` is the colleague whom the customer can turn to. `phrases`: the service's own, by concern.
    """

    examples: tuple[tuple[str, tuple[Example, ...]], ...]
    noted: int
    contact: str
    months: int
    look_again_on: date
    phrases: Mapping[str, OwnPhrases] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class HeldFacts(Facts):
    """A restriction in a letter.

    `ends_on`: the day on which it ends by itself if nobody looks; a block passes to somebody else on it, and ends by
    itself `over_on`.

    `terms` are what its kind asks for in particular, as lines; `details` is what was written beside. `exceptions`:
    what gets through beside what always does. `reach`: how the customer can reach us now.
    """

    kind: str
    terms: tuple[str, ...] = ()
    details: str = ""
    reasons: str = ""
    exceptions: str = ""
    reach: str = ""
    starts_on: date | None = None
    review_on: date | None = None
    ends_on: date | None = None
    over_on: date | None = None
    is_block: bool = False


@dataclass(frozen=True, kw_only=True)
class RestrictionFacts(HeldFacts):
    """What a restriction letter says. `spoken_on` and `view` are of the conversation before.

    `tried` are the days and ways by which they were not reached. `attempted`: how we tried to resolve it before a
    block. `measure`: one manager set it at once, for safety; `until`: the day on which it then ends by itself, as long as
    no second person has agreed.
    """

    agreed: bool | None = None
    proportionate: str = ""
    attempted: str = ""
    tried: tuple[tuple[date, str], ...] = ()
    spoken_on: date | None = None
    view: str = ""
    measure: bool = False
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewFacts(HeldFacts):
    """What an invitation before a review says. `ways`: routes by which they can tell us their view until `tell_by`."""

    ways: tuple[str, ...]
    tell_by: date


@dataclass(frozen=True, kw_only=True)
class OutcomeFacts(HeldFacts):
    """What came of a review, or of a block that was proposed. `outcome`: as in `OUTCOMES`, empty while it is open.

    `decided_on`: the day of the decision, or of the end. `since`: what was noted to have happened since.
    `still`: references of what still holds for them beside it.
    """

    outcome: str
    decided_on: date
    since: str = ""
    still: tuple[str, ...] = ()


OUTCOMES = ("lift", "renew", "vary", "ended", "block_declined", "measure_ended", "measure_declined")


@dataclass(frozen=True, kw_only=True)
class ComplaintFacts(Facts):
    """What became of a complaint about the policy's use. `outcome`: upheld, partly or not_upheld; `effect`: what changes."""

    received_on: date
    about: str = ""
    outcome: str = ""
    effect: str = ""
    reasons: str = ""
