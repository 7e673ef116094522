"""Takes the picture of docs/engineers.md: `python -m tests.engineers.picture docs/pictures`. As `tests/pictures/slack.py`, not part of the tests."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.engineers.copied import Copy


def main(folder: Path) -> None:
    """Follow the page, and draw what its command answers."""
    with TemporaryDirectory() as made:
        done = Copy(Path(made)).runs("tests.engineers.drawn", str(folder.resolve()))
    if done.returncode:
        sys.exit(done.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
