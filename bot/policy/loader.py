"""Reads a policy file; a mistake is named by its line and key."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from bot.policy.model import Policy
from bot.words import installing


class PolicyMistake(Exception):
    """The file can't be used; `mistakes` says why, a line each."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def packaged() -> Policy:
    """The policy that comes with Evenhand: Hampshire SENDIASS."""
    return _parse(files("bot.policy").joinpath("hampshire.toml").read_text("utf-8"), "hampshire.toml")


def load(path: Path) -> Policy:
    """The policy in this file; raises PolicyMistake."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise PolicyMistake((installing.unreadable(str(path), type(problem).__name__),)) from None
    return _parse(text, path.name)


def _parse(text: str, name: str) -> Policy:
    try:
        return Policy.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise PolicyMistake((f"{name}: {problem}",)) from None
    except ValidationError as problem:
        found = tuple(_said(text, name, tuple(map(str, e["loc"])), e["msg"]) for e in problem.errors())
        raise PolicyMistake(found) from None


def _said(text: str, name: str, where: tuple[str, ...], what: str) -> str:
    said = what.removeprefix("Value error, ")
    return installing.mistake(name, _line_of(text, where), ".".join(where), said)


def _line_of(text: str, where: tuple[str, ...]) -> int:
    """The line that sets this key, else the heading it belongs under, else 1."""
    best, deepest, section = 1, 0, ""
    for number, content in enumerate(text.splitlines(), 1):
        if heading := re.match(r"\s*\[([^\[\]]+)\]", content):
            section = heading[1].strip()
            here = section
        elif setting := re.match(r"\s*([\w.-]+)\s*=", content):
            here = f"{section}.{setting[1]}" if section else setting[1]
        else:
            continue
        depth = len(here.split("."))
        if depth > deepest and tuple(here.split(".")) == where[:depth]:
            best, deepest = number, depth
    return best
