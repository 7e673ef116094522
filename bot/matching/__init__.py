"""Same person? Same issue? Answered separately, explained, and only ever to inform a human."""

from bot.matching.believing import CERTAIN, Belief, Claim, believe, believe_of, likely_from, speaks_for_one
from bot.matching.crowds import MANY, Held, Key, worth_comparing
from bot.matching.forms import Forms, forms_of_one_name
from bot.matching.issues import Answered, Told, of_issue, read_account, same_issue
from bot.matching.keys import KEYS_VERSION, keys, lookup_keys, lookup_prefix, whole_keys
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
from bot.matching.people import compare, comparing, one_of

__all__ = [
    "CERTAIN",
    "KEYS_VERSION",
    "MANY",
    "Account",
    "Answered",
    "BadReports",
    "Belief",
    "Claim",
    "Forms",
    "Held",
    "Identity",
    "IssueMatch",
    "Key",
    "Likeness",
    "Outcome",
    "PersonMatch",
    "Reason",
    "ReasonKind",
    "Told",
    "believe",
    "believe_of",
    "compare",
    "comparing",
    "forms_of_one_name",
    "keys",
    "likely_from",
    "lookup_keys",
    "lookup_prefix",
    "of_issue",
    "one_of",
    "read_account",
    "same_issue",
    "speaks_for_one",
    "whole_keys",
    "worth_comparing",
]
