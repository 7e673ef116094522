"""What a policy file may say."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from bot.escalation import MAY_BE_LEFT_OUT
from bot.words import installing


def _public_page(address: str) -> str:
    if address and not address.startswith("https://"):
        raise ValueError(installing.PUBLIC_PAGE)
    return address


def _steps_that_may_go(steps: list[str]) -> list[str]:
    if wrong := sorted(set(steps) - MAY_BE_LEFT_OUT):
        raise ValueError(installing.must_stay(wrong, MAY_BE_LEFT_OUT))
    return steps


Address = Annotated[str, AfterValidator(_public_page)]
Days = Annotated[int, Field(ge=1, le=366)]
CONCERN_LABEL = 75
"""Characters a concern's label may have: the shortest limit of the platforms."""


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
    once that this was one.
    """

    label: Annotated[str, Field(min_length=3, max_length=CONCERN_LABEL)]
    words: bool = False
    prompt: str = ""
    reports: Annotated[int, Field(ge=1, le=10)] = 2
    looked_into_first: bool = False
    threat: bool = False


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


class Policy(_Part):
    """Everything that a service may decide for itself."""

    name: Annotated[str, Field(min_length=3)]
    links: Links
    shared_issue: SharedIssue
    windows: Windows
    walk: Walk
    statistics: Statistics = Statistics()
    requests: Requests = Requests()
    complaints: Complaints = Complaints()
    retention: Retention = Retention()
    lookups: Lookups = Lookups()
    safety: Safety = Safety()
    concerns: Annotated[dict[str, Concern], Field(min_length=1)]
