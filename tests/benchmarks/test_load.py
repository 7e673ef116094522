"""The load benchmark runs, with a few reports and contacts; how long anything took is not judged."""

import re

import pytest

from tests.benchmarks import load, starting
from tests.benchmarks.tables import compared, quantile, table


def test_a_short_run_compares_the_apps_in_everything_that_is_done(capfd: pytest.CaptureFixture[str]) -> None:
    short = ["--databases", "sqlite", "--reports", "600", "--rounds", "1", "--contacts", "1", "--hour", "1"]
    load.main([*short, "--ways", "1", "2"])
    told = capfd.readouterr().out
    for at_once in (1, 2):
        assert f"| {at_once} at once: p50 / p99, ms | bare app | a row in SQLite | Evenhand, SQLite |" in told
    assert len(re.findall(r"^\| press, its outcome shown \|(?: \d+ / \d+ \|){3}$", told, re.MULTILINE)) == 2
    assert re.search(r"^\| Evenhand, SQLite: 1 s of ten times the busiest hour, ms \|", told, re.MULTILINE)
    assert re.search(r"^\| Evenhand, SQLite \| \d+ \| \d+ \| \d+ \|$", told, re.MULTILINE)


def test_starting_is_compared_with_what_its_libraries_need(capfd: pytest.CaptureFixture[str]) -> None:
    started = ["Python alone", "bare app, until it answers"]
    starting.main(["--times", "1", "--programs", *started])
    told = capfd.readouterr().out
    for name in started:
        assert re.search(rf"^\| {re.escape(name)} \| \d+ \| \d+ \|$", told, re.MULTILINE)


def test_a_quantile_is_that_of_what_was_measured() -> None:
    waits = [number / 1000 for number in range(1, 102)]
    assert (quantile(waits, 50), quantile(waits, 99)) == pytest.approx((0.051, 0.1))
    assert compared(waits) == "51 / 100"
    assert (compared([0.004]), compared([])) == ("4 / 4", "")


def test_a_table_is_one_that_people_can_read() -> None:
    assert table("ms", ["one"], {"deed": ["4"]}) == "| ms | one |\n|---|---|\n| deed | 4 |"
