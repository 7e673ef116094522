"""The benchmark runs, compares, and what it says was acknowledged is saved; how long it took is not judged."""

import re

import pytest

from tests.benchmarks import acknowledgement
from tests.benchmarks.figures import figures, table
from tests.benchmarks.visits import Visit

REQUESTS = 3


def test_a_short_run_compares_the_apps_and_every_report_is_in_evenhands_database(
    capfd: pytest.CaptureFixture[str],
) -> None:
    acknowledgement.main(["--requests", str(REQUESTS), "--no-crowd"])
    told = capfd.readouterr().out
    measured = re.findall(
        r"^\| Evenhand, no customers yet \|(?: \d+\.\d \|){3} \d+\.\d\d \(", told, re.MULTILINE
    )
    visits = 2 * (acknowledgement.WARM_UP + REQUESTS)
    assert len(measured) == 6
    assert f"Evenhand, no customers yet: {visits} of {visits} reports are in the database." in told


def test_the_rounds_are_as_long_as_asked_for_together() -> None:
    assert acknowledgement.rounds_of(300) == [60] * 5
    assert acknowledgement.rounds_of(130) == [60, 60, 10]
    assert acknowledgement.rounds_of(3) == [3]


def test_a_ratio_compares_within_a_round_and_is_the_median_of_the_rounds() -> None:
    bare = [[Visit(1, 1, 0.010)], [Visit(1, 1, 0.020)], [Visit(1, 1, 0.100)]]
    ours = [[Visit(1, 1, 0.030)], [Visit(1, 1, 0.040)], [Visit(1, 1, 0.500)]]
    found = figures(ours, bare, lambda visit: visit.saved)
    assert (found.ratio, found.lowest, found.highest) == pytest.approx((3, 2, 5))
    assert found.milliseconds[0] == pytest.approx(40)


def test_a_table_names_each_app_with_its_milliseconds_and_its_ratio() -> None:
    bare = [[Visit(0.010, 1, 1), Visit(0.010, 1, 1)]]
    lines = {"bare app": figures(bare, bare, lambda visit: visit.acknowledged)}
    assert (
        table("Acknowledged", lines).splitlines()[-1]
        == "| bare app | 10.0 | 10.0 | 10.0 | 1.00 (1.00 to 1.00) |"
    )
