"""What a policy file may say."""

import re
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from bot.escalation import MAY_BE_LEFT_OUT
from bot.policy import texts
from bot.words import installing, own_files
from bot.words.wording import Wording

_PAGE = re.compile(r"https://[^\s<>|\"]+")


def _public_page(address: str) -> str:
    if address and not _PAGE.fullmatch(address):
        raise ValueError(installing.PUBLIC_PAGE)
    return address


def _steps_that_may_go(steps: list[str]) -> list[str]:
    if wrong := sorted(set(steps) - MAY_BE_LEFT_OUT):
        raise ValueError(installing.must_stay(wrong, MAY_BE_LEFT_OUT))
    return steps


Address = Annotated[str, Field(max_length=1000), AfterValidator(_public_page)]
Days = Annotated[int, Field(ge=1, le=366)]
OneLine = Annotated[str, Field(max_length=300), AfterValidator(texts.one_line)]
CONCERN_LABEL, NAME = 75, 150
"""Characters that a concern's label and the policy's name may have: the shortest limits of the platforms."""
CONCERNS = 40
"""So many can be read through while somebody is on the line, and are shown whole on every platform (ours)."""
STYLE = "remarks_to_staff"
"""The concern that is about the words used whatever its file says: so files from before `style` are read as they were."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Links(_Part):
    """Public pages; an empty one is left out of what people read."""

    policy: Address
    what_to_expect: Address
    complaints: Address


class SharedIssue(_Part):
    """When several colleagues on one issue are brought to the managers: `colleagues` within `days`."""

    colleagues: Annotated[int, Field(ge=2, le=50)]
    days: Days


class Windows(_Part):
    """How far back to look, in days; a word with the customer ends after `word_months` months.

    `draft_days`: what somebody filled in and never submitted is forgotten after so many days.
    """

    issue_days: Days
    heard_from_days: Days
    word_months: Annotated[int, Field(ge=1, le=12)]
    draft_days: Days = 30


class Concern(_Part):
    """One of the policy's examples (policy: list of examples); describes an action, never a person.

    `reports`: how many dated reports show it ("repeatedly", "routinely"). `looked_into_first`: it counts only after
    a manager recorded that a complaint about a colleague was looked into. `threat`: it offers to tell all managers at
    once that this was one. `style`: a report with it seems not to fit where a style was agreed. `happened`, `why` and
    `ask` are what letters say of it; empty: Evenhand's words, or a gap to fill in.
    """

    label: Annotated[str, Field(min_length=3, max_length=CONCERN_LABEL), AfterValidator(texts.plain)]
    words: bool = False
    prompt: OneLine = ""
    reports: Annotated[int, Field(ge=1, le=10)] = 2
    looked_into_first: bool = False
    threat: bool = False
    style: bool = False
    happened: OneLine = ""
    why: OneLine = ""
    ask: OneLine = ""


class Walk(_Part):
    """Numbers of the formal steps. Months and working days; `block_misfits`: confirmed misfits before a block.

    `review_notice_days` and `invite_days`: days of the calendar before a review. `unreviewed_days`: working days after
    it; then what nobody reviewed ends.
    """

    watch_months: Annotated[int, Field(ge=1, le=12)]
    raise_days: Annotated[int, Field(ge=1, le=40)]
    review_months: Annotated[int, Field(ge=1, le=12)]
    longest_review_months: Annotated[int, Field(ge=1, le=12)]
    block_review_months: Annotated[int, Field(ge=1, le=6)]
    review_notice_days: Annotated[int, Field(ge=1, le=60)]
    unreviewed_days: Annotated[int, Field(ge=1, le=40)]
    confirm_days: Annotated[int, Field(ge=1, le=20)] = 5
    calm_days: Days = 60
    asked_review_days: Annotated[int, Field(ge=1, le=40)]
    reminder_days: Annotated[int, Field(ge=1, le=30)]
    invite_days: Days = 28
    view_days: Annotated[int, Field(ge=1, le=30)] = 10
    block_misfits: Annotated[int, Field(ge=1, le=10)]
    leave_out: Annotated[list[str], AfterValidator(_steps_that_may_go)] = []

    @field_validator("longest_review_months")
    @classmethod
    def _holds_the_usual_one(cls, longest: int, others: ValidationInfo) -> int:
        usual = others.data.get("review_months")
        if usual is not None and longest < usual:
            raise ValueError(installing.shorter_than_usual(usual))
        return longest


class Statistics(_Part):
    """Figures for others: `compare_days` before and after a talk; counts from 1 to below `least` are not told."""

    compare_days: Days = 60
    least: Annotated[int, Field(ge=2, le=20)] = 5


class Safety(_Part):
    """Numbers of what is raised for safety: minutes until managers are told again, and how often at most.

    `measure_days`: working days that a measure lasts which one manager sets; `measure_review_months`: when it is reviewed
    once a second person confirmed it.
    """

    repeat_minutes: Annotated[int, Field(ge=5, le=60)] = 15
    repeat_times: Annotated[int, Field(ge=1, le=96)] = 8
    measure_days: Annotated[int, Field(ge=1, le=10)] = 10
    measure_review_months: Annotated[int, Field(ge=1, le=6)] = 3


class Requests(_Part):
    """How long we have for what a customer may ask by law: months, and working days for information requests."""

    months: Annotated[int, Field(ge=1, le=3)] = 1
    information_days: Annotated[int, Field(ge=1, le=60)] = 20
    notice_days: Days = 14


class Complaints(_Part):
    """Complaints about how the policy was used: `days`, working days until an answer; 0: no day is promised."""

    days: Annotated[int, Field(ge=0, le=60)] = 0


class Retention(_Part):
    """How long records are kept, in months: contacts that never led to a case, and cases after their end.

    `lookups_days`: how many look-ups somebody made in an hour; longer than any row of days off, so that a summary tells.
    """

    contacts_months: Annotated[int, Field(ge=1, le=120)] = 12
    cases_months: Annotated[int, Field(ge=12, le=120)] = 24
    lookups_days: Annotated[int, Field(ge=7, le=92)] = 14


class Lookups(_Part):
    """How often one colleague may look customers up in an hour of the clock; each pause while typing is one look-up.

    From `noted_from` on, the audit chain tells how many there were.
    """

    an_hour: Annotated[int, Field(ge=50, le=10_000)] = 300
    noted_from: Annotated[int, Field(ge=1, le=10_000)] = 100


class Ombudsman(_Part):
    """Who looks at a complaint after our last answer; where nobody is named, letters name the usual one, to be checked."""

    name: Annotated[str, Field(max_length=NAME), AfterValidator(texts.one_line)] = ""
    page: Address = ""

    @model_validator(mode="after")
    def _both(self) -> Self:
        if bool(self.name.strip()) != bool(self.page):
            raise ValueError(own_files.BOTH)
        return self


def _apart(concerns: dict[str, Concern]) -> dict[str, Concern]:
    texts.apart({key: concern.label for key, concern in concerns.items()})
    return concerns


Key = Annotated[str, Field(pattern="^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$")]
Concerns = Annotated[dict[Key, Concern], Field(min_length=1, max_length=CONCERNS), AfterValidator(_apart)]


class Policy(_Part):
    """Everything that a service may decide for itself. `wording`: its own sentences, by key (`bot/words/sentences.py`)."""

    name: Annotated[str, Field(min_length=3, max_length=NAME), AfterValidator(texts.plain)]
    links: Links
    ombudsman: Ombudsman = Ombudsman()
    shared_issue: SharedIssue
    windows: Windows
    walk: Walk
    statistics: Statistics = Statistics()
    requests: Requests = Requests()
    complaints: Complaints = Complaints()
    retention: Retention = Retention()
    lookups: Lookups = Lookups()
    safety: Safety = Safety()
    concerns: Concerns
    wording: Annotated[dict[str, str], AfterValidator(texts.own_words)] = {}

    @property
    def words(self) -> Wording:
        """The service's sentences, its own where it has any."""
        return Wording(self.wording)

    def label(self, key: str) -> str:
        """What staff read of a concern, also of one that the file names no more."""
        return self.concerns[key].label if key in self.concerns else key.replace("_", " ")

    @property
    def about_style(self) -> frozenset[str]:
        """The concerns that are about the words used."""
        return frozenset({STYLE, *(key for key, concern in self.concerns.items() if concern.style)})
