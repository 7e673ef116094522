"""docs/engineers.md is followed: what it adds works at every door, and everything that checks the program takes it."""

import re

import pytest

from tests.engineers import page
from tests.engineers.copied import Copy
from tests.test_import_rules import lint

TOLD_OF = ("A command", "A step of a case", "A platform")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("followed"))


def test_what_the_page_adds_is_written_as_everything_else_is(copy: Copy) -> None:
    for words in (("ruff", "check"), ("ruff", "format", "--check")):
        done = copy.runs(*words, "--no-cache", *copy.files)
        assert done.returncode == 0, done.stdout


def test_its_types_and_imports_are_right(copy: Copy) -> None:
    done = copy.runs("mypy", "--cache-dir", str(copy.folder / "cache"), *copy.files)
    assert done.returncode == 0, done.stdout
    done = lint(copy.folder)
    assert done.returncode == 0, done.stdout


def test_the_command_and_the_step_are_lived_at_every_door_and_the_main_job_at_the_new_one(copy: Copy) -> None:
    added = [name for name in copy.files if name.startswith("tests/stories/test_")]
    done = copy.tests(added, "--every-combination", "-k", "sqlite and (counting or slack or plain)")
    assert (done.returncode, "10 passed" in done.stdout) == (0, True), done.stdout
    done = copy.tests(["tests/stories/test_the_main_job.py"], "-k", "plain")
    assert (done.returncode, "8 passed" in done.stdout) == (0, True), done.stdout


def test_what_has_to_be_told_is_red_until_it_is(copy: Copy) -> None:
    named = [each for heading in TOLD_OF for each in page.told(page.section(heading))]
    assert len(named) > 8
    done = copy.tests(named)
    red = re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    assert [each for each in named if not any(one.startswith(each) for one in red)] == [], done.stdout
    assert [one for one in red if not any(one.startswith(each) for each in named)] == []
