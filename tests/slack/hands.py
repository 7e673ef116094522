"""A clock whose hands only a test moves."""


class Hands:
    """Seconds since some moment; they pass when a test says so."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def __call__(self) -> float:
        return self._seconds

    def move(self, seconds: float) -> None:
        """Let this much time pass."""
        self._seconds += seconds
