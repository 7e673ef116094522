"""docs/server.md as somebody follows it: its commands, section by section."""

import re
from collections.abc import Iterator

from tests.server.dockerfile import ROOT

GUIDE = ROOT / "docs/server.md"


def section(heading: str) -> str:
    """What stands under a heading, up to the next of the same rank."""
    [found] = re.findall(
        rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return str(found)


def commands(heading: str) -> Iterator[str]:
    """Each line of the section's blocks for a shell, in order."""
    for block in re.findall(r"^```sh\n(.*?)^```", section(heading), re.MULTILINE | re.DOTALL):
        yield from str(block).splitlines()
