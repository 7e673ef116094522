"""The sample under another policy: where that has no such concern, the one that comes nearest stands in for it."""

from dataclasses import replace

from adapters.web.past import Entry
from bot.chat import Values
from bot.policy import Policy

_ABOUT_WORDS = "remarks_to_staff"


def familiar(entry: Entry, policy: Policy) -> Entry:
    """A report of the sample with concerns of this policy, so that it can be logged."""
    ticked = entry.fields.get("concerns", ())
    known = tuple(dict.fromkeys(_nearest(key, policy) for key in ticked))
    return (
        replace(entry, fields=_with_words({**entry.fields, "concerns": known}, policy)) if ticked else entry
    )


def _nearest(key: str, policy: Policy) -> str:
    """The same concern; else one that is about words too, or is not; that asks for little, and the first of them."""
    if key in policy.concerns:
        return key
    return min(policy.concerns, key=lambda each: _distance(each, policy, about_words=key == _ABOUT_WORDS))


def _distance(key: str, policy: Policy, *, about_words: bool) -> tuple[bool, bool, bool, int]:
    concern = policy.concerns[key]
    other_sort = (key in policy.about_style) is not about_words
    return other_sort, concern.looked_into_first, concern.words and not about_words, concern.reports


def _with_words(fields: dict[str, str | tuple[str, ...]], policy: Policy) -> Values:
    """A concern that asks for the words used has to have some: what it was about, where nothing else is written."""
    if any(policy.concerns[key].words for key in fields["concerns"]) and not fields.get("details"):
        return {**fields, "details": fields["issue"]}
    return fields
