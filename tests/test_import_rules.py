"""Imports only ever point right, and a planted violation is caught."""

import re
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
    "adapters/slack/parse.py": "import slack_sdk",
    "adapters/newdoor.py": "import botbuilder.core",
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
    before = planted.read_text() if planted.exists() else None
    new_folder = not planted.parent.exists()
    planted.parent.mkdir(exist_ok=True)
    if new_folder:
        (planted.parent / "__init__.py").touch()
    planted.write_text(f"{before or ''}\n{VIOLATIONS[file]}\n")
    try:
        result = lint(copy)
    finally:
        if before is not None:
            planted.write_text(before)
        else:
            planted.unlink()
        if new_folder:
            shutil.rmtree(planted.parent)
    assert result.returncode != 0
    assert "BROKEN" in result.stdout


OUTSIDE = re.compile(
    r"datetime\.now\(|\.utcnow\(|date\.today\(|\btime\.time\(|^import random|^from random|os\.environ|os\.getenv",
    re.MULTILINE,
)
READ_AT_THE_TOP = {"__main__.py", "settings.py"}
"""They put the parts together: only there the environment may be read."""


def reads_the_outside(text: str) -> bool:
    """Whether code asks a clock, chance or the environment by itself."""
    return bool(OUTSIDE.search(text))


def test_bot_and_storage_ask_no_clock_no_chance_and_no_environment() -> None:
    files = [path for name in ("bot", "storage") for path in (ROOT / name).rglob("*.py")]
    found = [
        path for path in files if reads_the_outside(path.read_text()) and path.name not in READ_AT_THE_TOP
    ]
    assert len(files) > len(READ_AT_THE_TOP)
    assert found == []


@pytest.mark.parametrize(
    "planted", ["at = datetime.now(UTC)", "date.today()", "time.time()", "import random", 'os.environ["A"]']
)
def test_a_planted_look_outside_is_caught(planted: str) -> None:
    assert reads_the_outside(f"x = 1\n{planted}\n")
