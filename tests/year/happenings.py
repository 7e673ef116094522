"""What may happen on a working day, drawn by hypothesis: a year that goes wrong shrinks to the days that made it so."""

from dataclasses import dataclass
from random import Random
from typing import Final

from hypothesis import strategies as st


@dataclass(frozen=True)
class Happening:
    """`what` happens, `who` of those who are there does it, and `how` it goes; the smaller, the simpler."""

    what: str = "question"
    who: int = 0
    how: int = 0

    @property
    def chance(self) -> Random:
        """What a form is filled in by, the same each time."""
        return Random(self.how)  # noqa: S311 - a story, no secret

    def of(self, *found: str) -> str:
        """One of these, by how it goes."""
        return found[self.how % len(found)]


OFTEN: Final = {
    "question": 5,
    "incident": 4,
    "look": 3,
    "close": 2,
    "promise": 1,
    "keep": 1,
    "leave": 1,
    "correct": 1,
    "withdraw": 1,
    "threat": 1,
    "take": 1,
    "complain": 1,
    "answer": 1,
    "ask": 1,
    "done": 1,
    "merge": 1,
    "unmerge": 1,
}
"""How often each happens beside the others."""
WHAT: Final = tuple(what for what, times in OFTEN.items() for _ in range(times))
HAPPENINGS: Final = st.builds(Happening, st.sampled_from(WHAT), st.integers(0, 9), st.integers(0, 99))
A_DAY: Final = st.lists(HAPPENINGS, max_size=2)


def days(number: int) -> st.SearchStrategy[list[list[Happening]]]:
    """So many days in a row, and what each brings if it is a working day."""
    return st.lists(A_DAY, min_size=number, max_size=number)
