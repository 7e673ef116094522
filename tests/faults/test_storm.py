"""A short storm in every run; the long ones are blown by hand (docs/reliability.md)."""

from pathlib import Path

import pytest

from tests.databases import NewDatabase
from tests.faults.storm import Storm, weathered


@pytest.mark.timeout(900)
def test_in_a_storm_nothing_is_lost_and_nothing_done_twice(new_sqlite: NewDatabase, tmp_path: Path) -> None:
    outcome = weathered(Storm(new_sqlite(), seed=20261129, kills=5, hurried=True), tmp_path)
    assert not outcome.counts.not_zero
    assert outcome.saved > 5


@pytest.mark.timeout(900)
def test_nor_among_replicas_some_of_which_never_come_back(
    new_postgresql: NewDatabase, tmp_path: Path
) -> None:
    storm = Storm(new_postgresql(), seed=20261130, kills=6, replicas=3, hurried=True)
    outcome = weathered(storm, tmp_path)
    assert not outcome.counts.not_zero
    assert outcome.saved > 5


@pytest.mark.timeout(900)
def test_nor_in_teams_where_nobody_can_ask_what_is_there(new_sqlite: NewDatabase, tmp_path: Path) -> None:
    storm = Storm(new_sqlite(), seed=20261201, kills=1, platform="teams", hurried=True)
    outcome = weathered(storm, tmp_path)
    assert not outcome.counts.not_zero
    assert outcome.saved > 5
