"""Fellegi-Sunter in numbers: the class that a pair of records belongs to, given what its fields show.

Fellegi & Sunter (1969), "A theory for record linkage": given the class, what one field shows says nothing of the
others. Any number of classes, in the same order everywhere; no names, fields or families are known here.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

PerClass = Sequence[float]
"""One number for each class: how many pairs are of it, or how many of its pairs show something."""

FieldTable = Mapping[str, Mapping[str, PerClass]]
"""By field and level: how likely a pair of each class shows it. Nothing may be 0: what never was may yet be."""


def posterior(prior: PerClass, shown: Iterable[PerClass]) -> tuple[float, ...]:
    """Return the probability of each class, given the likelihoods of all that is shown, in any order.

    `prior` is in proportion, it need not add up to 1; what a pair does not show is left out and says nothing.
    """
    logs = [math.fsum(map(math.log, of_class)) for of_class in zip(prior, *shown, strict=True)]
    highest = max(logs)
    raw = [math.exp(log - highest) for log in logs]
    total = math.fsum(raw)
    return tuple(each / total for each in raw)
