"""Derives the numbers of `weights.toml` [whose] and [issues], and `words.toml`: `python -m tests.benchmarks.weights`.

Two regressions by maximum likelihood, with a penalty that keeps each number near what it was judged to be where the
reports say little: which issue, given the person (multinomial logit), then whose report (conditional logit). Fitted
on the sets of `labelled.learned_from`; no customer of theirs is among those that matching is scored on.
Needs scipy: `pip install -e '.[linkage]'`.
"""

import argparse
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scipy.optimize import minimize

from bot.matching.believing import Claim
from bot.matching.evidence import evidence
from bot.matching.issues import measures, read_account, stems
from bot.matching.ledger import Ledger
from bot.matching.prepared import Prepared, prepare, together
from bot.matching.rows import Row
from bot.matching.tables import weights
from tests.benchmarks.labelled import WINDOW, learned_from
from tests.benchmarks.tables import table

Numbers = Mapping[str, float]

JUDGED_ISSUES = {
    "base": (1.5, 1.5),
    "time": (-0.9, 0.5),
    "topics": (2.7, 1.5),
    "topics_near": (1.0, 1.0),
    "topics_differ": (-0.7, 0.7),
    "words": (3.5, 1.5),
    "follow_up": (0.3, 0.5),
    "complaint_form": (-0.5, 0.5),
    "new_matter": (-0.7, 0.7),
    "same_child": (0.3, 0.3),
    "other_child": (-1.5, 0.7),
    "linked_before": (0.4, 0.1),
    "separated_before": (-0.6, 0.1),
}
"""What each number was judged to be before anything was counted, and how far off that may well be."""

JUDGED_WHOSE = {
    "recent": (-5.5, 1.5),
    "earlier": (-6.5, 1.5),
    "household": (-6.5, 1.5),
    "person": (0.85, 0.15),
    "told": (0.6, 0.3),
    "told_household": (0.3, 0.3),
}
PENALTY = 0.0035
"""Of half a squared deviation from what was judged, for each report in the mean."""

RAREST = 3
"""Reports that must have a word before it is listed; a rarer one counts as unknown."""


@dataclass(frozen=True)
class Choice:
    """One report among those before it, of which the truth is known; `weight` is how much it counts.

    Of each customer who may be meant: the claim, and what is measured of each recent issue. None is a new one.
    """

    weight: float
    claims: Mapping[int, tuple[Claim, Mapping[int, Mapping[str, float]]]]
    customer: int | None
    issue: int | None


def choices(rows: Sequence[Row], weight: float) -> Iterator[Choice]:
    """Yield every report as a choice, with all before it kept as the labels say."""
    ledger = Ledger(WINDOW)
    customers: dict[str, int] = {}
    issues: dict[str, int] = {}
    for row in rows:
        told = read_account(row.account)
        claims = {
            number: (
                claim,
                {issue: measures(told, earlier) for issue, earlier in ledger.recent(row, number).items()},
            )
            for number, claim in ledger.claims(row).items()
        }
        customer, issue = customers.get(row.customer_key), issues.get(row.issue_key)
        yield Choice(weight, claims, customer, issue)
        customers[row.customer_key], issues[row.issue_key] = ledger.keep(row, customer, issue)


def fitted(judged: Mapping[str, tuple[float, float]], loss: Callable[[Numbers], float]) -> dict[str, float]:
    """Return the numbers with the least loss, that of straying from what was judged included."""
    names = list(judged)

    def total(numbers: Sequence[float]) -> float:
        given = {name: float(number) for name, number in zip(names, numbers, strict=True)}
        strayed = sum(((given[name] - middle) / spread) ** 2 for name, (middle, spread) in judged.items())
        return loss(given) + PENALTY * strayed

    found = minimize(total, [judged[name][0] for name in names], method="L-BFGS-B").x
    return dict(zip(names, map(float, found), strict=True))


def which_issue(given: Iterable[Choice]) -> dict[str, float]:
    """Fit the numbers of [issues]: among a known customer's recent issues and a new one."""
    known = [
        (choice.weight, list(choice.claims[choice.customer][1].items()), choice.issue)
        for choice in given
        if choice.customer is not None and choice.claims.get(choice.customer, (None, {}))[1]
    ]

    def loss(numbers: Numbers) -> float:
        lost = [
            weight * -_log_share([_logit(numbers, each) for _, each in issues] + [0.0], _place(issues, true))
            for weight, issues, true in known
        ]
        return sum(lost) / sum(weight for weight, _, _ in known)

    return fitted(JUDGED_ISSUES, loss)


def whose(given: Iterable[Choice], issues: Numbers) -> dict[str, float]:
    """Fit the numbers of [whose]: among all who may be meant, their households and nobody we know."""
    known = [
        (choice.weight, _table(choice, issues), _true_row(choice))
        for choice in given
        if choice.customer is None or choice.customer in choice.claims
    ]

    def loss(numbers: Numbers) -> float:
        lost = [weight * -_whose_share(numbers, table, true) for weight, table, true in known]
        return sum(lost) / sum(weight for weight, _, _ in known)

    return fitted(JUDGED_WHOSE, loss)


@dataclass(frozen=True)
class _Person:
    """What is known of one customer who may be meant."""

    same: float
    household: float
    contradicted: bool
    recent: bool
    told: float


def _table(choice: Choice, issues: Numbers) -> list[_Person]:
    """Return everybody who may be meant."""
    return [
        _Person(
            claim.person.for_same,
            claim.person.for_household,
            claim.person.contradicted,
            bool(measured),
            _any(issues, measured.values()),
        )
        for claim, measured in choice.claims.values()
    ]


def _any(issues: Numbers, measured: Iterable[Mapping[str, float]]) -> float:
    logits = [_logit(issues, each) for each in measured]
    return _log_sum([0.0, *logits]) if logits else 0.0


def _true_row(choice: Choice) -> int:
    return list(choice.claims).index(choice.customer) if choice.customer is not None else -1


def _whose_share(numbers: Numbers, everybody: Sequence[_Person], true: int) -> float:
    persons = [_of_person(numbers, each) for each in everybody]
    families = [
        numbers["household"] + numbers["person"] * each.household + numbers["told_household"] * each.told
        for each in everybody
    ]
    return _log_share([*persons, _log_sum([0.0, *families])], true)


def _of_person(numbers: Numbers, each: _Person) -> float:
    told = 0.0 if each.contradicted else numbers["told"] * each.told
    return numbers["recent" if each.recent else "earlier"] + numbers["person"] * each.same + told


def _log_share(logits: Sequence[float], place: int) -> float:
    return logits[place] - _log_sum(logits)


def _log_sum(logits: Sequence[float]) -> float:
    """Return the logarithm of the sum of what these are the logarithms of."""
    highest = max(logits)
    return highest + math.log(math.fsum(math.exp(each - highest) for each in logits))


def _place(issues: Sequence[tuple[int, object]], true: int | None) -> int:
    return next((place for place, (issue, _) in enumerate(issues) if issue == true), -1)


def _logit(numbers: Numbers, measured: Mapping[str, float]) -> float:
    return numbers["base"] + sum(numbers[name] * value for name, value in measured.items())


def rarities(rows: Sequence[Row]) -> str:
    """Return the lines of `words.toml`: beginnings of words by how much they say, in steps of a half."""
    held = Counter(stem for row in rows for stem in stems(row.account))
    bands: dict[float, list[str]] = {}
    for stem, number in sorted(held.items()):
        if number >= RAREST:
            bands.setdefault(round(2 * math.log(len(rows) / number)) / 2, []).append(stem)
    lines = [f'"{band}" = "{" ".join(found)}"' for band, found in sorted(bands.items())]
    return "\n".join([f"unknown = {math.log(len(rows)):.1f}", "", "[rarity]", *lines])


def counted(sets: Iterable[Sequence[Row]]) -> str:
    """Return, by level, how often reports of a known customer show it, beside what `weights.toml` says."""
    shown: Counter[tuple[str, str]] = Counter()
    for rows in sets:
        known: dict[str, list[Prepared]] = {}
        for row in rows:
            read, theirs = prepare(row.identity), known.setdefault(row.customer_key, [])
            if theirs:
                shown.update(each.level for each in evidence(read, together(theirs)))
            theirs.append(read)
    lines = {}
    for field, levels in weights().people.items():
        total = sum(shown[field, level] for level in levels)
        for level, (published, _, _) in levels.items():
            share = f"{shown[field, level] / total:.3f}" if total else ""
            lines[f"{field}.{level}"] = [str(shown[field, level]), share, f"{published:.3f}"]
    return table("level", ["counted", "share", "published"], lines)


def main() -> None:
    """Print the numbers, to be read, rounded and copied by a person."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.weights", description=__doc__)
    parser.add_argument("--words", action="store_true", help="print words.toml instead")
    parser.add_argument("--people", action="store_true", help="count the levels of [people] instead")
    sets, given = learned_from(), parser.parse_args()
    if given.people:
        print(counted(sets.values()))  # noqa: T201
        return
    if given.words:
        print(rarities([row for rows in sets.values() for row in rows]))  # noqa: T201 - what the program is for
        return
    total = sum(len(rows) for rows in sets.values())
    known = [each for rows in sets.values() for each in choices(rows, total / len(sets) / len(rows))]
    issues = which_issue(known)
    for title, numbers in {"issues": issues, "whose": whose(known, issues)}.items():
        print(f"[{title}]", *(f"{name} = {number:.2f}" for name, number in numbers.items()), sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()
