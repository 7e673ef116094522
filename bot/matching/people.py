"""Is it the same person? Fellegi-Sunter with three classes: one person, one household, strangers.

Fellegi & Sunter (1969) weigh agreement and disagreement field by field; a third class keeps the two parents
of one child apart. Frequent names count for less than rare ones (Winkler 2000); the numbers are in
`weights.toml`, the arithmetic in `linkage.py`.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from bot.matching.crowds import NOBODY, Held, many_are_called_so
from bot.matching.evidence import evidence
from bot.matching.levels import Evidence
from bot.matching.linkage import posterior
from bot.matching.model import Identity, Outcome, PersonMatch, Reason, ReasonKind
from bot.matching.prepared import Prepared, prepare, together
from bot.matching.tables import weights

ALMOST_ONE = 1 - 1e-9

STRONG = frozenset({ReasonKind.PHONE_MOBILE, ReasonKind.EMAIL_EXACT, ReasonKind.CASE_EXACT})
GIVEN_AGREES = frozenset({ReasonKind.GIVEN_EXACT, ReasonKind.GIVEN_VARIANT, ReasonKind.GIVEN_CLOSE})
SURNAME_AGREES = frozenset({ReasonKind.SURNAME_EXACT, ReasonKind.SURNAME_PART, ReasonKind.SURNAME_CLOSE})
CHILD_AGREES = frozenset({ReasonKind.CHILD_EXACT, ReasonKind.CHILD_CLOSE})
SPEAKS_AGAINST = frozenset(
    {ReasonKind.GIVEN_DIFFERS, ReasonKind.TITLE_DIFFERS, ReasonKind.CHILD_DIFFERS, ReasonKind.CASE_DIFFERS}
)

CONTRADICTS = SPEAKS_AGAINST | {ReasonKind.SURNAME_DIFFERS}
JUST_THE_SAME = frozenset({ReasonKind.GIVEN_EXACT, ReasonKind.SURNAME_EXACT, ReasonKind.CHILD_EXACT})
OTHER_CONTACT = frozenset({ReasonKind.PHONE_DIFFERS, ReasonKind.EMAIL_DIFFERS})


def compare(a: Identity, b: Identity, held: Held = NOBODY) -> PersonMatch:
    """Say whether two identities are one person, one household or strangers, and why. Symmetrical.

    `held`: how many customers hold the keys of either; what many hold says little.
    """
    return compare_prepared(prepare(a), prepare(b), held)


def comparing(a: Identity, held: Held = NOBODY) -> Callable[[Iterable[Identity]], PersonMatch]:
    """The same for customers who may be this one, each given by every way they were written down."""
    read = prepare(a)
    return lambda known: compare_prepared(read, together(map(prepare, known)), held)


def compare_prepared(a: Prepared, b: Prepared, held: Held = NOBODY) -> PersonMatch:
    """Compare as `compare` does, for identities already read."""
    found = evidence(a, b, held)
    same, household, different = posterior(weights().prior, (each.likelihoods for each in found))
    outcome = _outcome(same, household, different)
    reasons = tuple(Reason(e.kind, round(math.log2(e.ratio), 2)) for e in found if e.ratio != 1.0)
    return PersonMatch(
        outcome,
        same,
        household,
        _sure(same, found, held),
        reasons,
        for_same=math.fsum(math.log(e.likelihoods[0] / e.likelihoods[2]) for e in found),
        for_household=math.fsum(math.log(e.likelihoods[1] / e.likelihoods[2]) for e in found),
        contradicted=any(e.kind in CONTRADICTS for e in found),
    )


def one_of(persons: Mapping[int, PersonMatch]) -> dict[int, PersonMatch]:
    """Return the matches, knowing that a report is of one person at most: two who fit as well halve it."""
    shares = _shares({number: match.probability for number, match in persons.items()})
    return {number: _less(match, shares[number]) for number, match in persons.items()}


def _less(match: PersonMatch, probability: float) -> PersonMatch:
    """The same match with less probability: it may no longer be the likeliest, nor sure."""
    family = match.outcome is Outcome.SAME and probability < match.household
    return replace(
        match,
        probability=probability,
        sure=match.sure and probability >= weights().thresholds["person_sure"],
        outcome=Outcome.HOUSEHOLD if family else match.outcome,
    )


def _shares(probabilities: Mapping[int, float]) -> dict[int, float]:
    """Return probabilities of which one at most can come true: odds against none and all others."""
    odds = {number: p / (1 - min(p, ALMOST_ONE)) for number, p in probabilities.items()}
    against = math.fsum([1.0, *odds.values()])
    return {number: each / against for number, each in odds.items()}


def _outcome(same: float, household: float, different: float) -> Outcome:
    if different >= max(same, household):
        return Outcome.DIFFERENT
    return Outcome.SAME if same >= household else Outcome.HOUSEHOLD


def _sure(same: float, found: Iterable[Evidence], held: Held) -> bool:
    """Whether to act without asking: probable, nothing against, and two independent things agree.

    A name alone is never enough: a personal number, address or reference with a name that agrees, or else
    first name, surname and child just the same and no other number or address. What many hold is nobody's own.
    """
    kinds = {e.kind for e in found if not (e.kind in STRONG and _weakened(e))}
    if same < weights().thresholds["person_sure"] or kinds & SPEAKS_AGAINST:
        return False
    if kinds & STRONG:
        corroborated = len(kinds & (STRONG | CHILD_AGREES)) > 1
        return bool(kinds & GIVEN_AGREES) or (bool(kinds & SURNAME_AGREES) and corroborated)
    return kinds >= JUST_THE_SAME and not kinds & OTHER_CONTACT and not many_are_called_so(held)


def _weakened(found: Evidence) -> bool:
    """Whether strangers agree in this oftener than `weights.toml` says, because many hold it."""
    field, level = found.level
    return found.likelihoods[2] > weights().people[field][level][2]
