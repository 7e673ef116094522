"""A guide as somebody follows it: its commands, section by section, and what it says that they will see."""

import re
from collections.abc import Iterator

from tests.server.dockerfile import ROOT


class Guide:
    """One page of the guides."""

    def __init__(self, file: str) -> None:
        self.text = (ROOT / "docs" / file).read_text("utf-8")

    def section(self, heading: str) -> str:
        """What stands under a heading, up to the next of the same rank or a higher one."""
        begin = re.search(rf"^(#+) {re.escape(heading)}$", self.text, re.MULTILINE)
        assert begin, f"no section is called {heading}"
        rest = self.text[begin.end() :]
        end = re.search(rf"^#{{2,{len(begin[1])}}} ", rest, re.MULTILINE)
        return rest[: end.start()] if end else rest

    def blocks(self, heading: str, language: str = "sh") -> list[str]:
        """The section's blocks in this language, in order; those that name none where it is empty."""
        found = re.findall(r"^```(\w*)\n(.*?)^```$", self.section(heading), re.MULTILINE | re.DOTALL)
        return [block for named, block in found if named == language]

    def commands(self, heading: str) -> Iterator[str]:
        """Each line of the section's blocks for a shell, in order."""
        for block in self.blocks(heading):
            yield from block.splitlines()

    def settings(self, heading: str) -> list[str]:
        """The names that the section sets in `.env`, in order."""
        return re.findall(r"^([A-Z_]+)=", "".join(self.blocks(heading)), re.MULTILINE)

    def inline(self, heading: str, begins: str) -> list[str]:
        """What stands in the section's running text as code and begins so."""
        said = re.sub(r"^```.*?^```", "", self.section(heading), flags=re.MULTILINE | re.DOTALL)
        return re.findall(rf"`({re.escape(begins)}[^`]*)`", said)
