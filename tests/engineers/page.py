"""docs/engineers.md as somebody follows it: its blocks of code, put into a copy of the program as they stand there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/engineers.md"
NEXT = "@@"
"""What stands between two places of one file."""


@dataclass(frozen=True)
class Block:
    """A new file, or changes of one that is there."""

    kind: str
    file: str
    text: str

    def apply(self, folder: Path) -> None:
        """Put it into a copy of the program."""
        target = folder / self.file
        if self.kind == "python":
            assert not target.exists(), f"{self.file} is there already"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(self.text, "utf-8")
        else:
            target.write_text(_changed(target.read_text("utf-8"), self), "utf-8")


def section(heading: str) -> str:
    """What stands under a heading that begins so."""
    found = re.search(
        rf"^## {re.escape(heading)}.*?\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert found, heading
    return found[1]


def blocks(text: str) -> Iterator[Block]:
    """Each block in order; its first line names its file."""
    for kind, file, inner in re.findall(
        r"^```(python|diff)\n# (\S+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL
    ):
        yield Block(kind, file, inner)


def told(text: str) -> list[str]:
    """The tests that have to be told, by their ids."""
    return re.findall(r"^\| `(tests/\S+::[^`]+)` \|", text, re.MULTILINE)


def drawing(kind: str) -> str:
    """The lines of a drawing."""
    found = re.search(
        rf"^```mermaid\n{kind}.*?\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert found, kind
    return found[1]


def _changed(text: str, block: Block) -> str:
    for hunk in block.text.split(f"{NEXT}\n"):
        lines = hunk.splitlines(keepends=True)
        assert all(line[0] in " +-\n" for line in lines), hunk
        before = "".join(line[1:] or "\n" for line in lines if not line.startswith("+"))
        after = "".join(line[1:] or "\n" for line in lines if not line.startswith("-"))
        assert text.count(before) == 1, f"{block.file} has this {text.count(before)} times:\n{before}"
        text = text.replace(before, after)
    return text
