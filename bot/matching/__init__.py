"""Same person? Same issue? Answered separately, explained, and only ever to inform a human."""

from bot.matching.crowds import MANY, Held, Key, worth_comparing
from bot.matching.issues import same_issue
from bot.matching.judging import judge
from bot.matching.keys import keys, lookup_keys, lookup_prefix, whole_keys
from bot.matching.model import (
    Account,
    BadReports,
    Identity,
    IssueMatch,
    Likeness,
    Outcome,
    PersonMatch,
    Reason,
    ReasonKind,
)
from bot.matching.people import compare, comparing

__all__ = [
    "MANY",
    "Account",
    "BadReports",
    "Held",
    "Identity",
    "IssueMatch",
    "Key",
    "Likeness",
    "Outcome",
    "PersonMatch",
    "Reason",
    "ReasonKind",
    "compare",
    "comparing",
    "judge",
    "keys",
    "lookup_keys",
    "lookup_prefix",
    "same_issue",
    "whole_keys",
    "worth_comparing",
]
