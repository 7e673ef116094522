"""What one field shows: a level of `weights.toml`, and how likely each class shows it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.matching.model import ReasonKind
from bot.matching.tables import Likelihoods, names, weights

BEST_FIRST = ("exact", "variant", "part", "close", "differs")


@dataclass(frozen=True)
class Evidence:
    """One level of one field, and how likely each of the three classes shows it; `level` is its place in `weights.toml`."""

    kind: ReasonKind
    likelihoods: Likelihoods
    level: tuple[str, str]

    @property
    def ratio(self) -> float:
        """How much more one person shows this than two strangers."""
        return self.likelihoods[0] / self.likelihoods[2]


def row(field: str, level: str, kind: ReasonKind, floor: float = 0.0) -> Evidence:
    """Return what a level shows; strangers show it at least as often as `floor`."""
    same, household, different = weights().people[field][level]
    return Evidence(kind, (same, household, max(different, floor)), (field, level))


def frequency(kind: str, shared: Iterable[str]) -> float:
    """Return how frequent the commonest of these names is; 0 where none is listed."""
    return max((names().frequency[kind].get(word, 0.0) for word in shared), default=0.0)


def initial(field: str, *, agree: bool) -> Evidence:
    """Return what a letter shows that stands for a name."""
    level = "initial" if agree else "differs"
    return row(f"{field}_initial", level, ReasonKind(f"{field}_{level}"))


def weakened(found: Evidence, chance: float) -> Evidence:
    """The same, as far as two people agree in it by chance so often; it never speaks against them."""
    same, household, different = found.likelihoods
    floor = min(chance, same)
    return replace(found, likelihoods=(same, max(household, floor), max(different, floor)))
