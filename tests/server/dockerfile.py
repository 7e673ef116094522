"""The Dockerfile as the tests read it: its instructions, stage by stage."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Instruction:
    """One instruction, its lines in one, its arguments (`ARG`) filled in."""

    name: str
    said: str

    @property
    def words(self) -> list[str]:
        """What is said in its exec form."""
        return [str(word) for word in json.loads(self.said)]


Stage = list[Instruction]


def stages() -> list[Stage]:
    """Each stage, beginning with its `FROM`."""
    found: list[Stage] = []
    arguments: dict[str, str] = {}
    for each in _instructions((ROOT / "Dockerfile").read_text("utf-8")):
        said = re.sub(r"\$\{(\w+)\}", lambda name: arguments[name[1]], each.said)
        if each.name == "ARG":
            name, _, value = said.partition("=")
            arguments[name] = value
        elif each.name == "FROM":
            found.append([])
        if found:
            found[-1].append(Instruction(each.name, said))
    return found


def said(stage: Stage, name: str) -> list[str]:
    """What all instructions of this name say."""
    return [each.said for each in stage if each.name == name]


def environment(stage: Stage) -> Mapping[str, str]:
    return dict(pair.split("=", 1) for line in said(stage, "ENV") for pair in line.split())


def health(stage: Stage) -> list[str]:
    """The command that says whether it is well."""
    [check] = said(stage, "HEALTHCHECK")
    return Instruction("CMD", check.partition(" CMD ")[2]).words


def copied(stage: Stage) -> Iterator[tuple[list[str], str]]:
    """What is copied out of the repository, and where to."""
    for line in said(stage, "COPY"):
        *sources, target = line.split()
        if not sources[0].startswith("--"):
            yield sources, target


def _instructions(text: str) -> Iterator[Instruction]:
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    for whole in re.sub(r"\\\n\s*", "", lines).splitlines():
        if whole.strip():
            name, _, rest = whole.partition(" ")
            yield Instruction(name, rest.strip())
