"""A year in the life of one service, day by day with a moving clock: nothing is missed, nothing is endless, nobody is nagged."""

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from storage import Store
from tests.databases import NewDatabase
from tests.year.service import Service

DAYS = 365


@pytest.mark.timeout(900)
def test_through_a_year_no_review_is_missed_nothing_is_endless_and_nobody_is_nagged(
    new_sqlite: NewDatabase,
) -> None:
    @settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
    @given(
        seed=st.integers(0, 2**32 - 1),
        leaves=st.sampled_from(["david", "tom", "amira"]),
        day=st.integers(30, 300),
    )
    def lived(seed: int, leaves: str, day: int) -> None:
        with Store(new_sqlite()) as store:
            service = Service(store, seed)
            for number in range(DAYS):
                if number == day:
                    service.leaves(leaves)
                service.a_day()
            service.a_year_is_over()
            for what, times in service.counted.items():
                event(f"{what}: {times}")

    lived()
