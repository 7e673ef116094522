"""Is it the same issue, given that it is the same person? A small logistic regression one can read."""

import math
import re
from collections import Counter
from datetime import timedelta

from bot.matching.model import Account, IssueMatch, Reason, ReasonKind
from bot.matching.tables import Topic, lexicon, weights
from bot.matching.texts import fold, words

LONGEST_TEXT = 20_000
STEM = 5
"""Letters of a word that count: transport, transports, transported."""

HEADLINE = 2
"""How much more a word counts in the one-line issue than in the details."""

COMPLAINT = "complaint_form"
SHARED_ENOUGH = 0.05

HALF = 0.5
"""Topics below this weight are too common to be worth telling anybody."""


def same_issue(a: Account, b: Account) -> IssueMatch:
    """Return the probability that two accounts of one person are about the same issue. Symmetrical."""
    reasons = tuple(reason for reason in _reasons(a, b) if reason.weight)
    logit = weights().issues["base"] + sum(reason.weight for reason in reasons)
    return IssueMatch(1 / (1 + math.exp(-logit)), reasons)


def _reasons(a: Account, b: Account) -> list[Reason]:
    numbers = weights().issues
    later = max(a, b, key=lambda account: (account.at, account.issue, account.details))
    days = abs(a.at - b.at) / timedelta(days=1)
    follows = numbers["follow_up"] * bool(lexicon().follow_up.search(_text(later)))
    form = numbers["complaint_form"] * ((a.route == COMPLAINT) != (b.route == COMPLAINT))
    return [
        Reason(ReasonKind.TIME_APART, numbers["time"] * math.log1p(days), (str(int(days)),)),
        _topics(a, b),
        _words(a, b),
        Reason(ReasonKind.FOLLOW_UP, follows),
        Reason(ReasonKind.COMPLAINT_FORM, form),
    ]


def _text(account: Account) -> str:
    return fold(f"{account.issue}\n{account.details}"[:LONGEST_TEXT])


def topics_of(account: Account) -> dict[Topic, float]:
    """Return the domain's topics an account speaks of and how much; more where the one-line issue says it."""
    headline, text = fold(account.issue[:LONGEST_TEXT]), _text(account)
    found = {topic for topic in lexicon().topics if topic.pattern.search(text)}
    return {topic: topic.weight * (HEADLINE if topic.pattern.search(headline) else 1) for topic in found}


def _topics(a: Account, b: Account) -> Reason:
    ours, theirs = topics_of(a), topics_of(b)
    shared = ours.keys() & theirs.keys()
    alike = _cosine({t.key: w for t, w in ours.items()}, {t.key: w for t, w in theirs.items()})
    if not any(topic.weight >= 1 for topic in shared) and _clear(ours) and _clear(theirs):
        return Reason(ReasonKind.TOPICS_DIFFER, weights().issues["topics_differ"])
    labels = [t.label for t in sorted(shared, key=lambda t: (-t.weight, t.label)) if t.weight >= HALF]
    return Reason(ReasonKind.TOPICS_SHARED, weights().issues["topics"] * alike, tuple(labels))


def _clear(found: dict[Topic, float]) -> bool:
    return any(topic.weight >= 1 for topic in found)


def _words(a: Account, b: Account) -> Reason:
    alike = _cosine(_stems(a), _stems(b))
    return Reason(
        ReasonKind.WORDS_SHARED, weights().issues["words"] * alike if alike > SHARED_ENOUGH else 0.0
    )


def _stems(account: Account) -> dict[str, float]:
    counted: Counter[str] = Counter()
    for text, times in ((account.issue, HEADLINE), (account.details, 1)):
        for word in words(re.sub("'", "", fold(text[:LONGEST_TEXT]))):
            if word not in lexicon().stop:
                counted[word[:STEM]] += times
    return {stem: math.log1p(count) for stem, count in counted.items()}


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    shared = math.fsum(a[key] * b[key] for key in sorted(a.keys() & b.keys()))
    sizes = math.sqrt(math.fsum(w * w for w in a.values())) * math.sqrt(math.fsum(w * w for w in b.values()))
    return shared / sizes if sizes else 0.0
