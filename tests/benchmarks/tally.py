"""Pairs counted: how many were found, are true, and both."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """Pairs found that are true, pairs found, and true pairs."""

    right: int
    found: int
    true: int

    @property
    def precision(self) -> float:
        """The share of what was found that is true."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is true that was found."""
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 0.0
