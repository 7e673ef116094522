"""What matching is asked and what it answers: two questions, each explained by reasons that are data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class Identity:
    """A customer as somebody typed them in; everything raw, everything may be missing."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    case_ref: str | None = None
    child: str | None = None


@dataclass(frozen=True)
class Account:
    """What one report says happened; `at` must be aware or naive like the one it is compared with."""

    issue: str
    details: str
    route: str
    at: datetime
    child: str | None = None


class Outcome(StrEnum):
    """Whether two identities are one person, two people of one family, or strangers."""

    SAME = "same"
    HOUSEHOLD = "household"
    DIFFERENT = "different"


class ReasonKind(StrEnum):
    """Why; the first part is the field of `weights.toml`, the second its level."""

    GIVEN_EXACT = "given_exact"
    GIVEN_VARIANT = "given_variant"
    GIVEN_CLOSE = "given_close"
    GIVEN_INITIAL = "given_initial"
    GIVEN_DIFFERS = "given_differs"
    SURNAME_EXACT = "surname_exact"
    SURNAME_PART = "surname_part"
    SURNAME_CLOSE = "surname_close"
    SURNAME_INITIAL = "surname_initial"
    SURNAME_OF_CHILD = "surname_of_child"
    SURNAME_IN_EMAIL = "surname_in_email"
    SURNAME_DIFFERS = "surname_differs"
    ORDER_SWAPPED = "order_swapped"
    TITLE_AGREES = "title_agrees"
    TITLE_DIFFERS = "title_differs"
    PHONE_MOBILE = "phone_mobile"
    PHONE_LANDLINE = "phone_landline"
    PHONE_DIFFERS = "phone_differs"
    EMAIL_EXACT = "email_exact"
    EMAIL_DIFFERS = "email_differs"
    CASE_EXACT = "case_exact"
    CASE_DIFFERS = "case_differs"
    CHILD_EXACT = "child_exact"
    CHILD_CLOSE = "child_close"
    CHILD_INITIAL = "child_initial"
    CHILD_DIFFERS = "child_differs"
    TIME_APART = "time_apart"
    TOPICS_SHARED = "topics_shared"
    TOPICS_NEAR = "topics_near"
    TOPICS_DIFFER = "topics_differ"
    WORDS_SHARED = "words_shared"
    FOLLOW_UP = "follow_up"
    COMPLAINT_FORM = "complaint_form"
    NEW_MATTER = "new_matter"
    SAME_CHILD = "same_child"
    OTHER_CHILD = "other_child"
    LINKED_BEFORE = "linked_before"
    SEPARATED_BEFORE = "separated_before"


@dataclass(frozen=True)
class Reason:
    """One piece of evidence: `weight` in bits (people) or logits (issues), above 0 speaks for "same".

    `parameters` are never personal: a number of days, or labels of topics from `lexicon.toml`.
    """

    kind: ReasonKind
    weight: float
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonMatch:
    """`probability` that both are one person; `household` that they are two people of one family.

    `sure` is stricter than a high probability: it also needs independent evidence, see `people.py`.
    `for_same` and `for_household` say how much more one person, or one household, shows all this than two
    strangers, in natural logarithms; `contradicted` that something speaks for two people.
    """

    outcome: Outcome
    probability: float
    household: float
    sure: bool
    reasons: tuple[Reason, ...]
    for_same: float = 0.0
    for_household: float = 0.0
    contradicted: bool = False


@dataclass(frozen=True)
class IssueMatch:
    """`probability` that an account is of this issue, given that the person is the same; `logit` says the same."""

    probability: float
    reasons: tuple[Reason, ...]
    logit: float


class Likeness(StrEnum):
    """What the product does with a match: link at once, ask, mention it, or say nothing."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"


class BadReports(ValueError):
    """A file of reports that cannot be read: `line` (from 1) and what is wrong, never its content."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line = line
        self.problem = problem
