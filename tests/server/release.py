"""What must hold before a version is published: `python -m tests.server.release TAG` says what does not, and ends with 1.

Needs nothing but Python: it is asked before anything is installed.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
FROZEN: Final = Path("tests/storage/released")
MIGRATIONS: Final = Path("storage/migrations/versions")
_HEADING: Final = re.compile(r"^## (\d+\.\d+\.\d+\S*)", re.MULTILINE)


def mistakes(tag: str, root: Path) -> Iterator[str]:
    """What keeps a tag from being released, a line each."""
    version = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    if tag != f"v{version}":
        yield f"the tag is {tag}, and the version in pyproject.toml {version}"
    released = versions(root)
    if released[:1] != [version]:
        yield f"CHANGELOG.md: its newest version is {(released or ['none'])[0]}, not {version}"
    missing = without_database(root, [version, *released])
    yield from (
        f"{each}: {FROZEN} has no database of it (python -m tests.storage.released)" for each in missing
    )
    if version not in missing and (found := _revision(root, version)) != _newest(root):
        yield f"{version}: its database in {FROZEN} is of revision {found}, and the newest is {_newest(root)}"


def versions(root: Path) -> list[str]:
    """Every version that the changelog has a heading for, the newest first."""
    return _HEADING.findall((root / "CHANGELOG.md").read_text("utf-8"))


def without_database(root: Path, asked: Iterable[str]) -> list[str]:
    """Those of these versions whose database was not kept: nobody would know whether an upgrade from them still works."""
    kept = {each.name for each in (root / FROZEN).iterdir()}
    return [each for each in dict.fromkeys(asked) if not {f"{each}.rows", f"{each}.tables"} <= kept]


def _revision(root: Path, version: str) -> str:
    with (root / FROZEN / f"{version}.rows").open(encoding="utf-8") as file:
        return str(json.loads(file.readline())["revision"])


def _newest(root: Path) -> str:
    return max(each.name.partition("_")[0] for each in (root / MIGRATIONS).glob("[0-9]*.py"))


def main() -> None:
    """Ask about the tag that is given."""
    sys.exit("\n".join(mistakes(sys.argv[1], ROOT)) or None)


if __name__ == "__main__":
    main()
