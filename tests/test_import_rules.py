"""Imports only ever point right, and a planted violation is caught."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

VIOLATIONS = {
    "storage/people.py": "import bot.app",
    "bot/sharing.py": "import adapters.server",
    "bot/reporting.py": "import sqlmodel",
    "bot/words/replies.py": "import slack_sdk",
    "storage/outbox.py": "import aiohttp",
    "adapters/web/render.py": "import slack_bolt",
    "adapters/outbox.py": "import botbuilder.core",
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the import rules of a checkout."""
    check = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    command = [sys.executable, "-c", check]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("bot", "adapters", "storage"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_our_own_imports_keep_the_rules(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("file", VIOLATIONS)
def test_a_planted_violation_is_caught(copy: Path, file: str) -> None:
    planted = copy / file
    before = planted.read_text()
    planted.write_text(f"{before}\n{VIOLATIONS[file]}\n")
    try:
        result = lint(copy)
    finally:
        planted.write_text(before)
    assert result.returncode != 0
    assert "BROKEN" in result.stdout
