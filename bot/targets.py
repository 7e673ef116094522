"""What a button is about: opaque to platforms, checked when it comes back."""

from dataclasses import dataclass, replace

ANSWER, NUDGE, MANAGERS, MINE = 1, 2, 3, 4
"""Which card a button stood on: the answer to a report, a colleague's message, the managers' card, my list."""


@dataclass(frozen=True)
class Target:
    """An issue at a version, a report, the card the button stood on, and one more number where needed."""

    issue: int = 0
    version: int = 0
    report: int = 0
    card: int = 0
    extra: int = 0

    @property
    def value(self) -> str:
        """The value of the button."""
        return ":".join(map(str, (self.issue, self.version, self.report, self.card, self.extra)))

    def on(self, extra: int) -> "Target":
        """The same with its one more number."""
        return replace(self, extra=extra)


def read(value: str) -> Target | None:
    """The target in a button's value; None where it was not ours."""
    parts = value.split(":")
    if len(parts) != 5 or not all(p.isascii() and p.isdigit() and len(p) < 10 for p in parts):  # noqa: PLR2004 - as in `value`
        return None
    return Target(*map(int, parts))
