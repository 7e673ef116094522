"""A release: nothing is published that was not checked, with no more rights than it takes, and nobody's host is written down."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.server import release
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


def test_the_tag_is_looked_at_before_anything_is_installed() -> None:
    asked, ci = (
        {"run": command} for command in ('python -m tests.server.release "$GITHUB_REF_NAME"', "bash .ci/run")
    )
    steps = [{"run": step.get("run")} for step in JOBS["check"]["steps"]]
    assert steps.index(asked) < steps.index(ci)
    bare = [sys.executable, "-S", "-m", "tests.server.release", "v9.9.9"]
    done = subprocess.run(
        bare, cwd=ROOT, env={**os.environ, "PYTHONPATH": ""}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("the tag is v9.9.9, and the version in pyproject.toml ")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What is looked at of a project whose version 1.3.0 is ready to be released."""
    migrations, frozen = tmp_path / release.MIGRATIONS, tmp_path / release.FROZEN
    migrations.mkdir(parents=True)
    frozen.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1.3.0"\n')
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 1.3.0 (2026-12-01)\n\n## 1.2.0\n")
    for each in ("__init__.py", "0001_tables.py", "0010_more.py"):
        (migrations / each).touch()
    for version, revision in (("1.2.0", "0001"), ("1.3.0", "0010")):
        (frozen / f"{version}.rows").write_text(f'{{"revision":"{revision}"}}\n[1]\n')
        (frozen / f"{version}.tables").touch()
    return tmp_path


def test_a_version_that_is_ready_is_released(checkout: Path) -> None:
    assert list(release.mistakes("v1.3.0", checkout)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("pyproject.toml", "1.3.0", "1.3.1", "the tag is v1.3.0, and the version in pyproject.toml 1.3.1"),
        ("CHANGELOG.md", "## 1.3.0 (", "## Unreleased (", "its newest version is 1.2.0, not 1.3.0"),
        ("CHANGELOG.md", "1.2.0", "1.1.0", "1.1.0: tests/storage/released has no database of it"),
        ("pyproject.toml", "1.3.0", "1.3.1", "1.3.1: tests/storage/released has no database of it"),
        ("tests/storage/released/1.3.0.rows", "0010", "0001", "is of revision 0001, and the newest is 0010"),
    ],
)
def test_one_that_is_not_is_refused(checkout: Path, file: str, old: str, new: str, said: str) -> None:
    text = (checkout / file).read_text()
    (checkout / file).write_text(text.replace(old, new))

    assert said in "\n".join(release.mistakes("v1.3.0", checkout))


def test_a_version_without_its_tables_is_not_kept(checkout: Path) -> None:
    (checkout / release.FROZEN / "1.2.0.tables").unlink()

    assert release.without_database(checkout, release.versions(checkout)) == ["1.2.0"]


def test_the_database_of_every_version_in_the_changelog_is_kept() -> None:
    assert release.without_database(ROOT, release.versions(ROOT)) == [], "python -m tests.storage.released"


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
