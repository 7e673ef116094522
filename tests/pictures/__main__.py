"""Takes the pictures of the guides again, all but Slack's: `python -m tests.pictures docs/pictures`.

The try-out's on the same made-up day, the letters', the figures', and those in Microsoft's playground as of today. Needs Chromium with British English and LibreOffice (Debian:
`apt-get install --no-install-recommends chromium chromium-l10n libreoffice-writer poppler-utils`). Not part of the tests.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.pictures import figures, letters

TAKEN_IN = ("the_main_job", "the_walk", "the_stages", "living_with_restrictions")
"""The browser tests that take pictures on their way."""


def main(folder: Path) -> None:
    """Put every picture into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    figures.main(folder)
    letters.main(folder)
    tests = [*(f"tests/browser/test_{name}.py" for name in TAKEN_IN), "tests/playground/test_the_journey.py"]
    wanted = {**os.environ, "EVENHAND_PICTURES": str(folder.resolve())}
    subprocess.run([sys.executable, "-m", "pytest", "-q", *tests], env=wanted, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
