"""A release: nothing is published that was not checked, with no more rights than it takes, and nobody's host is written down."""

from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.server.dockerfile import ROOT
from tests.server.test_files import schema_holds

NAME = ".github/workflows/release.yml"
TEXT = (ROOT / NAME).read_text("utf-8")
JOBS: dict[str, Any] = YAML(typ="safe").load(TEXT)["jobs"]


def needed(job: str) -> set[str]:
    """All jobs that have to go well before this one."""
    before = JOBS[job].get("needs")
    return {before, *needed(before)} if before else set()


def test_the_workflow_is_one_by_its_own_schema() -> None:
    schema_holds("vendor.github-workflows", NAME)


@pytest.mark.parametrize("job", ["publish", "image"])
def test_what_is_published_was_checked_as_everything_is_that_lands(job: str) -> None:
    assert "check" in needed(job)
    assert {"run": "bash .ci/run"} in JOBS["check"]["steps"]


def test_only_what_publishes_may_write() -> None:
    assert "\npermissions:\n  contents: read\n" in TEXT
    writing = {name for name, job in JOBS.items() if "write" in str(job.get("permissions", ""))}
    assert writing == {"publish", "image"}
    assert "secrets." not in TEXT.replace("secrets.GITHUB_TOKEN", "")


def test_no_host_is_written_down() -> None:
    assert "://" not in TEXT
    for step in JOBS["image"]["steps"]:
        for name in ("registry", "tags"):
            assert (
                step.get("with", {})
                .get(name, "${{ vars.IMAGE_REGISTRY }}")
                .startswith("${{ vars.IMAGE_REGISTRY }}")
            )
