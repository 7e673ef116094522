"""Reads a TOML file of the service's own; a mistake is named by its line and key."""

import re
import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.words import installing

M = TypeVar("M", bound=BaseModel)


class FileMistake(Exception):
    """The file can't be used; `mistakes` says why, a line each."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def load(model: type[M], path: Path) -> M:
    """What this file holds; raises FileMistake."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise FileMistake((installing.unreadable(str(path), type(problem).__name__),)) from None
    return parse(model, text, path.name)


def parse(model: type[M], text: str, name: str) -> M:
    """What the text of a file of this name holds; raises FileMistake."""
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise FileMistake((f"{name}: {problem}",)) from None
    except ValidationError as problem:
        found = tuple(_said(text, name, tuple(map(str, e["loc"])), e["msg"]) for e in problem.errors())
        raise FileMistake(found) from None


def line_of(text: str, where: tuple[str, ...]) -> int:
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


def _said(text: str, name: str, where: tuple[str, ...], what: str) -> str:
    said = what.removeprefix("Value error, ")
    return installing.mistake(name, line_of(text, where), ".".join(where), said)
