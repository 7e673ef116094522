"""The measurement of who is found runs, and says so for each size."""

from pathlib import Path

import pytest

from tests.benchmarks import finding


def test_each_size_is_measured_and_the_right_one_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = ["--sizes", "20", "40", "--databases", "sqlite", "--rounds", "2", "--times", "8"]
    finding.main([*few, "--folder", str(tmp_path)])
    said = capsys.readouterr().out
    assert "| 20 |" in said
    assert "| 40 |" in said
    assert said.count("| 100.0 % |") == 2
