"""A year in the life, day by day with a moving clock: nothing is missed, nothing is endless, nobody is nagged.

What happens is drawn by hypothesis, the same each time; where something goes wrong it shows the fewest happenings that
make it so. `--hypothesis-show-statistics` tells how often anybody was interrupted at most.
"""

from collections.abc import Callable
from typing import Final

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from storage import Store
from tests.databases import NewDatabase
from tests.year.happenings import Happening, days
from tests.year.service import Service

YEAR, WEEKS = 365, 45
USUAL: Final = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

Lived = Callable[[NewDatabase, list[list[Happening]], str, int], None]


def through(number: int) -> Callable[[Lived], Callable[[NewDatabase], None]]:
    """So many days in a row, and a day on which a colleague leaves."""
    return given(
        brings=days(number),
        leaves=st.sampled_from(["david", "tom", "amira"]),
        day=st.integers(number // 4, number - number // 4),
    )


@pytest.mark.timeout(900)
@settings(USUAL, max_examples=1)
@through(YEAR)
def test_through_a_year_nothing_is_missed_nothing_is_endless_and_nobody_is_nagged(
    new_sqlite: NewDatabase, brings: list[list[Happening]], leaves: str, day: int
) -> None:
    live(new_sqlite, brings, leaves, day)


@settings(USUAL, max_examples=3)
@through(WEEKS)
def test_nor_is_it_through_other_weeks(
    new_sqlite: NewDatabase, brings: list[list[Happening]], leaves: str, day: int
) -> None:
    live(new_sqlite, brings, leaves, day)


@settings(USUAL, max_examples=1)
@through(WEEKS)
def test_nor_on_postgresql(
    new_postgresql: NewDatabase, brings: list[list[Happening]], leaves: str, day: int
) -> None:
    live(new_postgresql, brings, leaves, day)


def live(new_database: NewDatabase, brings: list[list[Happening]], leaves: str, day: int) -> None:
    """Live through these days; quiet ones are soon told, so something happens on every other day."""
    assume(sum(map(len, brings)) >= len(brings) // 2)
    with Store(new_database()) as store:
        service = Service(store)
        for passed, happenings in enumerate(brings):
            if passed == day:
                service.leaves(leaves)
            service.a_day(happenings)
        service.a_year_is_over()
        for kind, times in service.most.items():
            event(f"new messages to one person in a day, {kind}: {times} at most")
        for what, times in service.counted.items():
            event(f"{what}: {times}")
