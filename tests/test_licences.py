"""What Evenhand needs is under licences that a public service may use it by, and docs/licences.md says which."""

from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from tests import licences


def test_every_package_that_is_needed_has_a_licence_that_is_agreed_to() -> None:
    wrong = {name: said for name, said in licences.used().items() if not said or licences.unknown(said)}
    assert wrong == {}


def test_the_page_says_what_is_installed() -> None:
    assert licences.PAGE.read_text("utf-8") == licences.written()


@pytest.mark.parametrize(
    ("metadata", "said", "agreed"),
    [
        ("License-Expression: MIT OR GPL-3.0-only", "MIT OR GPL-3.0-only", False),
        ("License-Expression: GPL-3.0-only\nLicense: MIT", "GPL-3.0-only", False),
        ("License: GPL v3", "GPL v3", False),
        ("License: Dual License\nClassifier: License :: OSI Approved :: BSD License", "BSD", True),
        ("License: MIT License", "MIT", True),
        ("Summary: says nothing", "", False),
    ],
)
def test_what_a_package_says_in_its_own_words_is_understood_or_nobody_has_agreed_to_it(
    tmp_path: Path, metadata: str, said: str, *, agreed: bool
) -> None:
    (tmp_path / "METADATA").write_text(f"Metadata-Version: 2.4\nName: a\nVersion: 1\n{metadata}\n", "utf-8")
    found = licences.licence(PathDistribution(tmp_path))
    assert found == said
    assert (bool(found) and not licences.unknown(found)) is agreed
