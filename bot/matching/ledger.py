"""Reports kept in memory as the product keeps them: whose each one is, and which issue it is about.

What the product asks a person about is answered here by the likelier answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.matching.believing import Belief, Claim, believe, likely_from
from bot.matching.crowds import MANY, Held, Holders, Key, worth_comparing
from bot.matching.issues import Told, of_issue, read_account
from bot.matching.keys import keys
from bot.matching.people import compare_prepared
from bot.matching.prepared import Prepared, prepare, together
from bot.matching.rows import Row

MOST_CANDIDATES = 50
"""Customers compared with one report, as in the product."""


_Kept = tuple[int, Row, Told]
"""The number of its issue, a report, and the report read."""


@dataclass
class _Customer:
    identities: list[Prepared] = field(default_factory=list)
    reports: list[_Kept] = field(default_factory=list)


@dataclass(frozen=True)
class Finding:
    """What is believed of a report, and the earlier reports about that issue within the window."""

    belief: Belief
    earlier: tuple[Row, ...]


class Ledger:
    """Takes reports in the order of time; an issue is looked for as far back as `window`."""

    def __init__(self, window: timedelta) -> None:
        self._window = window
        self._customers: list[_Customer] = []
        self._index: dict[Key, set[int]] = defaultdict(set)
        self._issues = 0

    def claims(self, row: Row) -> Mapping[int, Claim]:
        """Return the customers who may be meant, by their numbers."""
        told, read = read_account(row.account), prepare(row.identity)
        holders = self._holders(keys(row.identity))
        held: Held = {key: len(some) for key, some in holders.items()}
        return {
            number: Claim(
                compare_prepared(read, together(self._customers[number].identities), held),
                {issue: of_issue(told, earlier) for issue, earlier in self.recent(row, number).items()},
            )
            for number in worth_comparing(holders, MOST_CANDIDATES)
        }

    def take(self, row: Row) -> list[Finding]:
        """Return what may be believed of a report, the likeliest first, and keep it with the likeliest."""
        beliefs = believe(self.claims(row))
        found = [Finding(belief, tuple(self._about(row, belief))) for belief in beliefs]
        self.keep(row, *_place(beliefs))
        return found

    def keep(self, row: Row, customer: int | None, issue: int | None) -> tuple[int, int]:
        """Keep a report; None is a customer nobody knew, or a new issue. Returns both numbers."""
        if customer is None:
            customer = len(self._customers)
            self._customers.append(_Customer())
        if issue is None:
            self._issues += 1
            issue = self._issues
        theirs = self._customers[customer]
        theirs.identities.append(prepare(row.identity))
        theirs.reports.append((issue, row, read_account(row.account)))
        for key in keys(row.identity):
            self._index[key].add(customer)
        return customer, issue

    def _about(self, row: Row, belief: Belief) -> Iterable[Row]:
        return (r for issue, r, _ in self._within(row, belief.customer) if issue == belief.issue)

    def recent(self, row: Row, number: int) -> Mapping[int, list[Told]]:
        """Return what was told of each issue of a customer within the window before a report."""
        recent: dict[int, list[Told]] = {}
        for issue, _, told in self._within(row, number):
            recent.setdefault(issue, []).append(told)
        return recent

    def _within(self, row: Row, number: int) -> Iterable[_Kept]:
        since = row.account.at - self._window
        return (kept for kept in self._customers[number].reports if kept[1].account.at >= since)

    def _holders(self, wanted: Iterable[Key]) -> Holders:
        return {key: self._newest_first(self._index[key])[:MANY] for key in sorted(wanted)}

    def _newest_first(self, numbers: Iterable[int]) -> list[tuple[int, date]]:
        seen = [(number, self._customers[number].reports[-1][1].account.at.date()) for number in numbers]
        return sorted(seen, key=lambda each: (each[1], each[0]), reverse=True)


def _place(beliefs: list[Belief]) -> tuple[int | None, int | None]:
    """Return the customer and the issue that a report is kept with; None is a new one."""
    likely = [b for b in beliefs if b.issue is not None and b.probability >= likely_from()]
    if likely:
        return likely[0].customer, likely[0].issue
    whose: dict[int, float] = defaultdict(float)
    for belief in beliefs:
        whose[belief.customer] += belief.probability
    customer, probability = max(whose.items(), key=lambda each: each[1], default=(None, 0.0))
    return (customer, None) if probability >= likely_from() else (None, None)
