"""Same person? Same issue? Answered separately, explained, and only ever to inform a human."""

from bot.matching.issues import same_issue
from bot.matching.judging import judge
from bot.matching.keys import Key, keys, lookup_keys, lookup_prefix, whole_keys
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
    "Account",
    "BadReports",
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
]
