"""Is it the same issue, given that it is the same person? A small logistic regression one can read.

Its numbers are in `weights.toml`, the domain's words in `lexicon.toml`, how common words are in `words.toml`.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from bot.matching.contacts import read_children
from bot.matching.likeness import given_level, whole
from bot.matching.model import Account, IssueMatch, Reason, ReasonKind
from bot.matching.tables import Topic, lexicon, rarity, weights
from bot.matching.texts import fold, words

LONGEST_TEXT = 20_000
STEM = 5
"""Letters of a word that count: transport, transports, transported."""

HEADLINE = 2
"""How much more a word counts in the one-line issue than in the details."""

NEAR = 0.5
"""How alike two topics are of which one usually follows the other: a refusal, the mediation."""

COMPLAINT = "complaint_form"
TOLD = 0.5
"""Topics below this weight are too common to be worth telling anybody."""

CLEAR = 1.0
"""Topics of this weight and more say what an account is about."""

WORTH_TELLING = 0.05
"""Words less alike than this are not told as a reason."""

FEWEST_ALIKE = 3
"""Letters that a child's short form and full name share: Gus, Augustine, does not count; Ben, Benedict does."""

Vector = Mapping[str, float]


@dataclass(frozen=True)
class Answered:
    """How often people said of a report that it is about an issue, and that it is not."""

    same: int = 0
    different: int = 0


NOTHING = Answered()


@dataclass(frozen=True)
class Told:
    """An account read once, to be compared many times; `children` are first names."""

    at: datetime
    complaint: bool
    topics: Mapping[Topic, float]
    words: Vector
    follows: bool
    new_matter: bool
    children: tuple[str, ...]


def read_account(account: Account) -> Told:
    """Read an account; never raises, whatever was typed."""
    headline, text = fold(account.issue[:LONGEST_TEXT]), _text(account)
    return Told(
        at=account.at,
        complaint=account.route == COMPLAINT,
        topics={
            topic: topic.weight * (HEADLINE if topic.pattern.search(headline) else 1)
            for topic in lexicon().topics
            if topic.pattern.search(text)
        },
        words=_weighed(account),
        follows=bool(lexicon().follow_up.search(text)),
        new_matter=bool(lexicon().new_matter.search(text)),
        children=whole(child.first for child in read_children(account.child)),
    )


def same_issue(a: Account, b: Account) -> IssueMatch:
    """Return the probability that two accounts of one person are about the same issue. Symmetrical."""
    earlier, later = sorted((a, b), key=lambda account: (account.at, account.issue, account.details))
    return of_issue(read_account(later), [read_account(earlier)])


def of_issue(told: Told, earlier: Sequence[Told], answered: Answered = NOTHING) -> IssueMatch:
    """Return the probability that an account is about the issue of these others, of the same person.

    Of several the one that fits best counts, for each kind of evidence. `answered`: what people said of it before.
    """
    reasons = tuple(reason for reason in _reasons(told, earlier, answered) if reason.weight)
    logit = weights().issues["base"] + math.fsum(reason.weight for reason in reasons)
    return IssueMatch(1 / (1 + math.exp(-logit)), reasons, logit)


def measures(told: Told, earlier: Sequence[Told], answered: Answered = NOTHING) -> dict[str, float]:
    """Return what the regression weighs, by its names in `weights.toml`."""
    alike = max(topics_alike(told.topics, other.topics) for other in earlier)
    near = max(topics_near(told.topics, other.topics) for other in earlier)
    child = _child(told, earlier)
    return {
        "time": math.log1p(_days(told, earlier)),
        "topics": alike,
        "topics_near": max(0.0, near - alike),
        "topics_differ": float(_topics_differ(told, earlier)),
        "words": max(_cosine(told.words, other.words) for other in earlier),
        "follow_up": float(told.follows),
        "complaint_form": float(any(told.complaint != other.complaint for other in earlier)),
        "new_matter": float(told.new_matter),
        "same_child": float(child is True),
        "other_child": float(child is False),
        "linked_before": math.log1p(answered.same),
        "separated_before": math.log1p(answered.different),
    }


_KINDS = {
    "time": ReasonKind.TIME_APART,
    "topics": ReasonKind.TOPICS_SHARED,
    "topics_near": ReasonKind.TOPICS_NEAR,
    "topics_differ": ReasonKind.TOPICS_DIFFER,
    "words": ReasonKind.WORDS_SHARED,
    "follow_up": ReasonKind.FOLLOW_UP,
    "complaint_form": ReasonKind.COMPLAINT_FORM,
    "new_matter": ReasonKind.NEW_MATTER,
    "same_child": ReasonKind.SAME_CHILD,
    "other_child": ReasonKind.OTHER_CHILD,
    "linked_before": ReasonKind.LINKED_BEFORE,
    "separated_before": ReasonKind.SEPARATED_BEFORE,
}


def _reasons(told: Told, earlier: Sequence[Told], answered: Answered) -> Iterable[Reason]:
    said = {
        "time": (str(int(_days(told, earlier))),),
        "topics": _labels(told, earlier),
    }
    for name, measure in measures(told, earlier, answered).items():
        if name != "words" or measure > WORTH_TELLING:
            yield Reason(_KINDS[name], weights().issues[name] * measure, said.get(name, ()))


def _days(told: Told, earlier: Iterable[Told]) -> float:
    return min(abs(told.at - other.at) / timedelta(days=1) for other in earlier)


def _text(account: Account) -> str:
    return fold(f"{account.issue}\n{account.details}"[:LONGEST_TEXT])


def _labels(told: Told, earlier: Iterable[Told]) -> tuple[str, ...]:
    shared = [t for t in told.topics if t.weight >= TOLD and any(t in other.topics for other in earlier)]
    return tuple(topic.label for topic in sorted(shared, key=lambda t: (-t.weight, t.label)))


def topics_alike(a: Mapping[Topic, float], b: Mapping[Topic, float]) -> float:
    """Return the cosine of what two accounts speak of, 0 to 1."""
    return _cosine({t.key: w for t, w in a.items()}, {t.key: w for t, w in b.items()})


def topics_near(a: Mapping[Topic, float], b: Mapping[Topic, float]) -> float:
    """Return the same where topics that follow one another are half alike."""
    sizes = math.sqrt(_together(a, a) * _together(b, b))
    return _together(a, b) / sizes if sizes else 0.0


def _together(a: Mapping[Topic, float], b: Mapping[Topic, float]) -> float:
    return math.fsum(w * v * _closeness(s, t) for (s, w), (t, v) in product(a.items(), b.items()))


def _closeness(a: Topic, b: Topic) -> float:
    if a.key == b.key:
        return 1.0
    return NEAR if a.key in b.near or b.key in a.near else 0.0


def _topics_differ(told: Told, earlier: Iterable[Told]) -> bool:
    ours = {topic.key for topic in told.topics if topic.weight >= CLEAR}
    theirs = {topic.key for other in earlier for topic in other.topics if topic.weight >= CLEAR}
    return bool(ours and theirs) and not ours & theirs


def _child(told: Told, earlier: Iterable[Told]) -> bool | None:
    """Whether they speak of the same child; nothing where either names none."""
    named = [child for other in earlier for child in other.children]
    if not (told.children and named):
        return None
    return any(_one_child(x, y) for x, y in product(told.children, named))


def _one_child(x: str, y: str) -> bool:
    return x[:FEWEST_ALIKE] == y[:FEWEST_ALIKE] or given_level(x, y) != "differs"


def _weighed(account: Account) -> Vector:
    """Return how much each word's beginning says, more the rarer it is."""
    return {stem: math.log1p(count) * rarity(stem) for stem, count in stems(account).items()}


def stems(account: Account) -> Counter[str]:
    """Return the beginnings of the words that say something, and how often they are said."""
    counted: Counter[str] = Counter()
    for text, times in ((account.issue, HEADLINE), (account.details, 1)):
        for word in words(re.sub("'", "", fold(text[:LONGEST_TEXT]))):
            if word not in lexicon().stop and len(word) > 1:
                counted[word[:STEM]] += times
    return counted


def _cosine(a: Vector, b: Vector) -> float:
    shared = math.fsum(a[key] * b[key] for key in sorted(a.keys() & b.keys()))
    sizes = math.sqrt(math.fsum(w * w for w in a.values())) * math.sqrt(math.fsum(w * w for w in b.values()))
    return shared / sizes if sizes else 0.0
