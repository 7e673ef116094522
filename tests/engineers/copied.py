"""A copy of the program, in which the page's blocks stand; what is run there knows nothing of the program that is tested."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.engineers import page
from tests.server.machine import tracked

PICTURES = "docs/pictures/"


class Copy:
    """The program with everything that the page adds to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in tracked():
            if not name.startswith(PICTURES):
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes((page.ROOT / name).read_bytes())
        self.blocks = list(page.blocks(page.PAGE.read_text("utf-8")))
        for block in self.blocks:
            block.apply(folder)

    @property
    def files(self) -> list[str]:
        """Every file that became another."""
        return sorted({block.file for block in self.blocks})

    def runs(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a module of Python's in the copy."""
        return subprocess.run(
            [sys.executable, "-m", *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )

    def tests(self, names: Iterable[str], *more: str) -> subprocess.CompletedProcess[str]:
        """Run these tests of the copy."""
        return self.runs("pytest", "-q", "-n0", "-p", "no:cacheprovider", "-rfE", "--tb=line", *more, *names)
